package site

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rolediff/rolediff/generator/internal/browser"
	"github.com/rolediff/rolediff/generator/internal/publish"
)

// The browser must put a comparison together exactly as the build does.
func TestBrowserJoinsTheSamePage(t *testing.T) {
	s := load(t, os.DirFS("../../.."))
	dir := t.TempDir()
	if err := writeSome(s, dir); err != nil {
		t.Fatal(err)
	}
	b := browser.Open(t)
	for _, roles := range [][]int{{0, 1}, {3, 40}, {12, 26}, {0, 1, 2}, {5, 17, 44}, {10, 30, 59}, {6, 7, 11}} {
		hash := ""
		for i, r := range roles {
			if i > 0 {
				hash += ","
			}
			hash += s.slug(r)
		}
		j := s.prepare(roles...)
		want := string(j.append(nil, s.engine.blocks[len(roles)]))
		j.done()
		// A page leads to others in its own folder by their names alone.
		want = strings.ReplaceAll(want, `href="vs-`, `href="../`+s.slug(roles[0])+`/vs-`)
		p := b.Page("file://"+filepath.ToSlash(dir)+"/compare/index.html#"+hash, browser.Options{})
		p.WaitFor(`document.querySelector("#comparison h1") !== null`)
		// The moving part is only on pages of their own, and scripts may add
		// buttons, so the joined stencil is compared, not the page in use.
		diff := browser.Eval[string](p, fmt.Sprintf(`(() => {
			const want = document.createElement('div'); want.innerHTML = %q;
			const got = document.createElement('div'); got.innerHTML = rolediff.page(%q);
			want.querySelectorAll('.moving').forEach(e => e.remove());
			const a = want.innerHTML, b = got.innerHTML;
			for (let i = 0; i < Math.max(a.length, b.length); i++) if (a[i] !== b[i]) return a.slice(Math.max(i-60,0), i+60) + ' | ' + b.slice(Math.max(i-60,0), i+60);
			return '';
		})()`, want, hash))
		if diff != "" {
			t.Errorf("%s: want … | got …: %s", hash, diff)
		}
	}
}

// writeSome writes the files that compare/ needs.
func writeSome(s *Site, dir string) error {
	for _, folder := range []string{"compare", "assets", "assets/roles"} {
		for f := range s.Files(folder) {
			data, err := f.AppendTo(nil)
			if err != nil {
				return err
			}
			path := filepath.Join(dir, filepath.FromSlash(folder), f.Name())
			if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
				return err
			}
			if err := os.WriteFile(path, data, 0o644); err != nil {
				return err
			}
		}
	}
	return nil
}

var _ publish.Tree = (*Site)(nil)
