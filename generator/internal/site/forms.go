package site

import (
	"fmt"
	"html/template"
	"io"

	"github.com/rolediff/rolediff/generator/internal/compare"
	"github.com/rolediff/rolediff/generator/internal/layout"
)

// form is a small partial cut at its holes. Its layout may branch on what kind
// of form it is, and there is one form for each kind.
type form []formPart

type formPart struct {
	literal []byte
	hole    int // layout.Literal in the last part
}

// forms are all small partials.
type forms struct {
	marks      map[markKey]form
	agreements map[agreementKey][]byte
	sentences  map[sentenceKey]form
	moving     map[movingKey]form
	items      map[string]form
}

type markKey struct {
	state string
	count int
}

type agreementKey struct {
	state compare.Agreement
	count int
}

type sentenceKey struct {
	kind  compare.Kind
	many  bool
	count int
}

type movingKey struct{ up, down, new, gone bool }

// Holes of forms, by the field of the view.
const (
	formWho = iota
	formWhom
	formPhrase
	formLabel
	formStep
	formOther
	formRole
	formNumber
	formDimension
	formWith
	formFrom
	formTo
	formUp
	formDown
	formNew
	formGone
	formStatement
)

var sentenceKinds = [compare.Kinds]string{
	compare.Most: "most", compare.Least: "least", compare.More: "more", compare.Level: "level",
	compare.Reports: "reports", compare.NextStep: "next", compare.SameBoss: "same-boss", compare.SameNext: "same-next",
	compare.SameFamily: "same-family", compare.SameTrack: "same-track", compare.Track: "track",
	compare.Shares: "shares", compare.SharesNone: "shares-none",
}

var agreementWords = [...]string{compare.Different: "different", compare.Partly: "partly", compare.Same: "same"}

// newForms cuts every partial that fills the holes of pages.
func (e *engine) newForms() error {
	e.forms = forms{
		map[markKey]form{}, map[agreementKey][]byte{}, map[sentenceKey]form{}, map[movingKey]form{}, map[string]form{},
	}
	hole := func(n int) template.HTML { return template.HTML(e.marker.Wrap(n, "")) }
	var failed error
	cut := func(partial string, view any) form {
		f, err := e.cutForm(partial, view)
		if err != nil && failed == nil {
			failed = err
		}
		return f
	}
	for n := 2; n <= compare.MaxSlots; n++ {
		for _, state := range []string{"all", "some", "only"} {
			e.forms.marks[markKey{state, n}] = cut("mark.html", MarkView{state, n, hole(formWith)})
		}
		for state, word := range agreementWords {
			out, err := e.layouts.Execute(e.layouts.Partial("agreement.html"), AgreementView{word, n})
			if err != nil {
				return err
			}
			e.forms.agreements[agreementKey{compare.Agreement(state), n}] = out
		}
		for kind, word := range sentenceKinds {
			for _, many := range []bool{false, true} {
				e.forms.sentences[sentenceKey{compare.Kind(kind), many, n}] = cut("difference.html", SentenceView{
					Kind: word, Many: many, Count: n,
					Who: hole(formWho), Whom: hole(formWhom), Phrase: hole(formPhrase), Label: hole(formLabel), Step: hole(formStep),
					Other: hole(formOther), Role: hole(formRole), Number: hole(formNumber), Dimension: hole(formDimension),
				})
			}
		}
	}
	for bits := range 16 {
		k := movingKey{bits&1 > 0, bits&2 > 0, bits&4 > 0, bits&8 > 0}
		e.forms.moving[k] = cut("moving.html", MovingView{
			From: hole(formFrom), To: hole(formTo), HasUp: k.up, HasDown: k.down, HasNew: k.new, HasGone: k.gone,
			Up: hole(formUp), Down: hole(formDown), New: hole(formNew), Gone: hole(formGone),
		})
	}
	for _, kind := range []string{"scale", "statement"} {
		e.forms.items[kind] = cut("moving-item.html", MovingItemView{
			Kind: kind, Label: hole(formLabel), From: hole(formFrom), To: hole(formTo), Statement: hole(formStatement),
		})
	}
	return failed
}

func (e *engine) cutForm(partial string, view any) (form, error) {
	out, err := e.layouts.Execute(e.layouts.Partial(partial), view)
	if err != nil {
		return nil, err
	}
	pieces, err := e.marker.Cut(out)
	if err != nil {
		return nil, fmt.Errorf("layouts/partials/%s: %w", partial, err)
	}
	var f form
	var literal []byte
	for _, p := range pieces {
		if p.Hole == layout.Literal {
			literal = p.Text
			continue
		}
		f = append(f, formPart{literal, p.Hole})
		literal = nil
	}
	return append(f, formPart{literal, layout.Literal}), nil
}

// hash writes all literals, in an order that never changes.
func (f *forms) hash(w io.Writer) {
	for n := 2; n <= compare.MaxSlots; n++ {
		for _, state := range []string{"all", "some", "only"} {
			fmt.Fprintf(w, "%v", f.marks[markKey{state, n}])
		}
		for state := range agreementWords {
			fmt.Fprintf(w, "%q", f.agreements[agreementKey{compare.Agreement(state), n}])
		}
		for kind := range sentenceKinds {
			fmt.Fprintf(w, "%v%v", f.sentences[sentenceKey{compare.Kind(kind), false, n}], f.sentences[sentenceKey{compare.Kind(kind), true, n}])
		}
	}
	for bits := range 16 {
		fmt.Fprintf(w, "%v", f.moving[movingKey{bits&1 > 0, bits&2 > 0, bits&4 > 0, bits&8 > 0}])
	}
	fmt.Fprintf(w, "%v%v", f.items["scale"], f.items["statement"])
}
