package site

import (
	"html/template"
	"strconv"
	"strings"

	"github.com/rolediff/rolediff/generator/internal/graph"
	"github.com/rolediff/rolediff/generator/internal/layout"
)

// GraphView is a picture of roles. It is the data of partials/graph.html.
type GraphView struct {
	Kind          string        // line or paths
	Width, Height template.HTML // CSS pixels
	Drawing       template.HTML // partials/graph-edge.html and then partials/graph-node.html for each that there is
	Facts         template.HTML // partials/graph-fact.html: the same in words
	Hidden        template.HTML // roles further up that are not drawn, or empty
}

// GraphEdgeView is a line of a picture. It is the data of partials/graph-edge.html.
type GraphEdgeView struct {
	Class string        // on: of the role itself; back: leads back in a circle; or empty
	Data  template.HTML // of an SVG path
}

// GraphNodeView is a role in a picture, or how many more there are. It is the data of
// partials/graph-node.html.
type GraphNodeView struct {
	Self                bool          // the role whose page it is
	Href                template.URL  // of the role's page
	Title               template.HTML // of the role
	Cut                 bool          // the title is longer than its lines
	Lines               []GraphLine   // of the title
	X, Y, Width, Height template.HTML // CSS pixels
	More                template.HTML // stands for so many roles, or empty; it has one line, without text
}

// GraphLine is one line of a title, with its place in the picture.
type GraphLine struct{ X, Y, Text template.HTML }

// GraphFactView is one sentence about a picture. It is the data of
// partials/graph-fact.html.
type GraphFactView struct {
	Kind  string        // line or paths
	From  bool          // Links report or lead to the role, not it to them
	Self  bool          // it is the role whose page it is
	Href  template.URL  // of the role's page
	Title template.HTML // of the role
	Links template.HTML // partials/role-link.html for each
	More  template.HTML // so many are not named, or empty
}

// titleLinesMost is into how many lines a title is broken.
const titleLinesMost = 3

// graphForms are the forms of pictures.
type graphForms struct {
	pictures [pictureKinds][2]form          // 1: some are hidden
	edges    [1 << 2]form                   // bits: edgeOn, edgeBack
	nodes    [2][2][titleLinesMost + 1]form // 1: itself; 1: cut; by the number of lines
	more     form                           // a node that stands for many
	facts    [pictureKinds][2][2][2]form    // 1: from; 1: itself; 1: some are not named
}

const (
	edgeOn = 1 << iota
	edgeBack
)

var (
	pictureWords = [pictureKinds]string{lineKind: "line", pathsKind: "paths"}
	edgeClasses  = [1 << 2]string{edgeOn: "on", edgeBack: "back", edgeOn | edgeBack: "on back"}

	// edgeOrder is the order in which edges are drawn: what comes later lies above.
	edgeOrder = [...]int{0, edgeBack, edgeOn, edgeOn | edgeBack}
)

// Holes of pictures.
const (
	graphHref = iota
	graphTitle
	graphX
	graphY
	graphWidth
	graphHeight
	graphData
	graphNumber
	graphDrawing
	graphFacts
	graphLinks
	graphLine // + 3*line: x, y, text
)

func (e *engine) newGraphForms(cut, inside func(string, any) form) graphForms {
	hole, bare := e.formHole, e.bareHole
	when := func(yes int, n int) template.HTML {
		if yes == 0 {
			return ""
		}
		return bare(n)
	}
	var f graphForms
	href := e.urlHole(graphHref)
	line := func(i int) GraphLine {
		return GraphLine{bare(graphLine + 3*i), bare(graphLine + 3*i + 1), hole(graphLine + 3*i + 2)}
	}
	for kind, word := range pictureWords {
		for yes := range 2 {
			f.pictures[kind][yes] = cut("graph.html", GraphView{
				Kind: word, Width: bare(graphWidth), Height: bare(graphHeight),
				Drawing: hole(graphDrawing), Facts: hole(graphFacts), Hidden: when(yes, graphNumber),
			})
		}
		for bits := range 1 << 3 {
			from, self, more := bits&1, bits>>1&1, bits>>2
			f.facts[kind][from][self][more] = cut("graph-fact.html", GraphFactView{
				Kind: word, From: from == 1, Self: self == 1, Href: href, Title: hole(graphTitle),
				Links: hole(graphLinks), More: when(more, graphNumber),
			})
		}
	}
	for bits, class := range edgeClasses {
		f.edges[bits] = inside("graph-edge.html", GraphEdgeView{class, bare(graphData)})
	}
	node := GraphNodeView{
		Href: href, Title: hole(graphTitle),
		X: bare(graphX), Y: bare(graphY), Width: bare(graphWidth), Height: bare(graphHeight),
	}
	for lines := 1; lines <= titleLinesMost; lines++ {
		node.Lines = append(node.Lines, line(lines-1))
		for bits := range 1 << 2 {
			node.Self, node.Cut = bits&1 == 1, bits>>1 == 1
			f.nodes[bits&1][bits>>1][lines] = inside("graph-node.html", node)
		}
	}
	more := GraphNodeView{X: node.X, Y: node.Y, Width: node.Width, Height: node.Height, More: bare(graphNumber), Lines: []GraphLine{line(0)}}
	f.more = inside("graph-node.html", more)
	return f
}

