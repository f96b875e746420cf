package site

import (
	"html/template"
	"strconv"
)

// What follows is what layouts can place. A field of type any holds text in the
// plain way and marked text when a stencil is made; layouts place it and nothing
// else. docs/layout-data.md is
// printed from this package: a comment of a type says which layout it is the data of.

// Info is the site as a whole. It is the same on every page.
type Info struct {
	Title       string
	Description string
	Language    string
	BaseURL     template.URL // ends in a slash, or is empty
	Repository  template.URL // or empty
	Sources     template.URL // the folder of role files there, or empty
	NounOne     string
	NounMany    string
	Roles       int
	Pages       []PageLink // content/pages, for the footer
	Feed        bool       // there is a feed.xml
}

// Count writes a number with a comma between thousands: {{.Site.Count .Site.Trios}}.
func (*Info) Count(n int) string {
	out := strconv.Itoa(n)
	for i := len(out) - 3; i > 0; i -= 3 {
		out = out[:i] + "," + out[i:]
	}
	return out
}

// PageLink leads to a page of content/pages.
type PageLink struct{ Slug, Title string }

// Base is what every page has. It is the data of compare.html, and all that
// base.html, partials/head.html, partials/head-title.html and partials/header.html
// may place.
type Base struct {
	Site        *Info
	Kind        string // home, role, pair, trio, compare, matrix, page, missing
	Root        string // from this page to the site's root: "./", "../"; never empty, which no place without quotes takes
	Title       any    // for the title element; comparisons build theirs from Roles
	Description any
	Path        any // address below the base URL
}

// Slot is one role of a comparison.
type Slot struct {
	Index   int    // from 0
	Letter  string // a, b, c, ...
	Before  string // what stands before the title in a sentence: "", ", ", " and ", ", and "
	Slug    any
	Title   any
	Summary any
	Family  any           // label, or empty
	Track   any           // label, or empty
	EditURL any           // empty without a repository
	Card    template.HTML // partials/card.html
	steps   []Step
}

// Step is the place of a role on a scale.
type Step struct {
	Slot   *Slot
	Number any // from 1; 0 when the role has no place
	Label  any // "Several teams" or "Not stated"
}

// Cell is what one role says in one dimension.
type Cell struct {
	Slot *Slot
	HTML template.HTML // partials/cell.html
}

// Row is one dimension of a comparison.
type Row struct {
	Key, Label, Help string
	State            any           // same, partly, different
	Agreement        template.HTML // partials/agreement.html behind a blank, or nothing
	Cells            []Cell
}

// ScaleRow is one scale with the place of each role. The .Scales of a comparison or
// role page are the data of partials/scales.html, which is given the whole page.
type ScaleRow struct {
	Key, Label, Help string
	Names            []string // of the steps, low to high
	Steps            []Step
}

// Link leads to another comparison.
type Link struct {
	Href any
	Role *Slot // the role that comes in, where one does
	Slot *Slot // the role that it replaces or leaves out, where it does
	A, B *Slot // of a pair
}

// Comparison is the data of comparison.html.
type Comparison struct {
	// The fields of Base. Reflection finds those of an embedded struct so slowly that
	// a page that is executed takes an eighth longer.

	Site        *Info  // as in Base
	Kind        string // as in Base
	Root        string // as in Base
	Title       any    // as in Base
	Description any    // as in Base
	Path        any    // as in Base
	Count       int    // how many roles
	Roles       []Slot
	Rows        []Row
	Scales      []ScaleRow
	Differences template.HTML // partials/difference.html, once a sentence
	Moving      template.HTML // partials/moving.html, on pairs
	Note        template.HTML // partials/note.html, where a person wrote one
	Pairs       []Link        // of a trio: the pairs that are left without each of its roles
	Swaps       []Link        // with each role replaced by a near one; none where there are no others
	Thirds      []Link        // of a pair: with a third role
}

// RoleView is a role as home, role pages, cards and cells see it. It is the data of
// partials/card.html.
type RoleView struct {
	Site       *Info
	Slug       string
	Title      string
	Summary    string
	Family     string // label, or empty
	Track      string // label, or empty
	Aliases    []string
	Updated    string // YYYY-MM-DD, or empty
	EditURL    template.URL
	ReportsTo  []RoleLink
	LeadsTo    []RoleLink
	ReportedBy []RoleLink // roles that report to this one
	CameFrom   []RoleLink // roles that lead to this one
}

// RoleLink leads to a role.
type RoleLink struct{ Slug, Title string }

// CellView is the data of partials/cell.html.
type CellView struct {
	Role       *RoleView
	Label      string // of the dimension
	Stated     bool
	List       bool
	Statements []Statement
}

// Statement is one entry of a cell.
type Statement struct {
	HTML  template.HTML
	State any           // all, some, only: who else says the same; empty on a role's own page
	Mark  template.HTML // partials/mark.html behind a blank, or nothing
}

// MarkView is the data of partials/mark.html.
type MarkView struct {
	State string        // all, some, only
	Count int           // of roles in the comparison
	With  template.HTML // the names of the others, of some
}

// AgreementView is the data of partials/agreement.html.
type AgreementView struct {
	State string // same, partly, different
	Count int    // of roles in the comparison
}

// SentenceView is the data of partials/difference.html. All parts are ready.
type SentenceView struct {
	Kind                                         string // most, least, more, level, reports, next, ...
	Many                                         bool   // Who is more than one role
	Count                                        int    // of roles in the comparison
	Who, Whom, Phrase, Least, Label, Step, Other template.HTML
	Role, Number, Dimension, Statement           template.HTML
}

// MovingView is the data of partials/moving.html.
type MovingView struct {
	From, To            template.HTML
	HasUp, HasDown      bool
	HasNew, HasGone     bool
	Next                bool // To is a next step of From
	Up, Down, New, Gone template.HTML
}

// MovingItemView is the data of partials/moving-item.html.
type MovingItemView struct {
	Kind            string        // scale or statement
	Label, From, To template.HTML // of a scale
	Statement       template.HTML
}

// VersusView is the data of partials/versus.html: a pair in the list of a role's
// page.
type VersusView struct {
	Href template.URL  // relative to the page
	Who  template.HTML // title of the other role
}

// NoteView is the data of partials/note.html: what a person wrote.
type NoteView struct {
	Body    template.HTML
	EditURL template.URL
	Updated string
}
