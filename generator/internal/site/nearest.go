package site

import (
	"html/template"

	"github.com/rolediff/rolediff/generator/internal/compare"
)

// AlikeView is how alike two roles are, and in what. It is the data of
// partials/alike.html.
type AlikeView struct {
	Percent   template.HTML   // how alike, 0 to 100
	Alike     []template.HTML // labels of dimensions, up to two
	ByFacts   bool            // no dimension is named, though they are much alike
	Different template.HTML   // label of a dimension, or empty
}

// NearestView is a role that is like the one whose page it is. It is the data of
// partials/nearest.html.
type NearestView struct {
	Href       template.URL  // of the pair, relative to the page
	Own, Title template.HTML // of the role whose page it is, and of the other one
	AlikeView
}

// byFacts is from how many percent on two roles of which no dimension is named are
// alike by what is no dimension: their words make less than 14 of these.
const byFacts = 28

// nearRole explains how another role is like one. Its exported fields and the names of
// roles and dimensions are all that is shown of it.
type nearRole struct {
	Role      int
	Percent   int
	Alike     []int // dimensions
	Different int   // dimension, or below 0
}

// nearRoles explains the roles most like role i.
func (s *Site) nearRoles(i, limit int) []nearRole {
	var out []nearRole
	for _, nb := range s.nearest[i][:min(limit, len(s.nearest[i]))] {
		out = append(out, s.nearRole(i, nb))
	}
	return out
}

func (s *Site) nearRole(i int, nb compare.Neighbor) nearRole {
	alike, different := compare.Explain(s.roles[i].profile, s.roles[nb.Index].profile, s.usual)
	return nearRole{nb.Index, percent(nb.Similarity), alike, different}
}

func (n *nearRole) byFacts() bool { return len(n.Alike) == 0 && n.Percent >= byFacts }

// view is what a layout is told of it.
func (n *nearRole) view(terms *terms) AlikeView {
	v := AlikeView{Percent: template.HTML(appendInt(nil, n.Percent)), ByFacts: n.byFacts()}
	for _, d := range n.Alike {
		v.Alike = append(v.Alike, terms.dimensions[d])
	}
	if n.Different >= 0 {
		v.Different = terms.dimensions[n.Different]
	}
	return v
}

// nearestForms are the forms of partials/nearest.html: by the number of dimensions that
// are named, or nearestByFacts. 1: there is one in which they differ.
type nearestForms [nearestByFacts + 1][2]form

const nearestByFacts = 3

// Holes of nearest.html.
const (
	nearHref = iota
	nearOwn
	nearTitle
	nearPercent
	nearDifferent
	nearAlike // + place
)

func (e *engine) newNearestForms(cut func(string, any) form) (forms nearestForms) {
	hole := e.formHole
	for kind := range forms {
		for different := range 2 {
			v := NearestView{e.urlHole(nearHref), hole(nearOwn), hole(nearTitle), AlikeView{Percent: e.bareHole(nearPercent)}}
			if v.ByFacts = kind == nearestByFacts; !v.ByFacts {
				for k := range kind {
					v.Alike = append(v.Alike, hole(nearAlike+k))
				}
			}
			if different == 1 {
				v.Different = hole(nearDifferent)
			}
			forms[kind][different] = cut("nearest.html", v)
		}
	}
	return forms
}

// appendNearest executes partials/nearest.html for each, so to speak.
func (s *Site) appendNearest(dst []byte, i int, near []nearRole) []byte {
	for k := range near {
		n := &near[k]
		kind, different := len(n.Alike), min(n.Different+1, 1)
		if n.byFacts() {
			kind = nearestByFacts
		}
		dst = s.engine.forms.nearest[kind][different].fill(dst, func(dst []byte, hole int) []byte {
			switch hole {
			case nearHref:
				return s.appendHref(dst, i, n.Role)
			case nearOwn:
				return append(dst, s.labels.title(i)...)
			case nearTitle:
				return append(dst, s.labels.title(n.Role)...)
			case nearPercent:
				return appendInt(dst, n.Percent)
			case nearDifferent:
				return append(dst, s.engine.terms.dimensions[n.Different]...)
			}
			return append(dst, s.engine.terms.dimensions[n.Alike[hole-nearAlike]]...)
		})
	}
	return dst
}
