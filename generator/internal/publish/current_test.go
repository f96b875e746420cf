package publish

import (
	"os"
	"path/filepath"
	"testing"
	"time"
)

func TestCurrentIsTrueOnlyOfAnUntouchedSite(t *testing.T) {
	for name, c := range map[string]struct {
		harm func(t *testing.T, out string)
		want bool
	}{
		"untouched":           {func(*testing.T, string) {}, true},
		"a page gone":         {func(t *testing.T, out string) { remove(t, filepath.Join(out, "sre", "index.html")) }, false},
		"a folder gone":       {func(t *testing.T, out string) { remove(t, filepath.Join(out, "sre")) }, false},
		"a file of another":   {func(t *testing.T, out string) { writeText(t, filepath.Join(out, "devops", "mine.txt"), "mine") }, false},
		"no manifest":         {func(t *testing.T, out string) { remove(t, filepath.Join(out, ownFolder)) }, false},
		"a changed manifest":  {damageManifest, false},
		"no site":             {func(t *testing.T, out string) { remove(t, out) }, false},
		"a killed build":      {func(t *testing.T, out string) { mkdir(t, filepath.Join(filepath.Dir(out), workName("public"))) }, false},
		"killed in the mount": {func(t *testing.T, out string) { mkdir(t, filepath.Join(out, ownFolder, insideName)) }, false},
	} {
		t.Run(name, func(t *testing.T) {
			out := filepath.Join(t.TempDir(), "public")
			want := mustBuild(t, smallSite(), out)
			c.harm(t, out)
			got, ok := Current(out, smallSite().Key())
			if ok != c.want {
				t.Fatalf("Current is %t", ok)
			}
			if ok && (got.Files != want.Files || got.Pages != want.Pages || got.Bytes != want.Bytes || got.Written != 0) {
				t.Errorf("Current tells %+v of %+v", got, want)
			}
		})
	}
}

// TestAClockThatIsSetBackHidesNothing: a page is deleted at a time that lies before
// that of the build.
func TestAClockThatIsSetBackHidesNothing(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	mustBuild(t, smallSite(), out)
	later := time.Now().Add(time.Hour)
	for _, name := range []string{filepath.Join(ownFolder, manifestName), "sre", "devops", "."} {
		if err := os.Chtimes(filepath.Join(out, name), later, later); err != nil {
			t.Fatal(err)
		}
	}
	remove(t, filepath.Join(out, "sre", "index.html"))
	if _, ok := Current(out, smallSite().Key()); ok {
		t.Error("a site without one of its pages counts as current")
	}
	mustBuild(t, smallSite(), out)
	wantSite(t, out, smallSite())
	wantNoLitter(t, out)
}

func TestCurrentKnowsItsKey(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	key := Key{7}
	mustBuild(t, WithKey(smallSite(), key), out)
	if _, ok := Current(out, smallSite().Key()); ok {
		t.Error("a site of another key counts as current")
	}
	if _, ok := Current(out, key); !ok {
		t.Error("the site is not current under the key that it was given")
	}
	next := smallSite()
	if st := mustBuild(t, WithKey(next, Key{8}), out); st.Written != 0 {
		t.Errorf("%d files written though only the key is new", st.Written)
	}
	if _, ok := Current(out, Key{8}); !ok {
		t.Error("the new key was not kept")
	}
}

func damageManifest(t *testing.T, out string) {
	name := filepath.Join(out, ownFolder, manifestName)
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	data[len(data)-1] ^= 1
	if err := os.WriteFile(name, data, 0o644); err != nil {
		t.Fatal(err)
	}
}

func remove(t *testing.T, name string) {
	if err := os.RemoveAll(name); err != nil {
		t.Fatal(err)
	}
}

func mkdir(t *testing.T, name string) {
	if err := os.MkdirAll(name, 0o755); err != nil {
		t.Fatal(err)
	}
}

func writeText(t *testing.T, name, text string) {
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}
