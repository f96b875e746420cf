// Package graph lays out small directed graphs: which layer each node stands in,
// in what order, where exactly, and how the edges run. It knows neither roles nor
// markup; lengths are CSS pixels. The same graph always gives the same picture.
//
// Draw takes nodes whose layers are known, as those of a path are; Layers finds
// them where only the edges are known, and lives with cycles.
package graph

import "slices"

// Edge joins two nodes, named by their numbers.
type Edge struct{ From, To int }

// Point is a place in a picture, from its upper left corner.
type Point struct{ X, Y int }

// Style is how large things are and which way the layers run.
type Style struct {
	Down          bool // layers follow each other downwards, not to the right
	Width, Height int  // of a node
	Beside        int  // room between two nodes of a layer
	Between       int  // room between two layers
}

// Picture is a graph that has been laid out.
type Picture struct {
	Style
	Size  Point
	Nodes []Point // upper left corners
	Paths []Path  // one for each edge, then those of Hang
}

// Layers puts every node into a layer above all nodes that have an edge to it:
// the start in layer 0, each edge from a lower layer to a higher one. Nodes that
// cannot be reached from the start are in layer 0 too. Where edges go round in
// circles the ones that close a circle, as seen from the start, are passed over
// and reported in back, which has one entry for each edge.
func Layers(n int, edges []Edge, start int) (layers []int, back []bool) {
	const (
		unseen = iota
		open
		done
	)
	back = make([]bool, len(edges))
	state := make([]int, n)
	var order []int // every node behind all that it has edges to
	var visit func(int)
	visit = func(v int) {
		state[v] = open
		for i, e := range edges {
			switch {
			case e.From != v:
			case state[e.To] == open:
				back[i] = true
			case state[e.To] == unseen:
				visit(e.To)
			}
		}
		state[v] = done
		order = append(order, v)
	}
	visit(start)
	layers = make([]int, n)
	for _, v := range slices.Backward(order) {
		for i, e := range edges {
			if e.From == v && !back[i] {
				layers[e.To] = max(layers[e.To], layers[v]+1)
			}
		}
	}
	return layers, back
}

// fit moves everything so that the picture begins at its corner, and measures it.
func (p *Picture) fit(margin int) {
	low, high := Point{1 << 30, 1 << 30}, Point{-1 << 30, -1 << 30}
	cover := func(x, y int) {
		low, high = Point{min(low.X, x), min(low.Y, y)}, Point{max(high.X, x), max(high.Y, y)}
	}
	for _, n := range p.Nodes {
		cover(n.X, n.Y)
		cover(n.X+p.Width, n.Y+p.Height)
	}
	for _, path := range p.Paths {
		for _, b := range path {
			cover(b.X, b.Y)
		}
	}
	dx, dy := margin-low.X, margin-low.Y
	for i := range p.Nodes {
		p.Nodes[i].X += dx
		p.Nodes[i].Y += dy
	}
	for _, path := range p.Paths {
		for i := range path {
			path[i].X += dx
			path[i].Y += dy
		}
	}
	p.Size = Point{high.X - low.X + 2*margin, high.Y - low.Y + 2*margin}
}
