package site

import (
	"slices"

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

// picture is which roles stand where in a picture, what joins them, and the same in
// words. Its exported fields and the names of the roles are all that its bytes are made
// from.
type picture struct {
	Kind   pictureKind
	Nodes  []int // roles, the first is the one itself; below 0 it stands for so many more
	Layers []int // of the nodes, but those that hang below the first one
	Edges  []graph.Edge
	Back   []bool // of an edge: it leads back in a circle; nil for none
	Facts  []fact
	Hidden int // roles further up that are not drawn
}

type pictureKind int

const (
	lineKind  pictureKind = iota // who stands above a role, and who reports to it
	pathsKind                    // who leads to a role, and where it leads
	pictureKinds
)

// fact is one sentence about a picture.
type fact struct {
	From  bool // Roles report or lead to Role, not it to them
	Role  int
	Roles []int
	More  int // are not named
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

func newPicture(kind pictureKind, i int) *picture { return &picture{Kind: kind, Nodes: []int{i}} }

func (p *picture) add(role int) int {
	p.Nodes = append(p.Nodes, role)
	return len(p.Nodes) - 1
}

func (p *picture) fact(from bool, role int, others []int, more int) {
	if len(others) > 0 {
		p.Facts = append(p.Facts, fact{from, role, others, more})
	}
}

// draw lays a picture out.
func (p *picture) draw() *graph.Picture {
	if p.Kind == pathsKind {
		return graph.Draw(p.Layers, p.Edges, pathStyle)
	}
	hang := len(p.Nodes) - len(p.Layers)
	g := graph.Draw(p.Layers, p.Edges[:len(p.Edges)-hang], lineStyle)
	g.Hang(0, hang, graphRow)
	return g
}
