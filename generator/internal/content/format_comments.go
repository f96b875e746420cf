package content

import (
	"strings"

	yaml "go.yaml.in/yaml/v4"
)

// formatToken is a node of the YAML library and the entry it belongs to.
type formatToken struct {
	node  *yaml.Node
	entry *formatEntry
}

// commentScanner walks the text of front matter that is known to be valid, and
// gives every comment to an entry. A # is a comment when a blank or nothing
// stands before it and it is in no quotes and in no block of text; where those
// begin the library has said.
type commentScanner struct {
	tree   *formatTree
	lines  []string
	starts map[[2]int]formatToken // by line from 0 and character from 0

	last *formatEntry   // the entry of what was passed last
	seen int            // the line in which that began, from 0
	flow []*formatEntry // brackets that are open, by their entries
	next int            // the first of tree.all that begins behind the scanner
}

// token notes where a node begins.
func (s *commentScanner) token(n *yaml.Node, e *formatEntry) {
	if n.Kind == yaml.ScalarNode && n.Value == "" && n.Style&(yaml.SingleQuotedStyle|yaml.DoubleQuotedStyle|yaml.LiteralStyle|yaml.FoldedStyle) == 0 {
		return // nothing is written there
	}
	at := [2]int{n.Line - 1, n.Column - 1}
	if n.Kind != yaml.ScalarNode && n.Style&yaml.FlowStyle == 0 {
		return // it begins where its first entry does
	}
	s.starts[at] = formatToken{n, e}
}

// indent is the column of an item's dash, or of the item inside brackets.
func (s *commentScanner) indent(n *yaml.Node) int {
	if n.Line < 1 || n.Line > len(s.lines) {
		return 0
	}
	line := s.lines[n.Line-1]
	if trimmed := strings.TrimLeft(line, " "); strings.HasPrefix(trimmed, "-") {
		return len(line) - len(trimmed)
	}
	return max(n.Column-1, 0)
}

// begins tells whether a node's text begins with a character.
func (s *commentScanner) begins(n *yaml.Node, c rune) bool {
	if n.Line < 1 || n.Line > len(s.lines) {
		return false
	}
	runes := []rune(s.lines[n.Line-1])
	return n.Column >= 1 && n.Column <= len(runes) && runes[n.Column-1] == c
}

func (s *commentScanner) scan() {
	line, at := 0, 0 // at counts characters
	var runes []rune
	load := func() {
		if runes = nil; line < len(s.lines) {
			runes = []rune(s.lines[line])
		}
	}
	load()
	for line < len(s.lines) {
		if at >= len(runes) {
			line, at = line+1, 0
			load()
			continue
		}
		s.advance(line, at)
		if t, ok := s.starts[[2]int{line, at}]; ok {
			s.last, s.seen = t.entry, line
			switch style := t.node.Style; {
			case t.node.Kind != yaml.ScalarNode:
				s.flow = append(s.flow, t.entry)
				at++
				continue
			case style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0:
				line = s.block(t, line, runes[at:])
				at = 0
				load()
				continue
			case style&(yaml.SingleQuotedStyle|yaml.DoubleQuotedStyle) != 0:
				for line, at = s.quoted(line, at); line < len(s.lines) && at < 0; {
					at = 0
				}
				load()
				continue
			}
		}
		switch c := runes[at]; {
		case len(s.flow) > 0 && (c == ']' || c == '}'):
			s.last, s.seen = s.flow[len(s.flow)-1], line
			s.flow = s.flow[:len(s.flow)-1]
		case c == '#' && (at == 0 || runes[at-1] == ' ' || runes[at-1] == '\t'):
			s.comment(line, at, string(runes[:at]), strings.TrimRight(string(runes[at:]), " \t"))
			at = len(runes)
			continue
		}
		at++
	}
}

// advance passes the entries that begin at or before a place.
func (s *commentScanner) advance(line, at int) {
	for s.next < len(s.tree.all) {
		e := s.tree.all[s.next]
		if e.line-1 > line || e.line-1 == line && e.column > at {
			return
		}
		s.next++
	}
}

// quoted returns the place behind a quoted text.
func (s *commentScanner) quoted(line, at int) (int, int) {
	runes := []rune(s.lines[line])
	quote := runes[at]
	at++
	for {
		if at >= len(runes) {
			if line++; line >= len(s.lines) {
				return line, 0
			}
			runes, at = []rune(s.lines[line]), 0
			continue
		}
		switch c := runes[at]; {
		case c == '\\' && quote == '"':
			at++
		case c == quote && quote == '\'' && at+1 < len(runes) && runes[at+1] == '\'':
			at++
		case c == quote:
			return line, at + 1
		}
		at++
	}
}

// block passes a literal or folded text and returns the line behind it. Its
// indentation is that of its first line, unless a digit behind | or > says it.
func (s *commentScanner) block(t formatToken, line int, header []rune) int {
	if i := strings.IndexByte(string(header), '#'); i >= 0 {
		s.give(t.entry, strings.TrimRight(string(header)[i:], " \t"))
	}
	least := t.entry.column + 1
	for _, c := range header {
		if c >= '1' && c <= '9' {
			least = t.entry.column + int(c-'0')
		}
		if c == ' ' || c == '\t' {
			break
		}
	}
	first := true
	for line++; line < len(s.lines); line++ {
		text := s.lines[line]
		indent := len(text) - len(strings.TrimLeft(text, " "))
		if strings.TrimSpace(text) == "" {
			if first {
				least = max(least, indent) // blanks above the text count too
			}
			continue
		}
		if indent < least {
			return line
		}
		if first {
			least, first = indent, false
		}
	}
	return line
}

func (s *commentScanner) give(e *formatEntry, text string) {
	if e == nil {
		s.tree.tail = append(s.tree.tail, text)
		return
	}
	e.side = append(e.side, text)
}

// comment gives a comment to what stands before it in its line; one with a line
// of its own to what follows it, or, where that is less deep, to what it ends.
func (s *commentScanner) comment(line, column int, before, text string) {
	var next *formatEntry
	if s.next < len(s.tree.all) {
		next = s.tree.all[s.next]
	}
	before = strings.TrimSpace(before)
	dashes := strings.Trim(before, "-?: \t") == "" && s.seen != line
	if before != "" && (!dashes || next == nil) {
		s.give(s.last, text)
		return
	}
	inside := func(e *formatEntry) bool { return e != nil && len(s.flow) > 0 && e.parent == s.flow[len(s.flow)-1] }
	prev := s.last
	switch {
	case len(s.flow) > 0 && inside(next):
		next.head = append(next.head, text)
	case len(s.flow) > 0 && inside(prev):
		prev.foot = append(prev.foot, text)
	case len(s.flow) > 0:
		s.give(s.flow[len(s.flow)-1], text)
	case next != nil && (column <= next.column || prev == nil || before != ""):
		next.head = append(next.head, text)
	case prev == nil || next == nil && column == 0:
		s.tree.tail = append(s.tree.tail, text)
	default:
		for prev.parent != nil && prev.column > column {
			prev = prev.parent
		}
		prev.foot = append(prev.foot, text)
	}
}
