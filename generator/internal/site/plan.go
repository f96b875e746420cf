package site

import (
	"iter"
	"slices"

	"github.com/rolediff/rolediff/generator/internal/config"
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
	beside       map[int][]int   // the roles that a note joins with a role
	pairs, trios int             // how many have a page
	triosFrom    []int           // with the policy "related", how many begin with each role
}

// newPlan plans the pages of a site whose nearest roles and relations are known.
// An edit that leaves relations and notes alone changes few lists of related roles.
func newPlan(s *Site, d delta) plan {
	p := plan{roles: len(s.nearest), pairPolicy: s.cfg.Pairs, trioPolicy: s.cfg.Trios}
	if p.pairPolicy == config.PolicyRelated || p.trioPolicy == config.PolicyRelated {
		var former *plan
		if d.before != nil && !d.relations && slices.Equal(d.before.content.Notes, s.content.Notes) {
			former = &d.before.plan
		}
		renewed := p.relate(s, former, d)
		if p.trioPolicy == config.PolicyRelated {
			p.countRelated(former, renewed)
		}
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
