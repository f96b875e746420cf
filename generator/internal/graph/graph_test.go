package graph

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"
)

var (
	down  = Style{Down: true, Width: 100, Height: 40, Beside: 10, Between: 30}
	right = Style{Width: 100, Height: 40, Beside: 10, Between: 30}
)

func TestLayersStandAboveAllThatLeadToThem(t *testing.T) {
	tests := []struct {
		name   string
		n      int
		edges  []Edge
		layers []int
		back   []int // edges that close a circle
	}{
		{"one node", 1, nil, []int{0}, nil},
		{"a chain", 3, []Edge{{0, 1}, {1, 2}}, []int{0, 1, 2}, nil},
		{"a way past another", 3, []Edge{{0, 2}, {0, 1}, {1, 2}}, []int{0, 1, 2}, nil},
		{"two parents", 4, []Edge{{0, 1}, {0, 2}, {1, 3}, {2, 3}}, []int{0, 1, 1, 2}, nil},
		{"two that lead to each other", 3, []Edge{{0, 1}, {1, 2}, {2, 1}}, []int{0, 1, 2}, []int{2}},
		{"back to the start", 2, []Edge{{0, 1}, {1, 0}}, []int{0, 1}, []int{1}},
		{"a node that leads to itself", 2, []Edge{{0, 1}, {1, 1}}, []int{0, 1}, []int{1}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			layers, back := Layers(test.n, test.edges, 0)
			if !slices.Equal(layers, test.layers) {
				t.Errorf("layers %v, want %v", layers, test.layers)
			}
			for i, is := range back {
				if is != slices.Contains(test.back, i) {
					t.Errorf("edge %v closes a circle: %v", test.edges[i], is)
				}
			}
		})
	}
}

func TestDrawSavesCrossings(t *testing.T) {
	p := Draw([]int{0, 0, 1, 1}, []Edge{{0, 3}, {1, 2}}, down)
	if (p.Nodes[0].X < p.Nodes[1].X) != (p.Nodes[3].X < p.Nodes[2].X) {
		t.Errorf("the edges cross without need: %v", p.Nodes)
	}
}

func TestDrawPutsAParentAboveTheMiddleOfItsChildren(t *testing.T) {
	p := Draw([]int{0, 1, 1, 1}, []Edge{{0, 1}, {0, 2}, {0, 3}}, down)
	if p.Nodes[0].X != p.Nodes[2].X {
		t.Errorf("the parent is at %d, the second of three children at %d", p.Nodes[0].X, p.Nodes[2].X)
	}
}

// random is a graph with edges from lower layers to higher ones.
func random(r *rand.Rand) (layers []int, edges []Edge) {
	n := 1 + r.IntN(16)
	for range n {
		layers = append(layers, r.IntN(5))
	}
	for range r.IntN(2 * n) {
		if a, b := r.IntN(n), r.IntN(n); layers[a] < layers[b] {
			edges = append(edges, Edge{a, b})
		}
	}
	return layers, edges
}

func TestPicturesOfAnyGraph(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for i := range 500 {
		layers, edges := random(r)
		for _, style := range []Style{down, right} {
			p := Draw(layers, edges, style)
			name := fmt.Sprint(i, layers, edges, style.Down)
			if again := Draw(layers, edges, style); !reflect.DeepEqual(p, again) {
				t.Fatal(name, "is drawn another way the second time")
			}
			checkPicture(t, name, p, layers, edges)
		}
	}
}

