package site

import (
	"math/bits"

	"github.com/rolediff/rolediff/generator/internal/compare"
)

// run speeds up the trios that follow each other in a folder: nearly all have
// their first two roles in common with the one before. All that the frame places
// of those two is put together once, also their cells and what the two share, and
// what the third role places lies ready too, so that most of a page is copied in a
// few pieces. The pages are the same without it. A run is for one goroutine.
type run struct {
	joiner
	frame  *trioFrame // nil until there are two roles
	duo    compare.Duo
	ties   [2][]compare.Tie // of each of the two with the roles behind it
	thirds []thirdRole
	told   told
	noted  bool   // there are notes on trios of the two
	text   []byte // of all segments that the two fill
	spans  []span // of each segment, in text
	ends   []int  // of each part, in text
}

// span is where in a text what fills the hole of a segment begins and ends. Before it
// stands the segment's literal.
type span struct{ hole, end int }

// append joins the page of a trio.
func (r *run) append(dst []byte, s *Site, roles *[3]int) []byte {
	if r.frame == nil || r.index[0] != roles[0] || r.index[1] != roles[1] {
		r.set(s, roles[0], roles[1])
	}
	c := roles[2]
	r.setThird(c)
	first, second := r.ties[0][c-roles[0]-1], r.ties[1][c-roles[1]-1]
	met := first.Common | second.Common // where the third says what one of the two says
	for on := met; on != 0; on &= on - 1 {
		d := bits.TrailingZeros64(on)
		r.rows[d] = compare.Row{}
		if first.Common&second.Common>>d&1 == 1 {
			r.rows[d] = compare.RowOf(r.profiles[:3], d)
		}
	}
	third := &r.thirds[c]
	from := 0
	for i := range r.frame.parts {
		p := &r.frame.parts[i]
		end := r.ends[i]
		switch {
		case p.dimension < 0 || met>>p.dimension&1 == 0:
			dst = append(dst, r.text[from:end]...)
		case first.Common&second.Common>>p.dimension&1 == 1:
			dst = r.appendSegments(dst, r.frame.segments[p.first:p.last])
			if p.then != nil {
				dst = append(dst, p.then.literal...)
			}
		default:
			slot := 0
			if second.Common>>p.dimension&1 == 1 {
				slot = 1
			}
			for k := p.first; k < p.last; k++ {
				if seg := &r.frame.segments[k]; seg.slot == slot && seg.dimension == p.dimension {
					dst = append(dst, r.text[from:r.spans[k].hole]...)
					dst = r.appendHole(dst, seg)
					from = r.spans[k].end
				}
			}
			dst = append(dst, r.text[from:end]...)
		}
		from = end
		switch {
		case p.piece >= 0 && (p.then.dimension < 0 || met>>p.then.dimension&1 == 0):
			dst = append(dst, third.piece(p.piece)...)
		case p.then == nil:
		case p.then.hole == holeDifferences:
			dst = r.appendDifferences(dst, first, second)
		default:
			dst = r.appendHole(dst, p.then)
		}
	}
	return dst
}

// set makes the run that of two roles. The third one says nothing.
func (r *run) set(s *Site, a, b int) {
	r.site, r.n, r.frame = s, 3, s.engine.trios
	r.thirds = s.thirds()
	for i, role := range [2]int{a, b} {
		r.index[i], r.roles[i], r.profiles[i], r.ties[i] = role, s.roles[role], s.roles[role].profile, s.ties()[role]
	}
	r.profiles[2] = s.nobody
	both := r.ties[0][b-a-1]
	r.duo.Set(r.profiles[0], r.profiles[1], both, &s.context)
	r.told.reset(&s.engine.terms)
	r.noted = s.notedTrios()[[2]int{a, b}]
	r.rows = r.rows[:0]
	for d := range s.cfg.Dimensions {
		r.rows = append(r.rows, compare.Row{Apart: both.Common>>d&1 == 0})
	}
	r.text, r.spans = r.text[:0], r.spans[:0]
	for i := range r.frame.segments {
		seg := &r.frame.segments[i]
		if !r.frame.inPiece[i] {
			r.text = append(r.text, seg.literal...)
		}
		at := len(r.text)
		if _, stays := seg.ofTwo(); stays {
			r.text = r.appendHole(r.text, seg)
		}
		r.spans = append(r.spans, span{at, len(r.text)})
	}
	r.ends = r.ends[:0]
	for i := range r.frame.parts {
		p := &r.frame.parts[i]
		last := p.last - 1
		if p.then != nil {
			last++ // its literal belongs to the part
		}
		r.ends = append(r.ends, r.spans[last].end)
	}
}

// setThird sets the third role, and those to which the page leads.
func (r *run) setThird(c int) {
	r.index[2], r.roles[2], r.profiles[2] = c, r.site.roles[c], r.site.roles[c].profile
	for i := r.pickExtras() - 1; i > 2; i-- {
		r.roles[i] = r.site.roles[r.index[i]]
	}
	r.note = nil
	if r.noted {
		r.note = r.site.notes[newNoteKey(r.index[:3])].text
	}
}
