package site

import (
	"slices"
	"strings"

	"github.com/rolediff/rolediff/generator/internal/config"
	"github.com/rolediff/rolediff/generator/internal/role"
)

// ending is the name of a comparison's page, and the roles in it. It does not
// depend on the first role, which names the folder.
type ending struct {
	second, third int32 // third is -1 in the name of a pair
	name          string
}

// endings lists the names of the pages that begin with a role, in their order. The
// list may hold names for second roles that come before the first one: they have
// to be passed over.
func (s *Site) endings(first int) []ending {
	if s.plan.pairPolicy == config.PolicyAll && s.plan.trioPolicy == config.PolicyAll {
		return s.everyEnding()
	}
	var list []ending
	for b := range s.plan.pairsOf(first) {
		list = append(list, ending{int32(b), -1, role.Name(s.slug(b))})
	}
	for b, c := range s.plan.triosOf(first) {
		list = append(list, ending{int32(b), int32(c), role.Name(s.slug(b), s.slug(c))})
	}
	return sortEndings(list)
}

// allEndings lists every name that there can be. One list serves all folders, so
// that a page's name costs nothing when it is written.
func (s *Site) allEndings() []ending {
	n := len(s.roles)
	list := make([]ending, 0, n*(n+1)/2)
	for b := range n {
		list = append(list, ending{int32(b), -1, role.Name(s.slug(b))})
		for c := b + 1; c < n; c++ {
			list = append(list, ending{int32(b), int32(c), role.Name(s.slug(b), s.slug(c))})
		}
	}
	return sortEndings(list)
}

func sortEndings(list []ending) []ending {
	slices.SortFunc(list, func(a, b ending) int { return strings.Compare(a.name, b.name) })
	return list
}