func checkPicture(t *testing.T, name string, p *Picture, layers []int, edges []Edge) {
	t.Helper()
	for a, at := range p.Nodes {
		if at.X < 0 || at.Y < 0 || at.X+p.Width > p.Size.X || at.Y+p.Height > p.Size.Y {
			t.Fatal(name, "node", a, "stands outside the picture")
		}
		for b, other := range p.Nodes[:a] {
			if abs(at.X-other.X) < p.Width && abs(at.Y-other.Y) < p.Height {
				t.Fatal(name, "nodes", a, b, "overlap")
			}
			if depth := func(q Point) int {
				if p.Down {
					return q.Y
				}
				return q.X
			}; layers[a] == layers[b] && depth(at) != depth(other) {
				t.Fatal(name, "nodes", a, b, "of one layer are not in line")
			}
		}
	}
	for i, path := range p.Paths {
		from, to := p.Nodes[edges[i].From], p.Nodes[edges[i].To]
		begin, end := Point{from.X + p.Width, from.Y + p.Height/2}, Point{to.X, to.Y + p.Height/2}
		if p.Down {
			begin, end = Point{from.X + p.Width/2, from.Y + p.Height}, Point{to.X + p.Width/2, to.Y}
		}
		if path[0].Point != begin || path[len(path)-1].Point != end {
			t.Fatal(name, "edge", i, "does not join its nodes:", path)
		}
		for k := 1; k < len(path); k++ {
			for v, at := range p.Nodes {
				if a, b := path[k-1].Point, path[k].Point; !path[k].Curve && inside(a, at, p.Style) && inside(b, at, p.Style) {
					t.Fatal(name, "edge", i, "runs through node", v)
				}
			}
		}
	}
}

func abs(x int) int { return max(x, -x) }

// inside tells whether a point is strictly within the width of a node at a
// corner, and at its height or depth.
func inside(q, corner Point, s Style) bool {
	x, y := q.X-corner.X, q.Y-corner.Y
	if s.Down {
		return x > 0 && x < s.Width && y >= 0 && y <= s.Height
	}
	return y > 0 && y < s.Height && x >= 0 && x <= s.Width
}

func TestHangPutsRowsBelowAroundTheTrunk(t *testing.T) {
	for count := range 15 {
		p := Draw([]int{0, 1}, []Edge{{0, 1}}, down)
		p.Hang(1, count, 4)
		if len(p.Nodes) != 2+count || len(p.Paths) != 1+count {
			t.Fatalf("%d hang there, not %d", len(p.Nodes)-2, count)
		}
		trunk := p.Nodes[1].X + p.Width/2
		last := p.Nodes[len(p.Nodes)-1].Y
		drawn := map[Point]int{} // of the branches and the trunk, each point between bends
		for _, path := range p.Paths[1:] {
			for k := 1; k < len(path); k++ {
				for at := path[k-1].Point; at != path[k].Point; {
					at = Point{at.X + cmp.Compare(path[k].X, at.X), at.Y + cmp.Compare(path[k].Y, at.Y)}
					if at != path[k].Point {
						drawn[at]++
					}
				}
			}
		}
		for at, n := range drawn {
			if branch := at.X != trunk; n > 1 && branch {
				t.Fatalf("%d hang there: the line at %v is drawn %d times", count, at, n)
			}
		}
		for i, at := range p.Nodes[2:] {
			if at.X < 0 || at.X+p.Width > p.Size.X || at.Y+p.Height > p.Size.Y {
				t.Errorf("%d of %d stands outside", i, count)
			}
			if at.Y < last && at.X < trunk && trunk < at.X+p.Width {
				t.Errorf("the trunk runs through %d of %d", i, count)
			}
			if path := p.Paths[1+i]; path[len(path)-1].Point != (Point{at.X + p.Width/2, at.Y}) {
				t.Errorf("the branch to %d of %d ends at %v", i, count, path[len(path)-1])
			}
			for _, other := range p.Nodes[:2+i] {
				if abs(at.X-other.X) < p.Width && abs(at.Y-other.Y) < p.Height {
					t.Errorf("%d of %d overlaps", i, count)
				}
			}
		}
	}
}

func TestPathData(t *testing.T) {
	path := Path{{Point: Point{0, 0}}, {Point{40, 20}, true}, {Point{50, 20}, false}}
	tests := []struct {
		style Style
		arrow bool
		want  string
	}{
		{right, false, "M0 0C20 0 20 20 40 20L50 20"},
		{down, false, "M0 0C0 10 40 10 40 20L50 20"},
		{right, true, "M0 0C20 0 20 20 40 20L50 20M44 16L50 20L44 24"},
		{down, true, "M0 0C0 10 40 10 40 20L50 20M46 14L50 20L54 14"},
	}
	for _, test := range tests {
		p := &Picture{Style: test.style}
		if got := string(p.AppendData(nil, path, test.arrow)); got != test.want {
			t.Errorf("%s, want %s", got, test.want)
		}
	}
}
