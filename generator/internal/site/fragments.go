package site

import (
	"bytes"

	"github.com/rolediff/rolediff/generator/internal/compare"
	"github.com/rolediff/rolediff/generator/internal/layout"
)

// fragment is what one role puts into one hole: text, or text with holes for
// the marks of its statements.
type fragment struct {
	text  []byte
	holes []inner
	alone [alones][]byte // of a cell, by the number of roles on a page: text when nobody shares a statement
}

// alones is the number of roles from which on pages are not made here.
const alones = 4

type inner struct {
	at   int // offset in text
	hole int // innerState or innerMark, plus the statement's number
}

// fragments makes what a role puts into each class of hole.
func (e *engine) fragments(m *material) ([]fragment, error) {
	if e.known {
		if out, ok := e.lookUp(m); ok {
			return out, nil
		}
	}
	return e.executeFragments(m)
}

// executeFragments executes the frames with one role and keeps what it puts into each
// class of hole. It fails with errBranches when a frame is not the same for this
// role as for the probe.
func (e *engine) executeFragments(m *material) ([]fragment, error) {
	out := make([]fragment, len(e.classes))
	missing := len(out)
	page := e.layouts.Page(comparisonLayout)
	collect := func(t *layout.Template, f *frame) error {
		if f.plain || missing == 0 || !f.needs(out) {
			return nil
		}
		pieces, err := e.execute(t, f.slots, f.extra, m)
		if err != nil {
			return err
		}
		i := 0
		var literal []byte
		for _, p := range append(pieces, layout.Piece{Hole: layout.Literal - 1}) {
			if p.Hole == layout.Literal {
				literal = p.Text
				continue
			}
			if i >= len(f.segments) || !bytes.Equal(f.segments[i].literal, literal) || p.Hole >= 0 && p.Hole != f.segments[i].hole {
				return errBranches
			}
			if seg := f.segments[i]; p.Hole >= 0 && p.Hole < pageHole && out[seg.class].text == nil {
				out[seg.class] = e.newFragment(p)
				missing--
			}
			literal = nil
			i++
		}
		if i != len(f.segments) {
			return errBranches
		}
		return nil
	}
	for n := 2; n <= 3; n++ {
		if err := collect(page, e.frames[n]); err != nil {
			return nil, err
		}
	}
	for n := 2; n <= compare.MaxSlots; n++ {
		if err := collect(page.Block("main"), e.blocks[n]); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// needs tells whether a frame has a class that is not filled yet.
func (f *frame) needs(out []fragment) bool {
	for _, seg := range f.segments {
		if seg.hole >= 0 && seg.hole < pageHole && out[seg.class].text == nil {
			return true
		}
	}
	return false
}

func (e *engine) newFragment(p layout.Piece) fragment {
	f := fragment{text: []byte{}}
	for _, q := range p.Inner {
		if q.Hole == layout.Literal {
			f.text = append(f.text, q.Text...)
		} else {
			f.holes = append(f.holes, inner{len(f.text), q.Hole})
		}
	}
	e.fillAlone(&f)
	return f
}

func (e *engine) fillAlone(f *fragment) {
	for n := 2; n < alones; n++ {
		f.alone[n] = f.text
		if len(f.holes) > 0 {
			f.alone[n] = e.alone(*f, n)
		}
	}
}

// alone fills the holes of a cell on a page of n roles of which no other says
// the same. Most cells are like that, and this makes them one copy.
func (e *engine) alone(f fragment, n int) []byte {
	var out []byte
	from := 0
	for _, h := range f.holes {
		out = append(out, f.text[from:h.at]...)
		from = h.at
		if h.hole < innerMark {
			out = append(out, stateWords[stateOnly]...)
			continue
		}
		for _, part := range e.forms.marks[n][stateOnly] {
			out = append(out, part.literal...) // its hole, the others' names, stays empty
		}
	}
	return append(out, f.text[from:]...)
}
