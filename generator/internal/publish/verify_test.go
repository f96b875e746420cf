package publish

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestVerifyFindsEveryDifference(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	mustBuild(t, smallSite(), out)
	list, err := Verify(t.Context(), smallSite(), out)
	if err != nil || len(list) != 0 {
		t.Fatalf("a fresh build differs: %v, %v", list, err)
	}
	mustWrite(t, filepath.Join(out, "CNAME"), "foreign files are no difference")
	mustWrite(t, filepath.Join(out, "sre", "index.html"), "srE") // in place
	mustWrite(t, filepath.Join(out, "index.html"), "home and more")
	os.Remove(filepath.Join(out, "404.html"))
	os.RemoveAll(filepath.Join(out, "assets"))
	os.Remove(filepath.Join(out, "devops", "index.html"))
	mustLink(t, "vs-sre.html", filepath.Join(out, "devops", "index.html"))
	next := smallSite()
	delete(next, "matrix/index.html")
	delete(next, "devops/vs-sre.html")
	list, err = Verify(t.Context(), next, out)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, d := range list {
		got = append(got, strings.TrimPrefix(d.File, filepath.ToSlash(out)+"/")+": "+d.Message)
		if d.Code != "differs" || d.Hint == "" {
			t.Errorf("%+v has no code or hint", d)
		}
	}
	want := []string{
		"404.html: is missing",
		"assets/fonts/a.woff2: is missing",
		"assets/site.css: is missing",
		"devops/index.html: is not a regular file",
		"devops/vs-sre.html: is left from an earlier build",
		"index.html: differs from a clean build at byte 4",
		"matrix/index.html: is left from an earlier build",
		"sre/index.html: differs from a clean build at byte 2",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("found:\n%s\nwant:\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestVerifyOfNothingSaysSo(t *testing.T) {
	_, err := Verify(t.Context(), smallSite(), filepath.Join(t.TempDir(), "public"))
	wantCode(t, err, "no-output")
}
