package site

import (
	"html/template"
	"net/url"
	"slices"

	"github.com/rolediff/rolediff/generator/internal/layout"
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

// cut executes a layout with holes for what is placed later. There are no pieces where
// the layout does more with what it is given than to place it, or places it where no
// tags can be.
func (s *Site) cut(t *layout.Template, data any) ([]layout.Piece, error) {
	page, err := s.layouts.Execute(t, data)
	if err != nil {
		return nil, err
	}
	pieces, err := s.engine.marker.Cut(page)
	changed := func(p layout.Piece) bool {
		if p.Hole == layout.Literal {
			return s.engine.marker.In(string(p.Text))
		}
		return string(p.Bytes()) != tag
	}
	if err != nil || slices.ContainsFunc(pieces, changed) {
		return nil, nil
	}
	return pieces, nil
}

// appendPieces fills each hole with the part of its number.
func appendPieces(dst []byte, pieces []layout.Piece, parts [][]byte) []byte {
	size := 0
	for _, p := range pieces {
		size += len(piece(p, parts))
	}
	dst = slices.Grow(dst, size)
	for _, p := range pieces {
		dst = append(dst, piece(p, parts)...)
	}
	return dst
}

func piece(p layout.Piece, parts [][]byte) []byte {
	if p.Hole == layout.Literal {
		return p.Text
	}
	return parts[p.Hole]
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
