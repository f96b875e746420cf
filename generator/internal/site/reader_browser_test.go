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
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/rolediff/rolediff/generator/internal/browser"
)

// TestMain lets all tests here share one browser and one published site.
func TestMain(m *testing.M) {
	code := browser.Run(m)
	for _, end := range shared.ends {
		end()
	}
	os.Exit(code)
}

// shared is what tests have in common, and how to be rid of it.
var shared struct {
	jobs sync.Once
	root map[string]string
	ends []func()
}

// jobs returns the addresses of the site of pickerFiles, published once.
func jobs(t *testing.T) map[string]string {
	t.Helper()
	shared.jobs.Do(func() {
		dir, err := os.MkdirTemp("", "rolediff-jobs-")
		if err != nil {
			t.Fatal(err)
		}
		shared.ends = append(shared.ends, func() { _ = os.RemoveAll(dir) })
		var end func()
		shared.root, end = published(t, pickerSite(t, pickerFiles("all", "all")), dir)
		shared.ends = append(shared.ends, end)
	})
	return shared.root
}

// siteRoots publishes a site until the test ends.
func siteRoots(t *testing.T, s *Site) map[string]string {
	t.Helper()
	roots, end := published(t, s, t.TempDir())
	t.Cleanup(end)
	return roots
}

// published puts a site in two places: below /repo/ of a server that answers
// unknown addresses with 404.html, as Pages does, and into a folder on disk.
func published(t *testing.T, s *Site, dir string) (roots map[string]string, end func()) {
	t.Helper()
	if err := os.CopyFS(dir, s); err != nil {
		t.Fatal(err)
	}
	server := asPages(s)
	return map[string]string{
		"http": server.URL + "/repo/",
		"file": (&url.URL{Scheme: "file", Path: filepath.ToSlash(dir)}).String() + "/",
	}, server.Close
}

func asPages(s *Site) *httptest.Server {
	return httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
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
}

// looks are the windows and colours that every behaviour is tested in.
func looks(yield func(name string, o browser.Options) bool) {
	for _, width := range []int{360, 768, 1280} {
		for _, dark := range []bool{false, true} {
			name := fmt.Sprintf("%d/light", width)
			if dark {
				name = fmt.Sprintf("%d/dark", width)
			}
			if !yield(name, browser.Options{Width: width, Dark: dark}) {
				return
			}
		}
	}
}

// each runs a test over http and from disk, at the widths of a phone, a tablet and
// a desktop, in light and in dark, and from disk in Firefox too, which knows no dark.
// The test opens one page after the other, all in one tab. Each must be quiet.
func each(t *testing.T, test func(t *testing.T, open func(address string) *browser.Page, root string)) {
	t.Helper()
	everywhere(t, false, test)
}

// still is each for a test that changes nothing on the pages it opens: they are not
// loaded again for the next look.
func still(t *testing.T, test func(t *testing.T, open func(address string) *browser.Page, root string)) {
	t.Helper()
	everywhere(t, true, test)
}

func everywhere(t *testing.T, keep bool, test func(t *testing.T, open func(address string) *browser.Page, root string)) {
	t.Helper()
	roots := jobs(t)
	for _, place := range []string{"http", "file", "firefox"} {
		t.Run(place, func(t *testing.T) {
			t.Parallel()
			start, root, own := browser.Open, roots[place], keep
			if place == "firefox" {
				start, root, own = browser.OpenFirefox, roots["file"], false
			}
			b := start(t)
			tabs := map[string]*browser.Page{}
			for look, o := range looks {
				if place == "firefox" && o.Dark {
					continue
				}
				t.Run(look, func(t *testing.T) {
					test(t, func(address string) *browser.Page {
						tab := ""
						if own {
							tab = address
						}
						p, opened := tabs[tab]
						if !opened {
							p = b.Page("about:blank", o)
							tabs[tab] = p
						}
						p = p.For(t)
						p.Look(o)
						if !opened || !own {
							if strings.Contains(address, "#") { // or only the hash may change
								p.Goto("about:blank")
							}
							p.Goto(root + address)
						}
						return p
					}, root)
					for _, p := range tabs {
						p.For(t).RequireQuiet(root)
					}
				})
			}
		})
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

// axeCleanInBoth is axeClean in light and dark, between which only colors change.
func axeCleanInBoth(t *testing.T, p *browser.Page, when string) {
	t.Helper()
	o := p.Options()
	o.Dark = false
	p.Look(o)
	axeClean(t, p, when+" in light")
	o.Dark = true
	p.Look(o)
	for _, v := range p.AxeColors() {
		t.Errorf("%s in dark: %s", when, v)
	}
}
