package site

import (
	"bytes"
	"html/template"
	"slices"
	"strconv"
	"sync"

	"github.com/rolediff/rolediff/generator/internal/compare"
	"github.com/rolediff/rolediff/generator/internal/layout"
)

// roleData is one role with everything that its pages are joined from. It never
// changes.
type roleData struct {
	profile   *compare.Profile
	material  *material
	cells     []cellSource
	fragments []fragment
	sum       [32]byte // of what stencils place of it
	plainSum  [32]byte // of what layouts can place of it the plain way
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
	apart     []bool // of each dimension: surely no statement is shared
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
	if j.n == 2 {
		at += j.pickThirds(j.index[at : at+e.thirds])
	}
	return at
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
	j.apart = j.apart[:0]
	for d := range j.site.cfg.Dimensions {
		j.apart = append(j.apart, compare.Apart(j.profiles[:j.n], d))
	}
	for i := range f.segments {
		seg := &f.segments[i]
		dst = append(dst, seg.literal...)
		switch {
		case seg.hole == layout.Literal:
		case seg.hole < pageHole:
			frag := &j.roles[seg.slot].fragments[seg.class]
			if len(frag.holes) == 0 {
				dst = append(dst, frag.text...)
			} else if d := seg.hole%slotStride - fieldCell; j.apart[d] && j.n < len(frag.alone) {
				dst = append(dst, frag.alone[j.n]...)
			} else {
				dst = j.appendCell(dst, frag, seg.slot, d)
			}
		default:
			dst = j.appendPageHole(dst, seg.hole)
		}
	}
	return dst
}

