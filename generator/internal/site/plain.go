package site

import (
	"html/template"
	"strings"

	"github.com/rolediff/rolediff/generator/internal/compare"
)

// plain renders a comparison by executing every layout with real data. It is
// what a layout means: the joined page must come out the same. It serves layouts
// that cannot be cut, and the tests.
type plain struct {
	joiner *joiner
	err    error
}

func (s *Site) plainComparison(roles ...int) ([]byte, error) {
	j := s.prepare(roles...)
	defer j.done()
	p := &plain{joiner: j}
	var materials []*material
	for _, r := range j.roles[:j.n+s.engine.extras.of(j.n)] {
		materials = append(materials, r.material)
	}
	data := s.engine.comparison(j.n, materials, plainly{}, p)
	if p.err != nil {
		return nil, p.err
	}
	return s.engine.layouts.Execute(s.engine.layouts.Page(comparisonLayout), data)
}

func (p *plain) execute(partial string, view any) string {
	e := p.joiner.site.engine
	out, err := e.layouts.Execute(e.layouts.Partial(partial), view)
	if err != nil && p.err == nil {
		p.err = err
	}
	return string(out)
}

func (p *plain) cell(slot, d int) template.HTML {
	j := p.joiner
	src := j.roles[slot].cells[d]
	view := CellView{
		Role: j.roles[slot].material.view, Label: j.site.cfg.Dimensions[d].Label,
		Stated: len(src.statements) > 0, List: src.list,
	}
	for i, s := range src.statements {
		sharers := compare.Sharers(j.profiles[:j.n], d, j.profiles[slot].Cells[d][i])
		state := stateOf(sharers, j.n)
		view.Statements = append(view.Statements, Statement{
			HTML: template.HTML(s), State: stateWords[state],
			Mark: template.HTML(setOff([]byte(p.execute("mark.html", MarkView{stateWords[state], j.n, p.names(sharers &^ (1 << slot))})))),
		})
	}
	return template.HTML(p.execute("cell.html", view))
}

func (p *plain) names(slots compare.Slots) template.HTML {
	return template.HTML(p.joiner.appendNames(nil, slots, before))
}

func (p *plain) value(hole int) string {
	j := p.joiner
	kind := hole / 1000 * 1000
	switch kind {
	case holeDifferences:
		return p.differences()
	case holeMoving:
		if j.n == 2 {
			return p.moving()
		}
		return ""
	case holeState:
		return agreementWords[compare.Agree(j.profiles[:j.n], hole-kind)]
	case holeAgreement:
		return string(setOff([]byte(p.execute("agreement.html", AgreementView{agreementWords[compare.Agree(j.profiles[:j.n], hole-kind)], j.n}))))
	}
	return string(j.appendPageHole(nil, hole))
}

func (p *plain) differences() string {
	var b strings.Builder
	j := p.joiner
	for _, s := range compare.Differences(nil, j.profiles[:j.n], &j.site.context) {
		part := func(hole int) template.HTML { return template.HTML(j.appendSentencePart(nil, &s, hole)) }
		view := SentenceView{
			Kind: sentenceKinds[j.sentenceForm(&s)], Many: many(s.Who), Count: j.n,
			Who: p.names(s.Who), Whom: part(formWhom), Number: part(formNumber),
			Phrase: part(formPhrase),
		}
		if s.Role != "" {
			view.Role = part(formRole)
		}
		switch s.Kind {
		case compare.Most, compare.More:
			view.Step, view.Other, view.Least = part(formStep), part(formOther), part(formLeast)
		case compare.Level:
			view.Label = part(formLabel)
		case compare.SharesOne, compare.AllShareOne:
			view.Dimension, view.Statement = part(formDimension), part(formStatement)
		case compare.Shares, compare.AllShare:
			view.Dimension = part(formDimension)
		}
		b.WriteString(p.execute("difference.html", view))
	}
	return b.String()
}

func (p *plain) moving() string {
	j := p.joiner
	m := compare.Moving(j.profiles[0], j.profiles[1])
	scales := func(list []int) template.HTML {
		var b strings.Builder
		for _, s := range list {
			t := j.site.engine.terms.scales[s]
			b.WriteString(p.execute("moving-item.html", MovingItemView{
				Kind: "scale", Label: t.label,
				From: t.steps[j.profiles[m.From].Role.Scales[s]], To: t.steps[j.profiles[m.To].Role.Scales[s]],
			}))
		}
		return template.HTML(b.String())
	}
	statements := func(slot int, places []compare.Place) template.HTML {
		var b strings.Builder
		for _, at := range places {
			b.WriteString(p.execute("moving-item.html", MovingItemView{
				Kind: "statement", Statement: template.HTML(j.roles[slot].cells[at.Dimension].statements[at.Statement]),
			}))
		}
		return template.HTML(b.String())
	}
	return p.execute("moving.html", MovingView{
		From: j.roles[m.From].material.name, To: j.roles[m.To].material.name,
		HasUp: len(m.Up) > 0, HasDown: len(m.Down) > 0, HasNew: len(m.New) > 0, HasGone: len(m.Gone) > 0, Next: m.Next,
		Up: scales(m.Up), Down: scales(m.Down), New: statements(m.To, m.New), Gone: statements(m.From, m.Gone),
	})
}
