package graph

import (
	"cmp"
	"slices"
)

// margin keeps the lines at the border of a picture inside it.
const margin = 2

// thread is the room that an edge takes where it passes through a layer.
const thread = 10

// Draw lays out nodes that stand in the given layers, from 0; every edge leads
// from a lower layer to a higher one. Nodes of a layer begin in the order of
// their numbers and are moved where that saves crossings.
func Draw(layers []int, edges []Edge, style Style) *Picture {
	d := newDrawing(layers, edges, style)
	d.order()
	d.place()
	p := &Picture{Style: style, Nodes: make([]Point, len(layers))}
	for v := range layers {
		p.Nodes[v] = d.corner(v)
	}
	for i := range edges {
		p.Paths = append(p.Paths, d.route(d.chains[i]))
	}
	p.fit(margin)
	return p
}

// drawing is a graph in which every edge leads to the next layer: longer ones
// are chains over vertices that stand for no node.
type drawing struct {
	Style
	real   int     // vertices below are nodes
	layer  []int   // of each vertex
	rows   [][]int // the vertices of each layer, in order
	chains [][]int // the vertices of each edge
	up     [][]int // neighbours of each vertex one layer below
	down   [][]int // and one layer above
	at     []int   // the middle of each vertex along its layer
}

func newDrawing(layers []int, edges []Edge, style Style) *drawing {
	d := &drawing{Style: style, real: len(layers), layer: slices.Clone(layers)}
	for _, e := range edges {
		chain := []int{e.From}
		for l := layers[e.From] + 1; l < layers[e.To]; l++ {
			chain = append(chain, len(d.layer))
			d.layer = append(d.layer, l)
		}
		d.chains = append(d.chains, append(chain, e.To))
	}
	d.rows = make([][]int, slices.Max(append(d.layer, 0))+1)
	for v, l := range d.layer {
		d.rows[l] = append(d.rows[l], v)
	}
	d.up, d.down = make([][]int, len(d.layer)), make([][]int, len(d.layer))
	for _, chain := range d.chains {
		for i := 1; i < len(chain); i++ {
			d.down[chain[i-1]] = append(d.down[chain[i-1]], chain[i])
			d.up[chain[i]] = append(d.up[chain[i]], chain[i-1])
		}
	}
	return d
}

// order sorts each layer by the middle of its neighbours, up and down a few
// times, and keeps the order with the fewest crossings.
func (d *drawing) order() {
	best, fewest := d.copyRows(), d.crossings()
	for round := range 12 {
		neighbours := d.up
		if round%2 == 1 {
			neighbours = d.down
		}
		for i := range d.rows {
			if round%2 == 1 {
				i = len(d.rows) - 1 - i
			}
			d.sortRow(i, neighbours)
		}
		if c := d.crossings(); c < fewest {
			best, fewest = d.copyRows(), c
		}
	}
	d.rows = best
}

func (d *drawing) copyRows() [][]int {
	out := make([][]int, len(d.rows))
	for i, row := range d.rows {
		out[i] = slices.Clone(row)
	}
	return out
}

// places are the numbers of the vertices within their layers.
func (d *drawing) places() []int {
	out := make([]int, len(d.layer))
	for _, row := range d.rows {
		for i, v := range row {
			out[v] = i
		}
	}
	return out
}

func (d *drawing) sortRow(row int, neighbours [][]int) {
	place := d.places()
	key := make(map[int]float64, len(d.rows[row]))
	for i, v := range d.rows[row] {
		key[v] = float64(i)
		if len(neighbours[v]) > 0 {
			sum := 0
			for _, u := range neighbours[v] {
				sum += place[u]
			}
			key[v] = float64(sum) / float64(len(neighbours[v]))
		}
	}
	slices.SortStableFunc(d.rows[row], func(a, b int) int { return cmp.Compare(key[a], key[b]) })
}

func (d *drawing) crossings() int {
	place, n := d.places(), 0
	for _, row := range d.rows {
		var ends [][2]int
		for i, v := range row {
			for _, u := range d.down[v] {
				for _, e := range ends {
					if e[0] < i && e[1] > place[u] {
						n++
					}
				}
				ends = append(ends, [2]int{i, place[u]})
			}
		}
	}
	return n
}

// extent is the room a vertex takes along its layer.
func (d *drawing) extent(v int) int {
	switch {
	case v >= d.real:
		return thread
	case d.Down:
		return d.Width
	}
	return d.Height
}

// place finds the middle of every vertex: as close to its neighbours as the
// order and the room allow.
func (d *drawing) place() {
	d.at = make([]int, len(d.layer))
	for _, row := range d.rows {
		d.settle(row, nil)
	}
	for round := range 8 {
		for i := range d.rows {
			if round%2 == 0 {
				d.settle(d.rows[i], d.up)
			} else {
				d.settle(d.rows[len(d.rows)-1-i], d.down)
			}
		}
	}
}

// settle places one layer: the vertices keep their order and distance, and the
// sum of the squares of how far they are from where they want to be is least.
// That is a regression with an ordered result: neighbours that push each other
// become a block, which stands where its members want it on average.
func (d *drawing) settle(row []int, neighbours [][]int) {
	type block struct{ sum, n, first int }
	var blocks []block
	offset := make([]int, len(row)) // from the first vertex, when all stand close
	for i, v := range row {
		if i > 0 {
			offset[i] = offset[i-1] + (d.extent(row[i-1])+d.extent(v))/2 + d.Beside
		}
		want := d.at[v]
		if neighbours != nil && len(neighbours[v]) > 0 {
			want = 0
			for _, u := range neighbours[v] {
				want += d.at[u]
			}
			want /= len(neighbours[v])
		}
		b := block{want - offset[i], 1, i}
		for k := len(blocks) - 1; k >= 0 && blocks[k].sum*b.n >= b.sum*blocks[k].n; k-- {
			b = block{b.sum + blocks[k].sum, b.n + blocks[k].n, blocks[k].first}
			blocks = blocks[:k]
		}
		blocks = append(blocks, b)
	}
	for k, b := range blocks {
		end := len(row)
		if k+1 < len(blocks) {
			end = blocks[k+1].first
		}
		for i := b.first; i < end; i++ {
			d.at[row[i]] = b.sum/b.n + offset[i]
		}
	}
}

// depth is where a layer begins.
func (d *drawing) depth(layer int) int {
	if d.Down {
		return layer * (d.Height + d.Between)
	}
	return layer * (d.Width + d.Between)
}

func (d *drawing) corner(v int) Point {
	if d.Down {
		return Point{d.at[v] - d.Width/2, d.depth(d.layer[v])}
	}
	return Point{d.depth(d.layer[v]), d.at[v] - d.Height/2}
}

// route leads an edge from the far side of its first node to the near side of
// its last, straight through the layers between.
func (d *drawing) route(chain []int) Path {
	thick := d.Width
	if d.Down {
		thick = d.Height
	}
	point := func(v, depth int) Point {
		if d.Down {
			return Point{d.at[v], depth}
		}
		return Point{depth, d.at[v]}
	}
	path := Path{{Point: point(chain[0], d.depth(d.layer[chain[0]])+thick)}}
	for i, v := range chain[1:] {
		begin := d.depth(d.layer[v])
		path = append(path, Bend{point(v, begin), true})
		if i+2 < len(chain) {
			path = append(path, Bend{point(v, begin+thick), false})
		}
	}
	return path
}
