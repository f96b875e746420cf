package preview

import (
	"os"
	"path/filepath"
	"slices"
	"syscall"
	"testing"
	"time"
)

func testScope(t *testing.T, files ...string) scope {
	t.Helper()
	s, err := newScope(t.TempDir(), []string{"content", "config.json"}, []string{"content/out"})
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range files {
		put(t, s, name, "text")
	}
	return s
}

func put(t *testing.T, s scope, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(s.abs(name)), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(s.abs(name), []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func age(t *testing.T, s scope, name string) {
	t.Helper()
	old := time.Now().Add(-time.Hour)
	if err := os.Chtimes(s.abs(name), old, old); err != nil {
		t.Fatal(err)
	}
}

func no(string) bool { return false }

func TestScanReadsAFileAgainOnlyIfItMustHaveChanged(t *testing.T) {
	s := testScope(t, "content/a.md")
	age(t, s, "content/a.md")
	first := s.scan(tree{}, no)

	put(t, s, "content/a.md", "TEXT")
	age(t, s, "content/a.md")
	info, err := os.Stat(s.abs("content/a.md"))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Chtimes(s.abs("content/a.md"), info.ModTime(), first.files["content/a.md"].info.ModTime()); err != nil {
		t.Fatal(err)
	}
	if d := differences(first, s.scan(first, no)); len(d) != 0 {
		t.Errorf("a file of the same size, time and identity was read: %v", d)
	}
	named := func(rel string) bool { return rel == filepath.FromSlash("content/a.md") }
	if d := differences(first, s.scan(first, named)); len(d) != 1 {
		t.Error("a file that an event named was not read")
	}
	// Another file in its place has another identity.
	put(t, s, "content/b.tmp", "TEXT")
	if err := os.Chtimes(s.abs("content/b.tmp"), info.ModTime(), first.files["content/a.md"].info.ModTime()); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(s.abs("content/b.tmp"), s.abs("content/a.md")); err != nil {
		t.Fatal(err)
	}
	if d := differences(first, s.scan(first, no)); len(d) != 1 {
		t.Error("a file that took the place of another was not read")
	}
}

func TestScanDoesNotTrustAFreshTime(t *testing.T) {
	s := testScope(t, "content/a.md")
	first := s.scan(tree{}, no)
	at := first.files[filepath.FromSlash("content/a.md")].info.ModTime()
	put(t, s, "content/a.md", "TEXT") // in the same step of the clock
	if err := os.Chtimes(s.abs("content/a.md"), at, at); err != nil {
		t.Fatal(err)
	}
	if d := differences(first, s.scan(first, no)); len(d) != 1 {
		t.Error("the second save within one step of the clock is lost")
	}
}

func TestWhatCannotBeLookedAtIsNotGone(t *testing.T) {
	s := testScope(t, "content/a.md", "content/roles/b.md")
	first := s.scan(tree{}, no)
	for _, err := range []error{syscall.EMFILE, syscall.EACCES, syscall.EIO} {
		scan := scanner{scope: s, prev: first, again: no, next: tree{files: map[string]file{}, folders: first.folders}}
		scan.visit("content", nil, err)
		if d := differences(first, scan.next); slices.ContainsFunc(d, func(p string) bool { return p != "config.json" }) {
			t.Errorf("%v: %v count as removed", err, d)
		}
	}
	if err := os.RemoveAll(s.abs("content/roles")); err != nil {
		t.Fatal(err)
	}
	if d := differences(first, s.scan(first, no)); len(d) != 1 {
		t.Errorf("what is gone is not noticed: %v", d)
	}
}

func TestLargeFilesAreKnownByTheirTime(t *testing.T) {
	s := testScope(t, "content/film.mp4")
	grow := func(size int64) {
		if err := os.Truncate(s.abs("content/film.mp4"), size); err != nil {
			t.Fatal(err)
		}
	}
	grow(hashLimit + 1)
	first := s.scan(tree{}, no)
	if d := differences(first, s.scan(first, no)); len(d) != 0 {
		t.Errorf("nothing has changed, but %v", d)
	}
	age(t, s, "content/film.mp4")
	if d := differences(first, s.scan(first, no)); len(d) != 1 {
		t.Error("another time is not noticed")
	}
	grow(10)
	if d := differences(first, s.scan(first, no)); len(d) != 1 {
		t.Error("another size is not noticed")
	}
}

func TestScopeCountsWhatCanChangeTheSite(t *testing.T) {
	s, err := newScope("/site", []string{"config.json", "content", "themes/one"}, []string{"content/out", "/site/public", "/elsewhere"})
	if err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]bool{
		".": true, "config.json": true, "content": true, "content/a.md": true, "content/x/y/z.md": true,
		"themes": true, "themes/one": true, "themes/one/a": true, "content/CNAME": true, "content/output/a": true, "content/#1": true,
		"themes/two": false, "themes/one-more": false, "config.json.bak": false, "contents": false, "public": false, "public/index.html": false,
		"content/out": false, "content/out/a": false, "content/.git/HEAD": false, "content/.x": false,
		"content/a~": false, "content/a.swp": false, "content/.a.md.swp": false, "content/4913": false,
		"content/.#a": false, "content/#a#": false, "content/a.tmp": false, "content/x.tmp/a.md": false, "content/a.md___jb_tmp___": false,
	} {
		if got := s.counts(filepath.FromSlash(path)); got != want {
			t.Errorf("%s: %v", path, got)
		}
	}
}

func TestScopeOfTheWholeFolderLeavesOutTheOutput(t *testing.T) {
	s, err := newScope("/site", []string{"."}, []string{"public"})
	if err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]bool{".": true, "a": true, "a/b": true, "public": false, "public/a": false, ".git": false} {
		if got := s.counts(filepath.FromSlash(path)); got != want {
			t.Errorf("%s: %v", path, got)
		}
	}
}

func TestSummaryNamesOneFileAndCannotCommandATerminal(t *testing.T) {
	for want, paths := range map[string][]string{
		"content/a.md":            {filepath.FromSlash("content/a.md")},
		"content/a.md and 1 more": {"content/a.md", "b"},
		`"content/\x1b[2J.md"`:    {"content/\x1b[2J.md"},
	} {
		if got := summary(paths); got != want {
			t.Errorf("%s, not %s", got, want)
		}
	}
}
