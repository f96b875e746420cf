package graph

import "strconv"

// Path is the way of an edge: where it begins, and every point that it goes
// through.
type Path []Bend

// Bend is a point of a path. The way to it is a straight line, or a curve that
// leaves and arrives along the direction in which the layers run.
type Bend struct {
	Point
	Curve bool
}

// AppendData writes the path as SVG path data. An arrow adds a small head at its end.
func (p *Picture) AppendData(dst []byte, path Path, arrow bool) []byte {
	for i, at := range path {
		switch {
		case i == 0:
			dst = appendStep(dst, 'M', at.X, at.Y)
		case at.Curve && p.Down:
			mid := (path[i-1].Y + at.Y) / 2
			dst = appendStep(dst, 'C', path[i-1].X, mid, at.X, mid, at.X, at.Y)
		case at.Curve:
			mid := (path[i-1].X + at.X) / 2
			dst = appendStep(dst, 'C', mid, path[i-1].Y, mid, at.Y, at.X, at.Y)
		default:
			dst = appendStep(dst, 'L', at.X, at.Y)
		}
	}
	if arrow {
		tip := path[len(path)-1].Point
		left, right := Point{tip.X - 6, tip.Y - 4}, Point{tip.X - 6, tip.Y + 4}
		if p.Down {
			left, right = Point{tip.X - 4, tip.Y - 6}, Point{tip.X + 4, tip.Y - 6}
		}
		dst = appendStep(dst, 'M', left.X, left.Y)
		dst = appendStep(dst, 'L', tip.X, tip.Y)
		dst = appendStep(dst, 'L', right.X, right.Y)
	}
	return dst
}

func appendStep(dst []byte, command byte, numbers ...int) []byte {
	dst = append(dst, command)
	for i, n := range numbers {
		if i > 0 {
			dst = append(dst, ' ')
		}
		dst = strconv.AppendInt(dst, int64(n), 10)
	}
	return dst
}
