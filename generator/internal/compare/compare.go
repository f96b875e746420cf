// Package compare works out how roles differ: which statements they share, where
// they stand on the scales, how they relate, how alike they are. It reads and
// writes nothing and knows no HTML; roles are named by their place in canonical
// order or, within one comparison, by their slot from 0.
//
// Everything about one role is in its Profile, made once. Comparing profiles
// costs well under a microsecond, so that millions of comparisons need no memory
// of their own.
package compare

import (
	"iter"
	"slices"
	"strings"

	"github.com/rolediff/rolediff/generator/internal/role"
)

// MaxSlots is the most roles that one comparison holds.
const MaxSlots = 6

// Pairs yields every pair i < j of n roles in canonical order.
func Pairs(n int) iter.Seq2[int, int] {
	return func(yield func(int, int) bool) {
		for i := range n {
			for j := i + 1; j < n; j++ {
				if !yield(i, j) {
					return
				}
			}
		}
	}
}

// Trios yields every trio i < j < k of n roles in canonical order.
func Trios(n int) iter.Seq[[3]int] {
	return func(yield func([3]int) bool) {
		for i := range n {
			for j := i + 1; j < n; j++ {
				for k := j + 1; k < n; k++ {
					if !yield([3]int{i, j, k}) {
						return
					}
				}
			}
		}
	}
}

// Profile is what comparing needs to know of one role. It never changes.
type Profile struct {
	Role  *role.Role
	Cells [][]uint64 // for each dimension the key of each statement
	seen  []sketch   // for each dimension which keys it may have
	words [][]uint32 // for each dimension the hashes of its words, sorted, each once
	keys  [][]uint64 // for each dimension the keys of its statements, sorted, each once
	facts facts
}

// sketch is a set of keys, one bit for each: a bit that is not set tells for sure
// that a key is not in a cell, without a look at the cell. Most statements of
// most comparisons are made by one role only.
type sketch [4]uint64

func (s *sketch) add(key uint64)      { s[key>>6&3] |= 1 << (key & 63) }
func (s *sketch) may(key uint64) bool { return s[key>>6&3]>>(key&63)&1 == 1 }

// meets tells whether the cells of two sketches may have a key in common.
func (s *sketch) meets(t *sketch) bool {
	return s[0]&t[0]|s[1]&t[1]|s[2]&t[2]|s[3]&t[3] != 0
}

// NewProfile prepares a role for comparing.
func NewProfile(r *role.Role) *Profile {
	p := &Profile{Role: r, facts: newFacts(r)}
	for _, cell := range r.Dimensions {
		keys := make([]uint64, len(cell.Statements))
		for i, s := range cell.Statements {
			keys[i] = Key(s)
		}
		var seen sketch
		for _, key := range keys {
			seen.add(key)
		}
		p.Cells = append(p.Cells, slices.Clone(keys))
		p.seen = append(p.seen, seen)
		p.words = append(p.words, words(cell.Statements))
		slices.Sort(keys)
		p.keys = append(p.keys, slices.Compact(keys))
	}
	// Every two roles are compared, which is quicker where all of one is together.
	p.words, p.keys = together(p.words), together(p.keys)
	return p
}

// together puts lists behind each other into one array.
func together[T any](lists [][]T) [][]T {
	all := slices.Concat(lists...)
	for i, list := range lists {
		lists[i], all = all[:len(list):len(list)], all[len(list):]
	}
	return lists
}

// Key is a number that two statements share when they say the same in the same
// words: case, white space and a final period make no difference.
func Key(statement string) uint64 {
	s := strings.ToLower(strings.Join(strings.Fields(statement), " "))
	return hash64(strings.TrimRight(s, ".;, "))
}

// hash64 is FNV-1a: the same on every machine, and good enough for the few
// thousand statements of a site.
func hash64(s string) uint64 {
	h := uint64(14695981039346656037)
	for i := range len(s) {
		h = (h ^ uint64(s[i])) * 1099511628211
	}
	return h
}

// Slots is a set of slots of one comparison, bit i for slot i.
type Slots uint8

// Has tells whether slot i is in the set.
func (s Slots) Has(i int) bool { return s>>i&1 == 1 }

// Full is the set of the first n slots.
func Full(n int) Slots { return 1<<n - 1 }

// Sharers returns the slots of all profiles that make the statement in
// dimension d, which some of them do.
func Sharers(profiles []*Profile, d int, statement uint64) Slots {
	var s Slots
	for slot, p := range profiles {
		if !p.seen[d].may(statement) {
			continue
		}
		for _, key := range p.Cells[d] {
			if key == statement {
				s |= 1 << slot
				break
			}
		}
	}
	return s
}

// Apart tells for sure, when it is true, that no two of the profiles make the
// same statement in dimension d. It is cheap, and false now and then for no reason.
func Apart(profiles []*Profile, d int) bool {
	for i, p := range profiles {
		for _, q := range profiles[:i] {
			if p.seen[d].meets(&q.seen[d]) {
				return false
			}
		}
	}
	return true
}

// Agreement says how far the roles of one comparison agree in one dimension.
type Agreement uint8

const (
	Different Agreement = iota // no statement is shared by all
	Partly                     // some statements are shared by all
	Same                       // all statements are shared by all
)

// Row is what is the same for all cells of one dimension of a comparison.
type Row struct {
	Apart     bool // for sure no two make the same statement; false now and then for no reason
	Agreement Agreement
	Shared    int // how many statements all make
}

// Rows appends the row of each dimension to dst.
func Rows(dst []Row, profiles []*Profile) []Row {
	for d := range profiles[0].Cells {
		dst = append(dst, RowOf(profiles, d))
	}
	return dst
}

// RowOf is the row of one dimension.
func RowOf(profiles []*Profile, d int) Row {
	if Apart(profiles, d) {
		return Row{Apart: true}
	}
	row := Row{Shared: sharedByAll(profiles, d)}
	switch {
	case row.Shared == 0:
	case row.Shared == len(profiles[0].Cells[d]) && noneElse(profiles, d):
		row.Agreement = Same
	default:
		row.Agreement = Partly
	}
	return row
}

// sharedByAll is how many statements all of the profiles make in dimension d.
func sharedByAll(profiles []*Profile, d int) int {
	n, full := 0, Full(len(profiles))
	for _, key := range profiles[0].Cells[d] {
		if Sharers(profiles, d, key) == full {
			n++
		}
	}
	return n
}

// noneElse tells whether the further profiles make no statement that not all make.
func noneElse(profiles []*Profile, d int) bool {
	full := Full(len(profiles))
	for _, p := range profiles[1:] {
		for _, key := range p.Cells[d] {
			if Sharers(profiles, d, key) != full {
				return false
			}
		}
	}
	return true
}

// Agree compares one dimension. Roles that state nothing agree with nobody.
func Agree(profiles []*Profile, d int) Agreement { return RowOf(profiles, d).Agreement }
