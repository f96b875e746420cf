package site

import (
	"github.com/rolediff/rolediff/generator/internal/compare"
	"github.com/rolediff/rolediff/generator/internal/layout"
	"github.com/rolediff/rolediff/generator/internal/parallel"
)

// trioFrame is the frame of trios, taken apart for runs: parts that stay the same
// while only the third role changes, and between them what does not.
type trioFrame struct {
	segments []segment
	parts    []trioPart
	pieces   [][]segment // whose holes the third role fills, with what stands between them
	inPiece  []bool      // of each segment, whether its literal belongs to a piece
}

// trioPart is segments that do not depend on the third role, or only on whether that
// shares a statement in one dimension. Behind them comes a piece of the third role, or
// another hole, whose literal belongs to the part.
type trioPart struct {
	first, last int      // segments
	dimension   int      // where the part depends on it; -1: nowhere
	then        *segment // the hole behind the part; nil: the page ends
	piece       int      // the number of the piece that begins with this hole, or -1
}

// newTrioFrame takes a frame apart. There is none where it cannot be joined at all, or
// where there are more dimensions than ties know of.
func newTrioFrame(f *frame, dimensions int) *trioFrame {
	if f.plain || dimensions > compare.TieDimensions {
		return nil
	}
	t := &trioFrame{segments: f.segments, inPiece: make([]bool, len(f.segments))}
	p := trioPart{dimension: -1, piece: -1}
	end := func(last int, then *segment) {
		p.last, p.then = last, then
		t.parts = append(t.parts, p)
		p = trioPart{first: last + 1, dimension: -1, piece: -1}
	}
	for i := 0; i < len(f.segments); i++ {
		seg := &f.segments[i]
		d, stays := seg.ofTwo()
		switch {
		case !stays && seg.ofThird():
			p.piece = len(t.pieces)
			last := i + 1
			for seg.dimension < 0 && last < len(f.segments) && f.segments[last].ofThird() && f.segments[last].dimension < 0 {
				t.inPiece[last] = true
				last++
			}
			t.pieces = append(t.pieces, f.segments[i:last])
			end(i, seg)
			i, p.first = last-1, last
		case !stays:
			end(i, seg)
		case d >= 0 && p.dimension >= 0 && p.dimension != d:
			t.parts = append(t.parts, trioPart{first: p.first, last: i, dimension: p.dimension, piece: -1})
			p.first, p.dimension = i, d
		case d >= 0:
			p.dimension = d
		}
	}
	if p.first < len(f.segments) {
		p.last = len(f.segments)
		t.parts = append(t.parts, p)
	}
	return t
}

// ofTwo tells whether a hole of a trio stays the same while only the third role
// changes: always, or as long as that shares nothing in dimension d.
func (seg *segment) ofTwo() (d int, stays bool) {
	if seg.hole < pageHole {
		return seg.dimension, seg.hole == layout.Literal || seg.slot < 2
	}
	switch kind := seg.hole / 1000 * 1000; kind {
	case holeState, holeAgreement:
		return seg.hole - kind, true
	case holePairHref:
		return -1, seg.hole == holePairHref+2 // without the third
	}
	return -1, false
}

// ofThird tells whether the third role fills a hole.
func (seg *segment) ofThird() bool {
	return seg.hole != layout.Literal && seg.hole < pageHole && seg.slot == 2
}

// thirdRole is what a role places as the third one where the two others do not say the
// same. It lies in the order of the page, so that a processor knows what comes next.
type thirdRole struct {
	text []byte
	ends []int32 // of each piece, in text
}

func (t *thirdRole) piece(i int) []byte {
	from := int32(0)
	if i > 0 {
		from = t.ends[i-1]
	}
	return t.text[from:t.ends[i]]
}

func (s *Site) newThirds() []thirdRole {
	out := make([]thirdRole, len(s.roles))
	parallel.Each(len(out), func(i int) {
		t := &out[i]
		for _, piece := range s.engine.trios.pieces {
			for k := range piece {
				if k > 0 {
					t.text = append(t.text, piece[k].literal...)
				}
				frag := &s.roles[i].fragments[piece[k].class]
				if piece[k].dimension >= 0 {
					t.text = append(t.text, frag.alone[3]...)
				} else {
					t.text = append(t.text, frag.text...)
				}
			}
			t.ends = append(t.ends, int32(len(t.text)))
		}
	})
	return out
}

// newTies compares every role with those behind it.
func (s *Site) newTies() [][]compare.Tie {
	out := make([][]compare.Tie, len(s.roles))
	parallel.Each(len(out), func(i int) {
		row := make([]compare.Tie, len(s.roles)-1-i)
		for k := range row {
			row[k] = compare.TieOf(s.roles[i].profile, s.roles[i+1+k].profile)
		}
		out[i] = row
	})
	return out
}

// newNotedTrios lists the first two roles of the trios that have a note.
func (s *Site) newNotedTrios() map[[2]int]bool {
	out := map[[2]int]bool{}
	for key := range s.notes {
		if key[2] >= 0 {
			out[[2]int{int(key[0]), int(key[1])}] = true
		}
	}
	return out
}
