package site

import (
	"cmp"
	"fmt"
	"io"

	"github.com/rolediff/rolediff/generator/internal/compare"
	"github.com/rolediff/rolediff/generator/internal/parallel"
)

// forms are all small partials, by what they can differ in.
type forms struct {
	marks      [compare.MaxSlots + 1][states]form // by the number of roles
	agreements [compare.MaxSlots + 1][len(agreementWords)][]byte
	sentences  [compare.MaxSlots + 1][sentenceForms][2]form // 1: Who is many
	moving     [32]form                                     // bits: has up, down, new, gone, is a next step
	items      [2]form                                      // itemScale, itemStatement
	versus     form
	roleLinks  [2]form // 1: the first of a list
	roleRows   []form  // by dimension
	nearest    nearestForms
	graphs     graphForms
	mapCells   mapCells
}

// state is how many roles of a comparison share a statement.
type state uint8

const (
	stateOnly state = iota
	stateSome
	stateAll
	states = iota
)

var stateWords = [states]string{stateOnly: "only", stateSome: "some", stateAll: "all"}

const (
	itemScale = iota
	itemStatement
)

var itemKinds = [...]string{itemScale: "scale", itemStatement: "statement"}

// movingForm is the number of the form for a move.
func movingForm(m compare.Move) int {
	n := 0
	for i, has := range []bool{len(m.Up) > 0, len(m.Down) > 0, len(m.New) > 0, len(m.Gone) > 0, m.Next} {
		if has {
			n |= 1 << i
		}
	}
	return n
}

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
	formHref
	formLeast
)

// Forms of sentences are numbered as their kinds, and then there are those that
// name the one statement they tell of.
const (
	formSharesThis = compare.Kinds + iota
	formAllShareThis
	sentenceForms
)

var sentenceKinds = [sentenceForms]string{
	compare.Most: "most", compare.More: "more", compare.Level: "level",
	compare.Reports: "reports", compare.NextStep: "next", compare.ReportsNext: "reports-next", compare.SameBoss: "same-boss", compare.SameNext: "same-next",
	compare.SameFamily: "same-family", compare.SameTrack: "same-track", compare.Track: "track",
	compare.SharesOne: "shares-one", compare.Shares: "shares", compare.AllShareOne: "all-share-one", compare.AllShare: "all-share", compare.SharesNone: "shares-none", compare.Family: "family",
	compare.LevelAll: "level-all", formSharesThis: "shares-this", formAllShareThis: "all-share-this",
}

var agreementWords = [...]string{compare.Different: "different", compare.Partly: "partly", compare.Same: "same"}

// newForms cuts every partial that fills the holes of pages.
func (e *engine) newForms() error {
	e.forms = forms{}
	errs := make([]error, compare.MaxSlots+1)
	parallel.Each(compare.MaxSlots-1, func(i int) { errs[2+i] = e.newFormsOf(2 + i) })
	cut, failed := e.cutter(e.layouts.Execute)
	inside, failedInside := e.cutter(e.layouts.ExecuteInside)
	hole := e.formHole
	e.forms.mapCells = e.newMapCells(cut)
	e.forms.roleLinks, e.forms.roleRows = e.newRoleLinks(cut), e.newRoleRows(cut)
	e.forms.nearest, e.forms.graphs = e.newNearestForms(cut), e.newGraphForms(cut, inside)
	e.forms.versus = cut("versus.html", VersusView{Href: e.urlHole(formHref), Who: hole(formWho)})
	for bits := range e.forms.moving {
		has := func(bit int) bool { return bits>>bit&1 == 1 }
		e.forms.moving[bits] = cut("moving.html", MovingView{
			From: hole(formFrom), To: hole(formTo), HasUp: has(0), HasDown: has(1), HasNew: has(2), HasGone: has(3), Next: has(4),
			Up: hole(formUp), Down: hole(formDown), New: hole(formNew), Gone: hole(formGone),
		})
	}
	for i, kind := range itemKinds {
		e.forms.items[i] = cut("moving-item.html", MovingItemView{
			Kind: kind, Label: hole(formLabel), From: hole(formFrom), To: hole(formTo), Statement: hole(formStatement),
		})
	}
	return cmp.Or(cmp.Or(errs...), *failed, *failedInside)
}

// newFormsOf cuts the partials that depend on the number of roles.
func (e *engine) newFormsOf(n int) error {
	cut, failed := e.cutter(e.layouts.Execute)
	hole := e.formHole
	for state, word := range stateWords {
		e.forms.marks[n][state] = cut("mark.html", MarkView{word, n, hole(formWith)}).setOff()
	}
	for state, word := range agreementWords {
		out, err := e.layouts.Execute(e.layouts.Partial("agreement.html"), AgreementView{word, n})
		if err != nil {
			return err
		}
		e.forms.agreements[n][state] = setOff(out)
	}
	for kind, word := range sentenceKinds {
		for i, many := range []bool{false, true} {
			e.forms.sentences[n][kind][i] = cut("difference.html", SentenceView{
				Kind: word, Many: many, Count: n,
				Who: hole(formWho), Whom: hole(formWhom), Phrase: hole(formPhrase), Least: hole(formLeast), Label: hole(formLabel), Step: hole(formStep),
				Other: hole(formOther), Role: hole(formRole), Number: hole(formNumber), Dimension: hole(formDimension), Statement: hole(formStatement),
			})
		}
	}
	return *failed
}

// sentence is the form of a sentence about so many roles.
func (f *forms) sentence(n, kind int, who compare.Slots) form {
	if many(who) {
		return f.sentences[n][kind][1]
	}
	return f.sentences[n][kind][0]
}

// setOff puts a blank before what stands behind a text, where there is anything:
// most statements and rows have no mark, and pay nothing for it.
func setOff(text []byte) []byte {
	if len(text) == 0 {
		return nil
	}
	return append([]byte{' '}, text...)
}

func (f form) setOff() form {
	if len(f) > 1 || len(f) == 1 && len(f[0].literal) > 0 {
		f[0].literal = append([]byte{' '}, f[0].literal...)
	}
	return f
}

// empty tells whether a form is no text at all.
func (f form) empty() bool { return len(f) == 1 && len(f[0].literal) == 0 }

// hash writes all literals that comparisons are made of.
func (f *forms) hash(w io.Writer) {
	fmt.Fprintf(w, "%v %v %v %v %v", f.marks, f.agreements, f.sentences, f.moving, f.items)
}
