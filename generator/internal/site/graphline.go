package site

import (
	"slices"

	"github.com/rolediff/rolediff/generator/internal/graph"
)

// reportingLine draws who stands above a role, up to the top, and who reports to
// it. It is nil where nobody does either. A role that stands above and reports to
// it all the same, in a circle, is drawn in both places.
func (s *Site) reportingLine(i int, reports relations) *GraphView {
	k := s.newSketch(i)
	above, hidden := nearestUp(i, reports.to, graphAbove)
	node := map[int]int{i: 0}
	for _, r := range above {
		node[r] = k.add(r)
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
		k.fact("to", r, shown, unseen)
	}
	layers, back := graph.Layers(len(k.roles), up, 0)
	top := slices.Max(layers)
	for n := range layers {
		layers[n] = top - layers[n]
	}
	drawn := make([]graph.Edge, len(up))
	for e, edge := range up {
		drawn[e] = graph.Edge{From: edge.To, To: edge.From}
		if back[e] {
			drawn[e] = edge
		}
	}
	p := graph.Draw(layers, drawn, lineStyle)

	below := reports.from[i]
	room := lineRoles - len(k.roles)
	more := max(len(below)-room, 0)
	if more > 0 {
		more++ // this one gives its place to the note
		below = below[:len(below)-more]
	}
	for _, r := range below {
		k.add(r)
	}
	if more > 0 {
		k.add(-more)
	}
	k.fact("from", i, below, more)
	if len(k.roles) == 1 {
		return nil
	}
	for n := len(layers); n < len(k.roles); n++ {
		drawn, back = append(drawn, graph.Edge{From: 0, To: n}), append(back, false)
	}
	p.Hang(0, len(k.roles)-len(layers), graphRow)
	v := k.view("line", p, drawn, back, false)
	v.Hidden = hidden
	return v
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
