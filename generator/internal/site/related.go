package site

import (
	"slices"

	"github.com/rolediff/rolediff/generator/internal/compare"
	"github.com/rolediff/rolediff/generator/internal/parallel"
)

// relatedNearest is how many of a role's nearest count as related.
const relatedNearest = 6

func relatedOf(nearest []compare.Neighbor) []compare.Neighbor {
	return nearest[:min(relatedNearest, len(nearest))]
}

// relate finds the related roles of each role: those near to it or to which it is
// near, those that it reports or leads to and the reverse, and those beside which a
// note puts it. The lists of a former plan, of which relations and notes are the
// same, are taken over but for the roles near to which others came or went. It
// returns the places of the roles whose lists were made.
func (p *plan) relate(s *Site, former *plan, d delta) (renewed []bool) {
	renewed = make([]bool, p.roles)
	if former != nil {
		p.noted, p.beside, p.related = former.noted, former.beside, slices.Clone(former.related)
		for i, list := range s.nearest {
			if was := d.before.nearest[i]; !slices.Equal(relatedOf(was), relatedOf(list)) {
				renewed[i] = true
				for _, nb := range slices.Concat(relatedOf(was), relatedOf(list)) {
					renewed[nb.Index] = true
				}
			}
		}
	} else {
		p.readNotes(s)
		p.related = make([][]int, p.roles)
		for i := range renewed {
			renewed[i] = true
		}
	}
	for i := range p.related {
		if renewed[i] {
			p.related[i] = slices.Concat(s.reports.to[i], s.reports.from[i], s.leads.to[i], s.leads.from[i], p.beside[i])
		}
	}
	for i, list := range s.nearest {
		for _, nb := range relatedOf(list) {
			if renewed[i] {
				p.related[i] = append(p.related[i], nb.Index)
			}
			if renewed[nb.Index] {
				p.related[nb.Index] = append(p.related[nb.Index], i)
			}
		}
	}
	for i := range p.related {
		if renewed[i] {
			slices.Sort(p.related[i])
			p.related[i] = slices.Compact(p.related[i])
		}
	}
	return renewed
}

// readNotes finds out which roles notes are about.
func (p *plan) readNotes(s *Site) {
	p.noted, p.beside = map[[3]int]bool{}, map[int][]int{}
	for _, n := range s.content.Notes {
		var at []int
		for _, slug := range n.Roles {
			i, _ := s.content.Roles.Index(slug)
			at = append(at, i)
		}
		for k := range at[1:] {
			p.beside[at[k]] = append(p.beside[at[k]], at[k+1])
			p.beside[at[k+1]] = append(p.beside[at[k+1]], at[k])
		}
		if len(at) == 3 {
			p.noted[[3]int(at)] = true
		}
	}
}

// countRelated counts the related trios that begin with each role. The count of a
// role whose list of related roles is a former one, as are theirs, is taken over.
func (p *plan) countRelated(former *plan, renewed []bool) {
	p.triosFrom = make([]int, p.roles)
	var others []int
	for i, related := range p.related {
		if former == nil || renewed[i] || slices.ContainsFunc(related, func(k int) bool { return renewed[k] }) {
			others = append(others, i)
		} else {
			p.triosFrom[i] = former.triosFrom[i]
		}
	}
	parallel.Each(len(others), func(at int) { p.triosFrom[others[at]] = len(p.relatedTrios(others[at])) })
}
