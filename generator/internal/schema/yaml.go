package schema

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	yaml "go.yaml.in/yaml/v4"

	"github.com/rolediff/rolediff/generator/internal/diag"
)

// ParseYAML reads one YAML document that starts at line firstLine of src, as
// front matter does. An empty document is an empty Map. It returns nil and
// diagnostics when the text is no YAML. Anchors, aliases, tags and merge keys
// are refused: nobody needs them here, and they make files that are larger than
// they look.
func ParseYAML(src *diag.Source, text []byte, firstLine int) (*Value, diag.List) {
	if !utf8.Valid(text) {
		d := invalidUTF8(diag.NewSource(src.File, text), text)
		d.Line += firstLine - 1
		return nil, diag.List{d}
	}
	p := &yamlParser{src: src, first: firstLine}
	if i := bytes.IndexFunc(text, breaksYAML); i >= 0 {
		pos := p.shift(diag.NewSource(src.File, text).At(i))
		p.add(diag.Error, "control-character", pos, "control characters are not allowed here", "delete the invisible character at this place")
		return nil, p.list
	}
	dec := yaml.NewDecoder(bytes.NewReader(text))
	var doc, second yaml.Node
	if err := dec.Decode(&doc); err != nil && doc.Kind == 0 && !isEnd(err) {
		p.syntax(err)
		return nil, p.list
	}
	if doc.Kind == 0 || len(doc.Content) == 0 {
		return &Value{Kind: Map, Pos: diag.Position{File: src.File, Line: firstLine, Column: 1}}, nil
	}
	if err := dec.Decode(&second); err == nil {
		p.add(diag.Error, "second-document", p.at(&second), "a second YAML document begins here",
			"front matter is one document; remove this line of dashes")
		return nil, p.list
	} else if !isEnd(err) {
		p.syntax(err)
		return nil, p.list
	}
	v := p.value(doc.Content[0], 0)
	if p.list.HasErrors() {
		return nil, p.list
	}
	return v, p.list
}

type yamlParser struct {
	src   *diag.Source
	first int
	list  diag.List
}

func (p *yamlParser) shift(pos diag.Position) diag.Position {
	pos.Line += p.first - 1
	return pos
}

func (p *yamlParser) at(n *yaml.Node) diag.Position {
	// What is not there, as the key of ": x", may have no place: then it is the first.
	return p.shift(diag.Position{File: p.src.File, Line: max(n.Line, 1), Column: max(n.Column, 1)})
}

func (p *yamlParser) add(sev diag.Severity, code string, pos diag.Position, message, hint string) {
	p.list.Add(p.src.Report(sev, code, pos, message, hint))
}

func (p *yamlParser) value(n *yaml.Node, depth int) *Value {
	v := &Value{Pos: p.at(n)}
	if depth > maxDepth {
		p.add(diag.Error, "too-deep", v.Pos, "nested too deeply", "a role needs two levels: dimensions, and what is below them")
		return v
	}
	if n.Anchor != "" || n.Kind == yaml.AliasNode {
		p.add(diag.Error, "yaml-alias", v.Pos, "anchors and aliases (& and *) are not used here",
			"write the value out, or put the text in quotes when it begins with & or *")
		return v
	}
	if n.Style&yaml.TaggedStyle != 0 {
		p.add(diag.Error, "yaml-tag", v.Pos, "tags such as "+n.Tag+" are not used here",
			"remove the tag, or put the text in quotes when it begins with !")
		return v
	}
	switch n.Kind {
	case yaml.MappingNode:
		v.Kind = Map
		p.mapping(v, n, depth)
	case yaml.SequenceNode:
		v.Kind = List
		for _, c := range n.Content {
			v.Items = append(v.Items, p.value(c, depth+1))
		}
	default:
		p.scalar(v, n)
	}
	return v
}

func (p *yamlParser) scalar(v *Value, n *yaml.Node) {
	plain := n.Style&(yaml.SingleQuotedStyle|yaml.DoubleQuotedStyle|yaml.LiteralStyle|yaml.FoldedStyle) == 0
	if plain && n.Tag == "!!null" {
		v.Kind = Null
		return
	}
	v.Kind, v.Text = Text, n.Value
	// "C #1": YAML takes a # after a blank for a comment, without a word. A
	// comment that people mean has a blank behind the #.
	if c := n.LineComment; plain && len(c) > 1 && c[0] == '#' && c[1] != ' ' && c[1] != '#' {
		p.add(diag.Warning, "text-lost", p.src.Find(v.Pos, c), fmt.Sprintf("YAML drops %q as a comment", c),
			"put the whole text in double quotes to keep it, or a blank behind the # of a comment")
	}
}

