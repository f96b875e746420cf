package site

import (
	"html/template"
	"strings"
)

// kinds are the words for a comparison of so many roles; more than three exist
// only in the browser.
func kindOf(n int) string {
	switch n {
	case 2:
		return "pair"
	case 3:
		return "trio"
	}
	return "set"
}

// before is what stands before the i-th of n names in a sentence.
func before(i, n int) string {
	switch {
	case i == 0:
		return ""
	case n == 2:
		return " and "
	case i == n-1:
		return ", and "
	}
	return ", "
}

// beforeOr is what stands before the i-th of n names of which one is meant.
func beforeOr(i, n int) string {
	switch {
	case i == 0:
		return ""
	case n == 2:
		return " or "
	case i == n-1:
		return ", or "
	}
	return ", "
}

// pageValues are what belongs to one page as a whole, for the plain way.
type pageValues interface {
	// value is the content of one of the page's own holes.
	value(hole int) string
	// cell is a cell with its marks.
	cell(slot, dimension int) template.HTML
}

// comparison makes the data of a page: the roles of its n slots and behind them
// the extra ones that it leads to. Without page values the page's own holes stay
// empty.
func (e *engine) comparison(n int, roles []*material, place placer, page pageValues) *Comparison {
	value := func(hole int) string {
		if page == nil {
			return ""
		}
		return page.value(hole)
	}
	slots := make([]Slot, len(roles))
	for i, m := range roles {
		slots[i] = e.slot(i, n, m, place)
	}
	c := &Comparison{
		Site: e.info, Kind: kindOf(n), Root: "../", Title: "", Description: "", Path: comparisonPath(slots[:n], place, roles),
		Count:       n,
		Roles:       slots[:n],
		Differences: place.html(holeDifferences, value(holeDifferences)),
		Moving:      place.html(holeMoving, value(holeMoving)),
		Note:        place.html(holeNote, value(holeNote)),
	}
	for d, term := range e.cfg.Dimensions {
		row := Row{
			Key: term.Key, Label: term.Label, Help: term.Help,
			State:     place.text(holeState+d, value(holeState+d)),
			Agreement: place.html(holeAgreement+d, value(holeAgreement+d)),
		}
		for i := range n {
			cell := roles[i].cells[d]
			if page != nil {
				cell = page.cell(i, d)
			}
			row.Cells = append(row.Cells, Cell{&slots[i], place.html(i*slotStride+fieldCell+d, string(cell))})
		}
		c.Rows = append(c.Rows, row)
	}
	for s, scale := range e.cfg.Scales {
		row := ScaleRow{Key: scale.Key, Label: scale.Label, Help: scale.Help, Names: stepNames(scale)}
		for i := range n {
			row.Steps = append(row.Steps, slots[i].steps[s])
		}
		c.Scales = append(c.Scales, row)
	}
	href := func(hole int) any { return place.text(hole, value(hole)) }
	if n == 3 {
		for i, p := range pairsOfTrio {
			c.Pairs = append(c.Pairs, Link{Href: href(holePairHref + i), Slot: &slots[i], A: &slots[p[0]], B: &slots[p[1]]})
		}
	}
	// The first extra roles each take the place of one; a pair's others join it.
	for i := range slots[n:] {
		extra := &slots[n+i]
		if i < n {
			c.Swaps = append(c.Swaps, Link{Href: href(holeSwapHref + i), Role: extra, Slot: &slots[i]})
		} else {
			c.Thirds = append(c.Thirds, Link{Href: href(holeThirdHref + i - n), Role: extra})
		}
	}
	return c
}

// pairsOfTrio are the pairs that are left without the first, second and third role.
var pairsOfTrio = [3][2]int{{1, 2}, {0, 2}, {0, 1}}

func (e *engine) slot(i, n int, m *material, place placer) Slot {
	text := func(field int, v string) any { return place.text(i*slotStride+field, v) }
	s := Slot{
		Index: i, Letter: string(rune('a' + i)), Before: before(i, n),
		Slug: text(fieldSlug, m.view.Slug), Title: text(fieldTitle, m.view.Title), Summary: text(fieldSummary, m.view.Summary),
		Family: text(fieldFamily, m.view.Family), Track: text(fieldTrack, m.view.Track),
		EditURL: place.url(i*slotStride+fieldEditURL, string(m.view.EditURL)),
		Card:    place.html(i*slotStride+fieldCard, string(m.card)),
	}
	for k, step := range m.steps {
		s.steps = append(s.steps, Step{Slot: &s, Number: text(fieldStep+2*k, step.number), Label: text(fieldStep+2*k+1, step.label)})
	}
	return s
}

// comparisonPath is the canonical address of the slots, each slug in its hole.
func comparisonPath(slots []Slot, place placer, roles []*material) any {
	var b strings.Builder
	for i := range slots {
		switch i {
		case 0:
		case 1:
			b.WriteString("/vs-")
		default:
			b.WriteString("-vs-")
		}
		hole := i*slotStride + fieldSlug
		switch v := place.text(hole, roles[i].view.Slug).(type) {
		case opaque:
			b.WriteString(v.text)
		case string:
			b.WriteString(v)
		}
	}
	b.WriteString(".html")
	if _, ok := place.(marked); ok {
		return opaque{b.String()}
	}
	return b.String()
}
