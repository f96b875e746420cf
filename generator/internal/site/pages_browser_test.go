package site

import (
	"testing"

	"github.com/rolediff/rolediff/generator/internal/browser"
)

// Every kind of page, with the most hostile texts that a site can have: quiet,
// in its place on a phone, and accessible in light and dark, from a server and
// from a folder.
func TestPagesAreQuietNarrowAndAccessible(t *testing.T) {
	t.Parallel()
	small := smallFiles(t)
	const base = `"base_url": "https://small.example/roles/",`
	roots := map[string]string{
		// 404.html is answered at any depth, so with a base URL its links begin at
		// the server's root and work nowhere else.
		"http": siteRoots(t, load(t, edited(t, small, "config.json", base, `"base_url": "https://small.example/repo/",`)))["http"],
		"file": siteRoots(t, load(t, edited(t, small, "config.json", base, "")))["file"],
	}
	b := browser.Open(t)
	for scheme, root := range roots {
		for _, name := range []string{
			"index.html", "about/index.html", "data/index.html", "long/index.html", "data/vs-data-lead.html", "long/vs-other.html",
			"data/vs-data-lead-vs-long.html", "data/vs-empty-vs-other.html", "404.html",
		} {
			t.Run(scheme+"/"+name, func(t *testing.T) {
				p := b.For(t).Page("about:blank", browser.Options{})
				for i, o := range []browser.Options{{Width: 360}, {Width: 1280, NoScript: true}} {
					if i == 1 && scheme == "http" {
						break // without scripts it is the same from both
					}
					p.Look(o)
					if i == 0 || o.NoScript {
						p.Goto(root + name)
					}
					if wide := browser.Eval[int](p, "document.documentElement.scrollWidth"); wide > o.Width {
						t.Errorf("at %d pixels it is %d wide", o.Width, wide)
					}
					if n := browser.Eval[int](p, "document.querySelectorAll('h1').length"); n != 1 {
						t.Errorf("it has %d h1", n)
					}
					if scheme == "http" && i == 0 { // the rules see the same page from a folder
						axeCleanInBoth(t, p, name)
					}
					p.RequireQuiet(root)
				}
			})
		}
	}
}