// The text of a node, in CSS pixels. layouts/css/pictures.css sets the same size.
const (
	graphFont = 13
	graphLead = 15
	graphPad  = 9
)

// titleBox is a title as it stands in a node.
type titleBox struct {
	lines []template.HTML
	cut   bool
}

func newTitleBox(title string, width int) *titleBox {
	texts, cut := graph.Wrap(title, float64(width-2*graphPad)/graphFont, titleLinesMost)
	b := &titleBox{cut: cut}
	for i, text := range texts {
		line := layout.EscapeText(text)
		if i < len(texts)-1 && !strings.HasSuffix(text, "-") {
			line += " " // for those who hear or copy it
		}
		b.lines = append(b.lines, template.HTML(line))
	}
	return b
}

// appendPictures makes those on the page of a role.
func (s *Site) appendPictures(dst []byte, i int) []byte {
	for _, p := range []*picture{reportingLine(i, s.reports), careerPaths(i, s.leads)} {
		if p != nil {
			dst = s.appendPicture(dst, p)
		}
	}
	return dst
}

func (s *Site) appendPicture(dst []byte, p *picture) []byte {
	g := p.draw()
	hidden := min(p.Hidden, 1)
	return s.engine.forms.graphs.pictures[p.Kind][hidden].fill(dst, func(dst []byte, hole int) []byte {
		switch hole {
		case graphWidth:
			return appendInt(dst, g.Size.X)
		case graphHeight:
			return appendInt(dst, g.Size.Y)
		case graphNumber:
			return appendInt(dst, p.Hidden)
		case graphDrawing:
			dst = s.appendEdges(dst, p, g)
			for n := range p.Nodes {
				dst = s.appendNode(dst, p, g, n)
			}
		case graphFacts:
			for i := range p.Facts {
				dst = s.appendFact(dst, p, &p.Facts[i])
			}
		}
		return dst
	})
}

func (s *Site) appendEdges(dst []byte, p *picture, g *graph.Picture) []byte {
	for _, class := range edgeOrder {
		for i, path := range g.Paths {
			bits := 0
			if p.Edges[i].From == 0 || p.Edges[i].To == 0 {
				bits |= edgeOn
			}
			back := p.Back != nil && p.Back[i]
			if back {
				bits |= edgeBack
			}
			if bits == class {
				dst = s.engine.forms.graphs.edges[bits].fill(dst, func(dst []byte, _ int) []byte {
					return g.AppendData(dst, path, p.Kind == pathsKind || back)
				})
			}
		}
	}
	return dst
}

func (s *Site) appendNode(dst []byte, p *picture, g *graph.Picture, n int) []byte {
	at, role := g.Nodes[n], p.Nodes[n]
	forms := &s.engine.forms.graphs
	if role < 0 {
		return forms.more.fill(dst, func(dst []byte, hole int) []byte {
			switch hole {
			case graphLine:
				return appendInt(dst, at.X+graphPad)
			case graphLine + 1:
				return appendInt(dst, at.Y+(g.Height-graphLead)/2+graphLead-4)
			case graphNumber:
				return appendInt(dst, -role)
			}
			return appendBox(dst, at, g, hole)
		})
	}
	box := s.labels.box(role, s.views[role].Title)
	self, cut := 0, 0
	if n == 0 {
		self = 1
	}
	if box.cut {
		cut = 1
	}
	y := at.Y + (g.Height-len(box.lines)*graphLead)/2 + graphLead - 4
	return forms.nodes[self][cut][len(box.lines)].fill(dst, func(dst []byte, hole int) []byte {
		switch line := (hole - graphLine) / 3; {
		case hole < graphLine:
			return s.appendRolePart(appendBox(dst, at, g, hole), role, hole)
		case (hole-graphLine)%3 == 0:
			return appendInt(dst, at.X+graphPad)
		case (hole-graphLine)%3 == 1:
			return appendInt(dst, y+line*graphLead)
		default:
			return append(dst, box.lines[line]...)
		}
	})
}

// appendBox places where the box of a node is.
func appendBox(dst []byte, at graph.Point, g *graph.Picture, hole int) []byte {
	switch hole {
	case graphX:
		return appendInt(dst, at.X)
	case graphY:
		return appendInt(dst, at.Y)
	case graphWidth:
		return appendInt(dst, g.Width)
	case graphHeight:
		return appendInt(dst, g.Height)
	}
	return dst
}

// appendRolePart places the name of a role, and the way to its page.
func (s *Site) appendRolePart(dst []byte, role, hole int) []byte {
	switch hole {
	case graphHref:
		return s.appendRoleHref(dst, role)
	case graphTitle:
		return append(dst, s.labels.title(role)...)
	}
	return dst
}

func (s *Site) appendFact(dst []byte, p *picture, f *fact) []byte {
	from, self := 0, 0
	if f.From {
		from = 1
	}
	if f.Role == p.Nodes[0] {
		self = 1
	}
	return s.engine.forms.graphs.facts[p.Kind][from][self][min(f.More, 1)].fill(dst, func(dst []byte, hole int) []byte {
		switch hole {
		case graphLinks:
			return s.appendRoleLinks(dst, f.Roles)
		case graphNumber:
			return appendInt(dst, f.More)
		}
		return s.appendRolePart(dst, f.Role, hole)
	})
}

func appendInt(dst []byte, n int) []byte { return strconv.AppendInt(dst, int64(n), 10) }