// appendCell fills the holes of a cell: what the others say of each statement.
func (j *joiner) appendCell(dst []byte, frag *fragment, slot, d int) []byte {
	from, last := 0, -1
	var sharers compare.Slots
	for _, h := range frag.holes {
		dst = append(dst, frag.text[from:h.at]...)
		from = h.at
		statement, isMark := h.hole-innerState, false
		if h.hole >= innerMark {
			statement, isMark = h.hole-innerMark, true
		}
		if statement != last {
			sharers = compare.Sharers(j.profiles[:j.n], d, j.profiles[slot].Cells[d][statement])
			last = statement
		}
		state := stateOf(sharers, j.n)
		if !isMark {
			dst = append(dst, stateWords[state]...)
			continue
		}
		for _, part := range j.site.engine.forms.marks[j.n][state] {
			dst = append(dst, part.literal...)
			if part.hole == formWith {
				dst = j.appendNames(dst, sharers&^(1<<slot))
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

// appendNames writes the titles of a set of slots as a sentence lists them.
func (j *joiner) appendNames(dst []byte, slots compare.Slots) []byte {
	count := 0
	for i := range j.n {
		if slots.Has(i) {
			count++
		}
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

func (j *joiner) agree(d int) compare.Agreement {
	if j.apart[d] {
		return compare.Different
	}
	return compare.Agree(j.profiles[:j.n], d)
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
		return append(dst, agreementWords[j.agree(i)]...)
	case holeAgreement:
		return append(dst, j.site.engine.forms.agreements[j.n][j.agree(i)]...)
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

// appendHref is the site's, shorter for pages in the folder of this one.
func (j *joiner) appendHref(dst []byte, roles ...int) []byte {
	from := len(dst)
	dst = j.site.appendHref(dst, roles...)
	var buf [256]byte
	own := append(append(append(buf[:0], "../"...), j.site.slug(j.index[0])...), '/')
	if bytes.HasPrefix(dst[from:], own) {
		dst = append(dst[:from], dst[from+len(own):]...)
	}
	return dst
}

// appendHref writes the way from a comparison to another one: to its page, or to
// the page that puts it together in the browser. Slugs need no escaping.
func (s *Site) appendHref(dst []byte, roles ...int) []byte {
	slices.Sort(roles)
	dst = append(dst, "../"...)
	if !s.plan.has(roles) {
		dst = append(dst, "compare/index.html#"...)
		for i, r := range roles {
			if i > 0 {
				dst = append(dst, ',')
			}
			dst = append(dst, s.slug(r)...)
		}
		return dst
	}
	for i, r := range roles {
		switch i {
		case 0:
		case 1:
			dst = append(dst, "/vs-"...)
		default:
			dst = append(dst, "-vs-"...)
		}
		dst = append(dst, s.slug(r)...)
	}
	return append(dst, ".html"...)
}

func (j *joiner) appendDifferences(dst []byte) []byte {
	j.sentences = compare.Differences(j.sentences[:0], j.profiles[:j.n], &j.site.context)
	for _, sentence := range j.sentences {
		form := &j.site.engine.forms.sentences[j.n][sentence.Kind][0]
		if many(sentence.Who) {
			form = &j.site.engine.forms.sentences[j.n][sentence.Kind][1]
		}
		for _, part := range *form {
			dst = append(dst, part.literal...)
			dst = j.appendSentencePart(dst, &sentence, part.hole)
		}
	}
	return dst
}

func many(s compare.Slots) bool { return s&(s-1) != 0 }

func (j *joiner) appendSentencePart(dst []byte, s *compare.Sentence, hole int) []byte {
	t := &j.site.engine.terms
	switch hole {
	case formWho:
		return j.appendNames(dst, s.Who)
	case formWhom:
		return j.appendNames(dst, s.Whom)
	case formRole:
		if i, ok := j.site.content.Roles.Index(s.Role); ok {
			dst = append(dst, j.site.roles[i].material.name...)
		}
		return dst
	case formNumber:
		return strconv.AppendInt(dst, int64(s.Count), 10)
	case formPhrase:
		return append(dst, j.phrase(s)...)
	case formDimension:
		return append(dst, t.dimensions[s.Dimension]...)
	}
	if s.Scale >= len(t.scales) {
		return dst
	}
	switch hole {
	case formLabel:
		dst = append(dst, t.scales[s.Scale].label...)
	case formStep:
		dst = append(dst, t.scales[s.Scale].steps[s.Step]...)
	case formOther:
		dst = append(dst, t.scales[s.Scale].steps[s.OtherStep]...)
	}
	return dst
}

// phrase is the wording that the config has for a sentence.
func (j *joiner) phrase(s *compare.Sentence) template.HTML {
	t := &j.site.engine.terms
	switch s.Kind {
	case compare.Most:
		return t.scales[s.Scale].most
	case compare.Least:
		return t.scales[s.Scale].least
	case compare.More:
		return t.scales[s.Scale].more
	case compare.Track, compare.SameTrack:
		return t.tracks[s.Track]
	case compare.SameFamily:
		return t.families[j.profiles[0].Role.Family]
	}
	return ""
}

func (j *joiner) appendMoving(dst []byte) []byte {
	m := compare.Moving(j.profiles[0], j.profiles[1])
	forms := &j.site.engine.forms
	for _, part := range forms.moving[movingForm(len(m.Up) > 0, len(m.Down) > 0, len(m.New) > 0, len(m.Gone) > 0)] {
		dst = append(dst, part.literal...)
		switch part.hole {
		case formFrom:
			dst = append(dst, j.roles[m.From].material.name...)
		case formTo:
			dst = append(dst, j.roles[m.To].material.name...)
		case formUp:
			dst = j.appendScaleItems(dst, m, m.Up)
		case formDown:
			dst = j.appendScaleItems(dst, m, m.Down)
		case formNew:
			dst = j.appendStatementItems(dst, m.To, m.New)
		case formGone:
			dst = j.appendStatementItems(dst, m.From, m.Gone)
		}
	}
	return dst
}

func (j *joiner) appendScaleItems(dst []byte, m compare.Move, scales []int) []byte {
	for _, s := range scales {
		t := &j.site.engine.terms.scales[s]
		for _, part := range j.site.engine.forms.items[itemScale] {
			dst = append(dst, part.literal...)
			switch part.hole {
			case formLabel:
				dst = append(dst, t.label...)
			case formFrom:
				dst = append(dst, t.steps[j.profiles[m.From].Role.Scales[s]]...)
			case formTo:
				dst = append(dst, t.steps[j.profiles[m.To].Role.Scales[s]]...)
			}
		}
	}
	return dst
}

func (j *joiner) appendStatementItems(dst []byte, slot int, places []compare.Place) []byte {
	for _, p := range places {
		for _, part := range j.site.engine.forms.items[itemStatement] {
			dst = append(dst, part.literal...)
			if part.hole == formStatement {
				dst = append(dst, j.roles[slot].cells[p.Dimension].statements[p.Statement]...)
			}
		}
	}
	return dst
}
