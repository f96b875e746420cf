package site

import (
	"fmt"
	"testing"

	"github.com/rolediff/rolediff/generator/internal/browser"
)

func TestZZLook(t *testing.T) {
	b := browser.Open(t)
	root := "file:///tmp/js/public/"
	for _, w := range []int{360, 768, 1280} {
		for _, dark := range []bool{false, true} {
			if dark && w == 768 {
				continue
			}
			name := func(s string) string { return fmt.Sprintf("/tmp/js/shots/%s-%d-%v.png", s, w, dark) }
			p := b.Page(root+"devops-engineer/vs-head-of-engineering-vs-vp-of-engineering.html", browser.Options{Width: w, Dark: dark})
			p.WaitFor(`document.querySelectorAll("#picker > ul li").length == 3`)
			p.Screenshot(name("trio"), w)
			fmt.Println(w, browser.Eval[string](p, `[...document.querySelectorAll("*")].filter(e => e.getBoundingClientRect().right > innerWidth).map(e => e.tagName + "." + e.className + "#" + e.id + " " + Math.round(e.getBoundingClientRect().right)).join("\n")`))
			p.Click("#pick")
			p.Press("eng")
			p.WaitFor("!picks.hidden")
			p.Press("ArrowDown")
			p.Screenshot(name("list"), w)
			browser.Eval[int](p, `document.querySelector("[type=search]").focus(), 0`)
			p.Press("on-call")
			p.WaitFor(`document.querySelectorAll(".results a").length > 2`)
			p.Press("ArrowDown")
			p.Screenshot(name("search"), w)
			p.Press("Escape")
			browser.Eval[int](p, `document.querySelector("main").style.marginTop = "-" + (document.querySelector(".tools").getBoundingClientRect().top + scrollY - 300) + "px", 0`)
			p.Screenshot(name("tools"), w)
			p = b.Page(root+"index.html", browser.Options{Width: w, Dark: dark})
			p.WaitFor("window.pick")
			p.Screenshot(name("home"), w)
			fmt.Println(w, browser.Eval[int](p, `document.documentElement.scrollWidth`))
		}
	}
}
