package publish

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
)

// read returns a folder's files, without those of ours; nil if it is not there.
// What is no regular file stands there with its type.
func read(dir string) (fakeTree, error) {
	if _, err := os.Lstat(dir); errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	got := fakeTree{}
	err := filepath.WalkDir(dir, func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, _ := filepath.Rel(dir, p)
		rel = filepath.ToSlash(rel)
		if d.IsDir() {
			if rel == ownFolder {
				return fs.SkipDir
			}
			return nil
		}
		if !d.Type().IsRegular() {
			got[rel] = d.Type().String()
			return nil
		}
		b, err := os.ReadFile(p)
		got[rel] = string(b)
		return err
	})
	return got, err
}

func wantSite(t *testing.T, dir string, want fakeTree) {
	t.Helper()
	got, err := read(dir)
	if err == nil {
		err = same(got, want)
	}
	if err != nil {
		t.Error(err)
	}
}

// litter tells what there is of ours beside the output, or too much inside.
func litter(out string) error {
	work := filepath.Join(filepath.Dir(out), workName(filepath.Base(out)))
	if inside, err := os.ReadDir(work); err == nil {
		return fmt.Errorf("%s is left behind, with %v", filepath.Base(work), inside)
	}
	inside, _ := os.ReadDir(filepath.Join(out, ownFolder))
	for _, e := range inside {
		if e.Name() != manifestName {
			return fmt.Errorf("%s is left in %s", e.Name(), ownFolder)
		}
	}
	return nil
}

func wantNoLitter(t *testing.T, out string) {
	t.Helper()
	if err := litter(out); err != nil {
		t.Error(err)
	}
}

func TestNewFolderHoldsExactlyTheTree(t *testing.T) {
	out := filepath.Join(t.TempDir(), "deep", "public")
	st := mustBuild(t, smallSite(), out)
	wantSite(t, out, smallSite())
	wantNoLitter(t, out)
	if st.Files != 15 || st.Pages != 10 || st.Written != 15 || st.Bytes != 85 {
		t.Errorf("stats are %+v", st)
	}
}

func TestForeignFilesSurvive(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	mustBuild(t, smallSite(), out)
	put := map[string]string{
		"CNAME": "example.org", ".git/HEAD": "ref", ".git/objects/aa/bb": "object",
		"devops/notes.txt": "mine", "sre/sub/dir/file": "mine too", ".rolediff/mine": "odd",
	}
	want := smallSite()
	for name, text := range put {
		p := filepath.Join(out, filepath.FromSlash(name))
		os.MkdirAll(filepath.Dir(p), 0o755)
		if err := os.WriteFile(p, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if filepath.Dir(name) != ownFolder {
			want[name] = text
		}
	}
	next := smallSite()
	for name := range next {
		next[name] += " changed"
		want[name] += " changed"
	}
	mustBuild(t, next, out)
	wantSite(t, out, want)
	if b, _ := os.ReadFile(filepath.Join(out, ownFolder, "mine")); string(b) != "odd" {
		t.Errorf("a strange file in %s is gone", ownFolder)
	}
}
