package site

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rolediff/rolediff/generator/internal/browser"
)

// TestNothingHostileRuns opens the site of naughty texts in a browser, under the
// pages' own policy, follows what scripts make of them, and finds nothing executed,
// nothing asked for and no page wider than the screen.
func TestNothingHostileRuns(t *testing.T) {
	t.Parallel()
	s := loadHostile(t)
	roots := siteRoots(t, s)
	b := browser.Open(t)
	seen := 0
	look := func(t *testing.T, p *browser.Page, what string) {
		t.Helper()
		seen++
		if browser.Eval[bool](p, `"hacked" in window`) {
			t.Errorf("%s: a script of the content has run", what)
		}
		if wide := browser.Eval[int](p, "document.documentElement.scrollWidth"); wide > 360 {
			t.Errorf("%s is %d pixels wide", what, wide)
		}
		if n := browser.Eval[int](p, `document.querySelectorAll("main > header h1").length`); n != 1 {
			t.Errorf("%s has %d h1", what, n)
		}
		if n := browser.Eval[int](p, `document.querySelectorAll("main :is(script:not([src]):not([type]), iframe, object, embed, base, meta, style, link)").length`); n != 0 {
			t.Errorf("%s: %d elements in the text that are no text", what, n)
		}
		if browser.Eval[bool](p, `getComputedStyle(document.body).display == "none"`) {
			t.Errorf("%s is hidden", what)
		}
	}
	var names []string
	for i := range naughty {
		names = append(names, slugOf(i)+"/index.html")
		if j := i + 1; i%2 == 0 && j < len(naughty) {
			names = append(names, fmt.Sprintf("%s/vs-%s.html", slugOf(i), slugOf(j)))
		}
		if i%5 == 0 && i+2 < len(naughty) {
			names = append(names, fmt.Sprintf("%s/vs-%s-vs-%s.html", slugOf(i), slugOf(i+1), slugOf(i+2)))
		}
	}
	names = append(names, "index.html", "about/index.html", "matrix/index.html")
	t.Run("pages", func(t *testing.T) {
		p := b.For(t).Page(roots["http"]+names[0], browser.Options{Width: 360})
		for _, name := range names {
			p.Goto(roots["http"] + name)
			look(t, p, name)
			// What waits for a pointer or the focus gets it.
			browser.Eval[int](p, `document.querySelectorAll("main *").forEach(e => ["mouseover", "focus", "click", "toggle"].forEach(n => { if (n != "click" || e.matches("summary,button")) e.dispatchEvent(new Event(n, {bubbles: true})) })), 0`)
			look(t, p, name)
		}
		p.RequireQuiet(roots["http"])
	})
	t.Run("put together in the browser", func(t *testing.T) {
		for scheme, root := range roots {
			p := b.For(t).Page(root+"compare/index.html", browser.Options{Width: 360})
			for i := 0; i+3 < len(naughty); i += 4 {
				p.Goto(root + "compare/index.html#" + strings.Join([]string{slugOf(i), slugOf(i + 1), slugOf(i + 2), slugOf(i + 3)}, ","))
				p.WaitFor(fmt.Sprintf(`document.querySelectorAll("main table thead th").length >= 4 && document.querySelector('main a[href*="%s/"]')`, slugOf(i)))
				browser.Eval[int](p, `document.querySelectorAll("main *").forEach(e => ["mouseover", "focus"].forEach(n => e.dispatchEvent(new Event(n, {bubbles: true})))), 0`)
				look(t, p, scheme+" compare "+slugOf(i))
			}
			p.RequireQuiet(root)
		}
	})
	t.Run("addresses made up by others", func(t *testing.T) {
		p := b.For(t).Page(roots["http"], browser.Options{Width: 360})
		for _, hash := range []string{
			"%3Cimg%20src=/hacked%20onerror=window.hacked=1%3E", "<svg/onload=window.hacked=1>,r00", "__proto__,constructor", "r00,__proto__", "javascript:window.hacked=1", "r00,r00,r00", "%", "r00,%E0%A4%A", strings.Repeat("r00,", 5000),
		} {
			p.Goto(roots["http"] + "compare/index.html?" + fmt.Sprint(len(hash)) + "#" + hash)
			look(t, p, "compare#"+hash[:min(len(hash), 40)])
		}
		p.RequireQuiet(roots["http"])
	})
	t.Run("search and picker", func(t *testing.T) {
		p := b.For(t).Page(roots["http"]+"index.html", browser.Options{Width: 360})
		p.WaitFor("window.pick")
		p.Press("/")
		for _, query := range []string{"script", "onerror", "hacked", "<img src=/hacked onerror=window.hacked=1>", "proto", `\u003c`, "大", "W"} {
			browser.Eval[int](p, fmt.Sprintf(`(e => { e.value = %q; e.dispatchEvent(new Event("input", {bubbles: true})); })(document.activeElement), 0`, query))
			p.WaitFor(`!document.querySelector(".results").hidden`)
			look(t, p, "search for "+query)
		}
		p.RequireQuiet(roots["http"])
	})
	t.Run("a missing page", func(t *testing.T) {
		p := b.For(t).Page(roots["http"], browser.Options{Width: 360})
		for _, at := range []string{"%3Cscript%3Ewindow.hacked=1%3C/script%3E", "r01/vs-%22%3E%3Cimg%20src=x%20onerror=window.hacked=1%3E.html", "%E0%A4%A/vs-x.html"} {
			p.Goto(roots["http"] + at + "?<script>window.hacked=1</script>#<img src=/hacked onerror=window.hacked=1>")
			if browser.Eval[bool](p, `"hacked" in window`) || browser.Eval[int](p, `document.querySelectorAll("main :is(script:not([src]), img)").length`) > 0 {
				t.Errorf("the missing page %s runs what its address says", at)
			}
			seen++
		}
	})
	t.Run("single file", func(t *testing.T) {
		page, err := s.OneFile()
		if err != nil {
			t.Fatal(err)
		}
		file := filepath.Join(t.TempDir(), "all.html")
		if err := os.WriteFile(file, page, 0o644); err != nil {
			t.Fatal(err)
		}
		p := b.For(t).Page("file://"+file, browser.Options{Width: 360})
		for i := 0; i+2 < len(naughty); i += 6 {
			p.Goto("file://" + file + "#" + slugOf(i) + "," + slugOf(i+1) + "," + slugOf(i+2))
			p.WaitFor(`document.querySelectorAll("#comparison table thead th").length >= 4`)
			if browser.Eval[bool](p, `"hacked" in window`) {
				t.Errorf("%s: a script of the content has run", slugOf(i))
			}
			seen++
		}
		p.RequireQuiet("file://" + file)
	})
	t.Logf("torture: %d looks at pages of %d naughty texts", seen, len(naughty))
}
