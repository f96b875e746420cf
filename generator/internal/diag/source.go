package diag

import (
	"bytes"
	"sort"
	"strings"
	"sync"
	"unicode/utf8"
)

// Source is the text of one file, to turn byte offsets into positions and to
// quote lines. Lines end at \n or \r\n; a line's text has neither.
type Source struct {
	File  string
	text  []byte
	lines []int // byte offset of each line's start

	mu     sync.Mutex
	quoted quoted
}

// quoted is the line that was reported last, as it is shown, and a place in it. Of a
// long line with thousands of problems all share one text, and none begins to count
// at its start again.
type quoted struct {
	line           int
	text           string
	column, offset int // so many characters are so many bytes
}

// NewSource indexes text; it keeps, and never changes, the slice.
func NewSource(file string, text []byte) *Source {
	s := &Source{File: file, text: text, lines: []int{0}}
	for i, c := range text {
		if c == '\n' {
			s.lines = append(s.lines, i+1)
		}
	}
	return s
}

// At returns the position of a byte offset. Offsets outside the text count as
// its nearest end.
func (s *Source) At(offset int) Position {
	offset = min(max(offset, 0), len(s.text))
	line := sort.Search(len(s.lines), func(i int) bool { return s.lines[i] > offset })
	col := utf8.RuneCount(s.text[s.lines[line-1]:offset]) + 1
	return Position{File: s.File, Line: line, Column: col}
}

// Line returns the text of line n, counted from 1, or nothing when there is no
// such line.
func (s *Source) Line(n int) string {
	if n < 1 || n > len(s.lines) {
		return ""
	}
	end := len(s.text)
	if n < len(s.lines) {
		end = s.lines[n] - 1
	}
	return string(bytes.TrimSuffix(s.text[s.lines[n-1]:end], []byte("\r")))
}

// Find returns the position of the first occurrence of needle at or after the
// given place, on that line or a later one, and the place itself if there is
// none. It serves to point into a value whose own position is known.
func (s *Source) Find(from Position, needle string) Position {
	if from.Line < 1 || from.Line > len(s.lines) || needle == "" {
		return from
	}
	start := s.lines[from.Line-1]
	rest := s.text[start:]
	for n := from.Column - 1; n > 0 && len(rest) > 0; n-- {
		_, size := utf8.DecodeRune(rest)
		rest, start = rest[size:], start+size
	}
	i := bytes.Index(rest, []byte(needle))
	if i < 0 {
		return from
	}
	return s.At(start + i)
}

// Report makes a diagnostic at p, quoting the line there.
func (s *Source) Report(sev Severity, code string, p Position, message, hint string) Diagnostic {
	return Diagnostic{
		Severity: sev, Code: code, Position: p,
		Source: s.quote(p), Message: message, Hint: hint,
	}
}

// quote returns the line at p as it can be shown. What is far behind the column is
// cut off.
func (s *Source) quote(p Position) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	q := &s.quoted
	if q.line != p.Line {
		*q = quoted{line: p.Line, text: printable(s.Line(p.Line))}
	}
	limit := p.Column + 2*excerptWidth
	if q.column > limit {
		q.column, q.offset = 0, 0
	}
	for ; q.column < limit && q.offset < len(q.text); q.column++ {
		_, size := utf8.DecodeRuneInString(q.text[q.offset:])
		q.offset += size
	}
	return q.text[:q.offset]
}

// printable shows control characters and broken UTF-8 as the replacement character,
// so that what others wrote cannot command a terminal. Tabs stay.
func printable(text string) string { return strings.Map(printableRune, text) }

func printableRune(r rune) rune {
	if r != '\t' && (r < ' ' || r == 0x7f || (r >= 0x80 && r < 0xa0) || r == '\u2028' || r == '\u2029') {
		return utf8.RuneError
	}
	return r
}
