package site

import (
	"html/template"
	"slices"
	"strconv"
	"strings"

	"github.com/rolediff/rolediff/generator/internal/graph"
	"github.com/rolediff/rolediff/generator/internal/role"
)

// A picture draws at most so many roles and says how many more there are: beyond
// that nobody reads it. Of those above a role at most graphAbove are drawn, so
// that those below have room.
const (
	lineRoles  = 28
	pathRoles  = 24
	graphAbove = 12
)

// graphRow is how many roles stand side by side below the one they report to.
const graphRow = 4

var (
	lineStyle = graph.Style{Down: true, Width: 140, Height: 52, Beside: 14, Between: 34}
	pathStyle = graph.Style{Width: 140, Height: 52, Beside: 10, Between: 36}
)

// GraphView is a picture of roles. It is the data of partials/graph.html.
type GraphView struct {
	Kind          string // line or paths
	Role          RoleLink
	Site          *Info
	Width, Height int // CSS pixels
	Edges         []GraphEdge
	Nodes         []GraphNode
	Facts         []GraphFact // the same in words
	Hidden        int         // roles further up that are not drawn
}

// GraphEdge is a line of a picture. Data is SVG path data; Class tells the lines
// of the role itself (on) and those that lead back in a circle (back).
type GraphEdge struct{ Data, Class string }

// GraphNode is a role in a picture, or how many more there are. A page has many of
// them, so what their elements need is ready.
type GraphNode struct {
	RoleLink
	Href                template.HTMLAttr // of an a, to the role's page
	Box                 template.HTMLAttr // of a rect: x, y, width and height
	X, Y, Width, Height int
	Lines               []GraphLine // of the title
	Self                bool        // the role whose page it is
	More                int         // stands for so many roles
	Cut                 bool        // the title is longer than its lines
}

// GraphLine is one line of a title, with its place in the picture.
type GraphLine struct {
	Text string
	At   template.HTMLAttr // of a text or tspan: x and y
	X, Y int
}

// GraphFact is one sentence about a picture. Kind is to (Role reports or leads to
// Links) or from (Links report or lead to Role); More roles are not named.
type GraphFact struct {
	Kind  string
	Role  RoleLink
	Self  bool
	Links []RoleLink
	More  int
}

// relations are all relations of one kind, for each role in canonical order the
// ones it names and the ones that name it.
type relations struct{ to, from [][]int }

// allRelations are those who report to and those who lead to each other.
func (s *Site) allRelations(d delta) (reports, leads relations) {
	if d.before != nil && !d.relations {
		return d.before.reports, d.before.leads
	}
	return s.relations(func(r *role.Role) []string { return r.ReportsTo }), s.relations(func(r *role.Role) []string { return r.LeadsTo })
}

func (s *Site) relations(list func(*role.Role) []string) relations {
	r := relations{make([][]int, len(s.roles)), make([][]int, len(s.roles))}
	for i := range s.roles {
		for _, slug := range list(s.content.Roles.At(i)) {
			if j, ok := s.content.Roles.Index(slug); ok && j != i && !slices.Contains(r.to[i], j) {
				r.to[i] = append(r.to[i], j)
				r.from[j] = append(r.from[j], i)
			}
		}
	}
	return r
}

// sketch is a picture before it is laid out: which roles stand where and what
// joins them. Node 0 is the role itself.
type sketch struct {
	site  *Site
	roles []int // of each node; below 0 it stands for so many more
	edges []graph.Edge
	facts []GraphFact
}

func (s *Site) newSketch(i int) *sketch { return &sketch{site: s, roles: []int{i}} }

func (k *sketch) add(role int) int {
	k.roles = append(k.roles, role)
	return len(k.roles) - 1
}

func (k *sketch) link(role int) RoleLink {
	v := k.site.views[role]
	return RoleLink{v.Slug, v.Title}
}

func (k *sketch) links(roles []int) []RoleLink {
	var out []RoleLink
	for _, r := range roles {
		out = append(out, k.link(r))
	}
	return out
}

func (k *sketch) fact(kind string, role int, others []int, more int) {
	if len(others) > 0 {
		k.facts = append(k.facts, GraphFact{kind, k.link(role), role == k.roles[0], k.links(others), more})
	}
}

// view turns a sketch that was laid out into what the layout draws. back and
// arrow say how the edges are drawn.
func (k *sketch) view(kind string, p *graph.Picture, edges []graph.Edge, back []bool, arrow bool) *GraphView {
	v := &GraphView{
		Kind: kind, Role: k.link(k.roles[0]), Site: k.site.engine.info,
		Width: p.Size.X, Height: p.Size.Y, Facts: k.facts,
	}
	for i, path := range p.Paths {
		var class []string
		if edges[i].From == 0 || edges[i].To == 0 {
			class = append(class, "on")
		}
		backward := back != nil && back[i]
		if backward {
			class = append(class, "back")
		}
		v.Edges = append(v.Edges, GraphEdge{p.Data(path, arrow || backward), strings.Join(class, " ")})
	}
	slices.SortStableFunc(v.Edges, func(a, b GraphEdge) int { return strings.Compare(a.Class, b.Class) })
	for n, role := range k.roles {
		at := p.Nodes[n]
		node := GraphNode{
			X: at.X, Y: at.Y, Width: p.Width, Height: p.Height, Self: n == 0,
			Box: attributes("x", at.X, "y", at.Y, "width", p.Width, "height", p.Height),
		}
		if role < 0 {
			node.More = -role
		} else {
			node.RoleLink = k.link(role)
			node.Href = template.HTMLAttr(`href="../` + node.Slug + `/index.html"`) // slugs need no escaping
			node.Lines, node.Cut = titleLines(node.Title, at, p.Style)
		}
		v.Nodes = append(v.Nodes, node)
	}
	return v
}

// pictures are those on the page of a role.
func (s *Site) pictures(i int) ([]byte, error) {
	var out []byte
	for _, v := range []*GraphView{s.reportingLine(i, s.reports), s.careerPaths(i, s.leads)} {
		if v == nil {
			continue
		}
		html, err := s.layouts.Execute(s.layouts.Partial("graph.html"), v)
		if err != nil {
			return nil, err
		}
		out = append(out, html...)
	}
	return out, nil
}

// attributes are names and numbers in turn as they stand in a tag.
func attributes(pairs ...any) template.HTMLAttr {
	var buf [64]byte
	out := buf[:0]
	for i := 0; i < len(pairs); i += 2 {
		if i > 0 {
			out = append(out, ' ')
		}
		out = append(append(out, pairs[i].(string)...), `="`...)
		out = append(strconv.AppendInt(out, int64(pairs[i+1].(int)), 10), '"')
	}
	return template.HTMLAttr(out)
}

// The text of a node, in CSS pixels. layouts/css/pictures.css sets the same size.
const (
	graphFont = 13
	graphLead = 15
	graphPad  = 9
)

// titleLines places a title in the middle of the height of its node.
func titleLines(title string, at graph.Point, style graph.Style) ([]GraphLine, bool) {
	texts, cut := graph.Wrap(title, float64(style.Width-2*graphPad)/graphFont, 3)
	var out []GraphLine
	y := at.Y + (style.Height-len(texts)*graphLead)/2 + graphLead - 4
	for i, text := range texts {
		if i < len(texts)-1 && !strings.HasSuffix(text, "-") {
			text += " " // for those who hear or copy it
		}
		x, y := at.X+graphPad, y+i*graphLead
		out = append(out, GraphLine{text, attributes("x", x, "y", y), x, y})
	}
	return out, cut
}
