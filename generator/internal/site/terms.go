package site

import (
	"html/template"
	"strings"

	"github.com/rolediff/rolediff/generator/internal/config"
	"github.com/rolediff/rolediff/generator/internal/layout"
)

// terms are the words of the config as they stand in a page.
type terms struct {
	scales     []scaleTerms
	tracks     []template.HTML
	families   map[string]template.HTML
	dimensions []template.HTML
}

type scaleTerms struct {
	label, most, more template.HTML
	least             template.HTML // "narrowest", behind most, "widest scope"
	steps             []template.HTML
}

func newTerms(cfg *config.Config) terms {
	escape := func(s string) template.HTML { return template.HTML(layout.EscapeText(s)) }
	t := terms{families: map[string]template.HTML{}}
	for _, s := range cfg.Scales {
		st := scaleTerms{label: escape(s.Label), most: escape(s.Most), more: escape(s.More), least: escape(opposite(s.Most, s.Least))}
		for _, step := range s.Steps {
			st.steps = append(st.steps, escape(step.Label))
		}
		t.scales = append(t.scales, st)
	}
	for _, track := range cfg.Tracks {
		t.tracks = append(t.tracks, escape(track.Label))
	}
	for _, f := range cfg.Families {
		t.families[f.Key] = escape(f.Label)
	}
	for _, d := range cfg.Dimensions {
		t.dimensions = append(t.dimensions, escape(d.Label))
	}
	return t
}

// opposite is what of the words for the lowest place has to be said behind those
// for the highest: what both end in need not be said twice.
func opposite(most, least string) string {
	m, l := strings.Fields(most), strings.Fields(least)
	for len(m) > 0 && len(l) > 1 && m[len(m)-1] == l[len(l)-1] {
		m, l = m[:len(m)-1], l[:len(l)-1]
	}
	return strings.Join(l, " ")
}
