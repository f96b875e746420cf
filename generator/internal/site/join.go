package site

import (
	"math/bits"
	"slices"
	"sync"

	"github.com/rolediff/rolediff/generator/internal/compare"
	"github.com/rolediff/rolediff/generator/internal/layout"
)

// roleData is one role with everything that its pages are joined from. It never
// changes.
type roleData struct {
	profile   *compare.Profile
	address   address
	material  *material
	cells     []cellSource
	fragments []fragment
	sum       [32]byte // of what stencils place of it
	plainSum  [32]byte // of what layouts can place of it the plain way
}

func newRoleData(p *compare.Profile) *roleData {
	return &roleData{profile: p, address: newAddress(p.Role.Slug)}
}

// joiner puts one comparison together. It is reused from page to page.
type joiner struct {
	site      *Site
	n         int
	index     [3 + 5]int // places of the roles: the slots, then the extra ones
	roles     [3 + 5]*roleData
	profiles  [3]*compare.Profile
	sentences []compare.Sentence
	note      []byte
	rows      []compare.Row
	move      compare.Move
}

var joiners = sync.Pool{New: func() any { return new(joiner) }}

// prepare sets the joiner to a pair or trio, in canonical order.
func (s *Site) prepare(roles ...int) *joiner {
	j := joiners.Get().(*joiner)
	j.site, j.n = s, len(roles)
	copy(j.index[:], roles)
	for i, r := range roles {
		j.profiles[i] = s.roles[r].profile
	}
	total := j.pickExtras()
	for i := range total {
		j.roles[i] = s.roles[j.index[i]]
	}
	j.note = s.notes[newNoteKey(roles)].text
	return j
}

func (j *joiner) done() {
	j.site, j.note = nil, nil
	joiners.Put(j)
}

// pickExtras chooses the roles of the comparisons that the page leads to: for
// each slot the nearest other role in its place, and for a pair the ones that go
// best with both. It returns how many roles there are in all.
func (j *joiner) pickExtras() int {
	e, at := j.site.engine.extras, j.n
	if j.n == 2 && e.pairSwaps > 0 || j.n == 3 && e.trioSwaps > 0 {
		for i := range j.n {
			j.index[at] = j.nearestTo(i)
			at++
		}
	}
	if j.n == 3 && e.trioSwaps > 0 {
		if next := j.next(2); next >= 0 {
			j.index[at-1] = next
		}
	}
	if j.n == 2 {
		thirds := j.index[at : at+e.thirds]
		at += j.pickThirds(thirds)
		if next := j.next(1); next >= 0 && !slices.Contains(thirds, next) {
			thirds[len(thirds)-1] = next
		}
	}
	return at
}

// next is the first role behind that of the last slot with which the first two
// have a page, or -1. A pair leads to the first such trio, each of these to the
// one behind it, so that readers without a script can reach all of them.
func (j *joiner) next(last int) int {
	return j.site.plan.third(j.index[0], j.index[1], j.index[last]+1)
}

func (j *joiner) nearestTo(slot int) int {
	for _, nb := range j.site.nearest[j.index[slot]] {
		if !slices.Contains(j.index[:j.n], nb.Index) {
			return nb.Index
		}
	}
	panic("site: no other role") // newExtras counts the roles
}

// pickThirds fills dst with the roles that stand highest in the neighbour lists
// of both roles of a pair.
func (j *joiner) pickThirds(dst []int) int {
	var buf [2 * nearestKept]compare.Neighbor
	found := buf[:0]
	for i := range 2 {
		for _, nb := range j.site.nearest[j.index[i]] {
			if nb.Index == j.index[0] || nb.Index == j.index[1] {
				continue
			}
			at := slices.IndexFunc(found, func(f compare.Neighbor) bool { return f.Index == nb.Index })
			if at < 0 {
				found = append(found, nb)
			} else {
				found[at].Similarity += nb.Similarity
			}
		}
	}
	for i := range dst {
		best := i
		for k := i + 1; k < len(found); k++ {
			if found[k].Similarity > found[best].Similarity || found[k].Similarity == found[best].Similarity && found[k].Index < found[best].Index {
				best = k
			}
		}
		found[i], found[best] = found[best], found[i]
		dst[i] = found[i].Index
	}
	return len(dst)
}

// append joins the page.
func (j *joiner) append(dst []byte, f *frame) []byte {
	j.rows = compare.Rows(j.rows[:0], j.profiles[:j.n])
	return j.appendSegments(dst, f.segments)
}

