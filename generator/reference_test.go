package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"golang.org/x/tools/txtar"
)

// The page that the project was asked for, as its visible text, and a site with
// its words: from the latter our trio page must show the former, in its order.
const (
	referenceText = "testdata/reference/page.txt"
	referenceSite = "testdata/reference/site.txtar"
	referencePage = "devops-engineer/vs-head-of-engineering-vs-vp-of-engineering.html"
)

// unpack writes the files of a txtar archive to a new folder.
func unpack(t testing.TB, file string) string {
	t.Helper()
	archive, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for _, f := range archive.Files {
		write(t, filepath.Join(dir, filepath.FromSlash(f.Name)), string(f.Data))
	}
	return dir
}

func write(t testing.TB, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// buildReference builds the site and returns the page, as the browser reads it.
func buildReference(t *testing.T) *html.Node {
	t.Helper()
	out := filepath.Join(t.TempDir(), "out")
	var stdout, stderr bytes.Buffer
	if status := run(t.Context(), []string{"build", "--site", unpack(t, referenceSite), "--output", out}, &stdout, &stderr); status != exitDone {
		t.Fatalf("exit status %d\n%s", status, stderr.String())
	}
	raw, err := os.ReadFile(filepath.Join(out, filepath.FromSlash(referencePage)))
	if err != nil {
		t.Fatal(err)
	}
	doc, err := html.Parse(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

func TestTheReferencePageIsShownInItsOrder(t *testing.T) {
	page := visibleLines(buildReference(t))
	raw, err := os.ReadFile(referenceText)
	if err != nil {
		t.Fatal(err)
	}
	var want []string
	for line := range strings.Lines(string(raw)) {
		line = strings.TrimSpace(line)
		if line != "" && !strings.HasPrefix(line, "|---") {
			want = append(want, line)
		}
	}
	const kicker = "3-way comparison"
	block := 0
	for want[block] != kicker {
		block++
	}
	// The block above the kicker may stand there, or be the first card below it.
	at := 0
	for _, line := range want[:block] {
		if i := find(page, at, line); i >= 0 {
			at = i + 1
		} else {
			t.Errorf("the page lacks %q behind line %d", line, at)
		}
	}
	at = 0
	for _, line := range want[block:] {
		for _, text := range strings.Split(strings.Trim(line, "|"), " | ") {
			text = strings.TrimSpace(text)
			i := find(page, at, text)
			if i < 0 {
				t.Fatalf("the page lacks %q behind %q:\n%s", text, strings.Join(page[max(at-1, 0):at], ""), strings.Join(page, "\n"))
			}
			at = i + 1
		}
	}
}

// find returns the first line from a number on that is the text, with nothing
// before it and at most a mark of who else says the same behind it.
func find(lines []string, from int, text string) int {
	for i := from; i < len(lines); i++ {
		if lines[i] == text || strings.HasPrefix(lines[i], text+" ") {
			return i
		}
	}
	return -1
}

func TestTheReferencePageHasARealTable(t *testing.T) {
	doc := buildReference(t)
	table := one(t, doc, "the table of dimensions", func(n *html.Node) bool {
		return n.DataAtom == atom.Table && strings.Contains(text(n), "Reporting Relationship")
	})
	one(t, table, "caption", func(n *html.Node) bool { return n.DataAtom == atom.Caption && text(n) != "" })
	// Without scope attributes a head belongs to its column where its row is of
	// heads only, and else to its row, so the first row must hold no other cell.
	first := all(table, func(n *html.Node) bool { return n.DataAtom == atom.Tr })[0]
	columns := all(first, func(n *html.Node) bool { return n.DataAtom == atom.Th })
	if others := all(first, func(n *html.Node) bool { return n.DataAtom == atom.Td }); len(columns) != 4 || len(others) != 0 {
		t.Errorf("%d column heads and %d cells beside them, not 4 and none", len(columns), len(others))
	}
	rows := all(table, func(n *html.Node) bool { return n.DataAtom == atom.Th && n.Parent != first })
	if len(rows) != 10 {
		t.Errorf("%d row heads, not 10", len(rows))
	}
	for _, head := range rows {
		cells := all(head.Parent, func(n *html.Node) bool { return n.DataAtom == atom.Td })
		if len(cells) != 3 {
			t.Errorf("the row %q has %d cells, not 3", text(head), len(cells))
		}
		for _, cell := range cells {
			if text(cell) == "" {
				t.Errorf("the row %q has an empty cell", text(head))
			}
		}
	}
	if n := len(all(doc, func(n *html.Node) bool { return n.DataAtom == atom.H1 })); n != 1 {
		t.Errorf("the page has %d h1", n)
	}
	for _, role := range columns[1:] {
		one(t, doc, "link to the role "+text(role), func(n *html.Node) bool {
			return n.DataAtom == atom.A && text(n) == text(role) && strings.HasSuffix(attr(n, "href"), "/index.html")
		})
	}
}

// visibleLines is the text of a page as a reader sees it: block elements begin
// a line, white space is one blank.
func visibleLines(doc *html.Node) []string {
	var b strings.Builder
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		switch n.DataAtom {
		case atom.Head, atom.Script, atom.Style, atom.Template, atom.Noscript:
			return
		case atom.Br:
			b.WriteByte('\n')
		}
		if n.Type == html.TextNode {
			b.WriteString(strings.ReplaceAll(n.Data, "\n", " "))
		}
		block := n.Type == html.ElementNode && !inline[n.DataAtom]
		if block {
			b.WriteByte('\n')
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
		if block {
			b.WriteByte('\n')
		}
	}
	walk(doc)
	var out []string
	for line := range strings.Lines(b.String()) {
		if line = strings.Join(strings.Fields(line), " "); line != "" {
			out = append(out, line)
		}
	}
	return out
}

var inline = map[atom.Atom]bool{
	atom.A: true, atom.Span: true, atom.Em: true, atom.Strong: true, atom.Code: true, atom.B: true, atom.I: true, atom.Small: true,
	atom.Time: true, atom.Abbr: true, atom.Del: true, atom.Sup: true, atom.Sub: true, atom.Svg: true, atom.Button: true, atom.Label: true,
}

func all(n *html.Node, want func(*html.Node) bool) []*html.Node {
	var out []*html.Node
	for d := range n.Descendants() {
		if want(d) {
			out = append(out, d)
		}
	}
	return out
}

func one(t *testing.T, n *html.Node, what string, want func(*html.Node) bool) *html.Node {
	t.Helper()
	found := all(n, want)
	if len(found) != 1 {
		t.Fatalf("%s: %d of them, not 1", what, len(found))
	}
	return found[0]
}

func text(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}
