package compare

import (
	"slices"

	"github.com/rolediff/rolediff/generator/internal/role"
)

// Kind is the form of a computed sentence.
type Kind uint8

const (
	// Most: Who, of three or more, have the highest place on Scale, at Step, and
	// Whom the lowest, at OtherStep.
	Most Kind = iota
	// More: Who, one of a pair, has a higher place on Scale, at Step, than Whom
	// at OtherStep.
	More
	// Level: all stand at the same step of each scale in On.
	Level
	// Reports: Who can report to any of Whom.
	Reports
	// NextStep: any of Whom is a common next step for Who.
	NextStep
	// ReportsNext: Who can report to Whom, a single role that is a next step too.
	ReportsNext
	// SameBoss: all can report to Role, which is not among them.
	SameBoss
	// SameNext: Role, which is not among them, is a common next step for all.
	SameNext
	// SameFamily and SameTrack: all belong to the same one.
	SameFamily
	SameTrack
	// Track: Who are on the track of that index, not all are.
	Track
	// SharesOne: Who, not all, share a single statement, in the dimension of On.
	SharesOne
	// Shares: Who, not all, share Count statements, in the dimensions in On.
	Shares
	// AllShareOne and AllShare: the same of all.
	AllShareOne
	AllShare
	// SharesNone: no two share a statement.
	SharesNone
	// Family: Who belong to the family of the first of them, not all do.
	Family
	// LevelAll: all stand at the same step of every scale there is, of Count.
	LevelAll
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
	On              uint64 // bit i for scale or dimension i, none beyond the 64th
	Statement       int    // of SharesOne and AllShareOne, its number in the cell of the first of Who
	Role            string // slug
	Track           int
	Count           int
}

// MaxSentences is how many sentences a pair gets at the most. Those of more roles
// are longer, and get fewer.
const (
	MaxSentences     = 6
	maxSentencesMore = 4
)

// Context is what sentences need to know of the site.
type Context struct {
	scales int      // how many there are
	tracks []handle // keys, low to high
}

// NewContext is that of a site with so many scales and these tracks, low to high.
func NewContext(scales int, tracks []string) Context {
	return Context{scales, handles(tracks)}
}

// Differences appends three to six sentences about the profiles to dst, the most
// telling first: how they relate, where they stand furthest apart, what they
// have in common. There can be fewer when the roles say too little.
func Differences(dst []Sentence, profiles []*Profile, ctx *Context) []Sentence {
	return DifferencesIn(dst, Rows(nil, profiles), profiles, ctx)
}

// DifferencesIn is Differences for who has the rows of the profiles already.
func DifferencesIn(dst []Sentence, rows []Row, profiles []*Profile, ctx *Context) []Sentence {
	start := len(dst)
	dst = relations(dst, profiles)
	if len(dst) > start+2 {
		dst = dst[:start+2]
	}
	var buf [16]spread
	all := spreadsOf(buf[:0], profiles, ctx)
	if len(profiles) > 2 {
		dst = spreads(dst, profiles, all, start+3)
		return common(dst, rows, profiles, all, ctx, start+maxSentencesMore)
	}
	dst = spreads(dst, profiles, all, start+4)
	return common(dst, rows, profiles, all, ctx, start+MaxSentences)
}

// relations says who can report to whom, then who is a next step for whom. Those
// who have a role in common are told of together, and so are roles for the same.
func relations(dst []Sentence, profiles []*Profile) []Sentence {
	start := len(dst)
	dst = relation(dst, profiles, Reports, func(p *Profile) []handle { return p.facts.reportsTo })
	middle := len(dst)
	dst = relation(dst, profiles, NextStep, func(p *Profile) []handle { return p.facts.leadsTo })
	kept := middle
	for _, next := range dst[middle:] {
		same := slices.IndexFunc(dst[start:middle], func(s Sentence) bool {
			return s.Who == next.Who && s.Whom == next.Whom && s.Whom&(s.Whom-1) == 0
		})
		if same >= 0 {
			dst[start+same].Kind = ReportsNext
			continue
		}
		dst[kept] = next
		kept++
	}
	return dst[:kept]
}

func relation(dst []Sentence, profiles []*Profile, kind Kind, list func(*Profile) []handle) []Sentence {
	start := len(dst)
next:
	for i, target := range profiles {
		var who Slots
		for j, p := range profiles {
			if i != j && slices.Contains(list(p), target.facts.self) {
				who |= 1 << j
			}
		}
		if who == 0 {
			continue
		}
		for k := range dst[start:] {
			if same := &dst[start+k]; same.Who == who {
				same.Whom |= 1 << i
				continue next
			}
		}
		dst = append(dst, Sentence{Kind: kind, Who: who, Whom: 1 << i})
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
	for s := range ctx.scales {
		if sp, ok := spreadOf(profiles, s); ok {
			dst = append(dst, sp)
		}
	}
	return dst
}

// spreads appends sentences about the scales with the widest spread until there
// are limit sentences.
func spreads(dst []Sentence, profiles []*Profile, all []spread, limit int) []Sentence {
	kind := Most
	if len(profiles) == 2 {
		kind = More
	}
	for len(dst) < limit {
		widest, width := -1, 0
		for i, sp := range all {
			if w := sp.high - sp.low; w > width && !sp.told {
				widest, width = i, w
			}
		}
		if widest < 0 {
			break
		}
		all[widest].told = true
		dst = append(dst, all[widest].sentence(kind))
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
		sp.add(1<<slot, step)
	}
	return sp, true
}

// add takes in one more profile.
func (sp *spread) add(who Slots, step int) {
	if step < sp.low {
		sp.low, sp.atLow = step, who
	} else if step == sp.low {
		sp.atLow |= who
	}
	if step > sp.high {
		sp.high, sp.atHigh = step, who
	} else if step == sp.high {
		sp.atHigh |= who
	}
}

func (sp *spread) sentence(kind Kind) Sentence {
	return Sentence{Kind: kind, Who: sp.atHigh, Whom: sp.atLow, Scale: sp.scale, Step: sp.high, OtherStep: sp.low}
}
