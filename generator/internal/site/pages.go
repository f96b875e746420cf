package site

import (
	"errors"
	"html/template"
	"net/url"
	"slices"
	"sync"

	"github.com/rolediff/rolediff/generator/internal/config"
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

// RolePage is the data of role.html.
type RolePage struct {
	// The fields of Base. Reflection finds those of an embedded struct so slowly that
	// the page of a role takes an eighth longer.

	Site        *Info  // as in Base
	Kind        string // as in Base
	Root        string // as in Base
	Title       any    // as in Base
	Description any    // as in Base
	Path        any    // as in Base
	Role        *RoleView
	Rows        []RoleRow
	Scales      []ScaleRow
	Body        template.HTML
	// Who is above and below, and who leads to it and where it leads: partials/graph.html
	// for each that there is.
	Pictures template.HTML
	Nearest  []NearestView
	Pairs    int           // how many pairs there are with this role
	Versus   template.HTML // partials/versus.html, once a pair
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

// Holes of a role's page, for what is minified already.
const (
	rolePictures = iota
	roleVersus
)

// appendRole makes the page of a role. Meanwhile its body is rendered, and its pictures,
// a third of the work, and the list of pairs, most of the page where there are many
// roles, are made, to be placed into the page that the layout makes.
func (s *Site) appendRole(dst []byte, i int) ([]byte, error) {
	list := lists.Get().(*[]byte)
	defer lists.Put(list)
	var pictures []byte
	var failed error
	var beside sync.WaitGroup
	body := make(chan template.HTML, 1)
	beside.Go(func() {
		body <- s.roleBody(i)
		pictures, failed = s.pictures(i)
		*list = s.appendVersus((*list)[:0], i)
	})
	data, err := s.roleData(i)
	data.Body = <-body
	var pieces []layout.Piece
	t := s.layouts.Page("role.html")
	if err == nil && !s.engine.marker.In(string(data.Body)) { // all other texts have been looked at
		data.Pictures, data.Versus = s.later(rolePictures), s.later(roleVersus)
		pieces, err = s.cut(t, data)
	}
	beside.Wait()
	if err = errors.Join(err, failed); err != nil {
		return dst, err
	}
	if pieces == nil {
		data.Pictures, data.Versus = template.HTML(pictures), template.HTML(*list)
		page, err := s.layouts.Execute(t, data)
		return append(dst, page...), err
	}
	return appendPieces(dst, pieces, [][]byte{rolePictures: pictures, roleVersus: *list}), nil
}

// lists are buffers for the lists of pairs.
var lists = sync.Pool{New: func() any { return new([]byte) }}

// tag stands for what is placed later.
const tag = "<br>"

// later is a hole for what is minified already.
func (s *Site) later(hole int) template.HTML { return template.HTML(s.engine.marker.Wrap(hole, tag)) }

// cut executes a layout with holes for what is placed later. There are no pieces where
// the layout does more with what it is given than to place it, or places it where no
// tags can be.
func (s *Site) cut(t *layout.Template, data any) ([]layout.Piece, error) {
	page, err := s.layouts.Execute(t, data)
	if err != nil {
		return nil, err
	}
	pieces, err := s.engine.marker.Cut(page)
	if err != nil || slices.ContainsFunc(pieces, func(p layout.Piece) bool { return p.Hole != layout.Literal && string(p.Bytes()) != tag }) {
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

func (s *Site) roleBody(i int) template.HTML {
	body, _ := s.content.Markdown.Body(s.roles[i].profile.Role.Body)
	return template.HTML(body)
}

// roleData is what the layout of a role's page is given, without its body and what is
// placed later.
func (s *Site) roleData(i int) (RolePage, error) {
	r, view := s.roles[i], s.views[i]
	data := RolePage{
		Site: s.engine.info, Kind: "role", Root: "../", Title: view.Title, Description: view.Summary, Path: view.Slug + "/",
		Role:    view,
		Nearest: s.nearestViews(i, nearestKept),
	}
	for d, term := range s.cfg.Dimensions {
		out, err := s.engine.ownCell(r, d)
		if err != nil {
			return RolePage{}, err
		}
		data.Rows = append(data.Rows, RoleRow{term.Key, term.Label, term.Help, out})
	}
	slot := s.engine.slot(0, 1, r.material, plainly{})
	for k, scale := range s.cfg.Scales {
		data.Scales = append(data.Scales, ScaleRow{
			Key: scale.Key, Label: scale.Label, Help: scale.Help, Names: stepNames(scale), Steps: slot.steps[k : k+1],
		})
	}
	data.Pairs = len(s.roles) - 1
	return data, nil
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
