package site

import (
	"html/template"
	"slices"

	"github.com/rolediff/rolediff/generator/internal/diag"
	"github.com/rolediff/rolediff/generator/internal/layout"
)

// form is a small partial cut at its holes. Its layout may branch on what kind
// of form it is, and there is one form for each kind.
type form []formPart

type formPart struct {
	literal []byte
	hole    int // layout.Literal in the last part
}

// fill places what a function appends for each hole.
func (f form) fill(dst []byte, part func(dst []byte, hole int) []byte) []byte {
	for i := range f {
		dst = append(dst, f[i].literal...)
		if f[i].hole != layout.Literal {
			dst = part(dst, f[i].hole)
		}
	}
	return dst
}

// formHole is a hole for ready HTML. It holds a tag with all quotes, which stays as it is
// only where tags may be: a title that holds quotes would end an attribute or a string.
func (e *engine) formHole(n int) template.HTML {
	return template.HTML(e.marker.Wrap(n, tag))
}

// tag is what formHole holds. A script's string is not written in the quotes of the
// layout, but in those of which it has none.
const tag = "x<br title=\"'`\">"

// asText is what becomes of the tag in the title of a page or picture, where it is text.
var asText = []string{"x&lt;br title=\"'`\">", "x&lt;br title=&#34;&#39;`&#34;&gt;"}

// bareHole is a hole for letters and digits, which may stand anywhere.
func (e *engine) bareHole(n int) template.HTML { return template.HTML(e.marker.Wrap(n, "")) }

// urlHole is a hole for the way to another page.
func (e *engine) urlHole(n int) template.URL { return template.URL(e.marker.Wrap(n, "")) }

// cutter returns cutForm, and where it puts its first error.
func (e *engine) cutter(execute func(*layout.Template, any) ([]byte, error)) (cut func(partial string, view any) form, failed *error) {
	failed = new(error)
	return func(partial string, view any) form {
		f, err := e.cutForm(execute, partial, view)
		if *failed == nil {
			*failed = err
		}
		return f
	}, failed
}

func (e *engine) cutForm(execute func(*layout.Template, any) ([]byte, error), partial string, view any) (form, error) {
	out, err := execute(e.layouts.Partial(partial), view)
	if err != nil {
		return nil, err
	}
	pieces, err := e.marker.Cut(out)
	if err != nil {
		return nil, e.misplaced(partial, "what is ready is changed here, not placed as it is: "+err.Error())
	}
	var f form
	var literal []byte
	for _, p := range pieces {
		if p.Hole == layout.Literal {
			if literal = p.Text; e.marker.In(string(literal)) {
				return nil, e.misplaced(partial, "what is ready is cut here, not placed as it is")
			}
			continue
		}
		if shown := string(p.Bytes()); shown != "" && shown != tag && !slices.Contains(asText, shown) {
			return nil, e.misplaced(partial, "ready HTML stands in an attribute, a script or a style here, where it would mean something else")
		}
		f = append(f, formPart{literal, p.Hole})
		literal = nil
	}
	return append(f, formPart{literal, layout.Literal}), nil
}

func (e *engine) misplaced(partial, message string) error {
	return diag.List{{
		Severity: diag.Error, Code: "layout", Position: diag.Position{File: layout.Dir + "/partials/" + partial}, Message: message,
		Hint: "place values that docs/layout-data.md calls ready HTML between tags, as they are",
	}}
}
