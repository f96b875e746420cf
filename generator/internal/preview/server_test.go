package preview

import (
	"context"
	"errors"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/rolediff/rolediff/generator/internal/diag"
)

func TestAddressesLeadWhereGitHubPagesLeadsThem(t *testing.T) {
	t.Parallel()
	s := start(t, nil)
	for _, c := range []struct {
		path   string
		status int
		want   string // in the body, or the whole of Location
	}{
		{"", 200, "cto one"},
		{"index.html", 200, "cto one"},
		{"index", 200, "cto one"},
		{"cto/", 200, "the cto"},
		{"cto/index.html", 200, "the cto"},
		{"cto", 302, "/cto/"},
		{"cto?a=b", 302, "/cto/?a=b"},
		{"architect", 302, "/architect/"},
		{"architect/", 404, "no such page"},
		{"architect/vs-cto", 200, "the pair"},
		{"architect/vs-cto.html", 200, "the pair"},
		{"architect/vs-cto/", 404, "no such page"},
		{"architect/vs-cto.html/", 404, "no such page"},
		{"assets/site.css", 200, "b{}"},
		{"assets", 302, "/assets/"},
		{"assets/", 404, "no such page"},
		{"nowhere", 404, "no such page"},
		{"404.html", 200, "no such page"},
		{"_rolediff/nothing", 404, ""},
		{"_rolediff/errorpage.html", 404, ""},
		{"_rolediff/", 404, ""},
	} {
		got := s.get(c.path)
		body := got.body
		if c.status == 302 {
			body = got.Header.Get("Location")
		}
		if got.StatusCode != c.status || !strings.Contains(body, c.want) || c.status == 302 && body != c.want {
			t.Errorf("/%s: %d %q, not %d %q", c.path, got.StatusCode, body, c.status, c.want)
		}
	}
}

func TestEveryAnswerSaysWhatItIsAndIsNeverKept(t *testing.T) {
	t.Parallel()
	s := start(t, nil)
	for path, want := range map[string]string{
		"":                    "text/html; charset=utf-8",
		"nowhere":             "text/html; charset=utf-8",
		"assets/site.css":     "text/css; charset=utf-8",
		"_rolediff/reload.js": "text/javascript; charset=utf-8",
		"_rolediff/error.css": "text/css; charset=utf-8",
	} {
		h := s.get(path).Header
		if got := h.Get("Content-Type"); got != want {
			t.Errorf("/%s is %s, not %s", path, got, want)
		}
		if h.Get("Cache-Control") != "no-store" || h.Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("/%s: %v", path, h)
		}
	}
	if got := contentType("data.JSON"); got != "application/json" {
		t.Errorf("case decides: %s", got)
	}
	if got := contentType("CNAME"); got != "application/octet-stream" {
		t.Errorf("an unknown file is %s, which a browser might run", got)
	}
}

func TestOnlyGetAndHeadAreAnswered(t *testing.T) {
	t.Parallel()
	s := start(t, nil)
	for _, method := range []string{"POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE"} {
		for _, path := range []string{"/", "/_rolediff/events"} {
			got, h, _ := raw(t, s, method+" "+path+" HTTP/1.1\nHost: localhost:{port}")
			if got != http.StatusMethodNotAllowed || h.Get("Allow") != "GET, HEAD" {
				t.Errorf("%s %s: %d", method, path, got)
			}
		}
	}
	full := s.get("")
	for path, status := range map[string]int{"": 200, "nowhere": 404, "_rolediff/events": 200} {
		resp, err := http.Head(s.url + path)
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		if resp.StatusCode != status {
			t.Errorf("HEAD /%s: %d, not %d", path, resp.StatusCode, status)
		}
		if path == "" && resp.ContentLength != int64(len(full.body)) {
			t.Errorf("HEAD announces %d bytes, GET gives %d", resp.ContentLength, len(full.body))
		}
	}
}

