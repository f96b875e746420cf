package preview

import (
	"fmt"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/rolediff/rolediff/generator/internal/diag"
)

func errorPage(t *testing.T, editor string, list diag.List) string {
	t.Helper()
	s := newServer(Options{Editor: editor, Dir: filepath.FromSlash("/my site")}, "127.0.0.1:80")
	s.swap(fstest.MapFS{"index.html": {}}, nil)
	s.swap(nil, list)
	w := httptest.NewRecorder()
	s.ServeHTTP(w, httptest.NewRequest("GET", "http://localhost/", nil))
	if w.Code != 500 {
		t.Fatalf("status %d", w.Code)
	}
	if got := w.Header().Get("Content-Security-Policy"); !strings.Contains(got, "default-src 'none'") || strings.Contains(got, "unsafe") {
		t.Errorf("policy %q", got)
	}
	return w.Body.String()
}

func at(file string, line, column int, message string) diag.Diagnostic {
	return diag.Diagnostic{Severity: diag.Error, Code: "c", Position: diag.Position{File: file, Line: line, Column: column}, Message: message}
}

func TestErrorPageShowsEachProblemOfEachFile(t *testing.T) {
	d := at("content/b.md", 3, 4, "bad key")
	d.Source, d.Hint = "abcdef", "did you mean a?"
	body := errorPage(t, "", diag.List{d, at("content/a.md", 0, 0, "no title"), at("content/b.md", 9, 0, "worse"), {Severity: diag.Warning, Message: "about no file"}})
	for _, want := range []string{
		"<title>3 errors and 1 warning</title>",
		"<h2>The site</h2>",
		"bad key <small>line 3, column 4</small>", "worse <small>line 9</small>", "no title</p>",
		"<pre><code>abcdef</code>\n<code class=\"caret\" aria-hidden=\"true\">   ^</code></pre>",
		"hint: did you mean a?", `href="?last-good"`, "data-error",
	} {
		if !strings.Contains(body, want) {
			t.Errorf("no %s in\n%s", want, body)
		}
	}
	if n := strings.Count(body, "<code>content/b.md</code>"); n != 1 {
		t.Errorf("b.md is a heading %d times", n)
	}
	if a, b := strings.Index(body, "content/a.md"), strings.Index(body, "content/b.md"); a > b {
		t.Error("the files are not in order")
	}
	if strings.Contains(body, "vscode") {
		t.Error("there is an editor link without an editor")
	}
}

func TestErrorPageEscapesWhatItQuotes(t *testing.T) {
	d := at(`content/"><img src=x>.md`, 1, 1, "<script>alert(1)</script>")
	d.Source, d.Hint = "</pre><script>alert(2)</script>", "<b>"
	body := errorPage(t, "vscode://file/{file}:{line}:{column}", diag.List{d})
	for _, bad := range []string{"<script>", "<img", "</pre><script", "<b>"} {
		if strings.Contains(body, bad) {
			t.Errorf("%s is markup in\n%s", bad, body)
		}
	}
}

func TestErrorPageShowsFiftyAndCountsTheRest(t *testing.T) {
	var list diag.List
	for i := range 60 {
		d := at(fmt.Sprintf("content/%02d.md", i), 1, 1, fmt.Sprintf("warning %d", i))
		d.Severity = diag.Warning
		list.Add(d)
	}
	list.Add(at("content/zz.md", 1, 1, "the error"))
	body := errorPage(t, "", list)
	if n := strings.Count(body, "<li "); n != 50 || !strings.Contains(body, "and 11 more") {
		t.Errorf("%d shown", n)
	}
	if !strings.Contains(body, "the error") {
		t.Error("warnings have crowded out the error")
	}
}

func TestEditorLinksOpenTheFileAtItsLine(t *testing.T) {
	e := editor{pattern: "vscode://file/{file}:{line}:{column}", dir: filepath.FromSlash("/my site")}
	for _, c := range []struct {
		at   diag.Position
		want string
	}{
		{diag.Position{File: "content/a.md", Line: 3, Column: 4}, "vscode://file//my%20site/content/a.md:3:4"},
		{diag.Position{File: "content/a.md"}, "vscode://file//my%20site/content/a.md:1:1"},
		{diag.Position{File: "content/a b?#%\".md", Line: 1}, "vscode://file//my%20site/content/a%20b%3F%23%25%22.md:1:1"},
		{diag.Position{File: "../../etc/passwd", Line: 1}, ""},
		{diag.Position{File: "/etc/passwd", Line: 1}, ""},
		{diag.Position{}, ""},
	} {
		if got := string(e.link(c.at)); got != c.want {
			t.Errorf("%v: %s, not %s", c.at, got, c.want)
		}
	}
	body := errorPage(t, e.pattern, diag.List{at("content/a.md", 3, 4, "bad")})
	if want := `<a href="vscode://file//my%20site/content/a.md:3:4">line 3, column 4</a>`; !strings.Contains(body, want) {
		t.Errorf("no %s in\n%s", want, body)
	}
}
