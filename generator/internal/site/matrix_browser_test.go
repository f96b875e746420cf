package site

import (
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/rolediff/rolediff/generator/internal/browser"
)

// TestPicturesInBrowser holds that the map and the pictures of role pages break
// no accessibility rule, keep to their own boxes on a phone, and that one of
// picture and words is shown, never both.
func TestPicturesInBrowser(t *testing.T) {
	s := load(t, os.DirFS("../../.."))
	dir := t.TempDir()
	pages := []string{"matrix/index.html", "engineering-manager/index.html"}
	for _, name := range append([]string{"assets/site.css", "assets/site.js", "assets/roles.js"}, pages...) {
		data, err := fs.ReadFile(s, name)
		if err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	b := browser.Open(t)
	for _, name := range pages {
		for _, o := range []browser.Options{{Width: 360}, {Width: 768, Dark: true}, {Width: 1280}} {
			p := b.Page("file://"+filepath.ToSlash(filepath.Join(dir, name)), o)
			shown := browser.Eval[[]bool](p, `[...document.querySelectorAll('.graph')].map(g =>
				!!g.querySelector('.picture').offsetHeight !== !!g.querySelector('.words').offsetHeight)`)
			for i, one := range shown {
				if !one {
					t.Errorf("%s at %d pixels: picture %d and its words are shown both or not at all", name, o.Width, i)
				}
			}
			// Axe looks at every cell for seconds; the rows are all made alike.
			browser.Eval[int](p, `document.querySelectorAll('.map tbody:nth-of-type(n+2)').forEach(e => e.remove()), 0`)
			for _, v := range p.Axe() {
				t.Errorf("%s %+v: %v", name, o, v)
			}
			if wide := browser.Eval[int](p, "document.documentElement.scrollWidth"); wide > o.Width {
				t.Errorf("%s at %d pixels scrolls sideways: it is %d wide", name, o.Width, wide)
			}
		}
	}
}
