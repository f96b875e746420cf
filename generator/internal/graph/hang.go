package graph

// Hang adds nodes below a node in rows, as an organization chart does for many
// who report to one: a trunk runs down through the middle, and a branch above
// each row leads to its nodes. perRow is even, so that the trunk finds its way.
// The picture must run downwards, with the parent in its last layer.
func (p *Picture) Hang(parent, count, perRow int) {
	top := p.Nodes[parent]
	middle, y := top.X+p.Width/2, top.Y+p.Height
	trunk := y // the end of what is drawn of it
	for first := 0; first < count; first += perRow {
		row := min(perRow, count-first)
		branch := y + p.Between*2/3
		y += p.Between
		left := middle - (row*(p.Width+p.Beside)-p.Beside)/2
		for i := range row {
			x := left + i*(p.Width+p.Beside)
			p.Nodes = append(p.Nodes, Point{x, y})
			at := x + p.Width/2
			path := Path{{Point: Point{middle, trunk}}, {Point: Point{middle, branch}}, {Point: Point{at, branch}}, {Point: Point{at, y}}}
			// No line is drawn twice: it would look bolder.
			switch {
			case i == 0:
			case i == row-1:
				path = path[1:]
			default:
				path = path[2:]
			}
			p.Paths = append(p.Paths, path)
		}
		trunk = branch
		y += p.Height
	}
	p.fit(margin)
}
