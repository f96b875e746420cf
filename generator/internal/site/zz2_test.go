package site
import ("testing";"time";"fmt";"github.com/rolediff/rolediff/generator/internal/browser")
func TestZZ2(t *testing.T){
 b:=browser.Open(t)
 s := pickerSite(t, pickerFiles("all", "all"))
 roots := siteRoots(t, s)
 for _, w := range []int{360,768,1280} { for _, pg := range []string{"index.html","cto/index.html","cto/vs-writer.html","devops-engineer/vs-release-manager-vs-site-reliability-engineer.html","compare/index.html#cto,writer","404.html"} {
  p := b.Page(roots["http"]+pg, browser.Options{Width:w})
  time.Sleep(400*time.Millisecond)
  fmt.Println(w, pg, browser.Eval[string](p, `new Promise(r => { let out=""; new PerformanceObserver(l => { l.getEntries().forEach(e => out += e.value.toFixed(4)+" "+(e.sources||[]).map(s=>s.node&&(s.node.outerHTML||s.node.textContent).slice(0,80)).join(" ;; ")+"\n") }).observe({type:"layout-shift",buffered:true}); setTimeout(()=>r(out),200) })`), browser.Eval[string](p, `document.querySelector("body > header").offsetHeight+""`))
 }}
}
