package content

import (
	"fmt"
	"slices"
	"strings"

	yaml "go.yaml.in/yaml/v4"

	"github.com/rolediff/rolediff/generator/internal/diag"
)

// formatTree is front matter as fmt sees it: keys, values and comments. The YAML
// library keeps comments too, but moves or loses those that stand in unusual
// places; so only the places of scalars are taken from it, and comments are
// found here.
type formatTree struct {
	top  []*formatEntry
	all  []*formatEntry // every entry in the order of the text
	tail []string       // comments behind everything
}

// formatEntry is a key with its value, or an item of a list.
type formatEntry struct {
	parent *formatEntry
	level  int    // 0 for a key of the document
	key    string // of a map's entry
	item   bool
	column int // of the key or the dash in the source, from 0
	line   int // from 1

	kind     yaml.Kind // of the value: scalar, sequence or mapping
	null     bool      // a scalar that is not there, or ~
	text     string    // of a scalar
	children []*formatEntry

	head []string // comments above it
	side []string // comments behind it in its line
	foot []string // comments below it, and as deep, where nothing as deep follows
}

func newFormatTree(src *diag.Source, block string, firstLine int) (*formatTree, *diag.Diagnostic) {
	t := &formatTree{}
	var doc yaml.Node
	_ = yaml.Unmarshal([]byte(block), &doc) // it was parsed before: only an empty one fails
	lines := strings.Split(block, "\n")
	s := &commentScanner{tree: t, lines: lines, starts: map[[2]int]formatToken{}}
	if len(doc.Content) > 0 {
		root := doc.Content[0]
		b := formatBuilder{src: src, first: firstLine, scanner: s}
		if root.Kind != yaml.MappingNode {
			return nil, tooNested(src, b.at(root))
		}
		s.token(root, nil)
		t.top = b.entries(root, nil)
		if b.problem != nil {
			return nil, b.problem
		}
	}
	s.scan()
	return t, nil
}

// commentsIn lists the comments of front matter, sorted.
func commentsIn(src *diag.Source, block string, firstLine int) []string {
	t, d := newFormatTree(src, block, firstLine)
	if d != nil {
		return []string{d.Message}
	}
	return t.comments()
}

// comments lists all comments, sorted.
func (t *formatTree) comments() []string {
	out := slices.Clone(t.tail)
	for _, e := range t.all {
		out = slices.Concat(out, e.head, e.side, e.foot)
	}
	slices.Sort(out)
	return out
}

// formatBuilder makes entries of nodes.
type formatBuilder struct {
	src     *diag.Source
	first   int
	scanner *commentScanner
	problem *diag.Diagnostic
}

func (b *formatBuilder) at(n *yaml.Node) diag.Position {
	return diag.Position{File: b.src.File, Line: n.Line + b.first - 1, Column: n.Column}
}

func (b *formatBuilder) entries(n *yaml.Node, parent *formatEntry) []*formatEntry {
	var out []*formatEntry
	add := func(e *formatEntry, value *yaml.Node) {
		out = append(out, e)
		b.scanner.tree.all = append(b.scanner.tree.all, e)
		b.value(e, value)
	}
	level := 0
	if parent != nil {
		level = parent.level + 1
	}
	if n.Kind == yaml.SequenceNode {
		for _, item := range n.Content {
			e := &formatEntry{parent: parent, level: level, item: true, line: item.Line, column: b.scanner.indent(item)}
			add(e, item)
		}
		return out
	}
	seen := map[string]int{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key := n.Content[i]
		e := &formatEntry{parent: parent, level: level, key: key.Value, line: key.Line, column: key.Column - 1}
		if line, ok := seen[key.Value]; ok && b.problem == nil {
			d := b.src.Report(diag.Error, "duplicate-key", b.at(key), fmt.Sprintf("%q is already given in line %d", key.Value, line), "remove one of the two")
			b.problem = &d
		}
		seen[key.Value] = b.at(key).Line
		b.tagged(key)
		b.scanner.token(key, e)
		add(e, n.Content[i+1])
	}
	return out
}

// tagged refuses a tag that says nothing: the library drops it in silence, but
// the place that it names for the value is the tag's.
func (b *formatBuilder) tagged(n *yaml.Node) {
	if b.problem == nil && b.scanner.begins(n, '!') {
		d := b.src.Report(diag.Error, "yaml-tag", b.at(n), "tags are not used here", "remove the tag, or put the text in quotes when it begins with !")
		b.problem = &d
	}
}

func (b *formatBuilder) value(e *formatEntry, n *yaml.Node) {
	b.tagged(n)
	b.scanner.token(n, e)
	e.kind = n.Kind
	deep := e.item && n.Kind != yaml.ScalarNode || e.level > 0 && n.Kind == yaml.MappingNode
	if deep && b.problem == nil {
		b.problem = tooNested(b.src, b.at(n))
	}
	if deep {
		return
	}
	if n.Kind == yaml.ScalarNode {
		e.text = n.Value
		e.null = n.Tag == "!!null" && n.Style&(yaml.SingleQuotedStyle|yaml.DoubleQuotedStyle|yaml.LiteralStyle|yaml.FoldedStyle) == 0
		if e.null && e.item && b.problem == nil {
			d := b.src.Report(diag.Error, "no-value", b.at(n), "an entry of a list has no value", "write something behind the dash, or remove the line")
			b.problem = &d
		}
		return
	}
	e.children = b.entries(n, e)
}
