package site

import (
	"slices"

	"github.com/rolediff/rolediff/generator/internal/compare"
	"github.com/rolediff/rolediff/generator/internal/parallel"
)

const (
	// nearestKept is how many neighbours of each role are shown.
	nearestKept = 8
	// nearestKnown is how many are known, so that one that is near no longer does
	// not make it necessary to compare a role with all others again.
	nearestKnown = 3 * nearestKept
)

// rank finds the nearest roles of each role, and how alike near roles usually
// are. After an edit only what it can change is looked at again.
func (s *Site) rank(d delta) {
	profiles := s.roleProfiles()
	s.nearest = make([][]compare.Neighbor, len(profiles))
	s.alike = make([]compare.Likeness, len(profiles))
	if d.few() {
		s.rankAgain(profiles, d)
	} else {
		s.known = compare.AllNearest(profiles, nearestKnown)
		parallel.Each(len(profiles), func(i int) {
			s.nearest[i] = nearestOf(s.known[i])
			s.alike[i] = compare.LikenessOf(profiles, i, s.nearest[i])
		})
	}
	s.usual = compare.Usual(s.alike)
}

func nearestOf(known []compare.Neighbor) []compare.Neighbor {
	return slices.Clip(known[:min(nearestKept, len(known))])
}

func (s *Site) rankAgain(profiles []*compare.Profile, d delta) {
	prev, n := d.before, len(profiles)
	rows := make([][]int, len(d.changed))
	parallel.Each(len(rows), func(at int) { rows[at] = compare.Similarities(profiles, d.changed[at]) })
	s.known = make([][]compare.Neighbor, n)
	for i, former := range prev.known {
		if at, ok := slices.BinarySearch(d.changed, i); ok {
			s.known[i] = compare.NearestIn(rows[at], i, nearestKnown)
		} else if len(d.changed) == 0 || len(former) == 0 {
			s.known[i] = former
		} else if s.known[i] = compare.Update(i, n, former, d.changed, rows); len(s.known[i]) < min(nearestKept, n-1) {
			s.known[i] = compare.Nearest(profiles, i, nearestKnown)
		}
		s.nearest[i] = nearestOf(s.known[i])
		stays := func(nb compare.Neighbor) bool {
			_, changed := slices.BinarySearch(d.changed, nb.Index)
			return !changed
		}
		if _, changed := slices.BinarySearch(d.changed, i); !changed && slices.Equal(s.nearest[i], prev.nearest[i]) && all(s.nearest[i], stays) {
			s.nearest[i], s.alike[i] = prev.nearest[i], prev.alike[i]
		} else {
			s.alike[i] = compare.LikenessOf(profiles, i, s.nearest[i])
		}
	}
}

func all[T any](list []T, ok func(T) bool) bool {
	return !slices.ContainsFunc(list, func(v T) bool { return !ok(v) })
}
