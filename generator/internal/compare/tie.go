package compare

import "slices"

// TieDimensions is how many dimensions a Tie knows of.
const TieDimensions = 64

// Tie is what is known of two profiles before they are compared with a third one.
type Tie struct {
	Common  uint64 // bit d: they make the same statement in dimension d, none beyond TieDimensions
	Related bool   // one of them can report to the other, or is a next step for it
}

// TieOf finds out about two profiles.
func TieOf(a, b *Profile) Tie {
	t := Tie{Related: directly(a, b)}
	for d := range min(len(a.Cells), TieDimensions) {
		if makes(a, b, d) {
			t.Common |= 1 << d
		}
	}
	return t
}

// makes tells whether q makes a statement of p in dimension d.
func makes(p, q *Profile, d int) bool {
	if !p.seen[d].meets(&q.seen[d]) {
		return false
	}
	for _, key := range p.Cells[d] {
		if q.seen[d].may(key) && slices.Contains(q.Cells[d], key) {
			return true
		}
	}
	return false
}
