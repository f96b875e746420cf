package content

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	yaml "go.yaml.in/yaml/v4"

	"github.com/rolediff/rolediff/generator/internal/schema"
)

// formatWidth is how many characters a list in brackets may make a line long.
const formatWidth = 120

// formatWriter writes the canonical form of a tree.
type formatWriter struct {
	out   strings.Builder
	names schema.Names
}

func (w *formatWriter) document(t *formatTree, fields []schema.Field) {
	order := make([]string, len(fields))
	for i, f := range fields {
		order[i] = f.Key
	}
	for _, e := range inOrder(t.top, order) {
		f := schema.Find(fields, e.key)
		if f == nil {
			f = &schema.Field{Key: e.key}
		}
		w.entry(e, f)
	}
	for _, text := range t.tail {
		w.comment(0, text)
	}
}

// inOrder sorts entries as their keys are declared; others follow as they stand.
func inOrder(entries []*formatEntry, order []string) []*formatEntry {
	place := func(e *formatEntry) int {
		if i := slices.Index(order, e.key); i >= 0 {
			return i
		}
		return len(order)
	}
	out := slices.Clone(entries)
	slices.SortStableFunc(out, func(a, b *formatEntry) int { return place(a) - place(b) })
	return out
}

func (w *formatWriter) comment(level int, text string) {
	w.out.WriteString(strings.Repeat("  ", level) + text + "\n")
}

// entry writes a key or an item with all that belongs to it.
func (w *formatWriter) entry(e *formatEntry, f *schema.Field) {
	// Only one comment has room behind the value.
	last := max(len(e.side)-1, 0)
	for _, text := range slices.Concat(e.head, e.side[:last]) {
		w.comment(e.level, text)
	}
	w.out.WriteString(strings.Repeat("  ", e.level))
	if e.item {
		w.out.WriteByte('-')
	} else {
		w.out.WriteString(scalarKey(e.key) + ":")
	}
	inline, open := "", false
	switch {
	case e.null:
		inline = e.text
	case e.kind == yaml.ScalarNode:
		inline = scalarText(e.text, f, false)
	default:
		inline, open = w.inline(e, f)
	}
	if inline != "" {
		w.out.WriteString(" " + inline)
	}
	if len(e.side) > 0 {
		w.out.WriteString(" " + e.side[last])
	}
	w.out.WriteByte('\n')
	if open {
		for _, child := range inOrder(e.children, w.names[f.Names]) {
			w.entry(child, elem(f))
		}
	}
	for _, text := range e.foot {
		w.comment(e.level, text)
	}
}

// elem is the declaration of what a field holds.
func elem(f *schema.Field) *schema.Field {
	switch {
	case f.Elem != nil:
		return f.Elem
	case f.Type == schema.TypeNames:
		return &schema.Field{Type: schema.TypeName}
	}
	return &schema.Field{}
}

// inline writes a list or set in brackets, or says that it takes a line for
// each entry: when it is long, when one has a comment, and always where texts
// are compared.
func (w *formatWriter) inline(e *formatEntry, f *schema.Field) (text string, open bool) {
	seq := e.kind == yaml.SequenceNode
	if len(e.children) == 0 {
		if seq {
			return "[]", false
		}
		return "{}", false
	}
	if e.level > 0 || f.Type == schema.TypeTextOrList || f.Elem != nil && f.Elem.Type == schema.TypeTextOrList {
		return "", true
	}
	var parts []string
	for _, child := range inOrder(e.children, w.names[f.Names]) {
		if len(child.head)+len(child.side)+len(child.foot) > 0 || child.kind != yaml.ScalarNode || child.null {
			return "", true
		}
		part := scalarText(child.text, elem(f), true)
		if !seq {
			part = scalarKey(child.key) + ": " + part
		}
		parts = append(parts, part)
	}
	text = strings.Join(parts, ", ")
	if seq {
		text = "[" + text + "]"
	} else {
		text = "{" + text + "}"
	}
	if utf8.RuneCountInString(e.key+": "+text) > formatWidth {
		return "", true
	}
	return text, false
}

// scalarText writes a text on one line, in quotes only where YAML would read it
// otherwise, or take it for a number or a truth value: editors do that, although
// rolediff does not. Steps of scales may be bare numbers.
func scalarText(text string, f *schema.Field, flow bool) string {
	text = strings.Join(strings.FieldsFunc(text, func(r rune) bool { return r == ' ' || r == '\t' || r == '\n' || r == '\r' }), " ")
	number := f.Type == schema.TypeName
	if !plainText(text) && !plainScalar(text, flow, number) {
		return quoted(text)
	}
	return text
}

var plainKey = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9_-]*$`)

func scalarKey(key string) string {
	if plainKey.MatchString(key) {
		return key
	}
	return quoted(key)
}

// plainText finds most texts that need no quotes without asking the library.
func plainText(text string) bool {
	if text == "" || !unicode.IsLetter(rune(text[0])) || len(text) < 6 && !strings.Contains(text, " ") && !strings.Contains(text, "-") {
		return false
	}
	for i := range len(text) {
		c := text[i]
		if c >= utf8.RuneSelf || c < ' ' || strings.IndexByte(`:#,[]{}"'\&*!|>%@`+"`", c) >= 0 {
			return false
		}
	}
	return !strings.HasSuffix(text, " ")
}

// plainScalar asks the library whether a text comes out as it went in.
func plainScalar(text string, flow, number bool) bool {
	if text == "" || strings.ContainsFunc(text, func(r rune) bool { return r != ' ' && !unicode.IsPrint(r) }) {
		return false
	}
	sample := "k: " + text + "\n"
	if flow {
		sample = "k: [" + text + ", " + text + "]\n"
	}
	var doc yaml.Node
	if err := yaml.Unmarshal([]byte(sample), &doc); err != nil || len(doc.Content) != 1 || len(doc.Content[0].Content) != 2 {
		return false
	}
	n := doc.Content[0].Content[1]
	if flow {
		if n.Kind != yaml.SequenceNode || len(n.Content) != 2 {
			return false
		}
		n = n.Content[1]
	}
	if n.Kind != yaml.ScalarNode || n.Value != text || n.Style != 0 || n.Anchor != "" {
		return false
	}
	switch n.ShortTag() {
	case "!!str", "!!timestamp":
		return true
	case "!!int":
		return number
	}
	return false
}

// quoted writes a text in the quotes that need the fewest escapes.
func quoted(text string) string {
	odd := strings.ContainsFunc(text, func(r rune) bool { return r != ' ' && !unicode.IsPrint(r) })
	if !odd && strings.ContainsAny(text, `"\`) && !strings.Contains(text, "'") {
		return "'" + text + "'"
	}
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range text {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == ' ' || unicode.IsPrint(r):
			b.WriteRune(r)
		case r < 0x100:
			fmt.Fprintf(&b, `\x%02x`, r)
		case r < 0x10000:
			fmt.Fprintf(&b, `\u%04x`, r)
		default:
			fmt.Fprintf(&b, `\U%08x`, r)
		}
	}
	b.WriteByte('"')
	return b.String()
}
