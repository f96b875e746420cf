package site

import "github.com/rolediff/rolediff/generator/internal/layout"

// run speeds up the trios that follow each other in a folder: nearly all have
// their first two roles in common with the one before. What the frame places of
// those two is put into its literals, so that a third fewer pieces are copied for
// each page. The pages are the same without it. A run is for one goroutine.
type run struct {
	a, b  *roleData
	made  bool // frame is that of a and b
	frame frame
	text  []byte // what frame's literals are slices of
	ends  []int  // where each of them ends
}

// of returns the frame for a page, which is the site's own until a second page
// with the same two roles comes.
func (r *run) of(f *frame, roles []*roleData) *frame {
	if f.slots != 3 || f.plain {
		return f
	}
	if r.a != roles[0] || r.b != roles[1] {
		r.a, r.b, r.made = roles[0], roles[1], false
		return f
	}
	if !r.made {
		r.make(f)
	}
	return &r.frame
}

// make fills the frame.
func (r *run) make(f *frame) {
	r.made = true
	segments, text := r.frame.segments[:0], r.text[:0]
	r.frame = *f
	ends := r.ends[:0]
	for _, seg := range f.segments {
		text = append(text, seg.literal...)
		if seg.hole != layout.Literal && seg.hole < pageHole && seg.dimension < 0 && seg.slot < 2 {
			of := r.a
			if seg.slot == 1 {
				of = r.b
			}
			text = append(text, of.fragments[seg.class].text...)
			continue
		}
		segments = append(segments, seg)
		ends = append(ends, len(text))
	}
	// Only now does the text stay where it is.
	from := 0
	for i := range segments {
		segments[i].literal = text[from:ends[i]]
		from = ends[i]
	}
	r.frame.segments, r.text, r.ends = segments, text, ends
}
