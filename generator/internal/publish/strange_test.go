package publish

import (
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rolediff/rolediff/generator/internal/diag"
)

func TestSomethingForeignInTheWayIsAnErrorThatNamesIt(t *testing.T) {
	for name, c := range map[string]struct {
		put  func(t *testing.T, out string)
		at   string
		old  fakeTree
		next fakeTree
	}{
		"file before the first build": {
			put: func(t *testing.T, out string) { mustWrite(t, filepath.Join(out, "index.html"), "mine") },
			at:  "index.html", next: smallSite(),
		},
		"file where a new page is due": {
			put: func(t *testing.T, out string) { mustWrite(t, filepath.Join(out, "new", "deep", "page.html"), "mine") },
			at:  "new/deep/page.html", old: site(), next: edited(),
		},
		"file where a new folder is due": {
			put: func(t *testing.T, out string) { mustWrite(t, filepath.Join(out, "new"), "mine") },
			at:  "new", old: site(), next: edited(),
		},
		"folder where a page is due": {
			put: func(t *testing.T, out string) { mustWrite(t, filepath.Join(out, "index.html", "mine"), "mine") },
			at:  "index.html", next: smallSite(),
		},
		"link in place of a changed page": {
			put: func(t *testing.T, out string) {
				mustWrite(t, out+"-target", "mine")
				os.Remove(filepath.Join(out, "devops", "index.html"))
				mustLink(t, out+"-target", filepath.Join(out, "devops", "index.html"))
			},
			at: "devops/index.html", old: site(), next: edited(),
		},
		"link in place of a folder": {
			put: func(t *testing.T, out string) {
				mustWrite(t, filepath.Join(out+"-target", "index.html"), "mine")
				os.RemoveAll(filepath.Join(out, "devops"))
				mustLink(t, out+"-target", filepath.Join(out, "devops"))
			},
			at: "devops", old: site(), next: edited(),
		},
		"link in place of a folder, whole site": {
			put: func(t *testing.T, out string) {
				mustWrite(t, filepath.Join(out+"-target", "index.html"), "mine")
				os.RemoveAll(filepath.Join(out, "devops"))
				mustLink(t, out+"-target", filepath.Join(out, "devops"))
			},
			at: "devops", old: site(), next: rewritten(),
		},
		"folder in place of a changed page": {
			put: func(t *testing.T, out string) {
				os.Remove(filepath.Join(out, "devops", "index.html"))
				mustWrite(t, filepath.Join(out, "devops", "index.html", "mine"), "mine")
			},
			at: "devops/index.html", old: site(), next: edited(),
		},
	} {
		for _, closed := range []bool{false, true} {
			t.Run(name+map[bool]string{true: ", in place"}[closed], func(t *testing.T) {
				root := t.TempDir()
				out := filepath.Join(root, "public")
				if c.old != nil {
					mustBuild(t, c.old, out)
				}
				c.put(t, out)
				before, err := read(root)
				if err != nil {
					t.Fatal(err)
				}
				_, err = toFolder(t.Context(), &faultFS{real: system(), closed: closed}, c.next, FolderOptions{Output: out})
				d := wantCode(t, err, "not-ours")
				if !strings.HasSuffix(d.File, "/public/"+c.at) {
					t.Errorf("the error is at %s, want %s", d.File, c.at)
				}
				after, err := read(root)
				if err == nil {
					err = same(after, before)
				}
				if err != nil {
					t.Error("something has changed:", err)
				}
				wantNoLitter(t, out)
			})
		}
	}
}

func TestManyThingsInTheWayAreCounted(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	tree := fakeTree{}
	for i := range 70 {
		name := strings.Repeat("x", i+1) + ".html"
		tree[name] = "page"
		mustWrite(t, filepath.Join(out, name), "mine")
	}
	_, err := ToFolder(t.Context(), tree, FolderOptions{Output: out})
	var list diag.List
	if !errors.As(err, &list) || len(list) != 51 || !strings.Contains(list[50].Message, "20 more") {
		t.Errorf("the error lists %d, the last of them %v", len(list), list[len(list)-1])
	}
}

