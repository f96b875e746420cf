package graph

import (
	"fmt"
	"strings"
)

// Path is the way of an edge: where it begins, and every point that it goes
// through.
type Path []Bend

// Bend is a point of a path. The way to it is a straight line, or a curve that
// leaves and arrives along the direction in which the layers run.
type Bend struct {
	Point
	Curve bool
}

// Data returns the path as SVG path data. An arrow adds a small head at its end.
func (p *Picture) Data(path Path, arrow bool) string {
	var b strings.Builder
	for i, at := range path {
		switch {
		case i == 0:
			fmt.Fprintf(&b, "M%d %d", at.X, at.Y)
		case at.Curve && p.Down:
			mid := (path[i-1].Y + at.Y) / 2
			fmt.Fprintf(&b, "C%d %d %d %d %d %d", path[i-1].X, mid, at.X, mid, at.X, at.Y)
		case at.Curve:
			mid := (path[i-1].X + at.X) / 2
			fmt.Fprintf(&b, "C%d %d %d %d %d %d", mid, path[i-1].Y, mid, at.Y, at.X, at.Y)
		default:
			fmt.Fprintf(&b, "L%d %d", at.X, at.Y)
		}
	}
	if arrow {
		tip := path[len(path)-1].Point
		left, right := Point{tip.X - 6, tip.Y - 4}, Point{tip.X - 6, tip.Y + 4}
		if p.Down {
			left, right = Point{tip.X - 4, tip.Y - 6}, Point{tip.X + 4, tip.Y - 6}
		}
		fmt.Fprintf(&b, "M%d %dL%d %dL%d %d", left.X, left.Y, tip.X, tip.Y, right.X, right.Y)
	}
	return b.String()
}
