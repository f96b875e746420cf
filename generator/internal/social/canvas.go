package social

import (
	"image"
	"image/color"
	"slices"

	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// ink is a color of a canvas, other than its paper.
type ink int

// canvas is a picture with smooth edges. Every pixel is a mix of the paper and
// one ink, so that a palette holds all of them. Floating-point numbers are kept
// out: processors differ in their last digit.
type canvas struct{ image *image.Paletted }

// levels are the steps from paper to ink.
const levels = 32

func newCanvas(width, height int, paper color.RGBA, inks []color.RGBA) *canvas {
	palette := color.Palette{paper}
	for _, in := range inks {
		for level := 1; level <= levels; level++ {
			mix := func(a, b uint8) uint8 { return uint8((int(a)*(levels-level) + int(b)*level + levels/2) / levels) }
			palette = append(palette, color.RGBA{mix(paper.R, in.R), mix(paper.G, in.G), mix(paper.B, in.B), 0xff})
		}
	}
	return &canvas{image.NewPaletted(image.Rect(0, 0, width, height), palette)}
}

// path is closed outlines, in 64ths of a pixel.
type path [][]point

type point struct{ x, y int }

const unit = 64

// scanlines are the lines on which a row of pixels is sampled.
const scanlines = 8

// fill paints the inside of a path; where two outlines run the same way, both
// count as one.
func (c *canvas) fill(with ink, p path) {
	c.cover(p, func(x, y, level int) {
		i := c.image.PixOffset(x, y)
		if level > levels/2 || c.image.Pix[i] == 0 {
			c.image.Pix[i] = uint8(1 + int(with)*levels + level - 1)
		}
	})
}

// erase paints the inside of a path with paper.
func (c *canvas) erase(p path) {
	c.cover(p, func(x, y, level int) {
		if level > levels/2 {
			c.image.Pix[c.image.PixOffset(x, y)] = 0
		}
	})
}

// cover calls paint for each pixel of a path with its share of the inside.
func (c *canvas) cover(p path, paint func(x, y, level int)) {
	area := p.bounds().Intersect(c.image.Bounds())
	shares := make([]int, area.Dx())
	left, right := area.Min.X*unit, area.Max.X*unit
	scan := newScan(p)
	for y := area.Min.Y; y < area.Max.Y; y++ {
		clear(shares)
		for s := range scanlines {
			scan.spans(y*unit+s*unit/scanlines+unit/scanlines/2, func(from, to int) {
				from, to = max(from, left)-left, min(to, right)-left
				for x := from / unit; x*unit < to; x++ {
					shares[x] += min(to, (x+1)*unit) - max(from, x*unit)
				}
			})
		}
		for x, share := range shares {
			if level := share * levels / (scanlines * unit); level > 0 {
				paint(area.Min.X+x, y, level)
			}
		}
	}
}

// bounds are the pixels that a path may touch.
func (p path) bounds() image.Rectangle {
	if len(p) == 0 || len(p[0]) == 0 { // a blank
		return image.Rectangle{}
	}
	low, high := p[0][0], p[0][0]
	for _, line := range p {
		for _, at := range line {
			low = point{min(low.x, at.x), min(low.y, at.y)}
			high = point{max(high.x, at.x), max(high.y, at.y)}
		}
	}
	return image.Rect(low.x>>6, low.y>>6, high.x>>6+1, high.y>>6+1)
}

// scan goes over a path from top to bottom and looks only at the edges that reach a
// scanline.
type scan struct {
	waiting   []edge // by their tops
	active    []edge
	crossings []crossing
}

// edge is one side of an outline; turn is 1 where it runs down and -1 where it runs up.
type edge struct {
	top, bottom point
	turn        int
}

type crossing struct{ x, turn int }

func newScan(p path) *scan {
	s := new(scan)
	for _, line := range p {
		for i, b := range line {
			switch a := line[(i+len(line)-1)%len(line)]; {
			case a.y < b.y:
				s.waiting = append(s.waiting, edge{a, b, 1})
			case b.y < a.y:
				s.waiting = append(s.waiting, edge{b, a, -1})
			}
		}
	}
	slices.SortFunc(s.waiting, func(a, b edge) int { return a.top.y - b.top.y })
	return s
}

// spans calls visit for each stretch of a scanline that is inside the path. Each
// scanline stands below the one before.
func (s *scan) spans(y int, visit func(from, to int)) {
	for len(s.waiting) > 0 && s.waiting[0].top.y <= y {
		s.active, s.waiting = append(s.active, s.waiting[0]), s.waiting[1:]
	}
	s.active = slices.DeleteFunc(s.active, func(e edge) bool { return e.bottom.y <= y })
	s.crossings = s.crossings[:0]
	for _, e := range s.active {
		x := e.top.x + (e.bottom.x-e.top.x)*(y-e.top.y)/(e.bottom.y-e.top.y)
		s.crossings = append(s.crossings, crossing{x, e.turn})
	}
	slices.SortFunc(s.crossings, func(a, b crossing) int { return a.x - b.x })
	winding := 0
	for i, at := range s.crossings {
		if winding != 0 {
			visit(s.crossings[i-1].x, at.x)
		}
		winding += at.turn
	}
}

func (c *canvas) rectangle(with ink, left, top, right, bottom int) {
	c.fill(with, path{{{left * unit, top * unit}, {right * unit, top * unit}, {right * unit, bottom * unit}, {left * unit, bottom * unit}}})
}

// circle, diamond and square are of one visual size around a center.
func circle(x, y, r int) path {
	// Eight arcs: their ends at 45 degrees, their control points where the
	// tangents meet. The factors are cos 45° and tan 22.5°.
	r *= unit
	d, t := r*46341/65536, r*27146/65536
	ends := [8]point{{r, 0}, {d, d}, {0, r}, {-d, d}, {-r, 0}, {-d, -d}, {0, -r}, {d, -d}}
	controls := [8]point{{r, t}, {t, r}, {-t, r}, {-r, t}, {-r, -t}, {-t, -r}, {t, -r}, {r, -t}}
	var line []point
	for i, control := range controls {
		line = curve(line, ends[i], control, ends[(i+1)%8])
	}
	return moved(line, x, y)
}

func diamond(x, y, r int) path {
	r = r * unit * 5 / 4
	return moved([]point{{r, 0}, {0, r}, {-r, 0}, {0, -r}}, x, y)
}

func square(x, y, r int) path {
	r = r * unit * 9 / 10
	return moved([]point{{r, r}, {-r, r}, {-r, -r}, {r, -r}}, x, y)
}

func moved(line []point, x, y int) path {
	for i := range line {
		line[i].x += x * unit
		line[i].y += y * unit
	}
	return path{line}
}

// curve appends a quadratic curve from a to b without its start.
func curve(line []point, a, control, b point) []point {
	const parts = 12
	for i := 1; i <= parts; i++ {
		j := parts - i
		at := func(a, c, b int) int { return (j*j*a + 2*i*j*c + i*i*b) / (parts * parts) }
		line = append(line, point{at(a.x, control.x, b.x), at(a.y, control.y, b.y)})
	}
	return line
}

// outline makes a path of a glyph of a TrueType font, which has no cubic curves.
func outline(segments sfnt.Segments, x, y fixed.Int26_6) path {
	var p path
	var line []point
	at := func(v fixed.Point26_6) point { return point{int(v.X + x), int(v.Y + y)} }
	for _, s := range segments {
		switch s.Op {
		case sfnt.SegmentOpMoveTo:
			if len(line) > 0 {
				p = append(p, line)
			}
			line = []point{at(s.Args[0])}
		case sfnt.SegmentOpLineTo:
			line = append(line, at(s.Args[0]))
		case sfnt.SegmentOpQuadTo:
			line = curve(line, line[len(line)-1], at(s.Args[0]), at(s.Args[1]))
		}
	}
	return append(p, line)
}
