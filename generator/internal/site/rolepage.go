package site

import (
	"html/template"
	"sync"

	"github.com/rolediff/rolediff/generator/internal/config"
	"github.com/rolediff/rolediff/generator/internal/layout"
)

// RolePage is the data of role.html.
type RolePage struct {
	Base
	Role       *RoleView
	Scales     []ScaleRow
	Rows       template.HTML // partials/role-row.html, once a dimension
	ReportsTo  template.HTML // partials/role-link.html for each role that it reports to
	ReportedBy template.HTML // and for each that reports to it
	CameFrom   template.HTML // and for each that leads to it
	LeadsTo    template.HTML // and for each that it leads to
	Body       template.HTML
	// Who is above and below, and who leads to it and where it leads: partials/graph.html
	// for each that there is.
	Pictures template.HTML
	Nearest  template.HTML // partials/nearest.html for each of the roles most like it
	Pairs    int           // how many pairs there are with this role
	Versus   template.HTML // partials/versus.html, once a pair
}

// RoleRow is one dimension of a role's own page. It is the data of
// partials/role-row.html.
type RoleRow struct {
	Key, Label, Help string
	HTML             template.HTML // partials/cell.html without marks
}

// Parts of a role's page that are ready HTML, and minified.
const (
	partRows = iota
	partReportsTo
	partReportedBy
	partCameFrom
	partLeadsTo
	partNearest
	partBody
	partPictures
	partVersus
	roleParts
)

type parts [roleParts][]byte

// partBuffers are for the parts of pages: with many roles the list of pairs is most of
// a page.
var partBuffers = sync.Pool{New: func() any { return new(parts) }}

// place gives each part to the layout for which there is a text.
func (p *RolePage) place(text func(part int) template.HTML) {
	for part, field := range [roleParts]*template.HTML{
		partRows: &p.Rows, partReportsTo: &p.ReportsTo, partReportedBy: &p.ReportedBy, partCameFrom: &p.CameFrom, partLeadsTo: &p.LeadsTo,
		partNearest: &p.Nearest, partBody: &p.Body, partPictures: &p.Pictures, partVersus: &p.Versus,
	} {
		*field = text(part)
	}
}

// newRoleRows cuts partials/role-row.html for each dimension.
func (e *engine) newRoleRows(cut func(string, any) form) (forms []form) {
	for _, d := range e.cfg.Dimensions {
		forms = append(forms, cut("role-row.html", RoleRow{d.Key, d.Label, d.Help, e.formHole(formStatement)}))
	}
	return forms
}

// appendRole makes the page of a role: its parts, half of them beside, and what stands
// around these.
func (s *Site) appendRole(dst []byte, i int) ([]byte, error) {
	p := partBuffers.Get().(*parts)
	defer partBuffers.Put(p)
	var failed error
	var beside sync.WaitGroup
	beside.Go(func() {
		failed = s.fillBody(p, i)
		p[partPictures] = s.appendPictures(p[partPictures][:0], i)
	})
	err := s.fillLists(p, i)
	p[partVersus] = s.appendVersus(p[partVersus][:0], i)
	beside.Wait()
	if err == nil {
		err = failed
	}
	if err != nil {
		return dst, err
	}
	m := s.roles[i].material
	if stencil := s.engine.roleStencil(newRoleShape(m.view, p)); stencil != nil {
		if page, ok := stencil.append(dst, s.engine, m, p); ok {
			return page, nil
		}
	}
	data := s.engine.rolePage(m, plainly{})
	data.place(func(part int) template.HTML { return template.HTML(p[part]) })
	page, err := s.layouts.Execute(s.layouts.Page("role.html"), data)
	return append(dst, page...), err
}

// fillLists makes the parts that are lists.
func (s *Site) fillLists(p *parts, i int) error {
	rows := p[partRows][:0]
	for d := range s.cfg.Dimensions {
		cell, err := s.engine.ownCell(s.roles[i], d)
		if err != nil {
			return err
		}
		rows = s.engine.forms.roleRows[d].fill(rows, func(dst []byte, _ int) []byte { return append(dst, cell...) })
	}
	p[partRows] = rows
	for part, roles := range [...][]int{
		partReportsTo: s.reports.to[i], partReportedBy: s.reports.from[i], partCameFrom: s.leads.from[i], partLeadsTo: s.leads.to[i],
	} {
		if part >= partReportsTo {
			p[part] = s.appendRoleLinks(p[part][:0], roles)
		}
	}
	p[partNearest] = s.appendNearest(p[partNearest][:0], i, s.nearRoles(i, nearestKept))
	return nil
}

// fillBody makes the part that is a person's own text.
func (s *Site) fillBody(p *parts, i int) (err error) {
	body, _ := s.content.Markdown.Body(s.roles[i].profile.Role.Body) // what it leaves out was reported when the file was read
	p[partBody], err = layout.Minify([]byte(body))
	return err
}

// rolePage is what the layout of a role's page is given, without its parts.
func (e *engine) rolePage(m *material, place placer) RolePage {
	view := m.view
	data := RolePage{
		Base: Base{Site: e.info, Kind: "role", Root: "../", Title: view.Title, Description: view.Summary, Path: view.Slug + "/"},
		Role: view, Pairs: e.info.Roles - 1,
	}
	slot := e.slot(0, 1, m, place)
	for k, scale := range e.cfg.Scales {
		data.Scales = append(data.Scales, ScaleRow{
			Key: scale.Key, Label: scale.Label, Help: scale.Help, Names: stepNames(scale), Steps: slot.steps[k : k+1],
		})
	}
	return data
}

// roleText is the page of a role without pictures and the list of pairs.
func (s *Site) roleText(i int) (RolePage, error) {
	var p parts
	data := s.engine.rolePage(s.roles[i].material, plainly{})
	if err := s.fillLists(&p, i); err != nil {
		return data, err
	}
	if err := s.fillBody(&p, i); err != nil {
		return data, err
	}
	data.place(func(part int) template.HTML { return template.HTML(p[part]) })
	return data, nil
}

func stepNames(scale config.Scale) []string {
	var out []string
	for _, step := range scale.Steps {
		out = append(out, step.Label)
	}
	return out
}
