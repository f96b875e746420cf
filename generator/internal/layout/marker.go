package layout

import (
	"bytes"
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// Marker wraps values so that they can be found again in an executed template.
// Its marks are letters and digits only: html/template leaves them alone in every
// context, and the minifier takes them for words.
type Marker struct{ salt string }

// NewMarker returns the marker of that number. When a text holds the marks of
// one, take the next.
func NewMarker(n int) Marker { return Marker{salt: "xq" + strings.Repeat("z", n)} }

const (
	opening = "Bqx"
	closing = "Eqx"

	// guard stands between a value and its closing mark. It is a hexadecimal digit,
	// before which html/template ends a CSS escape as it does at a value's end.
	guard = 'e'
)

// Wrap puts a value between the marks of a hole.
func (m Marker) Wrap(hole int, value string) string {
	id := strconv.Itoa(hole)
	return m.salt + id + opening + value + string(guard) + m.salt + id + closing
}

// In tells whether a text holds what could be one of the marks, or become one
// with the mark behind it.
func (m Marker) In(text string) bool {
	for {
		_, rest, ok := strings.Cut(text, m.salt)
		if !ok {
			return false
		}
		if rest != "" && rest[0] >= '0' && rest[0] <= '9' {
			return true
		}
		text = rest
	}
}

// Piece is a stretch of an executed template: literal text, or what stands in a
// hole, which may hold holes of its own.
type Piece struct {
	Hole  int    // Literal, or the hole's number
	Text  []byte // of a literal
	Inner []Piece
}

// Literal is the Hole of a piece that is no hole.
const Literal = -1

// Bytes returns all text inside the piece, its holes' included.
func (p Piece) Bytes() []byte {
	if p.Hole == Literal {
		return p.Text
	}
	var out []byte
	for _, q := range p.Inner {
		out = append(out, q.Bytes()...)
	}
	return out
}

var errMarks = errors.New("the marks around values did not survive the template")

// Cut takes an executed template apart at its marks. It fails when a mark is
// missing, doubled or out of order: then something between template and output
// changed a value instead of placing it.
func (m Marker) Cut(out []byte) ([]Piece, error) {
	pieces, rest, err := m.cut(out, -1)
	if err == nil && len(rest) > 0 {
		err = errMarks
	}
	return pieces, err
}

// cut reads pieces until the closing mark of hole until, and returns the rest.
func (m Marker) cut(in []byte, until int) (pieces []Piece, rest []byte, err error) {
	salt := []byte(m.salt)
	from := 0 // search for marks from here; before it is literal text
	for {
		i := bytes.Index(in[from:], salt)
		if i < 0 {
			if until >= 0 {
				return nil, nil, fmt.Errorf("%w: hole %d is never closed", errMarks, until)
			}
			return appendLiteral(pieces, in), nil, nil
		}
		i += from
		hole, kind, end := m.mark(in[i:])
		switch kind {
		case "":
			from = i + 1
			continue
		case opening:
			pieces = appendLiteral(pieces, in[:i])
			var inner []Piece
			inner, in, err = m.cut(in[i+end:], hole)
			if err != nil {
				return nil, nil, err
			}
			pieces = append(pieces, Piece{Hole: hole, Inner: inner})
		case closing:
			if hole != until || i == 0 || in[i-1] != guard {
				return nil, nil, fmt.Errorf("%w: hole %d closes inside hole %d", errMarks, hole, until)
			}
			return appendLiteral(pieces, in[:i-1]), in[i+end:], nil
		}
		from = 0
	}
}

// mark reads a mark at the start of in: its hole, its kind and its length.
func (m Marker) mark(in []byte) (hole int, kind string, length int) {
	i := len(m.salt)
	start := i
	for i < len(in) && in[i] >= '0' && in[i] <= '9' && i-start < 9 {
		i++
	}
	if i == start || len(in) < i+3 {
		return 0, "", 0
	}
	kind = string(in[i : i+3])
	if kind != opening && kind != closing {
		return 0, "", 0
	}
	hole, _ = strconv.Atoi(string(in[start:i]))
	return hole, kind, i + 3
}

func appendLiteral(pieces []Piece, text []byte) []Piece {
	if len(text) == 0 {
		return pieces
	}
	return append(pieces, Piece{Hole: Literal, Text: text})
}
