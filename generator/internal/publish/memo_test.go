package publish

import (
	"iter"
	"maps"
	"path/filepath"
	"sync/atomic"
	"testing"
)

// rememberingTree leaves all of its texts as a memo, and counts how often the key of
// a file is asked for.
type rememberingTree struct {
	fakeTree
	memo  string
	asked *atomic.Int64
}

func (t rememberingTree) Memo() []byte { return []byte(t.memo) }

// Since knows of every file that says "stays".
func (t rememberingTree) Since(memo []byte) func(File) bool {
	if string(memo) != t.memo {
		return nil
	}
	return func(f File) bool {
		b, _ := f.AppendTo(nil)
		return string(b) == "stays"
	}
}

func (t rememberingTree) Files(folder string) iter.Seq[File] {
	return func(yield func(File) bool) {
		for f := range t.fakeTree.Files(folder) {
			if !yield(askedFile{f, t.asked}) {
				return
			}
		}
	}
}

type askedFile struct {
	File
	asked *atomic.Int64
}

func (f askedFile) Key() Key {
	f.asked.Add(1)
	return f.File.Key()
}

func TestWhatATreeRemembersSparesKeys(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	var asked atomic.Int64
	from := rememberingTree{fakeTree{"index.html": "home", "a/b.html": "stays", "a/c.html": "stays", "a/d.html": "goes"}, "memo", &asked}
	build := func(tree Tree) Stats {
		asked.Store(0)
		return mustBuild(t, tree, out)
	}
	build(from)
	to := rememberingTree{maps.Clone(from.fakeTree), "memo", &asked}
	to.fakeTree["a/d.html"] = "other"
	delete(to.fakeTree, "index.html")
	if st := build(WithKey(to, to.Key())); st.Written != 1 || st.Removed != 1 {
		t.Errorf("%d files written and %d removed, want one of each", st.Written, st.Removed)
	}
	wantSite(t, out, to.fakeTree)
	if asked.Load() > 2 { // when it is compared, and when it is written
		t.Errorf("keys were asked for %d times, where one file is not known to stay", asked.Load())
	}
	to.fakeTree["a/d.html"], to.memo = "another", "another"
	build(to)
	wantSite(t, out, to.fakeTree)
	if asked.Load() < 3 {
		t.Errorf("keys were asked for %d times, though the memo is of another tree", asked.Load())
	}
	clean := filepath.Join(t.TempDir(), "public")
	mustBuild(t, to, clean)
	if manifestOf(out) != manifestOf(clean) {
		t.Error("the manifest is not that of a clean build")
	}
}
