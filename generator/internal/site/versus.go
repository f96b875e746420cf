package site

import (
	"github.com/rolediff/rolediff/generator/internal/config"
	"github.com/rolediff/rolediff/generator/internal/layout"
)

// labels are the slugs of all roles and their titles as they stand in text, one
// behind the other. A list of all roles is made of them much faster than of what is
// scattered over memory.
type labels struct {
	text []byte
	ends []int // of each slug and title in turn
}

func (s *Site) newLabels(d delta) *labels {
	if d.before != nil && !d.titles {
		return d.before.labels
	}
	l := &labels{ends: make([]int, 0, 2*len(s.roles))}
	for i, r := range s.roles {
		l.text = append(l.text, s.slug(i)...)
		l.ends = append(l.ends, len(l.text))
		l.text = append(l.text, r.material.name...)
		l.ends = append(l.ends, len(l.text))
	}
	return l
}

func (l *labels) slug(i int) []byte {
	from := 0
	if i > 0 {
		from = l.ends[2*i-1]
	}
	return l.text[from:l.ends[2*i]]
}

func (l *labels) title(i int) []byte { return l.text[l.ends[2*i]:l.ends[2*i+1]] }

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
	for i := range s.engine.forms.versus {
		part := &s.engine.forms.versus[i]
		out = append(out, part.literal...)
		switch part.hole {
		case layout.Literal:
		case formHref:
			if !page {
				out = append(append(out, "../compare/index.html#"...), l.slug(a)...)
				out = append(append(out, ','), l.slug(b)...)
				continue
			}
			out = append(append(out, "../"...), l.slug(a)...)
			out = append(append(out, "/vs-"...), l.slug(b)...)
			if c >= 0 {
				out = append(append(out, "-vs-"...), l.slug(c)...)
			}
			out = append(out, ".html"...)
		case formWho:
			out = append(out, l.title(other)...)
			if c >= 0 {
				out = append(append(out, " vs "...), l.title(c)...)
			}
		}
	}
	return out
}
