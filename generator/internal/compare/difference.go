package compare

import (
	"slices"

	"github.com/rolediff/rolediff/generator/internal/role"
)

// Kind is the form of a computed sentence.
type Kind uint8

const (
	// Most and Least: Who have the highest or lowest place on Scale, at Step.
	Most Kind = iota
	Least
	// More: Who, one of a pair, has a higher place on Scale, at Step, than Whom
	// at OtherStep.
	More
	// Level: all stand at Step of Scale.
	Level
	// Reports: Who reports to Whom.
	Reports
	// NextStep: Whom is a common next step for Who.
	NextStep
	// SameBoss: all can report to Role, which is not among them.
	SameBoss
	// SameNext: all can grow into Role, which is not among them.
	SameNext
	// SameFamily and SameTrack: all belong to the same one.
	SameFamily
	SameTrack
	// Track: Who are on the track of that index, not all are.
	Track
	// Shares: all share Count statements, the most of them in Dimension.
	Shares
	// SharesNone: no statement is the same for all.
	SharesNone
	// Kinds is how many there are.
	Kinds int = iota
)

// Sentence is one computed difference or likeness. Which fields have a meaning
// depends on its Kind.
type Sentence struct {
	Kind            Kind
	Who, Whom       Slots
	Scale           int
	Step, OtherStep int
	Role            string // slug
	Track           int
	Count           int
	Dimension       int
}

// MaxSentences is how many sentences a comparison gets at the most.
const MaxSentences = 6

// Context is what sentences need to know of the site.
type Context struct {
	Scales int      // how many there are
	Tracks []string // keys, low to high
}

// Differences appends three to six sentences about the profiles to dst, the most
// telling first: how they relate, where they stand furthest apart, what they
// have in common. There can be fewer when the roles say too little.
func Differences(dst []Sentence, profiles []*Profile, ctx *Context) []Sentence {
	start := len(dst)
	dst = relations(dst, profiles)
	if len(dst) > start+2 {
		dst = dst[:start+2]
	}
	var buf [16]spread
	all := spreadsOf(buf[:0], profiles, ctx)
	dst = spreads(dst, profiles, all, start+4)
	// What is left out anyway is not even looked for: this runs once a page.
	for _, more := range []func([]Sentence, []*Profile, *Context) []Sentence{sameRelation, shares, tracks, family} {
		if len(dst) < start+MaxSentences {
			dst = more(dst, profiles, ctx)
		}
	}
	dst = levels(dst, profiles, all, start+MaxSentences)
	if len(dst) > start+MaxSentences {
		dst = dst[:start+MaxSentences]
	}
	return dst
}

func relations(dst []Sentence, profiles []*Profile) []Sentence {
	for i, a := range profiles {
		for j, b := range profiles {
			if i != j && slices.Contains(a.facts.reportsTo, b.Role.Slug) {
				dst = append(dst, Sentence{Kind: Reports, Who: 1 << i, Whom: 1 << j})
			}
		}
	}
	for i, a := range profiles {
		for j, b := range profiles {
			if i != j && slices.Contains(a.facts.leadsTo, b.Role.Slug) {
				dst = append(dst, Sentence{Kind: NextStep, Who: 1 << i, Whom: 1 << j})
			}
		}
	}
	return dst
}

// spread is how far apart the profiles stand on one scale.
type spread struct {
	scale, low, high int
	atLow, atHigh    Slots
	told             bool // there is a sentence about it
}

// spreadsOf lists the scales on which all profiles have a place, in their order.
func spreadsOf(dst []spread, profiles []*Profile, ctx *Context) []spread {
	for s := range ctx.Scales {
		if sp, ok := spreadOf(profiles, s); ok {
			dst = append(dst, sp)
		}
	}
	return dst
}

