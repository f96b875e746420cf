package site

import (
	"slices"

	"github.com/rolediff/rolediff/generator/internal/layout"
)

// way is how the fragments of a class are made of a role without executing a frame.
type way struct {
	field int
	in    layout.Context // of a text
	known bool
}

// htmlFields are the fields of data.go that hold ready HTML. A layout can measure these,
// and decide by it.
var htmlFields = map[string]bool{
	"Card": true, "HTML": true, "Differences": true, "Moving": true, "Note": true, "Agreement": true,
}

// newWay finds out how a class is made, by what has become of the probe there: ready
// HTML is placed as it is, and a text looks as it does in one context or another.
func newWay(field int, p layout.Piece, probe *looker) way {
	w := way{field: field}
	if html, ok := probe.html(field); ok {
		pieces, err := probe.marker.Cut([]byte(html))
		w.known = err == nil && samePieces(pieces, p.Inner)
		return w
	}
	if !probe.lookAt(field) {
		return w
	}
	shown := string(p.Bytes())
	for in, look := range probe.looks {
		if look == shown && (layout.Context(in) == layout.InAddress) == (field == fieldEditURL) {
			return way{field, layout.Context(in), true}
		}
	}
	return w
}

func samePieces(a, b []layout.Piece) bool {
	return slices.EqualFunc(a, b, func(x, y layout.Piece) bool {
		return x.Hole == y.Hole && string(x.Text) == string(y.Text) && samePieces(x.Inner, y.Inner)
	})
}

// knowsWays tells whether every class can be made without executing a frame, and a frame
// cannot come out different for one role.
func (e *engine) knowsWays(page *layout.Template) bool {
	return !page.Computes(htmlFields) && !slices.ContainsFunc(e.ways, func(w way) bool { return !w.known })
}

// lookUp makes all fragments of a role that way.
func (e *engine) lookUp(m *material) ([]fragment, bool) {
	out := make([]fragment, len(e.ways))
	role := e.newLooker(m)
	for class, w := range e.ways {
		html, ok := m.html(w.field)
		if !ok {
			if !role.lookAt(w.field) {
				return nil, false
			}
			out[class].text = []byte(role.looks[w.in])
			e.fillAlone(&out[class])
			continue
		}
		pieces, err := e.marker.Cut([]byte(html))
		if err != nil {
			return nil, false
		}
		out[class] = e.newFragment(layout.Piece{Inner: pieces})
	}
	return out, true
}

// looker finds out how the texts of a role look. One mostly stands in several places
// that follow each other.
type looker struct {
	*material
	marker layout.Marker
	field  int
	looks  layout.Looks // of the field
}

func (e *engine) newLooker(m *material) *looker {
	return &looker{material: m, marker: e.marker, field: -1}
}

// lookAt sets looks to those of a field. It fails for a text of which nobody knows how
// it looks.
func (l *looker) lookAt(field int) (ok bool) {
	if field == l.field {
		return true
	}
	text := l.text(field)
	if field == fieldEditURL && layout.PlainAddress(text) {
		l.looks, ok = layout.Looks{layout.InAddress: text}, true
	} else {
		l.looks, ok = l.marker.NewLooks(text)
	}
	l.field = field
	if !ok {
		l.field = -1
	}
	return ok
}

// html is what a role places as ready HTML in a field, if it does there.
func (m *material) html(field int) (html string, ok bool) {
	switch {
	case field >= fieldCell:
		return string(m.cells[field-fieldCell]), true
	case field == fieldCard:
		return string(m.card), true
	}
	return "", false
}

// text is what a role places in any other field.
func (m *material) text(field int) string {
	switch field {
	case fieldSlug:
		return m.view.Slug
	case fieldTitle:
		return m.view.Title
	case fieldSummary:
		return m.view.Summary
	case fieldFamily:
		return m.view.Family
	case fieldTrack:
		return m.view.Track
	case fieldEditURL:
		return string(m.view.EditURL)
	case fieldUpdated:
		return m.view.Updated
	}
	if field < fieldStep {
		return m.view.Aliases[field-fieldAlias]
	}
	step := m.steps[(field-fieldStep)/2]
	if (field-fieldStep)%2 == 0 {
		return step.number
	}
	return step.label
}
