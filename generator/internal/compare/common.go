package compare

import (
	"math/bits"
	"slices"
)

// common appends what all have in common until there are limit sentences. What
// would be left out is not even looked for: this runs once a page.
func common(dst []Sentence, rows []Row, profiles []*Profile, all []spread, ctx *Context, limit int) []Sentence {
	if len(dst) < limit {
		dst = sameRelation(dst, profiles)
	}
	if len(dst) < limit {
		dst = append(dst, naming(shares(rows, profiles), profiles))
	}
	return standing(dst, profiles, all, ctx, limit)
}

// standing appends where all belong until there are limit sentences.
func standing(dst []Sentence, profiles []*Profile, all []spread, ctx *Context, limit int) []Sentence {
	if len(dst) < limit {
		dst = tracks(dst, profiles, ctx, limit)
	}
	if len(dst) < limit {
		dst = families(dst, profiles, limit)
	}
	if len(dst) < limit {
		dst = levels(dst, profiles, all, ctx)
	}
	return dst
}

// sameRelation appends whom all can report to, or else what is a next step for
// all. Where one of them can report to another they do not stand side by side below
// the same role, even if all could report to it.
func sameRelation(dst []Sentence, profiles []*Profile) []Sentence {
	all := Full(len(profiles))
	if !reporting(dst) {
		if slug := inAll(profiles, func(p *Profile) []handle { return p.facts.reportsTo }); slug != "" {
			return append(dst, Sentence{Kind: SameBoss, Who: all, Role: slug})
		}
	}
	if slug := inAll(profiles, func(p *Profile) []handle { return p.facts.leadsTo }); slug != "" {
		return append(dst, Sentence{Kind: SameNext, Who: all, Role: slug})
	}
	return dst
}

// reporting tells whether one of them can report to another.
func reporting(told []Sentence) bool {
	return slices.ContainsFunc(told, func(s Sentence) bool { return s.Kind == Reports || s.Kind == ReportsNext })
}

// inAll returns the first slug that stands in the lists of all profiles and is
// none of theirs.
func inAll(profiles []*Profile, list func(*Profile) []handle) string {
next:
	for _, slug := range list(profiles[0]) {
		for _, p := range profiles {
			if p.facts.self == slug || !slices.Contains(list(p), slug) {
				continue next
			}
		}
		return slug.Value()
	}
	return ""
}

// shares says how many statements all have in common, or else the two that have
// most, the first of such pairs.
func shares(rows []Row, profiles []*Profile) Sentence {
	all := Sentence{Who: Full(len(profiles))}
	for d := range rows {
		all.count(d, rows[d].Shared)
	}
	best := all.sharedByAll()
	if best.Count > 0 || len(profiles) == 2 {
		return best
	}
	for i := range profiles {
		for j := i + 1; j < len(profiles); j++ {
			two := [2]*Profile{profiles[i], profiles[j]}
			s := Sentence{Who: 1<<i | 1<<j}
			for d := range rows {
				if !rows[d].Apart && two[0].seen[d].meets(&two[1].seen[d]) {
					s.count(d, sharedByAll(two[:], d))
				}
			}
			if s.Count > best.Count {
				best = s.shared()
			}
		}
	}
	return best
}

// naming completes a sentence about statements by the number of a single one.
func naming(s Sentence, profiles []*Profile) Sentence {
	if s.Count == 1 {
		s.Statement = theShared(s, profiles)
	}
	return s
}

// theShared is the number of the one statement that Who share, in the cell of the
// first of them.
func theShared(s Sentence, profiles []*Profile) int {
	d := bits.TrailingZeros64(s.On)
	if d >= 64 {
		return 0
	}
	return slices.IndexFunc(profiles[bits.TrailingZeros8(uint8(s.Who))].Cells[d], func(key uint64) bool {
		return Sharers(profiles, d, key)&s.Who == s.Who
	})
}

// count adds n statements that Who share in a dimension.
func (s *Sentence) count(d, n int) {
	if n > 0 {
		s.Count += n
		s.On |= 1 << d
	}
}

// shared is the sentence about what has been counted.
func (s Sentence) shared() Sentence {
	switch {
	case s.Count == 1:
		s.Kind = SharesOne
	case s.Count > 1:
		s.Kind = Shares
	default:
		s.Kind = SharesNone
	}
	return s
}

// sharedByAll is shared where all of them are counted.
func (s Sentence) sharedByAll() Sentence {
	s = s.shared()
	switch s.Kind {
	case SharesOne:
		s.Kind = AllShareOne
	case Shares:
		s.Kind = AllShare
	}
	return s
}

// tracks says which track each is on, or nothing where not all of that fits.
func tracks(dst []Sentence, profiles []*Profile, ctx *Context, limit int) []Sentence {
	start, all := len(dst), Full(len(profiles))
	for i, key := range ctx.tracks {
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
	if len(dst) > limit {
		return dst[:start]
	}
	return dst
}

// families says that all belong to the same one, or where there is room which one
// each belongs to.
func families(dst []Sentence, profiles []*Profile, limit int) []Sentence {
	start := len(dst)
	var told Slots
	for i, p := range profiles {
		if p.facts.family == noName || told.Has(i) {
			continue
		}
		var who Slots
		for j, q := range profiles {
			if q.facts.family == p.facts.family {
				who |= 1 << j
			}
		}
		if who == Full(len(profiles)) {
			return append(dst, Sentence{Kind: SameFamily, Who: who})
		}
		told |= who
		dst = append(dst, Sentence{Kind: Family, Who: who})
	}
	if len(dst) > limit {
		return dst[:start]
	}
	return dst
}

// listedScales is how many scales on which all are alike are named one by one, when
// there are no others.
const listedScales = 2

// levels appends the scales on which all have the same place, or that these are all.
func levels(dst []Sentence, profiles []*Profile, all []spread, ctx *Context) []Sentence {
	s := Sentence{Kind: Level, Who: Full(len(profiles))}
	for _, sp := range all {
		if sp.high == sp.low {
			s.On |= 1 << sp.scale
			s.Count++
		}
	}
	if s.On == 0 {
		return dst
	}
	if s.Count == ctx.scales && s.Count > listedScales {
		s.Kind = LevelAll
	}
	return append(dst, s)
}