func (j *joiner) appendSegments(dst []byte, segments []segment) []byte {
	for i := range segments {
		dst = append(dst, segments[i].literal...)
		dst = j.appendHole(dst, &segments[i])
	}
	return dst
}

// appendHole fills the hole of a segment.
func (j *joiner) appendHole(dst []byte, seg *segment) []byte {
	switch {
	case seg.hole == layout.Literal:
		return dst
	case seg.hole >= pageHole:
		return j.appendPageHole(dst, seg.hole)
	case seg.dimension < 0:
		return append(dst, j.roles[seg.slot].fragments[seg.class].text...)
	}
	frag, row := &j.roles[seg.slot].fragments[seg.class], &j.rows[seg.dimension]
	if j.n < alones && (row.Apart) {
		return append(dst, frag.alone[j.n]...)
	}
	return j.appendCell(dst, frag, seg.slot, seg.dimension)
}

// appendCell fills the holes of a cell: what the others say of each statement.
func (j *joiner) appendCell(dst []byte, frag *fragment, slot, d int) []byte {
	var buf [32]compare.Slots
	sharers := buf[:0]
	alone := true
	for _, key := range j.profiles[slot].Cells[d] {
		with := compare.Sharers(j.profiles[:j.n], d, key)
		alone = alone && !many(with)
		sharers = append(sharers, with)
	}
	if alone && j.n < alones {
		return append(dst, frag.alone[j.n]...)
	}
	from := 0
	for _, h := range frag.holes {
		if h.hole < innerMark {
			dst = append(dst, frag.text[from:h.at]...)
			from = h.at
			dst = append(dst, stateWords[stateOf(sharers[h.hole-innerState], j.n)]...)
			continue
		}
		with := sharers[h.hole-innerMark]
		form := j.site.engine.forms.marks[j.n][stateOf(with, j.n)]
		if form.empty() {
			continue
		}
		dst = append(dst, frag.text[from:h.at]...)
		from = h.at
		for _, part := range form {
			dst = append(dst, part.literal...)
			if part.hole == formWith {
				dst = j.appendNames(dst, with&^(1<<slot), before)
			}
		}
	}
	return append(dst, frag.text[from:]...)
}

func stateOf(sharers compare.Slots, n int) state {
	switch {
	case sharers == compare.Full(n):
		return stateAll
	case many(sharers):
		return stateSome
	}
	return stateOnly
}

// appendNames writes the titles of a set of slots as a sentence lists them, with
// what stands before each.
func (j *joiner) appendNames(dst []byte, slots compare.Slots, before func(i, n int) string) []byte {
	count := bits.OnesCount8(uint8(slots))
	if count == 1 {
		return append(dst, j.roles[bits.TrailingZeros8(uint8(slots))].material.name...)
	}
	at := 0
	for i := range j.n {
		if slots.Has(i) {
			dst = append(dst, before(at, count)...)
			dst = append(dst, j.roles[i].material.name...)
			at++
		}
	}
	return dst
}

func (j *joiner) appendPageHole(dst []byte, hole int) []byte {
	kind := hole / 1000 * 1000
	i := hole - kind
	switch kind {
	case holeDifferences:
		return j.appendDifferences(dst)
	case holeMoving:
		if j.n == 2 {
			return j.appendMoving(dst)
		}
		return dst
	case holeNote:
		return append(dst, j.note...)
	case holeState:
		return append(dst, agreementWords[j.rows[i].Agreement]...)
	case holeAgreement:
		return append(dst, j.site.engine.forms.agreements[j.n][j.rows[i].Agreement]...)
	case holePairHref:
		return j.appendHref(dst, j.index[pairsOfTrio[i][0]], j.index[pairsOfTrio[i][1]])
	case holeSwapHref:
		set := j.index
		set[i] = j.index[j.n+i]
		return j.appendHref(dst, set[:j.n]...)
	case holeThirdHref:
		return j.appendHref(dst, j.index[0], j.index[1], j.index[j.n+j.site.engine.extras.pairSwaps+i])
	}
	return dst
}

// appendHref is the site's, shorter for pages in the folder of this one. It sorts
// roles.
func (j *joiner) appendHref(dst []byte, roles ...int) []byte {
	sortRoles(roles)
	if roles[0] != j.index[0] || !j.site.plan.has(roles) {
		return j.site.appendHref(dst, roles...)
	}
	return j.site.appendName(dst, roles[1:])
}
