package content

import (
	"bytes"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/rolediff/rolediff/generator/internal/diag"
	"github.com/rolediff/rolediff/generator/internal/schema"
)

// Format returns a markdown file in canonical form: front matter in the order of
// its declaration, one value a line, short lists in brackets, quotes only where
// they are needed, comments kept; LF at every line's end and one at the file's.
// Nothing else of the body changes. names give the order of dimensions and
// scales.
//
// A file that cannot be read as front matter and body gives diagnostics and no
// text. One whose form is right but whose values are not is formatted all the
// same: finding fault is the work of Load.
func Format(file string, raw []byte, names schema.Names) ([]byte, diag.List) {
	text := bytes.ReplaceAll(bytes.TrimPrefix(raw, []byte("\uFEFF")), []byte("\r\n"), []byte("\n"))
	src := diag.NewSource(file, text)
	if d, ok := checkCharacters(src, text); !ok {
		return nil, diag.List{d}
	}
	if d, ok := checkFences(src, text); !ok {
		return nil, diag.List{d}
	}
	block, body, firstLine := cut(string(text))
	if d, ok := checkBreaks(src, text, len(text)-len(body)); !ok {
		return nil, diag.List{d}
	}
	before, list := schema.ParseYAML(src, []byte(block), firstLine)
	if list.HasErrors() {
		return nil, list
	}
	tree, d := newFormatTree(src, block, firstLine)
	if d != nil {
		return nil, diag.List{*d}
	}
	w := formatWriter{names: names}
	w.document(tree, fieldsOf(file))
	front := w.out.String()

	// Meaning and comments are compared once more, so that a fault in here can
	// cost a person nothing but this message.
	after, problems := schema.ParseYAML(src, []byte(front), firstLine)
	if problems.HasErrors() || !sameMeaning(before, after) || !slices.Equal(tree.comments(), commentsIn(src, front, firstLine)) {
		d := src.Report(diag.Error, "cannot-format", diag.Position{File: file, Line: firstLine, Column: 1},
			"this front matter cannot be brought into canonical form without a change of meaning",
			"write it in a simpler way, and tell the authors of rolediff about it")
		return nil, diag.List{d}
	}
	out := "---\n" + front + "---\n"
	if body = strings.TrimRight(body, "\n"); body != "" {
		out += body + "\n"
	}
	return []byte(out), nil
}

// cut takes text whose fences were checked into front matter and body, and says
// at which line the front matter begins.
func cut(text string) (block, body string, firstLine int) {
	rest := text
	line := func() string {
		l, after, _ := strings.Cut(rest, "\n")
		rest = after
		return strings.TrimRight(l, " \t")
	}
	firstLine = 2
	for line() != "---" {
		firstLine++
	}
	block = rest
	for {
		end := len(block) - len(rest)
		if line() == "---" {
			return block[:end], rest, firstLine
		}
	}
}

// checkBreaks refuses line ends that some programs know and others do not: what
// looks like one line in an editor would come out as two.
func checkBreaks(src *diag.Source, text []byte, end int) (diag.Diagnostic, bool) {
	if i := bytes.IndexAny(text[:end], "\u0085\u2028\u2029"); i >= 0 {
		return src.Report(diag.Error, "control-character", src.At(i), "an invisible line end stands here",
			"delete the invisible character at this place"), false
	}
	return diag.Diagnostic{}, true
}

// fieldsOf is the declaration of a file, by its folder.
func fieldsOf(file string) []schema.Field {
	switch path.Dir(file) {
	case NotesDir:
		return NoteFields()
	case PagesDir:
		return PageFields()
	}
	return RoleFields()
}

// sameMeaning tells whether two documents say the same: the order of keys and
// the white space within a text do not count.
func sameMeaning(a, b *schema.Value) bool {
	if a == nil || b == nil || a.Kind != b.Kind || len(a.Items) != len(b.Items) || len(a.Fields) != len(b.Fields) || a.String() != b.String() {
		return false
	}
	for i, item := range a.Items {
		if !sameMeaning(item, b.Items[i]) {
			return false
		}
	}
	for _, e := range a.Fields {
		if !sameMeaning(e.Value, b.Get(e.Key)) {
			return false
		}
	}
	return true
}

// FormatFolders are the folders whose markdown files have a canonical form.
func FormatFolders() []string { return []string{RolesDir, NotesDir, PagesDir} }

// tooNested says that no declaration allows a value of this form.
func tooNested(src *diag.Source, pos diag.Position) *diag.Diagnostic {
	d := src.Report(diag.Error, "wrong-type", pos, "front matter holds texts, lists of texts and sets of keys, and nothing deeper",
		fmt.Sprintf("put text that begins with one of %q in double quotes", "[{-?"))
	return &d
}
