package site

import (
	"bytes"
	"fmt"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/rolediff/rolediff/generator/internal/browser"
)

// siteRoots publishes a site twice: below /repo/ of a server that answers unknown
// addresses with 404.html, as Pages does, and as a folder on disk.
func siteRoots(t *testing.T, s *Site) map[string]string {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(dir, s); err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name, below := strings.CutPrefix(r.URL.Path, "/repo/")
		if name == "" || strings.HasSuffix(name, "/") {
			name += "index.html"
		}
		data, err := fs.ReadFile(s, name)
		if !below || err != nil {
			data, _ = fs.ReadFile(s, "404.html")
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			w.WriteHeader(http.StatusNotFound)
			_, _ = w.Write(data)
			return
		}
		http.ServeContent(w, r, path.Base(name), time.Time{}, bytes.NewReader(data))
	}))
	t.Cleanup(server.Close)
	return map[string]string{
		"http": server.URL + "/repo/",
		"file": (&url.URL{Scheme: "file", Path: filepath.ToSlash(dir)}).String() + "/",
	}
}

// each runs a test over http and from disk, at the widths of a phone, a tablet and
// a desktop.
func each(t *testing.T, test func(t *testing.T, open func(address string) *browser.Page, root string)) {
	t.Helper()
	roots := siteRoots(t, pickerSite(t, pickerFiles("all", "all")))
	b := browser.Open(t)
	for scheme, root := range roots {
		for _, width := range []int{360, 768, 1280} {
			t.Run(fmt.Sprintf("%s/%d", scheme, width), func(t *testing.T) {
				t.Parallel()
				test(t, func(address string) *browser.Page {
					p := b.For(t).Page(root+address, browser.Options{Width: width})
					t.Cleanup(func() { p.RequireQuiet(root) })
					return p
				}, root)
			})
		}
	}
}

// require fails the test when an expression is not true at once.
func require(t *testing.T, p *browser.Page, expressions ...string) {
	t.Helper()
	for _, e := range expressions {
		if !browser.Eval[bool](p, "!!("+e+")") {
			t.Fatalf("not true: %s\npicker: %s", e, browser.Eval[string](p, "document.getElementById('picker').outerHTML"))
		}
	}
}

// overlay is a folder with another config.json.
type overlay struct {
	fs.FS
	config string
}

func (o overlay) Open(name string) (fs.File, error) {
	if name == "config.json" {
		return fstest.MapFS{name: {Data: []byte(o.config)}}.Open(name)
	}
	return o.FS.Open(name)
}

func axeClean(t *testing.T, p *browser.Page, when string) {
	t.Helper()
	for _, v := range p.Axe() {
		t.Errorf("%s: %s", when, v)
	}
}
