package site

import (
	"bytes"
	"html/template"
	"net/url"

	"github.com/rolediff/rolediff/generator/internal/config"
)

// HomePage is the data of home.html.
type HomePage struct {
	Base
	Pairs    int // that have a page
	Trios    int
	Families []FamilyView
	Noted    []ComparisonLink // comparisons that a person wrote about, first twelve that show what people ask
}

// FamilyView is a group of roles.
type FamilyView struct {
	Label, Help string
	Roles       []*RoleView
}

// ComparisonLink leads to a pair or trio from the root.
type ComparisonLink struct {
	Href   string
	Titles []string
}

// RolePage is the data of role.html.
type RolePage struct {
	Base
	Role    *RoleView
	Rows    []RoleRow
	Scales  []ScaleRow
	Body    template.HTML
	Line    *GraphView // who is above and below; nil where nobody is
	Paths   *GraphView // who leads to it, where it leads; nil where nothing does
	Nearest []NearestView
	Pairs   int           // how many pairs there are with this role
	Versus  template.HTML // partials/versus.html, once a pair
}

// RoleRow is one dimension of a role's own page.
type RoleRow struct {
	Key, Label, Help string
	HTML             template.HTML // partials/cell.html without marks
}

// ContentPage is the data of page.html.
type ContentPage struct {
	Base
	Body    template.HTML
	EditURL template.URL
	Updated string
}

// MissingPage is the data of 404.html.
type MissingPage struct {
	Base
	BasePath string // the path of the base URL, or empty
}

func (s *Site) homePage() ([]byte, error) {
	return s.layouts.Execute(s.layouts.Page("home.html"), s.homeData())
}

func (s *Site) homeData() HomePage {
	data := HomePage{Base: Base{Site: s.engine.info, Kind: "home", Root: "./", Title: s.cfg.Title, Description: s.cfg.Description, Path: ""}, Pairs: s.plan.pairs, Trios: s.plan.trios}
	add := func(label, help, key string) {
		f := FamilyView{Label: label, Help: help}
		for i, r := range s.roles {
			if r.profile.Role.Family == key {
				f.Roles = append(f.Roles, s.views[i])
			}
		}
		if len(f.Roles) > 0 {
			data.Families = append(data.Families, f)
		}
	}
	for _, f := range s.cfg.Families {
		add(f.Label, f.Help, f.Key)
	}
	add("", "", "")
	family := func(slug string) string {
		i, _ := s.content.Roles.Index(slug)
		return s.roles[i].profile.Role.Family
	}
	for _, n := range notedOrder(s.content.Notes, family) {
		var at []int
		var titles []string
		for _, slug := range n.Roles {
			i, _ := s.content.Roles.Index(slug)
			at = append(at, i)
			titles = append(titles, s.views[i].Title)
		}
		data.Noted = append(data.Noted, ComparisonLink{s.hrefFromRoot(at...), titles})
	}
	return data
}

// hrefFromRoot is appendHref for pages at the root.
func (s *Site) hrefFromRoot(roles ...int) string {
	return string(s.appendHref(nil, roles...)[len("../"):])
}

func (s *Site) rolePage(i int) ([]byte, error) {
	data, err := s.roleData(i)
	if err != nil {
		return nil, err
	}
	// The list of pairs is minified already, and with many roles most of the page.
	layout, list := s.layouts.Page("role.html"), data.Versus
	if s.engine.marker.In(string(data.Body)) { // all other texts have been looked at
		return s.layouts.Execute(layout, data)
	}
	place := s.engine.marker.Wrap(0, "")
	data.Versus = template.HTML(place)
	page, err := s.layouts.Execute(layout, data)
	if err != nil {
		return nil, err
	}
	return bytes.ReplaceAll(page, []byte(place), []byte(list)), nil
}

