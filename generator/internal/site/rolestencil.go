package site

import (
	"html/template"
	"sync"

	"github.com/rolediff/rolediff/generator/internal/layout"
)

// roleShape is what role.html may decide by: which values of a role are empty. All
// roles of a shape have the same page but for what is placed in it.
type roleShape struct {
	summary, family, track, updated, editURL bool
	aliases                                  int
	parts                                    [roleParts]bool
}

func newRoleShape(v *RoleView, p *parts) roleShape {
	shape := roleShape{v.Summary != "", v.Family != "", v.Track != "", v.Updated != "", v.EditURL != "", len(v.Aliases), [roleParts]bool{}}
	for part := range p {
		shape.parts[part] = len(p[part]) > 0
	}
	return shape
}

// roleStencil is role.html, executed once for a shape and cut at what is placed.
type roleStencil []rolePart

// rolePart is literal text and what stands behind it.
type rolePart struct {
	literal []byte
	hole    int // a part from partHole on, a field else, or layout.Literal in the last one
	in      layout.Context
}

// measurable are the fields of a role's page of which a layout could see more than
// whether they are empty, and decide by it.
var measurable = map[string]bool{
	"Rows": true, "ReportsTo": true, "ReportedBy": true, "CameFrom": true, "LeadsTo": true,
	"Nearest": true, "Body": true, "Pictures": true, "Versus": true, "Aliases": true,
}

// partHole is the hole of the first part. Before it come fields, as in a slot.
const partHole = slotStride

// roleStencils are those that were asked for. One is nil where the layout does more
// with what it is given than to place it, or places it in a way that nobody knows.
type roleStencils struct {
	mutex  sync.Mutex
	shapes map[roleShape]roleStencil
}

func (e *engine) roleStencil(shape roleShape) roleStencil {
	e.roleStencils.mutex.Lock()
	defer e.roleStencils.mutex.Unlock()
	stencil, ok := e.roleStencils.shapes[shape]
	if !ok {
		stencil = e.newRoleStencil(shape)
		e.roleStencils.shapes[shape] = stencil
	}
	return stencil
}

// markedRole is a role as RoleView has it, of values that a layout can do nothing with
// but place them. It has no lists of roles: of a layout that asks for these, there is no
// stencil.
type markedRole struct {
	Site                   *Info
	Slug, Title, Summary   any
	Family, Track, Updated any // a mark or empty
	EditURL                any
	Aliases                []string
}

// markedRolePage is a RolePage of a markedRole.
type markedRolePage struct {
	RolePage
	Role markedRole
}

func (e *engine) newRoleStencil(shape roleShape) roleStencil {
	t := e.layouts.Page("role.html")
	if t.Computes(measurable) || shape.aliases > fieldStep-fieldAlias {
		return nil
	}
	probe := &material{view: shape.probe(e), steps: probeSteps(e.cfg)}
	place := marked{e.marker}
	text := func(field int) any {
		if v := probe.text(field); v != "" {
			return place.text(field, v)
		}
		return ""
	}
	data := markedRolePage{RolePage: e.rolePage(probe, place)}
	data.Title, data.Description, data.Path = text(fieldTitle), text(fieldSummary), opaque{e.marker.Wrap(fieldSlug, probe.view.Slug) + "/"}
	data.Role = markedRole{
		Site: e.info, Slug: text(fieldSlug), Title: text(fieldTitle), Summary: text(fieldSummary),
		Family: text(fieldFamily), Track: text(fieldTrack), Updated: text(fieldUpdated), EditURL: template.URL(""),
	}
	if shape.editURL {
		data.Role.EditURL = place.url(fieldEditURL, string(probe.view.EditURL))
	}
	for k, alias := range probe.view.Aliases {
		data.Role.Aliases = append(data.Role.Aliases, e.marker.Wrap(fieldAlias+k, alias))
	}
	data.place(func(part int) template.HTML {
		if !shape.parts[part] {
			return ""
		}
		return e.formHole(partHole + part)
	})
	page, err := e.layouts.Execute(t, data)
	if err != nil {
		return nil
	}
	pieces, err := e.marker.Cut(page)
	if err != nil {
		return nil
	}
	return e.cutRoleStencil(pieces, e.newLooker(probe))
}

func (e *engine) cutRoleStencil(pieces []layout.Piece, probe *looker) roleStencil {
	var stencil roleStencil
	var literal []byte
	for _, p := range pieces {
		if p.Hole == layout.Literal {
			if literal = p.Text; e.marker.In(string(literal)) {
				return nil // it is part of one
			}
			continue
		}
		part := rolePart{literal: literal, hole: p.Hole}
		literal = nil
		if p.Hole < partHole {
			w := newWay(p.Hole, p, probe)
			if !w.known {
				return nil
			}
			part.in = w.in
		} else if string(p.Bytes()) != tag {
			return nil
		}
		stencil = append(stencil, part)
	}
	return append(stencil, rolePart{literal: literal, hole: layout.Literal})
}

// probe is a role of that shape.
func (shape *roleShape) probe(e *engine) *RoleView {
	v := probeRole(e.cfg)
	if !shape.summary {
		v.Summary = ""
	}
	if !shape.family {
		v.Family = ""
	}
	if !shape.track {
		v.Track = ""
	}
	if shape.updated {
		v.Updated = "2026-01-02"
	}
	if !shape.editURL {
		v.EditURL = ""
	}
	for range shape.aliases {
		v.Aliases = append(v.Aliases, "Alias "+probeText)
	}
	return v
}

// append fills the stencil. It fails for a role of which nobody knows how it looks.
func (stencil roleStencil) append(dst []byte, e *engine, m *material, p *parts) (page []byte, ok bool) {
	role := e.newLooker(m)
	for i := range stencil {
		part := &stencil[i]
		dst = append(dst, part.literal...)
		switch {
		case part.hole == layout.Literal:
		case part.hole >= partHole:
			dst = append(dst, p[part.hole-partHole]...)
		default:
			if !role.lookAt(part.hole) {
				return dst, false
			}
			dst = append(dst, role.looks[part.in]...)
		}
	}
	return dst, true
}
