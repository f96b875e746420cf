package publish

import (
	"context"
	"errors"
	"iter"
	"maps"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/rolediff/rolediff/generator/internal/diag"
)

func TestUpdateEqualsACleanBuild(t *testing.T) {
	from := smallSite()
	for name, edit := range map[string]func(fakeTree){
		"one page":            func(s fakeTree) { s["index.html"] = "new" },
		"a new page":          func(s fakeTree) { s["sre/vs-zed.html"] = "new" },
		"a new folder":        func(s fakeTree) { s["new/deep/index.html"] = "new" },
		"a page gone":         func(s fakeTree) { delete(s, "devops/vs-sre.html") },
		"a folder gone":       func(s fakeTree) { delete(s, "matrix/index.html") },
		"a deep folder gone":  func(s fakeTree) { delete(s, "api/v1/role/devops.json") },
		"only the key":        func(s fakeTree) { s[".nojekyll"] = "" },
		"a file to a folder":  func(s fakeTree) { delete(s, "404.html"); s["404.html/index.html"] = "new" },
		"a folder to a file":  func(s fakeTree) { delete(s, "matrix/index.html"); s["matrix"] = "new" },
		"everything":          func(s fakeTree) { maps.Copy(s, rewritten()) },
		"names that share":    func(s fakeTree) { s["sre/vs"] = "a"; s["sre/vs-"] = "b"; s["sre/vs-s"] = "c" },
		"nothing but a page":  func(s fakeTree) { clear(s); s["index.html"] = "alone" },
		"nothing at all left": func(s fakeTree) { clear(s) },
	} {
		t.Run(name, func(t *testing.T) {
			to := maps.Clone(from)
			edit(to)
			out, clean := filepath.Join(t.TempDir(), "public"), filepath.Join(t.TempDir(), "public")
			mustBuild(t, from, out)
			mustBuild(t, to, clean)
			st := mustBuild(t, to, out)
			wantSite(t, out, to)
			wantNoLitter(t, out)
			if manifestOf(out) != manifestOf(clean) {
				t.Error("the manifest is not that of a clean build")
			}
			if st.Files != len(to) {
				t.Errorf("the stats are of %d files, want %d", st.Files, len(to))
			}
			for _, gone := range []string{"matrix", "api/v1/role"} {
				has := false
				for f := range withParents(to.Folders()) {
					has = has || f == gone
				}
				if _, err := os.Stat(filepath.Join(out, filepath.FromSlash(gone))); err == nil && !has && to[gone] == "" {
					t.Errorf("the folder %s is left, empty", gone)
				}
			}
		})
	}
}

func TestUpdateWritesOnlyWhatChanged(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	mustBuild(t, smallSite(), out)
	kept := filepath.Join(out, "devops", "vs-sre.html")
	before, err := os.Stat(kept)
	if err != nil {
		t.Fatal(err)
	}
	next := smallSite()
	next["devops/index.html"] = "edited"
	next["devops/new.html"] = "new"
	delete(next, "sre/vs-swe.html")
	st := mustBuild(t, next, out)
	if st.Written != 2 || st.Removed != 1 {
		t.Errorf("%d written and %d removed, want 2 and 1", st.Written, st.Removed)
	}
	if after, err := os.Stat(kept); err != nil || !os.SameFile(before, after) {
		t.Errorf("an unchanged page was written again (%v)", err)
	}
}

// TestUnchangedSiteIsRecognisedByItsKey counts what is asked of the file system
// and of the tree after each way to build: a look at each folder, and no file.
func TestUnchangedSiteIsRecognisedByItsKey(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	for _, tree := range []fakeTree{site(), edited(), rewritten()} {
		want := mustBuild(t, tree, out)
		fsys := &faultFS{real: system()}
		st, err := toFolder(t.Context(), fsys, noFiles{tree, t}, FolderOptions{Output: out})
		if err != nil {
			t.Fatal(err)
		}
		if st.Written != 0 || st.Removed != 0 || st.Files != want.Files || st.Pages != want.Pages || st.Bytes != want.Bytes {
			t.Errorf("the stats are %+v, want those of %+v and nothing written", st, want)
		}
		if limit := 30 + 5*len(tree.Folders()); fsys.n > limit {
			t.Errorf("%d operations, want at most %d", fsys.n, limit)
		}
	}
}

type noFiles struct {
	fakeTree
	t *testing.T
}

func (n noFiles) Files(folder string) iter.Seq[File] {
	n.t.Errorf("the files of %s were asked for", folder)
	return n.fakeTree.Files(folder)
}

