package site

import "github.com/rolediff/rolediff/generator/internal/config"

// appendVersus lists all pairs of a role, and a trio in place of each pair that has no
// page but begins some of trios. There are as many as roles, so executing the
// partial for each would take most of the time of the page.
func (s *Site) appendVersus(out []byte, i int) []byte {
	pages := s.newPaired(i)
	for j := range s.roles {
		if j != i {
			out = s.appendVersusOne(out, pages.with(j), min(i, j), max(i, j), -1, j)
		}
	}
	pages = s.newPaired(i)
	for j, k := range s.plan.trioOfEach(i) {
		if !pages.with(j) {
			out = s.appendVersusOne(out, true, i, j, k, j)
		}
	}
	return out
}

// paired tells with which roles one has a page, asked in their order.
type paired struct {
	all  bool
	rest []int // related roles that were not asked for yet
}

func (s *Site) newPaired(i int) paired {
	switch s.plan.pairPolicy {
	case config.PolicyAll:
		return paired{all: true}
	case config.PolicyRelated:
		return paired{rest: s.plan.related[i]}
	}
	return paired{}
}

func (p *paired) with(j int) bool {
	for len(p.rest) > 0 && p.rest[0] < j {
		p.rest = p.rest[1:]
	}
	return p.all || len(p.rest) > 0 && p.rest[0] == j
}

// appendVersusOne places the comparison of a and b, and of c unless it is below 0, in
// canonical order, on the page of a role that is one of them: other comes first of
// the others. page tells whether it has a page.
func (s *Site) appendVersusOne(out []byte, page bool, a, b, c, other int) []byte {
	l := s.labels
	return s.engine.forms.versus.fill(out, func(out []byte, hole int) []byte {
		switch {
		case hole == formWho && c >= 0:
			return append(append(append(out, l.title(other)...), " vs "...), l.title(c)...)
		case hole == formWho:
			return append(out, l.title(other)...)
		case !page:
			out = append(append(out, "../compare/index.html#"...), l.slug(a)...)
			return append(append(out, ','), l.slug(b)...)
		}
		out = append(append(out, "../"...), l.slug(a)...)
		out = append(append(out, "/vs-"...), l.slug(b)...)
		if c >= 0 {
			out = append(append(out, "-vs-"...), l.slug(c)...)
		}
		return append(out, ".html"...)
	})
}
