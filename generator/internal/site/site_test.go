package site

import (
	"io/fs"
	"maps"
	"os"
	"path"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"golang.org/x/tools/txtar"

	"github.com/rolediff/rolediff"
	"github.com/rolediff/rolediff/generator/internal/config"
	"github.com/rolediff/rolediff/generator/internal/content"
	"github.com/rolediff/rolediff/generator/internal/diag"
	"github.com/rolediff/rolediff/generator/internal/layout"
)

// load makes the site of a folder, which must have no problems.
func load(t testing.TB, dir fs.FS) *Site {
	t.Helper()
	s, list := tryLoad(t, dir, nil)
	report(t, list)
	return s
}

// tryLoad makes the site of a folder with the layouts of its own, if it has any,
// and returns what the site has to say. Content with errors ends the test.
func tryLoad(t testing.TB, dir fs.FS, prev *Site) (*Site, diag.List) {
	t.Helper()
	return New(inputsOf(t, dir), prev)
}

func inputsOf(t testing.TB, dir fs.FS) Inputs {
	t.Helper()
	raw, err := fs.ReadFile(dir, config.File)
	if err != nil {
		t.Fatal(err)
	}
	cfg, list := config.Parse(raw)
	report(t, list)
	c, list := new(content.Loader).Load(dir, cfg)
	if list.HasErrors() {
		report(t, list)
	}
	return Inputs{Config: cfg, Content: c, Layouts: readLayouts(t, dir)}
}

// builtin is the layouts of a site that has none of its own. A Set never changes.
var builtin = sync.OnceValues(func() (*layout.Set, diag.List) {
	files, _ := fs.Sub(rolediff.Layouts, layout.Dir)
	return layout.Load(files, nil, nil)
})

func readLayouts(t testing.TB, dir fs.FS) *layout.Set {
	t.Helper()
	set, list := builtin()
	if own, err := fs.Sub(dir, layout.Dir); err == nil {
		if _, err := fs.Stat(dir, layout.Dir); err == nil {
			files, _ := fs.Sub(rolediff.Layouts, layout.Dir)
			set, list = layout.Load(files, own, nil)
		}
	}
	report(t, list)
	return set
}

func report(t testing.TB, list diag.List) {
	t.Helper()
	if len(list) > 0 {
		_ = diag.WriteText(os.Stderr, list)
		t.Fatal("diagnostics")
	}
}

// smallFiles are the files of testdata/small.txtar, with what an archive cannot
// hold filled in.
func smallFiles(t testing.TB) fstest.MapFS {
	t.Helper()
	archive, err := txtar.ParseFile("testdata/small.txtar")
	if err != nil {
		t.Fatal(err)
	}
	files := fstest.MapFS{}
	for _, f := range archive.Files {
		text := strings.ReplaceAll(string(f.Data), "LONG", strings.Repeat("Long text, ", 270)+"ends")
		files[f.Name] = &fstest.MapFile{Data: []byte(strings.ReplaceAll(text, "WORD", strings.Repeat("word", 750)))}
	}
	return files
}

// with returns the files with some of them replaced, or removed where empty.
func with(files fstest.MapFS, changes map[string]string) fstest.MapFS {
	out := maps.Clone(files)
	for name, text := range changes {
		delete(out, name)
		if text != "" {
			out[name] = &fstest.MapFile{Data: []byte(text)}
		}
	}
	return out
}

// edited returns the files with one text in a file replaced, which must be there.
func edited(t testing.TB, files fstest.MapFS, name, from, to string) fstest.MapFS {
	t.Helper()
	text := string(files[name].Data)
	if !strings.Contains(text, from) {
		t.Fatalf("%s lacks %q", name, from)
	}
	return with(files, map[string]string{name: strings.Replace(text, from, to, 1)})
}

// page is one file of a tree as it stands.
type page struct {
	key  string
	data string
}

