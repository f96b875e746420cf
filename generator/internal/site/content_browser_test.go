package site

import (
	"io/fs"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/rolediff/rolediff/generator/internal/browser"
)

// The pages of each kind of the content that comes with rolediff.
var contentPages = []string{
	"index.html", "devops-engineer/index.html", "devops-engineer/vs-head-of-engineering.html", contentTrio,
	"compare/index.html", "compare/index.html#cto,devops-engineer,head-of-engineering,vp-of-engineering",
	"matrix/index.html", "about/index.html", "404.html",
}

const contentTrio = "devops-engineer/vs-head-of-engineering-vs-vp-of-engineering.html"

// ours is the site of the content that comes with rolediff, without a base URL so
// that its 404.html works in a folder, and without all comparisons but those named.
var ours struct {
	sync.Once
	site *Site
	dir  string
	root map[string]string
}

func contentRoots(t *testing.T) map[string]string {
	t.Helper()
	ours.Do(func() {
		s := load(t, os.DirFS("../../.."))
		dir, err := os.MkdirTemp("", "rolediff-ours-")
		if err != nil {
			t.Fatal(err)
		}
		server := asPages(s)
		shared.ends = append(shared.ends, server.Close, func() { _ = os.RemoveAll(dir) })
		write := func(name string) {
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
		for _, folder := range s.Folders() {
			for f := range s.Files(folder) {
				if !strings.HasPrefix(f.Name(), "vs-") {
					write(filepath.ToSlash(filepath.Join(folder, f.Name())))
				}
			}
		}
		for _, name := range contentPages {
			if strings.Contains(name, "/vs-") {
				write(name)
			}
		}
		ours.site, ours.dir = s, dir
		ours.root = map[string]string{
			"http": server.URL + "/repo/",
			"file": (&url.URL{Scheme: "file", Path: filepath.ToSlash(dir)}).String() + "/",
		}
	})
	return ours.root
}

func trioOfContent(t *testing.T) string {
	t.Helper()
	return contentRoots(t)["file"] + contentTrio
}

// No rule of axe-core is broken, on a desktop in light and on a phone in the dark.
func TestContentIsAccessible(t *testing.T) {
	t.Parallel()
	b := browser.Open(t)
	for _, name := range contentPages {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			scheme := "file"
			if name == "404.html" { // its links begin at the server's root
				scheme = "http"
			}
			root := contentRoots(t)[scheme]
			p := b.For(t).Page(root+name, browser.Options{})
			if strings.Contains(name, "#") {
				p.WaitFor(`document.querySelector("#comparison h1")`)
			}
			// Axe looks at every cell of the map for seconds; its rows are all made alike.
			browser.Eval[int](p, `document.querySelectorAll(".map tbody:nth-of-type(n+2)").forEach(e => e.remove()), 0`)
			for _, o := range []browser.Options{{Width: 1280}, {Width: 360, Dark: true}} {
				p.Look(o)
				for _, v := range p.Axe() {
					t.Errorf("%+v: %v", o, v)
				}
			}
		})
	}
}

// Every page of the content is quiet and as wide as a phone, comparisons by sample.
func TestContentIsQuietOnAPhone(t *testing.T) {
	t.Parallel()
	b := browser.Open(t)
	for scheme, root := range contentRoots(t) {
		t.Run(scheme, func(t *testing.T) {
			t.Parallel()
			p := b.For(t).Page("about:blank", browser.Options{Width: 360, Dark: scheme == "file"})
			names := []string{"index.html", "matrix/index.html", "about/index.html", "compare/index.html"}
			for x, r := range ours.site.content.Roles.All() {
				switch n := len(ours.site.roles); {
				case scheme == "file":
					names = append(names, r.Slug+"/index.html")
				case x%3 == 0:
					names = append(names, ours.site.hrefFromRoot(x, (x+1)%n))
				default:
					names = append(names, ours.site.hrefFromRoot(x, (x+7)%n, (x+30)%n))
				}
			}
			for _, name := range names {
				p.Goto(root + name)
				if wide := browser.Eval[int](p, `document.documentElement.scrollWidth`); wide > 360 {
					t.Errorf("%s is %d wide", name, wide)
				}
				if len(p.Errors()) > 0 {
					t.Errorf("%s: %q", name, p.Errors())
				}
			}
			p.RequireQuiet(root)
		})
	}
}

// Pages of every kind are conforming documents: those of the content, those of the
// most hostile texts, and the single file.
func TestPagesAreValid(t *testing.T) {
	if testing.Short() {
		t.Skip("asks a program that takes long, and this is a short run")
	}
	t.Parallel()
	contentRoots(t)
	var files []string
	for _, name := range append([]string{"scales/index.html", "cto/index.html"}, contentPages...) {
		if !strings.Contains(name, "#") {
			files = append(files, filepath.Join(ours.dir, filepath.FromSlash(name)))
		}
	}
	dir := t.TempDir()
	small := load(t, smallFiles(t))
	for _, name := range []string{"index.html", "data/index.html", "long/index.html", "data/vs-data-lead.html", "data/vs-data-lead-vs-long.html", "data/vs-empty-vs-other.html", "about/index.html", "matrix/index.html", "404.html"} {
		path := filepath.Join(dir, strings.ReplaceAll(name, "/", "-"))
		if err := os.WriteFile(path, []byte(read(t, small, name)), 0o644); err != nil {
			t.Fatal(err)
		}
		files = append(files, path)
	}
	page, err := small.OneFile()
	if err != nil {
		t.Fatal(err)
	}
	one := filepath.Join(dir, "one.html")
	if err := os.WriteFile(one, page, 0o644); err != nil {
		t.Fatal(err)
	}
	output, err := exec.Command("sh", append([]string{"../../../scripts/html-validate.sh"}, append(files, one)...)...).CombinedOutput()
	if err != nil {
		t.Errorf("%v\n%s", err, output)
	}
}
