package preview

import (
	"bytes"
	"fmt"
	"html/template"
	"net/http"
	"net/url"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/rolediff/rolediff/generator/internal/diag"
)

// maxShown is how many problems a browser is shown; the terminal has them all.
const maxShown = 50

// errorPolicy lets the error page use this server's two files and nothing else:
// what it quotes comes from files that anyone may have written.
const errorPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'"

var errorTemplate = template.Must(template.ParseFS(own, "errorpage.html"))

type errorView struct {
	ID       string
	Title    string
	LastGood bool // there is a good page to go back to
	Files    []fileView
	More     int
}

type fileView struct {
	Name     string // empty for what is about no file
	Problems []problemView
}

type problemView struct {
	diag.Diagnostic
	Place  string
	Line   string
	Caret  string
	Editor template.URL
}

// serveProblems shows a snapshot's problems in place of any page.
func (s *server) serveProblems(w http.ResponseWriter, r *http.Request, now *snapshot) {
	var page bytes.Buffer
	if err := errorTemplate.Execute(&page, s.view(now)); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Security-Policy", errorPolicy)
	serveBytes(w, r, "error.html", http.StatusInternalServerError, page.Bytes())
}

// view groups the problems by file, in the list's order. Where not all are shown,
// errors come before warnings, which stop nothing.
func (s *server) view(now *snapshot) errorView {
	list := slices.Clone(now.problems)
	list.Sort()
	v := errorView{ID: now.id, Title: countText(list), LastGood: now.site != nil}
	if len(list) > maxShown {
		slices.SortStableFunc(list, func(a, b diag.Diagnostic) int { return int(a.Severity) - int(b.Severity) })
		v.More = len(list) - maxShown
		list = list[:maxShown]
		list.Sort()
	}
	for _, d := range list {
		p := problemView{Diagnostic: d, Place: place(d.Position), Editor: s.editor.link(d.Position)}
		p.Line, p.Caret = diag.Excerpt(d)
		if n := len(v.Files); n == 0 || v.Files[n-1].Name != d.File {
			v.Files = append(v.Files, fileView{Name: d.File})
		}
		last := &v.Files[len(v.Files)-1]
		last.Problems = append(last.Problems, p)
	}
	return v
}

func place(p diag.Position) string {
	switch {
	case p.Line == 0:
		return ""
	case p.Column == 0:
		return fmt.Sprintf("line %d", p.Line)
	}
	return fmt.Sprintf("line %d, column %d", p.Line, p.Column)
}

// countText is such as "2 errors and 1 warning".
func countText(list diag.List) string {
	count := func(s diag.Severity) string {
		n := list.Count(s)
		if n == 1 {
			return "1 " + s.String()
		}
		return fmt.Sprintf("%d %ss", n, s)
	}
	switch {
	case list.Count(diag.Warning) == 0:
		return count(diag.Error)
	case list.Count(diag.Error) == 0:
		return count(diag.Warning)
	}
	return count(diag.Error) + " and " + count(diag.Warning)
}

// editor makes links that open a file at its place.
type editor struct {
	pattern string // checked by checkEditor, or empty
	dir     string
}

// link returns the address to open p with, or nothing without a pattern and for
// what is no file below the site's folder.
func (e editor) link(p diag.Position) template.URL {
	name := filepath.FromSlash(p.File)
	if e.pattern == "" || !filepath.IsLocal(name) {
		return ""
	}
	segments := strings.Split(filepath.ToSlash(filepath.Join(e.dir, name)), "/")
	for i, s := range segments {
		segments[i] = url.PathEscape(s)
	}
	return template.URL(strings.NewReplacer(
		"{file}", strings.Join(segments, "/"),
		"{line}", strconv.Itoa(max(p.Line, 1)),
		"{column}", strconv.Itoa(max(p.Column, 1)),
	).Replace(e.pattern))
}
