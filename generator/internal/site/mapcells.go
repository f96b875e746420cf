package site

import (
	"html/template"
	"strings"
)

// MapCellView is the data of partials/map-cell.html: a pair in the map, or the place
// of a role with itself, which has no Href.
type MapCellView struct {
	Href    template.URL  // relative to the page
	Percent template.HTML // how alike, 0 to 100
	Class   string        // s0 to s5 for the shade, and f where a family begins
}

// mapCells are the forms of partials/map-cell.html: of a role with itself, then of each
// shade. 1: a family begins.
type mapCells [1 + shades][2]form

func (e *engine) newMapCells(cut func(string, any) form) (cells mapCells) {
	for shade := range cells {
		for first, class := range []string{"", "f"} {
			view := MapCellView{Class: class}
			if shade > 0 {
				view = MapCellView{
					e.urlHole(formHref), e.bareHole(formNumber),
					strings.TrimSpace(shadeClass(10*(shade-1)) + " " + class),
				}
			}
			cells[shade][first] = cut("map-cell.html", view)
		}
	}
	return cells
}

// appendMapCell executes partials/map-cell.html, so to speak.
func (s *Site) appendMapCell(dst []byte, p alikePair, first bool) []byte {
	forms := &s.engine.forms.mapCells[0]
	if p.a != p.b {
		forms = &s.engine.forms.mapCells[1+shade(percent(p.similarity))]
	}
	cell := forms[0]
	if first {
		cell = forms[1]
	}
	return cell.fill(dst, func(dst []byte, hole int) []byte {
		if hole == formHref {
			return s.appendHref(dst, p.a, p.b)
		}
		return appendInt(dst, percent(p.similarity))
	})
}

// placeRows executes the layout with a hole for the cells of each row, and fills the
// holes: cells are most of the page, and ready.
func (s *Site) placeRows(dst []byte, data MatrixPage, cells [][]byte) ([]byte, error) {
	place := func(html func(row int) template.HTML) {
		row := 0
		for _, g := range data.Groups {
			for i := range g.Rows {
				g.Rows[i].Cells = html(row)
				row++
			}
		}
	}
	t := s.layouts.Page("matrix.html")
	place(s.engine.formHole)
	pieces, err := s.cut(t, data)
	if err != nil {
		return dst, err
	}
	if pieces != nil {
		return appendPieces(dst, pieces, cells), nil
	}
	place(func(row int) template.HTML { return template.HTML(cells[row]) })
	page, err := s.layouts.Execute(t, data)
	return append(dst, page...), err
}
