package site

import (
	"html/template"
	"sync/atomic"

	"github.com/rolediff/rolediff/generator/internal/compare"
	"github.com/rolediff/rolediff/generator/internal/layout"
)

// gaps are the sentences about places on a scale, with nothing left to fill in but the
// names. Three of them stand on nearly every page, and there are few different ones.
// Each is made when it is first needed.
type gaps struct {
	scales [][]atomic.Pointer[form] // of each scale: see at
	steps  []int                    // of each scale
}

func newGaps(t terms) *gaps {
	g := &gaps{}
	for _, scale := range t.scales {
		n := len(scale.steps)
		g.steps = append(g.steps, n)
		g.scales = append(g.scales, make([]atomic.Pointer[form], n*n*gapForms))
	}
	return g
}

// gapForms is how many forms there are for two places on a scale: of a pair, of three
// roles, and of three where several stand highest.
const gapForms = 3

func (g *gaps) at(n int, s *compare.Sentence) *atomic.Pointer[form] {
	kind := 0
	if n > 2 {
		kind = 1
		if many(s.Who) {
			kind = 2
		}
	}
	return &g.scales[s.Scale][(s.Step*g.steps[s.Scale]+s.OtherStep)*gapForms+kind]
}

// gap is a sentence about a scale, of two or three roles.
func (e *engine) gap(n int, s *compare.Sentence) form {
	at := e.gaps.at(n, s)
	made := at.Load()
	if made == nil {
		made = e.newGap(n, s)
		at.Store(made)
	}
	return *made
}

// newGap fills all holes of a form but those of names.
func (e *engine) newGap(n int, s *compare.Sentence) *form {
	var out form
	var literal []byte
	for _, part := range e.forms.sentence(n, int(s.Kind), s.Who) {
		literal = append(literal, part.literal...)
		if part.hole == formWho || part.hole == formWhom || part.hole == layout.Literal {
			out = append(out, formPart{literal, part.hole})
			literal = nil
		} else {
			literal = append(literal, e.terms.ofGap(s, part.hole)...)
		}
	}
	return &out
}

// ofGap is what the config says of a sentence about a scale.
func (t *terms) ofGap(s *compare.Sentence, hole int) template.HTML {
	if s.Scale >= len(t.scales) {
		return ""
	}
	scale := &t.scales[s.Scale]
	switch {
	case hole == formPhrase && s.Kind == compare.Most:
		return scale.most
	case hole == formPhrase && s.Kind == compare.More:
		return scale.more
	case hole == formStep:
		return scale.steps[s.Step]
	case hole == formLeast:
		return scale.least
	case hole == formOther:
		return scale.steps[s.OtherStep]
	}
	return ""
}
