package site

import (
	"github.com/rolediff/rolediff/generator/internal/compare"
	"github.com/rolediff/rolediff/generator/internal/layout"
)

// run speeds up the trios that follow each other in a folder: nearly all have
// their first two roles in common with the one before. All that the frame places
// of those two is put together once, also their cells and what the two share, so
// that a page is made of a third as many pieces. The pages are the same without
// it. A run is for one goroutine.
type run struct {
	a, b      *roleData
	frame     *frame
	duo       compare.Duo
	text      []byte // of all stretches
	stretches []stretch
}

// stretch is a part of the frame that does not depend on the third role, or only
// on whether that shares a statement in one dimension.
type stretch struct {
	from, to    int      // in text
	dimension   int      // text is right where the third role is apart from both here; -1: everywhere
	first, last int      // the segments that it stands for
	then        *segment // its literal belongs to text, its hole comes next; nil: neither
}

// append joins the page of a trio.
func (r *run) append(dst []byte, j *joiner, f *frame) []byte {
	if r.a != j.roles[0] || r.b != j.roles[1] {
		r.a, r.b, r.frame = j.roles[0], j.roles[1], f
		r.make(j)
	}
	j.rows = r.duo.Rows(j.rows[:0], j.profiles[2])
	for i := range r.stretches {
		s := &r.stretches[i]
		if s.dimension < 0 || j.rows[s.dimension].LastApart {
			dst = append(dst, r.text[s.from:s.to]...)
		} else {
			dst = j.appendSegments(dst, r.frame.segments[s.first:s.last])
			if s.then != nil {
				dst = append(dst, s.then.literal...)
			}
		}
		if s.then != nil {
			dst = j.appendHole(dst, s.then)
		}
	}
	return dst
}

// make takes the frame apart for the two roles. The third one says nothing.
func (r *run) make(page *joiner) {
	r.duo.Set(r.a.profile, r.b.profile)
	j := *page
	j.profiles[2] = j.site.nobody
	j.rows = r.duo.Rows(nil, j.profiles[2])
	r.text, r.stretches = r.text[:0], r.stretches[:0]
	s := stretch{dimension: -1}
	flush := func(last int, then *segment) {
		s.to, s.last, s.then = len(r.text), last, then
		if s.to > s.from || then != nil {
			r.stretches = append(r.stretches, s)
		}
		s = stretch{from: len(r.text), dimension: -1, first: last}
		if then != nil {
			s.first++
		}
	}
	for i := range r.frame.segments {
		seg := &r.frame.segments[i]
		d, stays := seg.ofTwo()
		if stays && d >= 0 && s.dimension >= 0 && s.dimension != d {
			flush(i, nil)
		}
		r.text = append(r.text, seg.literal...)
		switch {
		case !stays:
			flush(i, seg)
		case d >= 0:
			s.dimension = d
			fallthrough
		default:
			r.text = j.appendHole(r.text, seg)
		}
	}
}

// ofTwo tells whether a hole of a trio stays the same while only the third role
// changes: always, or as long as that shares nothing in dimension d.
func (seg *segment) ofTwo() (d int, stays bool) {
	if seg.hole < pageHole {
		return seg.dimension, seg.hole != layout.Literal && seg.slot < 2
	}
	switch kind := seg.hole / 1000 * 1000; kind {
	case holeState, holeAgreement:
		return seg.hole - kind, true
	case holePairHref:
		return -1, seg.hole == holePairHref+2 // without the third
	}
	return -1, false
}
