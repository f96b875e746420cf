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

// sortRoles puts roles into canonical order. They are so few that a library would
// take longer.
func sortRoles(roles []int) {
	for i := range roles {
		for k := i; k > 0 && roles[k] < roles[k-1]; k-- {
			roles[k], roles[k-1] = roles[k-1], roles[k]
		}
	}
}

// address is a slug with what stands around it in the ways to comparisons, as these
// are put together a few times for each page.
type address struct {
	folder string // ../slug/
	begin  string // vs-slug
	pair   string // vs-slug.html
	third  string // -vs-slug.html
}

func newAddress(slug string) address {
	all := "../" + slug + "/-vs-" + slug + ".html"
	from := len("../") + len(slug) + len("/")
	return address{
		folder: all[:from], begin: all[from+1 : len(all)-len(".html")], pair: all[from+1:], third: all[from:],
	}
}

// appendHref writes the way from a comparison to another one: to its page, or to
// the page that puts it together in the browser. It sorts roles. Slugs need no
// escaping.
func (s *Site) appendHref(dst []byte, roles ...int) []byte {
	sortRoles(roles)
	if s.plan.has(roles) {
		dst = append(dst, s.roles[roles[0]].address.folder...)
		return s.appendName(dst, roles[1:])
	}
	dst = append(dst, "../compare/index.html#"...)
	for i, r := range roles {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = append(dst, s.slug(r)...)
	}
	return dst
}

// appendName is role.Name.
func (s *Site) appendName(dst []byte, others []int) []byte {
	first := &s.roles[others[0]].address
	if len(others) == 1 {
		return append(dst, first.pair...)
	}
	return append(append(dst, first.begin...), s.roles[others[1]].address.third...)
}
