package site

import (
	"bytes"
	"fmt"

	"github.com/rolediff/rolediff/generator/internal/diag"
	"github.com/rolediff/rolediff/generator/internal/layout"
	"github.com/rolediff/rolediff/generator/internal/parallel"
)

// oracleSamples is how many pages a build renders both ways.
const oracleSamples = 4

// allPlain returns the engine with every page taking the plain way. The browser
// has no such way: it joins nothing then, and says so.
func (e *engine) allPlain() *engine {
	c := *e
	c.trios = nil
	c.frames, c.blocks = map[int]*frame{}, map[int]*frame{}
	for n := range e.frames {
		c.frames[n] = &frame{slots: n, plain: true}
	}
	for n := range e.blocks {
		c.blocks[n] = &frame{slots: n, plain: true}
	}
	c.sum = c.hash()
	return &c
}

// checkOracle renders a few pages both ways. When joining gives another page
// than executing, the layout is taken the plain way, with a warning.
func (s *Site) checkOracle(so diag.List) diag.List {
	if so.HasErrors() {
		return nil
	}
	n := len(s.roles)
	var samples [][]int
	for k := range oracleSamples {
		// Spread over the roles, each slot in another quarter.
		step := max(n/oracleSamples, 1)
		for _, roles := range [][]int{{k * step, k*step + 1}, {k * step, k*step + 1, k*step + 2}} {
			if roles[len(roles)-1] < n && !s.engine.frames[len(roles)].plain {
				samples = append(samples, roles)
			}
		}
	}
	same, errs := make([]bool, len(samples)), make([]error, len(samples))
	parallel.Each(len(samples), func(i int) { same[i], errs[i] = s.sameBothWays(samples[i]...) })
	for i, roles := range samples {
		if errs[i] != nil {
			return diag.FromError(errs[i])
		}
		if !same[i] {
			s.engine = s.engine.allPlain()
			return diag.List{{
				Severity: diag.Warning, Code: "slow-layout", Position: diag.Position{File: layout.Dir + "/" + comparisonLayout},
				Message: fmt.Sprintf("joining the page of %s and %s gives another page than executing the layout, so every page is executed by itself", s.slug(roles[0]), s.slug(roles[len(roles)-1])),
				Hint:    "in comparison.html and the small partials place values only, between tags or in attributes",
			}}
		}
	}
	return nil
}

// sameBothWays tells whether a comparison comes out the same, joined and plain,
// once both are minified.
func (s *Site) sameBothWays(roles ...int) (bool, error) {
	want, err := s.plainComparison(roles...)
	if err != nil {
		return false, err
	}
	j := s.prepare(roles...)
	got := j.append(nil, s.engine.frames[len(roles)])
	j.done()
	if bytes.Equal(got, want) {
		return true, nil
	}
	a, err := layout.Minify(got)
	if err != nil {
		return false, err
	}
	b, err := layout.Minify(want)
	return bytes.Equal(a, b), err
}
