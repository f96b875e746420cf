package site

import (
	"html/template"

	"github.com/rolediff/rolediff/generator/internal/layout"
)

// Holes are numbered so that the number alone says what fills it. A slot's holes
// are its number times slotStride and a field; holes that belong to the page as
// a whole, and to a statement inside a cell, follow.
const (
	slotStride = 2000

	fieldSlug = iota
	fieldTitle
	fieldSummary
	fieldFamily
	fieldTrack
	fieldEditURL
	fieldCard
	fieldUpdated
	fieldAlias = 40   // + place
	fieldStep  = 100  // + 2*scale: number, label
	fieldCell  = 1000 // + dimension
)

const (
	pageHole = 100_000 + iota*1000
	holeDifferences
	holeMoving
	holeNote
	holeState     // + dimension
	holeAgreement // + dimension
	holePairHref  // + link
	holeSwapHref  // + link
	holeThirdHref // + link
	pageHolesEnd
)

// Inside a cell, for each statement.
const (
	innerState = 200_000
	innerMark  = 300_000
)

// placer makes the values of template data: as they are, or between marks.
type placer interface {
	text(hole int, value string) any
	html(hole int, value string) template.HTML
	url(hole int, value string) any
}

// plainly places values as they are.
type plainly struct{}

func (plainly) text(_ int, value string) any           { return value }
func (plainly) html(_ int, value string) template.HTML { return template.HTML(value) }
func (plainly) url(_ int, value string) any            { return template.URL(value) }

// marked places values between marks, as a type that no layout can compare,
// measure or find empty: a layout that tries fails and is taken the plain way.
type marked struct{ marker layout.Marker }

// opaque prints as its text and can do nothing else.
type opaque struct{ text string }

func (o opaque) String() string { return o.text }

func (m marked) text(hole int, value string) any { return opaque{m.marker.Wrap(hole, value)} }
func (m marked) html(hole int, value string) template.HTML {
	return template.HTML(m.marker.Wrap(hole, value))
}
func (m marked) url(hole int, value string) any { return template.URL(m.marker.Wrap(hole, value)) }

// branchFields are the fields of data.go that differ from role to role: a frame
// that branches on one of them cannot be a stencil.
var branchFields = map[string]bool{
	"Slug": true, "Title": true, "Summary": true, "Family": true, "Track": true, "EditURL": true, "Card": true,
	"Number": true, "HTML": true, "State": true, "Agreement": true, "Differences": true, "Moving": true,
	"Note": true, "Href": true, "Path": true,
}
