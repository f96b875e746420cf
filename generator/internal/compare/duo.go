package compare

import (
	"math/bits"
	"slices"

	"github.com/rolediff/rolediff/generator/internal/role"
)

// Duo is two profiles that are compared with many third ones. What the two have
// in common is found out once. It is for profiles of at most TieDimensions dimensions.
type Duo struct {
	two     [2]*Profile
	tie     Tie
	stands  []spread // of the two, on each scale on which both have a place
	widths  []int    // how wide the spreads of all three are, see widest
	bosses  []handle // whom both can report to
	next    []handle // what is a next step for both
	shared  Sentence // how many statements the two share
	spreads []spread // of all three
}

// Set makes it that of two profiles.
func (d *Duo) Set(a, b *Profile, tie Tie, ctx *Context) {
	d.two, d.tie = [2]*Profile{a, b}, tie
	d.stands = spreadsOf(d.stands[:0], d.two[:], ctx)
	d.bosses = ofBoth(d.bosses[:0], a, b, a.facts.reportsTo, b.facts.reportsTo)
	d.next = ofBoth(d.next[:0], a, b, a.facts.leadsTo, b.facts.leadsTo)
	d.shared = sharedByTwo(a, b, 0b011, tie)
}

// Differences appends what the function of that name does for the two and a third,
// whose ties with the first and the second are known.
func (d *Duo) Differences(dst []Sentence, third *Profile, first, second Tie, ctx *Context) []Sentence {
	three := [3]*Profile{d.two[0], d.two[1], third}
	profiles := three[:]
	start := len(dst)
	limit := start + maxSentencesMore
	if d.tie.Related || first.Related || second.Related {
		dst = relations(dst, profiles)
		dst = dst[:min(len(dst), start+2)]
	}
	all := d.spreadsWith(third)
	dst = d.widest(dst, start+3)
	if len(dst) < limit {
		dst = d.sameRelation(dst, third)
	}
	if len(dst) < limit {
		dst = append(dst, naming(d.shares(profiles, first, second), profiles))
	}
	return standing(dst, profiles, all, ctx, limit)
}

// spreadsWith is spreadsOf for the two and a third.
func (d *Duo) spreadsWith(third *Profile) []spread {
	d.spreads, d.widths = d.spreads[:0], d.widths[:0]
	for i := range d.stands {
		sp := d.stands[i]
		step := third.facts.scales[sp.scale]
		if step == role.NotStated {
			continue
		}
		sp.add(0b100, step)
		d.widths = append(d.widths, (sp.high-sp.low)<<16|(1<<16-1-len(d.spreads)))
		d.spreads = append(d.spreads, sp)
	}
	return d.spreads
}

// widest is the function spreads. The width of each spread stands in one number with
// its place, so that the widest one, the first of equals, is found without a branch
// that no processor can foresee.
func (d *Duo) widest(dst []Sentence, limit int) []Sentence {
	for len(dst) < limit {
		widest := 0
		for _, w := range d.widths {
			widest = max(widest, w)
		}
		if widest>>16 == 0 {
			break
		}
		at := 1<<16 - 1 - widest&(1<<16-1)
		d.widths[at] = 0
		dst = append(dst, d.spreads[at].sentence(Most))
	}
	return dst
}

// sameRelation is the function of that name for the two and a third.
func (d *Duo) sameRelation(dst []Sentence, third *Profile) []Sentence {
	if len(d.bosses) > 0 && !reporting(dst) {
		if at := ofThird(d.bosses, third, third.facts.reportsTo); at >= 0 {
			return append(dst, Sentence{Kind: SameBoss, Who: Full(3), Role: d.bosses[at].Value()})
		}
	}
	if at := ofThird(d.next, third, third.facts.leadsTo); at >= 0 {
		return append(dst, Sentence{Kind: SameNext, Who: Full(3), Role: d.next[at].Value()})
	}
	return dst
}

// ofBoth appends what stands in the lists of both profiles and is neither of them.
func ofBoth(dst []handle, a, b *Profile, ofA, ofB []handle) []handle {
	for _, slug := range ofA {
		if slug != a.facts.self && slug != b.facts.self && slices.Contains(ofB, slug) {
			dst = append(dst, slug)
		}
	}
	return dst
}

// ofThird is the place of the first of some slugs that stands in a list of the third
// profile too, and is not itself; -1 if there is none.
func ofThird(slugs []handle, third *Profile, list []handle) int {
	return slices.IndexFunc(slugs, func(slug handle) bool {
		return slug != third.facts.self && slices.Contains(list, slug)
	})
}

// shares is the function of that name, which looks only where ties say that there
// is something.
func (d *Duo) shares(profiles []*Profile, first, second Tie) Sentence {
	all := Sentence{Who: Full(3)}
	for on := d.tie.Common & first.Common & second.Common; on != 0; on &= on - 1 {
		dimension := bits.TrailingZeros64(on)
		all.count(dimension, sharedByAll(profiles, dimension))
	}
	best := all.sharedByAll()
	if best.Count > 0 {
		return best
	}
	for _, two := range [...]Sentence{
		d.shared,
		sharedByTwo(profiles[0], profiles[2], 0b101, first),
		sharedByTwo(profiles[1], profiles[2], 0b110, second),
	} {
		if two.Count > best.Count {
			best = two.shared()
		}
	}
	return best
}

// sharedByTwo counts what two share.
func sharedByTwo(a, b *Profile, who Slots, tie Tie) Sentence {
	s := Sentence{Who: who}
	for on := tie.Common; on != 0; on &= on - 1 {
		d, n := bits.TrailingZeros64(on), 0
		for _, key := range a.Cells[d] {
			if slices.Contains(b.Cells[d], key) {
				n++
			}
		}
		s.count(d, n)
	}
	return s
}

// Nobody is the profile of a role that says nothing in so many dimensions.
func Nobody(dimensions int) *Profile {
	return &Profile{
		Role: &role.Role{}, facts: newFacts(&role.Role{}),
		Cells: make([][]uint64, dimensions), seen: make([]sketch, dimensions), words: make([][]uint32, dimensions),
	}
}