func TestLinksAndStrangeFilesAreKeptAndNeverFollowed(t *testing.T) {
	root := t.TempDir()
	out := filepath.Join(root, "public")
	outside := filepath.Join(root, "outside")
	mustWrite(t, filepath.Join(outside, "index.html"), "outside")
	mustBuild(t, smallSite(), out)
	put := func() {
		mustLink(t, outside, filepath.Join(out, "linked"))
		mustLink(t, "loop", filepath.Join(out, "devops", "loop"))
		mustLink(t, "../nowhere", filepath.Join(out, "dangling"))
		makeStrange(t, filepath.Join(out, "strange"))
	}
	put()
	strange, err := read(out)
	if err != nil {
		t.Fatal(err)
	}
	maps.DeleteFunc(strange, func(name, _ string) bool { _, ours := smallSite()[name]; return ours })
	if len(strange) < 3 {
		t.Fatalf("only %v was put there", strange)
	}
	one := smallSite()
	one["index.html"] = "edited"
	all := smallSite()
	for name := range all {
		all[name] += " changed"
	}
	for _, next := range []fakeTree{one, all, smallSite()} {
		mustBuild(t, next, out)
		want := maps.Clone(next)
		maps.Copy(want, strange)
		wantSite(t, out, want)
		wantNoLitter(t, out)
	}
	if b, _ := os.ReadFile(filepath.Join(outside, "index.html")); string(b) != "outside" {
		t.Error("a link was followed")
	}
}

// TestStalePagesThatAreSomethingElseNowStay turns pages that the next build wants
// to remove into a link and a folder, and their folder into a link outside.
func TestStalePagesThatAreSomethingElseNowStay(t *testing.T) {
	root := t.TempDir()
	out := filepath.Join(root, "public")
	outside := filepath.Join(root, "outside")
	mustWrite(t, filepath.Join(outside, "index.html"), "outside")
	mustBuild(t, smallSite(), out)
	os.Remove(filepath.Join(out, "devops", "vs-sre.html"))
	mustLink(t, filepath.Join(outside, "index.html"), filepath.Join(out, "devops", "vs-sre.html"))
	os.RemoveAll(filepath.Join(out, "matrix"))
	mustLink(t, outside, filepath.Join(out, "matrix"))
	next := smallSite()
	delete(next, "devops/vs-sre.html")
	delete(next, "matrix/index.html")
	var warned diag.List
	_, err := ToFolder(t.Context(), next, FolderOptions{Output: out, Warn: warned.Add})
	if err != nil {
		t.Fatal(err)
	}
	if len(warned) != 2 || warned[0].Code != "kept" || warned[0].Severity != diag.Warning {
		t.Errorf("the warnings are %v", warned)
	}
	for _, name := range []string{"devops/vs-sre.html", "matrix"} {
		if fi, err := os.Lstat(filepath.Join(out, filepath.FromSlash(name))); err != nil || fi.Mode()&fs.ModeSymlink == 0 {
			t.Errorf("%s was not kept: %v", name, err)
		}
	}
	if b, _ := os.ReadFile(filepath.Join(outside, "index.html")); string(b) != "outside" {
		t.Error("a file outside was deleted")
	}
}

// TestNothingForeignInALeftOverSiteIsLost clears away an old site that a killed
// build has swapped out, in which somebody has put or changed files meanwhile.
func TestNothingForeignInALeftOverSiteIsLost(t *testing.T) {
	root := t.TempDir()
	out := filepath.Join(root, "public")
	ready := filepath.Join(root, workName("public"), stateReady)
	mustBuild(t, site(), ready)
	mustBuild(t, rewritten(), out)
	mustWrite(t, filepath.Join(ready, "CNAME"), "linked")
	if err := os.Link(filepath.Join(ready, "CNAME"), filepath.Join(out, "CNAME")); err != nil {
		t.Skipf("no hard links here: %v", err)
	}
	mustWrite(t, filepath.Join(ready, "devops", "late.txt"), "late")
	mustWrite(t, filepath.Join(ready, ".git", "late"), "late too")
	mustWrite(t, filepath.Join(ready, "notes.txt"), "the older notes")
	mustWrite(t, filepath.Join(out, "notes.txt"), "the newer notes")
	var warned diag.List
	if _, err := ToFolder(t.Context(), rewritten(), FolderOptions{Output: out, Warn: warned.Add}); err != nil {
		t.Fatal(err)
	}
	want := rewritten()
	maps.Copy(want, map[string]string{"CNAME": "linked", "devops/late.txt": "late", ".git/late": "late too", "notes.txt": "the newer notes"})
	wantSite(t, out, want)
	wantSite(t, filepath.Join(root, workName("public")), fakeTree{"kept-1/notes.txt": "the older notes"})
	if len(warned) != 1 || warned[0].Code != "kept" || !strings.HasSuffix(warned[0].File, "/kept-1") {
		t.Errorf("the warnings are %v", warned)
	}
}
