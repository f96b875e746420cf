package site

import (
	"slices"

	"github.com/rolediff/rolediff/generator/internal/graph"
)

// side is one half of the career paths of a role: who leads to it or what it
// leads to.
type side struct {
	near, far         []int // one and two steps away
	moreNear, moreFar int   // so many are left out
	second            []int // all that are two steps away
}

// newSide takes two steps from i. A role stands where it is nearest.
func newSide(i int, next [][]int) side {
	var s side
	seen := map[int]bool{i: true}
	step := func(from []int) (out []int) {
		for _, r := range from {
			for _, n := range next[r] {
				if !seen[n] {
					seen[n] = true
					out = append(out, n)
				}
			}
		}
		return out
	}
	s.near = step([]int{i})
	s.far = step(s.near)
	s.second = s.far
	return s
}

// limit keeps so many roles in each column. The rest is counted; the count takes
// a place of its own.
func (s *side) limit(near, far int, next [][]int) {
	s.near, s.moreNear = atMost(s.near, near)
	reached := s.far[:0:0]
	for _, r := range s.far {
		for _, n := range s.near {
			if slices.Contains(next[n], r) {
				reached = append(reached, r)
				break
			}
		}
	}
	unreached := len(s.far) - len(reached)
	s.far, s.moreFar = atMost(reached, far)
	s.moreFar += unreached
}

func atMost(roles []int, most int) ([]int, int) {
	if len(roles) <= most {
		return roles, 0
	}
	return roles[:most-1], len(roles) - most + 1
}

// careerPaths draws which roles lead to a role and where it leads, two steps each
// way. It is nil where it leads nowhere and nobody comes. A role on a circle is
// drawn on both sides: one can come from it and go to it.
func careerPaths(i int, leads relations) *picture {
	in, out := newSide(i, leads.from), newSide(i, leads.to)
	if len(in.near)+len(out.near) == 0 {
		return nil
	}
	in.limit(8, graphFar(in, out), leads.from)
	out.limit(8, graphFar(in, out), leads.to)

	p := newPicture(pathsKind, i)
	p.Layers = []int{2}
	column := func(layer int, roles []int, more int) map[int]int {
		nodes := map[int]int{}
		for _, r := range roles {
			nodes[r] = p.add(r)
			p.Layers = append(p.Layers, layer)
		}
		if more > 0 {
			p.add(-more)
			p.Layers = append(p.Layers, layer)
		}
		return nodes
	}
	farIn, nearIn := column(0, in.far, in.moreFar), column(1, in.near, in.moreNear)
	nearOut, farOut := column(3, out.near, out.moreNear), column(4, out.far, out.moreFar)
	p.fact(false, i, out.near, out.moreNear)
	p.fact(true, i, in.near, in.moreNear)
	p.join(out, nearOut, farOut, leads.to, true)
	p.join(in, nearIn, farIn, leads.from, false)
	for _, r := range in.near {
		p.Edges = append(p.Edges, graph.Edge{From: nearIn[r], To: 0})
	}
	for _, r := range out.near {
		p.Edges = append(p.Edges, graph.Edge{From: 0, To: nearOut[r]})
	}
	dense(p.Layers)
	return p
}

// graphFar is how many roles two steps away have room on each side.
func graphFar(in, out side) int {
	return max((pathRoles-1-min(len(in.near), 8)-min(len(out.near), 8))/2, 4)
}

// join draws the second step of one side and says it in words.
func (p *picture) join(s side, near, far map[int]int, next [][]int, onward bool) {
	for _, r := range s.near {
		var reached []int
		unseen := 0
		for _, n := range next[r] {
			node, drawn := far[n]
			switch {
			case drawn && onward:
				p.Edges = append(p.Edges, graph.Edge{From: near[r], To: node})
			case drawn:
				p.Edges = append(p.Edges, graph.Edge{From: node, To: near[r]})
			case slices.Contains(s.second, n):
				unseen++
			}
			if drawn {
				reached = append(reached, n)
			}
		}
		p.fact(!onward, r, reached, unseen)
	}
}

// dense renumbers layers so that none is empty.
func dense(layers []int) {
	used := [5]bool{}
	for _, l := range layers {
		used[l] = true
	}
	for i, l := range layers {
		for below := range l {
			if !used[below] {
				layers[i]--
			}
		}
	}
}
