package site

import (
	"bytes"
	"io/fs"
	"math/rand/v2"
	"slices"
	"testing"
	"testing/fstest"

	"github.com/rolediff/rolediff/generator/internal/diag"
)

// loadWith makes a site as a build does that finds a memo.
func loadWith(t *testing.T, dir fs.FS, memo []byte) *Site {
	t.Helper()
	s, list := tryLoadWith(t, dir, memo)
	if len(list) > 0 {
		t.Fatal(list)
	}
	return s
}

func tryLoadWith(t *testing.T, dir fs.FS, memo []byte) (*Site, diag.List) {
	t.Helper()
	in := inputsOf(t, dir)
	in.Memo = memo
	return New(in, nil)
}

// sameSite holds all files of two sites against each other.
func sameSite(t *testing.T, got, want *Site) {
	t.Helper()
	a, b := pages(t, got), pages(t, want)
	for name, p := range b {
		if a[name].data != p.data || a[name].key != p.key {
			t.Errorf("%s is another one", name)
		}
	}
	if len(a) != len(b) {
		t.Errorf("%d files, and %d", len(a), len(b))
	}
}

// TestAStockMakesTheSameSite builds on the memo of the build before, edit after edit.
func TestAStockMakesTheSameSite(t *testing.T) {
	files, random := smallFiles(t), rand.New(rand.NewPCG(1, 1))
	memo := loadWith(t, files, nil).Memo()
	for range 12 {
		next, what := editSomething(files, random)
		s := loadWith(t, next, memo)
		t.Log(what)
		sameSite(t, s, loadWith(t, next, nil))
		if got := loadWith(t, next, nil).Memo(); !bytes.Equal(s.Memo(), got) {
			t.Error("the memo depends on the one before")
		}
		files, memo = next, s.Memo()
	}
}

// TestAStockIsTaken changes what a stock says: the page must say it too, and no more
// once the role, the layouts, the config or the program are others.
func TestAStockIsTaken(t *testing.T) {
	files := smallFiles(t)
	memo := loadWith(t, files, nil).Memo()
	const was, is = "<strong>Review</strong>", "<strong>Refuse</strong>"
	if bytes.Count(memo, []byte(was)) == 0 {
		t.Fatalf("the memo does not hold %q", was)
	}
	fake := bytes.ReplaceAll(memo, []byte(was), []byte(is))
	shows := func(dir fs.FS, program string) bool {
		in := inputsOf(t, dir)
		in.Memo, in.Program = fake, program
		s, list := New(in, nil)
		if len(list) > 0 {
			t.Fatal(list)
		}
		for _, p := range pages(t, s) {
			if bytes.Contains([]byte(p.data), []byte(is)) {
				return true
			}
		}
		return false
	}
	if !shows(files, "") {
		t.Error("what is in stock is made anew")
	}
	for name, other := range map[string]fstest.MapFS{
		"role":    edited(t, files, "content/roles/data.md", "**Review**", "**Reviews**"),
		"config":  edited(t, files, "config.json", `"World"`, `"Globe"`),
		"layouts": with(files, map[string]string{"layouts/partials/card.html": `<li>{{.Title}}</li>`}),
	} {
		if shows(other, "") {
			t.Errorf("another %s, and the stock of before", name)
		}
	}
	if shows(files, "another") {
		t.Error("another program, and the stock of before")
	}
}

// TestLayoutsThatWereWarnedOfAreTriedAgain sees that no warning gets lost: this one is
// found by making pages both ways, which a build on the memo of a sound site spares.
func TestLayoutsThatWereWarnedOfAreTriedAgain(t *testing.T) {
	slow := with(smallFiles(t), map[string]string{"layouts/partials/difference.html": `<li>{{.Who}} {{.Statement}}</li>`})
	s, first := tryLoadWith(t, slow, nil)
	if len(first) != 1 {
		t.Fatalf("%v", first)
	}
	if _, second := tryLoadWith(t, slow, s.Memo()); !slices.EqualFunc(second, first, func(a, b diag.Diagnostic) bool { return a.Code == b.Code && a.Message == b.Message }) {
		t.Errorf("first %v, then %v", first, second)
	}
}

// TestAStockThatCannotBeReadIsNone cuts and spoils a memo everywhere.
func TestAStockThatCannotBeReadIsNone(t *testing.T) {
	files := smallFiles(t)
	memo := loadWith(t, files, nil).Memo()
	random := rand.New(rand.NewPCG(2, 2))
	for range 60 {
		spoiled := bytes.Clone(memo[:random.IntN(len(memo))])
		for range random.IntN(4) {
			if len(spoiled) > 0 {
				spoiled[random.IntN(len(spoiled))] = byte(random.Uint32())
			}
		}
		s := loadWith(t, files, spoiled)
		for _, p := range s.roles {
			for _, f := range p.fragments {
				if !f.holed() {
					t.Fatal("a hole lies outside its text")
				}
			}
		}
		s.Since(spoiled)
		if _, err := fs.ReadFile(s, "index.html"); err != nil {
			t.Fatal(err)
		}
	}
}