// TestNoAddressLeavesTheSite serves a real folder, next to which a secret lies.
func TestNoAddressLeavesTheSite(t *testing.T) {
	t.Parallel()
	root := t.TempDir()
	for name, text := range map[string]string{"secret.html": "SECRET", "public/index.html": "<body>home</body>", "public/404.html": "<body>none</body>", "public/a/b.html": "<body>b</body>"} {
		path := filepath.Join(root, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	s := start(t, func(o *Options) {
		load := o.Load
		o.Load = func(ctx context.Context, edited map[string][]byte) (fs.FS, diag.List) {
			load(ctx, edited)
			return os.DirFS(filepath.Join(root, "public")), nil
		}
	})
	for _, path := range []string{
		"/../secret.html", "/../secret", "/a/../../secret.html", "/./index.html", "/a/./b.html", "/a/../index.html",
		"/%2e%2e/secret.html", "/%2E%2E/secret.html", "/.%2e/secret.html", "/a/%2e%2e/index.html", "/%2e/index.html",
		"/..%2fsecret.html", "/..%2Fsecret.html", "/a%2fb.html", "/a%2Fb", "/%2findex.html",
		`/..\secret.html`, "/..%5csecret.html", "/a%5cb.html", "/..%5Csecret.html",
		"/index.html%00", "/%00", "/secret.html%00.html", "/a/b.html%00.css",
		"//index.html", "//a/b.html", "/a//b.html", "/a/b.html//", "//evil.example/..", "/a/..",
		"/%252e%252e/secret.html", "/" + strings.Repeat("x", 3000), "/index.html/x", "/index.html/",
		"http://localhost:{port}/../secret.html", "http://localhost:{port}",
	} {
		got, h, body := raw(t, s, "GET "+path+" HTTP/1.1\nHost: localhost:{port}")
		if got != 404 || strings.Contains(body, "SECRET") || h.Get("Location") != "" {
			t.Errorf("%.60s: %d %s %s", path, got, h.Get("Location"), body)
		}
	}
	if got, _, _ := raw(t, s, "GET /a/b HTTP/1.1\nHost: localhost:{port}"); got != 200 {
		t.Errorf("the site itself is not there: %d", got)
	}
}

func FuzzLocateStaysInTheSite(f *testing.F) {
	for _, path := range []string{"/", "/a/", "/a/b", "/../x", "/%2e%2e/x", "/a%2fb", `/a\b`, "//x", "/a?b", "/%00"} {
		f.Add(path)
	}
	site := fstest.MapFS{"index.html": {}, "a/index.html": {}, "a/b.html": {}}
	f.Fuzz(func(t *testing.T, path string) {
		u, err := url.ParseRequestURI(path)
		if err != nil {
			return
		}
		found, err := locate(strict{t, site}, u)
		if err == nil && !found.folder && (site[found.name] == nil || found.file == nil) {
			t.Errorf("%q leads to %q", path, found.name)
		}
	})
}

// strict fails the test when a name is asked for that leads out of the site.
type strict struct {
	t *testing.T
	fs.FS
}

func (s strict) Open(name string) (fs.File, error) {
	if !fs.ValidPath(name) || strings.ContainsAny(name, "\\\x00") {
		s.t.Errorf("asked for %q", name)
	}
	return s.FS.Open(name)
}

// failing is a site whose pages cannot be made, which only opening them tells.
type failing struct{}

func (failing) Open(string) (fs.File, error) {
	return nil, diag.List{{Severity: diag.Error, Code: "layout", Position: diag.Position{File: "layouts/role.html", Line: 7}, Message: "no such field"}}
}

func TestPageThatCannotBeMadeShowsWhy(t *testing.T) {
	s := newServer(Options{}, "127.0.0.1:80")
	s.swap(failing{}, nil)
	w := httptest.NewRecorder()
	s.ServeHTTP(w, httptest.NewRequest("GET", "http://localhost/cto/", nil))
	if body := w.Body.String(); w.Code != 500 || !strings.Contains(body, "no such field") || !strings.Contains(body, "line 7") {
		t.Errorf("%d %s", w.Code, body)
	}
}

func TestSiteWithoutA404PageStillSaysSo(t *testing.T) {
	s := newServer(Options{}, "127.0.0.1:80")
	s.swap(fstest.MapFS{}, nil)
	w := httptest.NewRecorder()
	s.ServeHTTP(w, httptest.NewRequest("GET", "http://localhost/", nil))
	if body := w.Body.String(); w.Code != 404 || !strings.Contains(body, "reload.js") {
		t.Errorf("%d %s: a page that comes to be would not show", w.Code, body)
	}
}

func TestRangesOfFilesAreServed(t *testing.T) {
	s := newServer(Options{}, "127.0.0.1:80")
	s.swap(fstest.MapFS{"film.mp4": {Data: []byte("0123456789")}}, nil)
	r := httptest.NewRequest("GET", "http://localhost/film.mp4", nil)
	r.Header.Set("Range", "bytes=2-4")
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	if w.Code != http.StatusPartialContent || w.Body.String() != "234" {
		t.Errorf("%d %s", w.Code, w.Body)
	}
}

func TestMissingTellsAbsentFromBroken(t *testing.T) {
	for err, want := range map[error]bool{
		fs.ErrNotExist:         true,
		fs.ErrInvalid:          true,
		fs.ErrPermission:       false,
		errors.New("template"): false,
	} {
		if got := missing(err); got != want {
			t.Errorf("%v: %v", err, got)
		}
	}
}
