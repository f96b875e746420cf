package compare

import (
	"slices"

	"github.com/rolediff/rolediff/generator/internal/role"
)

// Duo is two profiles that are compared with many third ones. What the two have
// in common is found out once.
type Duo struct {
	two    [2]*Profile
	either []sketch // for each dimension which keys one of them may have
	apart  []bool   // for each dimension whether the two are apart for sure
}

// Set makes it that of two profiles.
func (d *Duo) Set(a, b *Profile) {
	d.two = [2]*Profile{a, b}
	d.either, d.apart = d.either[:0], d.apart[:0]
	for i := range a.Cells {
		d.either = append(d.either, a.seen[i].union(&b.seen[i]))
		d.apart = append(d.apart, !makes(a, b, i))
	}
}

// Rows appends what the function of that name does for the two and a third.
func (d *Duo) Rows(dst []Row, third *Profile) []Row {
	three := [3]*Profile{d.two[0], d.two[1], third}
	for i := range d.either {
		if d.either[i].meets(&third.seen[i]) && (makes(third, d.two[0], i) || makes(third, d.two[1], i)) {
			dst = append(dst, rowOf(three[:], i))
		} else {
			dst = append(dst, Row{Apart: d.apart[i], LastApart: true})
		}
	}
	return dst
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

func (s *sketch) union(t *sketch) sketch {
	return sketch{s[0] | t[0], s[1] | t[1], s[2] | t[2], s[3] | t[3]}
}

// Nobody is the profile of a role that says nothing in so many dimensions.
func Nobody(dimensions int) *Profile {
	return &Profile{
		Role: &role.Role{}, facts: newFacts(&role.Role{}),
		Cells: make([][]uint64, dimensions), seen: make([]sketch, dimensions), words: make([][]uint32, dimensions),
	}
}