func (p *yamlParser) mapping(v *Value, n *yaml.Node, depth int) {
	for i := 0; i+1 < len(n.Content); i += 2 {
		k, c := n.Content[i], n.Content[i+1]
		if k.Kind != yaml.ScalarNode || k.Value == "" || k.Tag == "!!merge" || k.Anchor != "" || k.Style&yaml.TaggedStyle != 0 {
			p.add(diag.Error, "yaml-key", p.at(k), "a key must be a plain word", "write one before the colon")
			continue
		}
		item := p.value(c, depth+1)
		if item.Kind == Null && c.Value == "" {
			// An absent value has no place of its own: point at its key.
			item.Pos = p.at(k)
		}
		v.Fields = append(v.Fields, Entry{Key: k.Value, Pos: p.at(k), Value: item})
	}
}

func isEnd(err error) bool { return err.Error() == "EOF" }

// endInQuote is how the library begins to say that a quoted text has no end.
const endInQuote = "unexpected end of stream"

// syntax reports what the YAML library found, in words for people who do not
// know its terms.
func (p *yamlParser) syntax(err error) {
	pos := diag.Position{File: p.src.File, Line: 1, Column: 1}
	message, hint := err.Error(), ""
	var load *yaml.LoadError
	if errors.As(err, &load) {
		message = load.Message
		mark := load.Mark
		if strings.Contains(message, endInQuote) && load.ContextMark.Line > 0 {
			mark = load.ContextMark // where the quote opens: the end is far from it
		}
		if mark.Line > 0 {
			pos.Line, pos.Column = mark.Line, mark.Column
		}
	}
	pos = p.shift(pos)
	line := p.src.Line(pos.Line)
	switch {
	case strings.Contains(message, "mapping values are not allowed"):
		message = "a second colon in one line"
		hint = "put the text behind the first colon in double quotes"
		if indented := strings.TrimLeft(line, " "); len(indented) < len(line) && strings.Count(line, ": ") < 2 {
			message, hint = "this line is indented as if it belonged to the text above", "start it in the same column as the line above, or quote the text"
		}
	case strings.Contains(message, "cannot start any token") && strings.Contains(line, "\t"):
		message, hint = "a tab cannot indent YAML", "use blanks instead of tabs"
	case strings.Contains(message, "cannot start any token"):
		message, hint = "a text cannot begin with this character", "put the text in double quotes"
	case strings.Contains(message, endInQuote):
		message, hint = "a quote is opened and never closed", "close the quote at the end of the text"
	case strings.Contains(message, "',' or ']'"), strings.Contains(message, "',' or '}'"):
		hint = "a list in brackets needs commas between its entries and a closing bracket"
	case strings.Contains(message, "did not find expected key"):
		message, hint = "this line does not fit the lines above it", "indent it like its neighbours; a text with quotes inside needs quotes around it"
	case strings.Contains(message, "block sequence entries"):
		message, hint = "a list cannot begin in the line of its key", "put each entry in a line of its own, or the text in double quotes"
	case strings.Contains(message, "exceeded max depth"):
		message, hint = "brackets are nested too deeply", "look for brackets that were not meant, or quote the text"
	case strings.Contains(message, "unknown anchor"):
		message, hint = "a text cannot begin with *", "put the text in double quotes"
	}
	p.add(diag.Error, "yaml-syntax", pos, message, hint)
}

// breaksYAML tells the characters that cannot stand in YAML, and those that it
// takes for line ends and nobody sees.
func breaksYAML(r rune) bool {
	return IsControl(r) || r == '\u0085' || r == '\u2028' || r == '\u2029'
}

// IsControl tells characters that no text needs: all but tab and line ends, and those
// that override the direction of what follows, which make a text read as another one.
// Isolates, which end with their text, and marks are left to who writes both ways.
func IsControl(r rune) bool {
	return r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == 0x7f || r >= 0x202a && r <= 0x202e
}

// visible tells characters that leave a mark.
func visible(r rune) bool { return !unicode.IsSpace(r) && !unicode.In(r, unicode.Cf) }
