package publish

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rolediff/rolediff/generator/internal/diag"
)

// wantCode holds that err is a diagnostic with that code, a file and a hint.
func wantCode(t *testing.T, err error, code string) diag.Diagnostic {
	t.Helper()
	var list diag.List
	if !errors.As(err, &list) || len(list) == 0 {
		t.Fatalf("the error is %v, want a diagnostic %s", err, code)
	}
	if list[0].Code != code || list[0].Severity != diag.Error || list[0].Hint == "" {
		t.Fatalf("the diagnostic is %+v, want code %s and a hint", list[0], code)
	}
	return list[0]
}

func mustWrite(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func mustLink(t *testing.T, target, path string) {
	t.Helper()
	if err := os.Symlink(target, path); err != nil {
		t.Skipf("no symbolic links here: %v", err)
	}
}

func TestUnsafeOutputsAreRefused(t *testing.T) {
	root := t.TempDir()
	site := filepath.Join(root, "site")
	content := filepath.Join(site, "content")
	config := filepath.Join(site, "config.json")
	home := filepath.Join(root, "people", "me")
	mustWrite(t, filepath.Join(content, "roles", "a.md"), "a")
	mustWrite(t, config, "{}")
	mustWrite(t, filepath.Join(home, "letter"), "dear")
	mustWrite(t, filepath.Join(root, "file"), "")
	mustLink(t, content, filepath.Join(root, "to-content"))
	mustLink(t, site, filepath.Join(root, "to-site"))
	mustLink(t, filepath.Join(root, "none"), filepath.Join(root, "dangling"))
	t.Setenv("HOME", home)
	t.Setenv("USERPROFILE", home)
	for name, c := range map[string]struct{ output, says string }{
		"is a source":                    {content, "is "},
		"holds a source":                 {site, "holds "},
		"holds a source file":            {site, "holds "},
		"lies inside a source":           {filepath.Join(content, "public"), "lies inside "},
		"lies deep inside":               {filepath.Join(content, "roles", "x", "y"), "lies inside "},
		"is a source through a link":     {filepath.Join(root, "to-content"), "is "},
		"inside a source through a link": {filepath.Join(root, "to-content", "new", "public"), "lies inside "},
		"holds a source through a link":  {filepath.Join(root, "to-site"), "holds "},
		"another spelling":               {filepath.Join(content, "roles") + "/../../content", "is "},
		"the root":                       {"/", "root"},
		"the home folder":                {home, "is your home"},
		"holds the home folder":          {filepath.Dir(home), "holds your home"},
		"a file":                         {filepath.Join(root, "file"), "not a folder"},
		"a link to nothing":              {filepath.Join(root, "dangling"), "link to nothing"},
		"no name":                        {"", "no name"},
		"inside of git's folder":         {filepath.Join(root, ".git", "site"), "inside .git"},
		"a source that is not there":     {filepath.Join(site, "layouts"), "is "},
	} {
		t.Run(name, func(t *testing.T) {
			before, err := read(root)
			if err != nil {
				t.Fatal(err)
			}
			_, err = ToFolder(t.Context(), smallSite(), FolderOptions{Output: c.output, Sources: []string{content, config, filepath.Join(site, "layouts")}})
			if d := wantCode(t, err, "unsafe-output"); !strings.Contains(d.Message, c.says) {
				t.Errorf("the message is %q, want %q in it", d.Message, c.says)
			}
			after, err := read(root)
			if err == nil {
				err = same(after, before)
			}
			if err != nil {
				t.Error("something has changed:", err)
			}
		})
	}
}

func TestSafeOutputsNearSourcesAreAllowed(t *testing.T) {
	site := filepath.Join(t.TempDir(), "site")
	content := filepath.Join(site, "content")
	mustWrite(t, filepath.Join(content, "a.md"), "a")
	for _, out := range []string{"public", "content-public", "deep/er/public"} {
		out := filepath.Join(site, filepath.FromSlash(out))
		if _, err := ToFolder(t.Context(), smallSite(), FolderOptions{Output: out, Sources: []string{content}}); err != nil {
			t.Errorf("%s: %v", out, err)
		}
		wantSite(t, out, smallSite())
	}
}

func TestOutputThroughALinkIsWrittenWhereItPoints(t *testing.T) {
	root := t.TempDir()
	real := filepath.Join(root, "www", "site")
	mustWrite(t, filepath.Join(real, "CNAME"), "example.org")
	link := filepath.Join(root, "public")
	mustLink(t, real, link)
	want := smallSite()
	want["CNAME"] = "example.org"
	for range 2 {
		mustBuild(t, smallSite(), link)
		wantSite(t, real, want)
		wantNoLitter(t, real)
	}
	if fi, err := os.Lstat(link); err != nil || fi.Mode()&os.ModeSymlink == 0 {
		t.Errorf("the link is no link any more: %v, %v", fi, err)
	}
}

func TestOutputKeepsItsMode(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	if err := os.Mkdir(out, 0o750); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(out, 0o750|os.ModeSetgid); err != nil {
		t.Fatal(err)
	}
	before, _ := os.Stat(out)
	mustBuild(t, smallSite(), out)
	after, err := os.Stat(out)
	if err != nil || after.Mode() != before.Mode() {
		t.Errorf("the mode is %v (%v), was %v", after.Mode(), err, before.Mode())
	}
}

func TestTarIntoASourceIsRefused(t *testing.T) {
	content := filepath.Join(t.TempDir(), "content")
	mustWrite(t, filepath.Join(content, "static", "a.png"), "png")
	for _, path := range []string{filepath.Join(content, "static", "site.tar"), filepath.Join(content, "static", "a.png")} {
		_, err := ToTarFile(t.Context(), smallSite(), path, TarOptions{Sources: []string{content}})
		wantCode(t, err, "unsafe-output")
		_, err = MergeToFile(t.Context(), path, []string{content}, nil)
		wantCode(t, err, "unsafe-output")
		err = ReplaceFile(path, []string{content}, func(w io.Writer) error { _, err := io.WriteString(w, "a page"); return err })
		wantCode(t, err, "unsafe-output")
	}
	if b, _ := os.ReadFile(filepath.Join(content, "static", "a.png")); string(b) != "png" {
		t.Error("a source was overwritten")
	}
}
