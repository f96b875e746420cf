// Package diag holds what rolediff has to say about the files people write: one
// Diagnostic for one problem at one place. Everything that finds problems
// returns a List; everything that shows them (the terminal, JSON, annotations on
// a pull request, the browser's error page) is a renderer of the same List and
// stands in this package, so that a problem reads the same everywhere.
package diag

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// Severity says whether a problem stops a build.
type Severity int

const (
	// Error stops a build: nothing is published.
	Error Severity = iota
	// Warning is reported and stops nothing, unless --strict asks for it.
	Warning
)

func (s Severity) String() string {
	if s == Warning {
		return "warning"
	}
	return "error"
}

// MarshalText makes the severity a word in JSON.
func (s Severity) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// Position is a place in a file. Line and Column count from 1; the column counts
// characters, not bytes. Line 0 means the file as a whole, Column 0 the line as
// a whole.
type Position struct {
	File   string // slash-separated, below the site's folder
	Line   int
	Column int
}

func (p Position) String() string {
	switch {
	case p.Line == 0:
		return p.File
	case p.Column == 0:
		return fmt.Sprintf("%s:%d", p.File, p.Line)
	}
	return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Column)
}

// Diagnostic is one problem at one place.
type Diagnostic struct {
	Severity Severity
	Code     string // stable and kebab-case, such as "unknown-key"
	Position
	Source  string // the text of the line at Position, without its line end
	Message string // lower case, no period
	Hint    string // what to do, or empty
}

func (d Diagnostic) String() string {
	return fmt.Sprintf("%s: %s: %s", d.Position, d.Severity, d.Message)
}

// List is the diagnostics of one run. It is an error when it holds any.
type List []Diagnostic

// Error lists the messages, a line each. Renderers say more.
func (l List) Error() string {
	var b strings.Builder
	for i, d := range l {
		if i > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(d.String())
	}
	return b.String()
}

// Add appends d.
func (l *List) Add(d Diagnostic) { *l = append(*l, d) }

// HasErrors tells whether any diagnostic stops a build.
func (l List) HasErrors() bool { return l.Count(Error) > 0 }

// Count returns how many diagnostics have that severity.
func (l List) Count(s Severity) int {
	n := 0
	for _, d := range l {
		if d.Severity == s {
			n++
		}
	}
	return n
}

// Err returns the list as an error if it has errors, and nil otherwise.
func (l List) Err() error {
	if !l.HasErrors() {
		return nil
	}
	return l
}

// Sort orders the list by file, line, column, severity and message, and drops
// what is said twice.
func (l *List) Sort() {
	slices.SortFunc(*l, func(a, b Diagnostic) int {
		return cmp.Or(
			cmp.Compare(a.File, b.File),
			cmp.Compare(a.Line, b.Line),
			cmp.Compare(a.Column, b.Column),
			cmp.Compare(a.Severity, b.Severity),
			cmp.Compare(a.Code, b.Code),
			cmp.Compare(a.Message, b.Message),
		)
	})
	*l = slices.Compact(*l)
}

// FromError returns the list inside err, or err itself as one diagnostic
// without a place.
func FromError(err error) List {
	if err == nil {
		return nil
	}
	var l List
	if errors.As(err, &l) {
		return l
	}
	return List{{Severity: Error, Code: "failed", Message: err.Error()}}
}
