package site

import (
	"fmt"
	"html/template"
	"strconv"
	"strings"

	"github.com/rolediff/rolediff/generator/internal/compare"
	"github.com/rolediff/rolediff/generator/internal/config"
	"github.com/rolediff/rolediff/generator/internal/layout"
	"github.com/rolediff/rolediff/generator/internal/markdown"
	"github.com/rolediff/rolediff/generator/internal/role"
)

// probeText holds every character that a context may treat in its own way.
const probeText = "Pr<o>b&e \"x\" 'y' +z/ a:b #c?d=e%20 é大 \\ `{}"

func probeRole(cfg *config.Config) *RoleView {
	return &RoleView{
		Slug: "probe", Title: "Title " + probeText, Summary: "Summary " + probeText, Family: "Family " + probeText, Track: "Track " + probeText,
		EditURL: "https://probe.example/a?b=c&d='e'",
	}
}

func probeSteps(cfg *config.Config) []stepText {
	out := make([]stepText, len(cfg.Scales))
	for s := range out {
		out[s] = stepText{"1", "Step " + probeText}
	}
	return out
}

const probeStatement = "*One* <b>1</b>"

func probeCells(cfg *config.Config) []cellSource {
	out := make([]cellSource, len(cfg.Dimensions))
	for d := range out {
		out[d] = cellSource{list: true, statements: []string{fmt.Sprintf("*One* %d", d), "Two"}}
	}
	return out
}

// cellSource is a cell's statements in markdown.
type cellSource struct {
	list       bool
	statements []string
}

// stepText is a role's place on a scale.
type stepText struct{ number, label string }

// newSteps puts the places of a role on the scales in words.
func newSteps(cfg *config.Config, r *role.Role) []stepText {
	out := make([]stepText, len(cfg.Scales))
	for s, scale := range cfg.Scales {
		out[s] = stepText{"0", notStated}
		if step := r.Scales[s]; step != role.NotStated {
			out[s] = stepText{strconv.Itoa(step + 1), scale.Steps[step].Label}
		}
	}
	return out
}

const notStated = "Not stated"

// material is one role, ready to be placed.
type material struct {
	view  *RoleView
	card  template.HTML
	name  template.HTML // the title as it stands in text
	steps []stepText    // for each scale
	cells []template.HTML
	texts []string // all of the role's text, to look for marks in
}

func newBareMaterial(view *RoleView, steps []stepText) *material {
	return &material{view: view, steps: steps, name: template.HTML(layout.EscapeText(view.Title))}
}

// newMaterial executes the partials that show one role: its card and its cells,
// whose statements have holes for what others say.
func (e *engine) newMaterial(view *RoleView, cells []cellSource, steps []stepText) (*material, error) {
	m := newBareMaterial(view, steps)
	card, err := e.layouts.Execute(e.layouts.Partial("card.html"), view)
	if err != nil {
		return nil, err
	}
	m.card = template.HTML(card)
	for d, src := range cells {
		cell, err := e.executeCell(view, d, src)
		if err != nil {
			return nil, err
		}
		m.cells = append(m.cells, cell)
		m.texts = append(m.texts, src.statements...)
	}
	m.texts = append(m.texts, view.Title, view.Summary, string(view.EditURL), view.Family, view.Track, strings.Join(view.Aliases, " "))
	return m, nil
}

// executeCell makes a cell with holes for what others say.
func (e *engine) executeCell(view *RoleView, d int, src cellSource) (template.HTML, error) {
	place := marked{e.marker}
	cell := CellView{Role: view, Label: e.cfg.Dimensions[d].Label, Stated: len(src.statements) > 0, List: src.list}
	for i, s := range src.statements {
		cell.Statements = append(cell.Statements, Statement{
			HTML:  template.HTML(s),
			State: place.text(innerState+i, ""),
			Mark:  place.html(innerMark+i, ""),
		})
	}
	out, err := e.layouts.Execute(e.layouts.Partial("cell.html"), cell)
	return template.HTML(out), err
}

// renderCells turns a role's cells into HTML.
func renderCells(md *markdown.Renderer, p *compare.Profile) []cellSource {
	out := make([]cellSource, len(p.Role.Dimensions))
	for d, cell := range p.Role.Dimensions {
		out[d].list = cell.List
		for _, s := range cell.Statements {
			html, _ := md.Cell(s) // what it leaves out was reported when the file was read
			out[d].statements = append(out[d].statements, html)
		}
	}
	return out
}
