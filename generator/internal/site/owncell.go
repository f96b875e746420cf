package site

import "html/template"

// ownCell is a cell on the page of its role, where nobody else says anything. It is
// what material holds for comparisons with nothing in the holes, where the layout
// only places what belongs there, and executed else.
func (e *engine) ownCell(r *roleData, d int) (template.HTML, error) {
	if e.strips {
		return e.strip(r.material.cells[d])
	}
	return e.executeOwnCell(r.material.view, d, r.cells[d])
}

func (e *engine) executeOwnCell(view *RoleView, d int, src cellSource) (template.HTML, error) {
	cell := CellView{Role: view, Label: e.cfg.Dimensions[d].Label, Stated: len(src.statements) > 0, List: src.list}
	for _, statement := range src.statements {
		cell.Statements = append(cell.Statements, Statement{HTML: template.HTML(statement), State: ""})
	}
	out, err := e.layouts.Execute(e.layouts.Partial("cell.html"), cell)
	return template.HTML(out), err
}

// strip leaves the holes of a cell empty.
func (e *engine) strip(cell template.HTML) (template.HTML, error) {
	pieces, err := e.marker.Cut([]byte(cell))
	if err != nil {
		return "", err
	}
	out := make([]byte, 0, len(cell))
	for _, p := range pieces {
		out = append(out, p.Bytes()...)
	}
	return template.HTML(out), nil
}

// canStrip tries both ways for each form of a cell. A layout that decides by what
// others say may still do another thing for other words, so one that does is never
// stripped.
func (e *engine) canStrip() (bool, error) {
	t := e.layouts.Partial("cell.html")
	if _, branches := e.layouts.Branch(t, map[string]bool{"State": true, "Mark": true}); branches || len(e.cfg.Dimensions) == 0 {
		return false, nil
	}
	view := probeRole(e.cfg)
	for _, src := range []cellSource{{}, {statements: []string{probeStatement}}, {list: true, statements: []string{probeStatement, "Two"}}} {
		want, err := e.executeOwnCell(view, 0, src)
		if err != nil {
			return false, err
		}
		marked, err := e.executeCell(view, 0, src)
		if err != nil {
			return false, err
		}
		if got, err := e.strip(marked); err != nil || got != want {
			return false, nil
		}
	}
	return true, nil
}
