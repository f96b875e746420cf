package site

import (
	"iter"
	"maps"
	"slices"

	"github.com/rolediff/rolediff/generator/internal/config"
	"github.com/rolediff/rolediff/generator/internal/parallel"
)

// plan says which comparisons have a page. With the policy "related" a pair has
// one when one role is among the nearest of the other, when they are joined by
// reports_to or leads_to, or when a note is about both; a trio when at least two
// of its pairs are related, or a note is about it.
type plan struct {
	roles        int
	pairPolicy   string
	trioPolicy   string
	related      [][]int         // of each role the related ones, sorted; nil when no policy asks
	noted        map[[3]int]bool // trios with a note
	pairs, trios int             // how many have a page
	triosFrom    []int           // with the policy "related", how many begin with each role
}

// newPlan plans the pages of a site whose nearest roles and relations are known.
func newPlan(s, prev *Site) plan {
	p := plan{roles: len(s.nearest), pairPolicy: s.cfg.Pairs, trioPolicy: s.cfg.Trios}
	if p.pairPolicy == config.PolicyRelated || p.trioPolicy == config.PolicyRelated {
		p.relate(s)
	}
	if p.related != nil && p.trioPolicy == config.PolicyRelated {
		p.countRelated(prev)
	}
	for i := range p.roles {
		p.pairs += p.pairsWith(i)
		p.trios += p.triosWith(i)
	}
	return p
}

// pairsWith is how many pairs that begin with a role have a page.
func (p *plan) pairsWith(first int) int {
	switch p.pairPolicy {
	case config.PolicyAll:
		return p.roles - 1 - first
	case config.PolicyRelated:
		at, own := slices.BinarySearch(p.related[first], first)
		if own {
			at++
		}
		return len(p.related[first]) - at
	}
	return 0
}

// triosWith is how many trios that begin with a role have a page.
func (p *plan) triosWith(first int) int {
	switch p.trioPolicy {
	case config.PolicyAll:
		n := p.roles - 1 - first
		return n * (n - 1) / 2
	case config.PolicyRelated:
		return p.triosFrom[first]
	}
	return 0
}

// countRelated counts the related trios that begin with each role. The count of a
// role that had the same relations, and whose relations had, is taken over.
func (p *plan) countRelated(prev *Site) {
	p.triosFrom = make([]int, p.roles)
	same := make([]bool, p.roles)
	if prev != nil && len(prev.plan.triosFrom) == p.roles && maps.Equal(prev.plan.noted, p.noted) {
		for i := range same {
			same[i] = slices.Equal(prev.plan.related[i], p.related[i])
		}
	}
	var others []int
	for i, related := range p.related {
		if same[i] && all(related, func(k int) bool { return same[k] }) {
			p.triosFrom[i] = prev.plan.triosFrom[i]
		} else {
			others = append(others, i)
		}
	}
	parallel.Each(len(others), func(at int) { p.triosFrom[others[at]] = len(p.relatedTrios(others[at])) })
}

// relatedNearest is how many of a role's nearest count as related.
const relatedNearest = 6

// relate finds the related roles of each role. It runs after every edit, so all
// lists share one array.
func (p *plan) relate(s *Site) {
	p.noted = map[[3]int]bool{}
	pairs := make([][2]int, 0, 16*p.roles)
	add := func(a, b int) { pairs = append(pairs, [2]int{a, b}) }
	for i, list := range s.nearest {
		for _, nb := range list[:min(relatedNearest, len(list))] {
			add(i, nb.Index)
		}
		for _, j := range s.reports.to[i] {
			add(i, j)
		}
		for _, j := range s.leads.to[i] {
			add(i, j)
		}
	}
	for _, n := range s.content.Notes {
		var buf [3]int
		at := buf[:0]
		for _, slug := range n.Roles {
			i, _ := s.content.Roles.Index(slug)
			at = append(at, i)
		}
		add(at[0], at[1])
		if len(at) == 3 {
			add(at[1], at[2])
			p.noted[[3]int(at)] = true
		}
	}
	count := make([]int, p.roles)
	for _, pair := range pairs {
		count[pair[0]]++
		count[pair[1]]++
	}
	p.related = make([][]int, p.roles)
	room := make([]int, 2*len(pairs))
	for i, n := range count {
		p.related[i], room = room[:0:n], room[n:]
	}
	for _, pair := range pairs {
		p.related[pair[0]] = append(p.related[pair[0]], pair[1])
		p.related[pair[1]] = append(p.related[pair[1]], pair[0])
	}
	for i := range p.related {
		slices.Sort(p.related[i])
		p.related[i] = slices.Compact(p.related[i])
	}
}

