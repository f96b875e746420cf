package preview

import (
	"context"
	"fmt"
	"io/fs"
	"os/exec"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/chromedp/chromedp"

	"github.com/rolediff/rolediff/generator/internal/diag"
)

// tab is a real browser's, where there is one: only that runs reload.js and heeds
// the page's policy.
type tab struct {
	t   *testing.T
	ctx context.Context
}

func openTab(t *testing.T, url string) tab {
	t.Helper()
	if _, err := exec.LookPath("chromium"); err != nil {
		t.Skip("there is no chromium here")
	}
	ctx, cancel := chromedp.NewContext(t.Context(), chromedp.WithAllocatorOptions(chromedp.NoSandbox))
	t.Cleanup(cancel)
	ctx, cancel = context.WithTimeout(ctx, 5*patience)
	t.Cleanup(cancel)
	if err := chromedp.Do(ctx, chromedp.Navigate(url)); err != nil {
		t.Fatal(err)
	}
	return tab{t, ctx}
}

func (b tab) eval(js string) string {
	b.t.Helper()
	got, err := chromedp.Run(b.ctx, chromedp.Evaluate[string]("String("+js+")"))
	if err != nil && !strings.Contains(err.Error(), "context") && !strings.Contains(err.Error(), "navigated") {
		b.t.Fatal(err)
	}
	return got // empty in the midst of a reload
}

func (b tab) eventually(js, want string) {
	b.t.Helper()
	got := ""
	for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(10 * time.Millisecond) {
		if got = b.eval(js); got == want {
			return
		}
	}
	b.t.Fatalf("%s is %q, not %q", js, got, want)
}

// tallPage is a page under the strictest policy that a site has.
func tallPage(o *Options) {
	load := o.Load
	o.Load = func(ctx context.Context, edited map[string][]byte) (fs.FS, diag.List) {
		site, list := load(ctx, edited)
		if site == nil {
			return nil, list
		}
		text, _ := fs.ReadFile(site, "index.html")
		page := fmt.Sprintf(`<!doctype html><html><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="default-src &#39;none&#39;; script-src &#39;self&#39;"><title>%d</title></head><body>%s<pre>%s</pre></body></html>`,
			strings.Count(string(text), "saved"), text, strings.Repeat("line\n", 500))
		return fstest.MapFS{"index.html": {Data: []byte(page)}}, list
	}
}

func TestBrowserReloadsKeepsItsPlaceAndOutlivesARestart(t *testing.T) {
	s := start(t, tallPage)
	b := openTab(t, s.url)
	b.eventually("document.title", "0")
	b.eventually("(scrollTo(0, 1500), Math.round(scrollY))", "1500")

	s.write("content/roles/cto.md", "saved")
	b.eventually("document.title", "1")
	b.eventually("Math.round(scrollY)", "1500")

	s.write("content/roles/cto.md", "BROKEN")
	b.eventually("document.title", "1 error")
	b.eventually("document.querySelector('link').sheet?.cssRules.length > 5", "true") // it has its style
	s.write("content/roles/cto.md", "saved saved")
	b.eventually("document.title", "2")
	b.eventually("Math.round(scrollY)", "1500")

	s.stop()
	<-s.ended
	s.opts.Addr = strings.Trim(strings.TrimPrefix(s.url, "http://"), "/")
	s.write("content/roles/cto.md", "saved saved saved")
	s.run(systemWatcher)
	b.eventually("document.title", "3")
}

func TestTabsOfTheLastGoodPageDoNotReloadWithoutEnd(t *testing.T) {
	s := start(t, tallPage)
	s.write("content/roles/cto.md", "BROKEN")
	s.eventually("the error page", func() bool { return s.get("").StatusCode == 500 })
	b := openTab(t, s.url)
	b.eval("document.querySelector('a').click()")
	b.eventually("location.search + document.title", "?last-good0")
	b.eval("window.same = true")
	time.Sleep(300 * time.Millisecond)
	if got := b.eval("window.same"); got != "true" {
		t.Error("the page has reloaded")
	}
	s.write("content/roles/cto.md", "saved")
	b.eventually("document.title", "1")
}