// pages makes every file of a site through the way that publish takes.
func pages(t testing.TB, s *Site) map[string]page {
	t.Helper()
	out := map[string]page{}
	for _, folder := range s.Folders() {
		for f := range s.Files(folder) {
			data, err := f.AppendTo(nil)
			if err != nil {
				t.Fatalf("%s/%s: %v", folder, f.Name(), err)
			}
			key := f.Key()
			out[path.Join(folder, f.Name())] = page{string(key[:]), string(data)}
		}
	}
	return out
}

func TestSiteIsAFileSystem(t *testing.T) {
	s := load(t, smallFiles(t))
	err := fstest.TestFS(s, "index.html", "404.html", ".nojekyll", "robots.txt", "sitemap.xml", "CNAME", "pictures/a&b.txt", "about/index.html",
		"assets/site.css", "data/index.html", "data/vs-data-lead.html", "data/vs-data-lead-vs-other.html", "long/vs-other.html")
	if err != nil {
		t.Fatal(err)
	}
}

func TestTreeAndFileSystemHoldTheSameFiles(t *testing.T) {
	s := load(t, smallFiles(t))
	tree := pages(t, s)
	err := fs.WalkDir(s, ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		data, err := fs.ReadFile(s, name)
		if tree[name].data != string(data) {
			t.Errorf("%s is another file in the tree", name)
		}
		delete(tree, name)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for name := range tree {
		t.Errorf("%s is in the tree only", name)
	}
}

// comparisons counts the pages of pairs and trios, and of roles.
func comparisons(t *testing.T, s *Site) (roles, pairs, trios int) {
	t.Helper()
	for _, r := range s.content.Roles.All() {
		for f := range s.Files(r.Slug) {
			switch name := f.Name(); {
			case name == "index.html":
				roles++
			case strings.Count(name, "vs-") == 2:
				trios++
			case strings.HasPrefix(name, "vs-"):
				pairs++
			}
		}
	}
	return roles, pairs, trios
}

func TestEveryPairAndTrioHasOnePage(t *testing.T) {
	all := smallFiles(t)
	slugs := []string{"data-lead", "data", "empty", "other", "long"}
	for n := range len(slugs) + 1 {
		files := fstest.MapFS{}
		for name, f := range all {
			if !strings.HasPrefix(name, "content/notes/") && !strings.HasPrefix(name, "content/pages/") {
				files[name] = f
			}
		}
		for _, slug := range slugs[n:] {
			delete(files, "content/roles/"+slug+".md")
		}
		if n < 5 {
			delete(files, "content/roles/data.md")
			for _, slug := range slugs[:n] {
				files["content/roles/"+slug+".md"] = &fstest.MapFile{Data: []byte("---\ntitle: " + slug + "\nsummary: x\ndimensions: {growth: x}\n---\n")}
			}
		}
		s := load(t, files)
		roles, pairs, trios := comparisons(t, s)
		if roles != n || pairs != n*(n-1)/2 || trios != n*(n-1)*(n-2)/6 {
			t.Errorf("%d roles: %d pages of roles, %d of pairs, %d of trios", n, roles, pairs, trios)
		}
		if err := fstest.TestFS(s, "index.html", "404.html"); err != nil {
			t.Errorf("%d roles: %v", n, err)
		}
	}
}

func TestOnlyCanonicalAddressesHaveAPage(t *testing.T) {
	s := load(t, smallFiles(t))
	for _, name := range []string{
		"other/vs-data.html", "data/vs-data.html", "data/vs-other-vs-long.html", "data/vs-data-lead-vs-data-lead.html", "data/vs-nobody.html",
		"data/vs-.html", "data/vs-other", "data/other.html", "data/vs-empty-vs-long-vs-other.html", "nobody/index.html", "data/", "/data", "../data", "data/../index.html",
	} {
		if _, err := fs.Stat(s, name); err == nil {
			t.Errorf("%s opens", name)
		}
	}
}
