package site

import (
	"slices"

	"github.com/rolediff/rolediff/generator/internal/graph"
)

// reportingLine draws who stands above a role, up to the top, and who reports to
// it. It is nil where nobody does either. A role that stands above and reports to
// it all the same, in a circle, is drawn in both places.
func reportingLine(i int, reports relations) *picture {
	p := newPicture(lineKind, i)
	above, hidden := nearestUp(i, reports.to, graphAbove)
	node := map[int]int{i: 0}
	for _, r := range above {
		node[r] = p.add(r)
	}
	var up []graph.Edge // from a role to one above it
	for _, r := range append([]int{i}, above...) {
		var shown []int
		for _, boss := range reports.to[r] {
			if n, ok := node[boss]; ok && boss != i {
				up = append(up, graph.Edge{From: node[r], To: n})
				shown = append(shown, boss)
			}
		}
		unseen := len(reports.to[r]) - len(shown)
		if slices.Contains(reports.to[r], i) {
			unseen-- // said and drawn below
		}
		p.fact(false, r, shown, unseen)
	}
	p.Layers, p.Back = graph.Layers(len(p.Nodes), up, 0)
	top := slices.Max(p.Layers)
	for n := range p.Layers {
		p.Layers[n] = top - p.Layers[n]
	}
	for e, edge := range up {
		if !p.Back[e] {
			edge = graph.Edge{From: edge.To, To: edge.From}
		}
		p.Edges = append(p.Edges, edge)
	}

	below := reports.from[i]
	room := lineRoles - len(p.Nodes)
	more := max(len(below)-room, 0)
	if more > 0 {
		more++ // this one gives its place to the note
		below = below[:len(below)-more]
	}
	for _, r := range below {
		p.add(r)
	}
	if more > 0 {
		p.add(-more)
	}
	p.fact(true, i, below, more)
	if len(p.Nodes) == 1 {
		return nil
	}
	for n := len(p.Layers); n < len(p.Nodes); n++ {
		p.Edges, p.Back = append(p.Edges, graph.Edge{From: 0, To: n}), append(p.Back, false)
	}
	p.Hidden = hidden
	return p
}

// nearestUp returns the roles that can be reached from i, nearest first, at most
// so many, and how many there are beside.
func nearestUp(i int, to [][]int, most int) (found []int, hidden int) {
	seen := map[int]bool{i: true}
	queue := []int{i}
	for len(queue) > 0 {
		r := queue[0]
		queue = queue[1:]
		for _, next := range to[r] {
			if !seen[next] {
				seen[next] = true
				queue = append(queue, next)
				found = append(found, next)
			}
		}
	}
	if len(found) > most {
		return found[:most], len(found) - most
	}
	return found, 0
}