func (s *Site) roleData(i int) (RolePage, error) {
	r, view := s.roles[i], s.views[i]
	body, _ := s.content.Markdown.Body(r.profile.Role.Body)
	data := RolePage{
		Base:    Base{Site: s.engine.info, Kind: "role", Root: "../", Title: view.Title, Description: view.Summary, Path: view.Slug + "/"},
		Role:    view,
		Body:    template.HTML(body),
		Line:    s.reportingLine(i, s.reports),
		Paths:   s.careerPaths(i, s.leads),
		Nearest: s.nearestViews(i, nearestKept),
	}
	for d, src := range r.cells {
		term := s.cfg.Dimensions[d]
		cell := CellView{Role: view, Label: term.Label, Stated: len(src.statements) > 0, List: src.list}
		for _, statement := range src.statements {
			cell.Statements = append(cell.Statements, Statement{HTML: template.HTML(statement), State: ""})
		}
		out, err := s.layouts.Execute(s.layouts.Partial("cell.html"), cell)
		if err != nil {
			return RolePage{}, err
		}
		data.Rows = append(data.Rows, RoleRow{term.Key, term.Label, term.Help, template.HTML(out)})
	}
	slot := s.engine.slot(0, 1, r.material, plainly{})
	for k, scale := range s.cfg.Scales {
		data.Scales = append(data.Scales, ScaleRow{
			Key: scale.Key, Label: scale.Label, Help: scale.Help, Names: stepNames(scale), Steps: slot.steps[k : k+1],
		})
	}
	data.Pairs, data.Versus = len(s.roles)-1, s.versus(i)
	return data, nil
}

// versus lists all pairs of a role, and a trio in place of each pair that has no
// page but begins some of trios. There are as many as roles, so executing the
// partial for each would take most of the time of the page.
func (s *Site) versus(i int) template.HTML {
	out := make([]byte, 0, 128*len(s.roles))
	for j := range s.roles {
		if j != i {
			out = s.appendVersus(out, i, j)
		}
	}
	for j := i + 1; j < len(s.roles); j++ {
		if s.plan.has([]int{i, j}) {
			continue
		}
		if k := s.plan.third(i, j, j+1); k >= 0 {
			out = s.appendVersus(out, i, j, k)
		}
	}
	return template.HTML(out)
}

func (s *Site) appendVersus(out []byte, roles ...int) []byte {
	for _, part := range s.engine.forms.versus {
		out = append(out, part.literal...)
		switch part.hole {
		case formHref:
			out = s.appendHref(out, roles...)
		case formWho:
			for n, other := range roles[1:] {
				if n > 0 {
					out = append(out, " vs "...)
				}
				out = append(out, s.roles[other].material.name...)
			}
		}
	}
	return out
}

func stepNames(scale config.Scale) []string {
	var out []string
	for _, step := range scale.Steps {
		out = append(out, step.Label)
	}
	return out
}

func (s *Site) contentPage(i int) ([]byte, error) {
	return s.layouts.Execute(s.layouts.Page("page.html"), s.contentData(i))
}

func (s *Site) contentData(i int) ContentPage {
	p := s.content.Pages[i]
	body, _ := s.content.Markdown.Body(p.Body)
	data := ContentPage{
		Base: Base{Site: s.engine.info, Kind: "page", Root: "../", Title: p.Title, Description: p.Summary, Path: p.Slug + "/"},
		Body: template.HTML(body), EditURL: template.URL(s.editURL(p.File)),
	}
	if !p.Updated.IsZero() {
		data.Updated = p.Updated.Format("2006-01-02")
	}
	return data
}

func (s *Site) missingPage() ([]byte, error) {
	data := MissingPage{Base: Base{Site: s.engine.info, Kind: "missing", Root: "./", Title: "Page not found", Description: "This page does not exist.", Path: "404.html"}}
	if u, err := url.Parse(s.cfg.BaseURL); err == nil {
		data.BasePath = u.Path
	}
	return s.layouts.Execute(s.layouts.Page("404.html"), data)
}