// TestWhatSomebodyDidToPagesIsUndone deletes, replaces and adds files between two
// builds of the same site.
func TestWhatSomebodyDidToPagesIsUndone(t *testing.T) {
	root := t.TempDir()
	out := filepath.Join(root, "public")
	mustBuild(t, smallSite(), out)
	later := time.Now().Add(time.Hour) // whatever the clock's grain is
	if err := os.Remove(filepath.Join(out, "devops", "vs-sre.html")); err != nil {
		t.Fatal(err)
	}
	mustWrite(t, filepath.Join(root, "x"), "SRE") // as long as the page
	if err := os.Rename(filepath.Join(root, "x"), filepath.Join(out, "sre", "index.html")); err != nil {
		t.Fatal(err)
	}
	if err := os.RemoveAll(filepath.Join(out, "matrix")); err != nil {
		t.Fatal(err)
	}
	for _, d := range []string{"devops", "sre", "."} {
		if err := os.Chtimes(filepath.Join(out, d), later, later); err != nil {
			t.Fatal(err)
		}
	}
	st := mustBuild(t, smallSite(), out)
	wantSite(t, out, smallSite())
	if st.Written != 3 || st.Files != 15 || st.Pages != 10 || st.Bytes != 85 {
		t.Errorf("the stats are %+v, want 3 files written and the whole site", st)
	}
}

func TestCancelledBuildChangesNothing(t *testing.T) {
	for name, next := range map[string]fakeTree{"whole": rewritten(), "update": edited()} {
		t.Run(name, func(t *testing.T) {
			out := filepath.Join(t.TempDir(), "public")
			mustBuild(t, site(), out)
			ctx, cancel := context.WithCancel(t.Context())
			_, err := ToFolder(ctx, cancels{next, cancel}, FolderOptions{Output: out})
			if !errors.Is(err, context.Canceled) {
				t.Fatalf("the error is %v", err)
			}
			wantSite(t, out, site())
			wantNoLitter(t, out)
		})
	}
}

// cancels is a tree that cancels its build when the last folder is asked for.
type cancels struct {
	fakeTree
	cancel func()
}

func (c cancels) Files(folder string) iter.Seq[File] {
	if folder == "sre" {
		c.cancel()
	}
	return c.fakeTree.Files(folder)
}

func TestErrorOfATreeChangesNothing(t *testing.T) {
	want := diag.List{{Code: "layout", Message: "broken"}}
	for name, next := range map[string]fakeTree{"whole": rewritten(), "update": edited()} {
		t.Run(name, func(t *testing.T) {
			out := filepath.Join(t.TempDir(), "public")
			mustBuild(t, site(), out)
			_, err := ToFolder(t.Context(), broken{next, want}, FolderOptions{Output: out})
			if list := (diag.List)(nil); !errors.As(err, &list) || list[0] != want[0] {
				t.Fatalf("the error is %v, want the tree's own", err)
			}
			wantSite(t, out, site())
			wantNoLitter(t, out)
		})
	}
}

// broken is a tree whose new/deep/page.html cannot be made.
type broken struct {
	fakeTree
	err error
}

func (b broken) Files(folder string) iter.Seq[File] {
	return func(yield func(File) bool) {
		for f := range b.fakeTree.Files(folder) {
			if f.Name() == "page.html" {
				f = brokenFile{f, b.err}
			}
			if !yield(f) {
				return
			}
		}
	}
}

type brokenFile struct {
	File
	err error
}

func (b brokenFile) AppendTo(dst []byte) ([]byte, error) { return dst, b.err }

func TestProgressEndsAtTheTotal(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	var done, total int
	build := func(tree Tree) {
		t.Helper()
		done, total = -1, -1
		_, err := ToFolder(t.Context(), tree, FolderOptions{Output: out, Progress: func(d, n int) {
			if d < done {
				t.Errorf("%d done after %d", d, done)
			}
			done, total = d, n
		}})
		if err != nil {
			t.Fatal(err)
		}
	}
	build(newBigTree(3, 50, 100))
	if done != 150 || total != 150 {
		t.Errorf("the last word was %d of %d, want 150 of 150", done, total)
	}
	build(smallSite()) // most is new
	if done != 15 || total != 15 {
		t.Errorf("the last word was %d of %d, want 15 of 15", done, total)
	}
	next := smallSite()
	next["index.html"] = "edited"
	build(next)
	if done != 1 || total != 1 {
		t.Errorf("the last word was %d of %d, want 1 of 1", done, total)
	}
}