func (p *plan) near(a, b int) bool {
	_, ok := slices.BinarySearch(p.related[a], b)
	return ok
}

func (p *plan) relatedTrioPolicy() bool { return p.trioPolicy == config.PolicyRelated }

// has tells whether a comparison, in canonical order, has a page.
func (p *plan) has(roles []int) bool {
	switch len(roles) {
	case 2:
		return p.pairPolicy == config.PolicyAll || p.pairPolicy == config.PolicyRelated && p.near(roles[0], roles[1])
	case 3:
		switch p.trioPolicy {
		case config.PolicyAll:
			return true
		case config.PolicyRelated:
			return p.relatedTrio(roles[0], roles[1], roles[2])
		}
	}
	return false
}

// third is the first role from a place on with which two others have a page, or -1.
// A related trio has two related pairs, so one of the two is related to its third.
func (p *plan) third(a, b, from int) int {
	switch p.trioPolicy {
	case config.PolicyAll:
		for from == a || from == b {
			from++
		}
		if from < p.roles {
			return from
		}
	case config.PolicyRelated:
		first := -1
		for _, list := range [...][]int{p.related[a], p.related[b]} {
			at, _ := slices.BinarySearch(list, from)
			for _, k := range list[at:] {
				if k != a && k != b && p.relatedTrio(a, b, k) {
					if first < 0 || k < first {
						first = k
					}
					break
				}
			}
		}
		return first
	}
	return -1
}

// trioOfEach yields every role behind one with which it begins a trio, and the third
// role of the first trio of the two: for each what third says.
func (p *plan) trioOfEach(first int) iter.Seq2[int, int] {
	return func(yield func(int, int) bool) {
		switch p.trioPolicy {
		case config.PolicyAll:
			for b := first + 1; b+1 < p.roles; b++ {
				if !yield(b, b+1) {
					return
				}
			}
		case config.PolicyRelated:
			last := -1
			for _, t := range p.relatedTrios(first) {
				if t[0] != last && !yield(t[0], t[1]) {
					return
				}
				last = t[0]
			}
		}
	}
}

func (p *plan) relatedTrio(a, b, c int) bool {
	n := 0
	for _, near := range [...]bool{p.near(a, b), p.near(a, c), p.near(b, c)} {
		if near {
			n++
		}
	}
	return n >= 2 || p.noted[[3]int{a, b, c}]
}

// pairsOf yields the second role of every pair that has a page and begins with
// first, in canonical order.
func (p *plan) pairsOf(first int) iter.Seq[int] {
	return func(yield func(int) bool) {
		switch p.pairPolicy {
		case config.PolicyAll:
			for b := first + 1; b < p.roles; b++ {
				if !yield(b) {
					return
				}
			}
		case config.PolicyRelated:
			for _, b := range p.related[first] {
				if b > first && !yield(b) {
					return
				}
			}
		}
	}
}

// triosOf yields the second and third role of every trio that has a page and
// begins with first, in canonical order.
func (p *plan) triosOf(first int) iter.Seq2[int, int] {
	return func(yield func(int, int) bool) {
		switch p.trioPolicy {
		case config.PolicyAll:
			for b := first + 1; b < p.roles; b++ {
				for c := b + 1; c < p.roles; c++ {
					if !yield(b, c) {
						return
					}
				}
			}
		case config.PolicyRelated:
			for _, t := range p.relatedTrios(first) {
				if !yield(t[0], t[1]) {
					return
				}
			}
		}
	}
}

// relatedTrios lists the trios that begin with a role: two related pairs share a
// role, so all of them are within two steps.
func (p *plan) relatedTrios(a int) [][2]int {
	var out [][2]int
	add := func(b, c int) {
		if b > c {
			b, c = c, b
		}
		if b > a && b < c {
			out = append(out, [2]int{b, c})
		}
	}
	for _, b := range p.related[a] {
		for _, c := range p.related[a] {
			add(b, c)
		}
		for _, c := range p.related[b] {
			add(b, c)
		}
	}
	for t := range p.noted {
		if t[0] == a {
			add(t[1], t[2])
		}
	}
	slices.SortFunc(out, func(x, y [2]int) int { return slices.Compare(x[:], y[:]) })
	return slices.Compact(out)
}
