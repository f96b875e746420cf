package publish

import (
	"crypto/sha256"
	"fmt"
	"iter"
	"maps"
	"os"
	"path"
	"slices"
	"testing"
)

// rounds is how often a test tries its luck, in make test and in make torture.
func rounds(quick, long int) int {
	if os.Getenv("ROLEDIFF_TORTURE") != "" {
		return long
	}
	return quick
}

// fakeTree is a tree of the given files; those that end in .html are pages.
type fakeTree map[string]string

func (t fakeTree) Key() Key {
	h := sha256.New()
	for _, name := range slices.Sorted(maps.Keys(t)) {
		fmt.Fprintf(h, "%q %q\n", name, t[name])
	}
	return Key(h.Sum(nil)[:16])
}

func (t fakeTree) Folders() []string {
	set := map[string]bool{}
	for name := range t {
		set[path.Dir(name)] = true
	}
	return slices.Sorted(maps.Keys(set))
}

func (t fakeTree) Files(folder string) iter.Seq[File] {
	return func(yield func(File) bool) {
		var names []string
		for name := range t {
			if path.Dir(name) == folder {
				names = append(names, path.Base(name))
			}
		}
		slices.Sort(names)
		for _, name := range names {
			if !yield(fakeFile{name, t[join(folder, name)]}) {
				return
			}
		}
	}
}

type fakeFile struct{ name, text string }

func (f fakeFile) Name() string { return f.name }
func (f fakeFile) Key() Key {
	h := sha256.Sum256([]byte(f.text))
	return Key(h[:16])
}
func (f fakeFile) AppendTo(dst []byte) ([]byte, error) { return append(dst, f.text...), nil }
func (f fakeFile) Page() bool                          { return path.Ext(f.name) == ".html" }

// bigTree is a synthetic site of folders times files pages of size bytes, made
// without work so that a benchmark measures the writing alone.
type bigTree struct {
	folders, files int
	page           []byte
	names          []string
}

func newBigTree(folders, files, size int) *bigTree {
	t := &bigTree{folders: folders, files: files, page: make([]byte, size)}
	for i := range t.page {
		t.page[i] = "<p>lorem ipsum</p>\n"[i%19]
	}
	for i := range files {
		t.names = append(t.names, fmt.Sprintf("vs-platform-engineer-%05d-vs-data-scientist.html", i))
	}
	return t
}

func (t *bigTree) Key() Key { return Key{1} }

func (t *bigTree) Folders() []string {
	out := make([]string, t.folders)
	for i := range out {
		out[i] = fmt.Sprintf("software-engineer-%03d", i)
	}
	return out
}

func (t *bigTree) Files(folder string) iter.Seq[File] {
	return func(yield func(File) bool) {
		f := &bigFile{page: t.page}
		for i, name := range t.names {
			f.name = name
			f.key = Key{byte(i), byte(i >> 8), folder[len(folder)-1]}
			if !yield(f) {
				return
			}
		}
	}
}

type bigFile struct {
	name string
	key  Key
	page []byte
}

func (f *bigFile) Name() string                        { return f.name }
func (f *bigFile) Key() Key                            { return f.key }
func (f *bigFile) AppendTo(dst []byte) ([]byte, error) { return append(dst, f.page...), nil }
func (f *bigFile) Page() bool                          { return true }

// smallSite is a tree as a site has it, in three folders and the root.
func smallSite() fakeTree {
	return fakeTree{
		"index.html":                  "home",
		"404.html":                    "missing",
		".nojekyll":                   "",
		"assets/site.css":             "body{}",
		"assets/fonts/a.woff2":        "font",
		"devops/index.html":           "devops",
		"devops/vs-sre.html":          "devops and sre",
		"devops/vs-sre-vs-swe.html":   "three of them",
		"sre/index.html":              "sre",
		"sre/vs-swe.html":             "sre and swe",
		"api/v1/roles.json":           "[]",
		"api/v1/role/devops.json":     "{}",
		"matrix/index.html":           "matrix",
		"swe/index.html":              "swe",
		"swe/what-is-it/picture.html": "deep",
	}
}

// fastDir is a temporary folder in memory where the system has one. Disks take ten
// times as long for the many small sites that the fault tests make and delete.
func fastDir(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("/dev/shm", "publish-test-")
	if err != nil {
		return t.TempDir()
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	return dir
}

func mustBuild(t *testing.T, tree Tree, out string) Stats {
	t.Helper()
	st, err := ToFolder(t.Context(), tree, FolderOptions{Output: out})
	if err != nil {
		t.Fatalf("ToFolder: %v", err)
	}
	return st
}