// spreads appends sentences about the scales with the widest spread until there
// are limit sentences. Two of each scale for three roles and more, one for two.
func spreads(dst []Sentence, profiles []*Profile, all []spread, limit int) []Sentence {
	each := 2
	if len(profiles) == 2 {
		each = 1
	}
	for len(dst)+each <= limit {
		widest, width := -1, 0
		for i, sp := range all {
			if w := sp.high - sp.low; w > width && !sp.told {
				widest, width = i, w
			}
		}
		if widest < 0 {
			break
		}
		sp := &all[widest]
		sp.told = true
		if each == 1 {
			dst = append(dst, Sentence{Kind: More, Who: sp.atHigh, Whom: sp.atLow, Scale: sp.scale, Step: sp.high, OtherStep: sp.low})
			continue
		}
		dst = append(dst,
			Sentence{Kind: Most, Who: sp.atHigh, Scale: sp.scale, Step: sp.high},
			Sentence{Kind: Least, Who: sp.atLow, Scale: sp.scale, Step: sp.low})
	}
	return dst
}

func spreadOf(profiles []*Profile, scale int) (spread, bool) {
	sp := spread{scale: scale, low: 1 << 20, high: -1}
	for slot, p := range profiles {
		step := p.facts.scales[scale]
		if step == role.NotStated {
			return sp, false
		}
		if step < sp.low {
			sp.low, sp.atLow = step, 0
		}
		if step == sp.low {
			sp.atLow |= 1 << slot
		}
		if step > sp.high {
			sp.high, sp.atHigh = step, 0
		}
		if step == sp.high {
			sp.atHigh |= 1 << slot
		}
	}
	return sp, true
}

// sameRelation appends whom all can report to, or else grow into.
func sameRelation(dst []Sentence, profiles []*Profile, _ *Context) []Sentence {
	all := Full(len(profiles))
	if slug := inAll(profiles, func(p *Profile) []string { return p.facts.reportsTo }); slug != "" {
		return append(dst, Sentence{Kind: SameBoss, Who: all, Role: slug})
	}
	if slug := inAll(profiles, func(p *Profile) []string { return p.facts.leadsTo }); slug != "" {
		return append(dst, Sentence{Kind: SameNext, Who: all, Role: slug})
	}
	return dst
}

// family appends that all belong to the same one.
func family(dst []Sentence, profiles []*Profile, _ *Context) []Sentence {
	f := profiles[0].facts.family
	if f == "" || slices.ContainsFunc(profiles, func(p *Profile) bool { return p.facts.family != f }) {
		return dst
	}
	return append(dst, Sentence{Kind: SameFamily, Who: Full(len(profiles))})
}

// levels appends the scales on which all have the same place, until there are
// limit sentences.
func levels(dst []Sentence, profiles []*Profile, all []spread, limit int) []Sentence {
	for _, sp := range all {
		if sp.high == sp.low && len(dst) < limit {
			dst = append(dst, Sentence{Kind: Level, Who: Full(len(profiles)), Scale: sp.scale, Step: sp.high})
		}
	}
	return dst
}

// inAll returns the first slug that stands in the lists of all profiles and is
// none of theirs.
func inAll(profiles []*Profile, list func(*Profile) []string) string {
next:
	for _, slug := range list(profiles[0]) {
		for _, p := range profiles {
			if p.Role.Slug == slug || !slices.Contains(list(p), slug) {
				continue next
			}
		}
		return slug
	}
	return ""
}

// shares appends how many statements all make, and where the most of them are.
func shares(dst []Sentence, profiles []*Profile, _ *Context) []Sentence {
	all := Full(len(profiles))
	total, best, bestAt := 0, 0, 0
	for d, keys := range profiles[0].Cells {
		if Apart(profiles, d) {
			continue
		}
		n := 0
		for _, key := range keys {
			if Sharers(profiles, d, key) == all {
				n++
			}
		}
		total += n
		if n > best {
			best, bestAt = n, d
		}
	}
	if total == 0 {
		return append(dst, Sentence{Kind: SharesNone, Who: all})
	}
	return append(dst, Sentence{Kind: Shares, Who: all, Count: total, Dimension: bestAt})
}

// tracks appends who is on which track.
func tracks(dst []Sentence, profiles []*Profile, ctx *Context) []Sentence {
	all := Full(len(profiles))
	for i, key := range ctx.Tracks {
		var on Slots
		for slot, p := range profiles {
			if p.facts.track == key {
				on |= 1 << slot
			}
		}
		if on == all {
			return append(dst, Sentence{Kind: SameTrack, Who: all, Track: i})
		}
		if on != 0 {
			dst = append(dst, Sentence{Kind: Track, Who: on, Track: i})
		}
	}
	return dst
}
