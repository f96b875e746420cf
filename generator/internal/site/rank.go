package site

import (
	"slices"

	"github.com/rolediff/rolediff/generator/internal/compare"
	"github.com/rolediff/rolediff/generator/internal/parallel"
)

// nearestKept is how many neighbours of each role are kept.
const nearestKept = 8

// rank finds the nearest roles of each role, and how alike near roles usually
// are. After an edit only what it can change is looked at again.
func (s *Site) rank(prev *Site) {
	profiles := s.roleProfiles()
	s.nearest = make([][]compare.Neighbor, len(profiles))
	s.alike = make([]compare.Likeness, len(profiles))
	changed, same := s.changed(prev)
	edited := func(i int) bool { return slices.Contains(changed, i) }
	parallel.Each(len(profiles), func(i int) {
		if !same || edited(i) {
			s.nearest[i] = compare.Nearest(profiles, i, nearestKept)
			s.alike[i] = compare.LikenessOf(profiles, i, s.nearest[i])
			return
		}
		s.nearest[i] = compare.Update(profiles, i, nearestKept, prev.nearest[i], changed)
		if slices.Equal(s.nearest[i], prev.nearest[i]) && !slices.ContainsFunc(s.nearest[i], func(nb compare.Neighbor) bool { return edited(nb.Index) }) {
			s.alike[i] = prev.alike[i]
		} else {
			s.alike[i] = compare.LikenessOf(profiles, i, s.nearest[i])
		}
	})
	s.usual = compare.Usual(s.alike)
}

// changed lists the roles that differ from those of prev. It is of use only when
// both have the same slugs, and few differ.
func (s *Site) changed(prev *Site) (changed []int, ok bool) {
	if prev == nil || len(prev.roles) != len(s.roles) {
		return nil, false
	}
	for i, r := range s.roles {
		old := prev.roles[i].profile
		if old.Role.Slug != r.profile.Role.Slug {
			return nil, false
		}
		if old != r.profile {
			changed = append(changed, i)
		}
	}
	return changed, len(changed) <= 1+len(s.roles)/8
}
