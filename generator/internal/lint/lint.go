// Package lint judges a set of valid roles by what harms a comparison: rows that
// cannot be read across, statements that would match if they were spelt alike,
// names and relations that mislead. Each judgment is a warning at its place; none
// stops a build. A rule stays silent where a careful writer could have meant
// what stands there, and where a site is too small to know its habits.
//
// The package reads no files and writes nothing. Check of 100 roles costs a few
// milliseconds.
package lint

import (
	"fmt"

	"github.com/rolediff/rolediff/generator/internal/config"
	"github.com/rolediff/rolediff/generator/internal/content"
	"github.com/rolediff/rolediff/generator/internal/diag"
	"github.com/rolediff/rolediff/generator/internal/role"
	"github.com/rolediff/rolediff/generator/internal/schema"
)

// Check returns every warning about a site's content, sorted. documents gives
// the front matter of a file, with its places.
func Check(cfg *config.Config, c *content.Content, documents func(file string) (content.Document, bool)) diag.List {
	l := &linter{cfg: cfg, roles: c.Roles.All(), set: c.Roles}
	for _, r := range l.roles {
		doc, _ := documents(r.File)
		l.docs = append(l.docs, doc)
	}
	l.rows()
	l.spelling()
	l.names()
	l.duplicates()
	l.relations()
	l.loops()
	for i, r := range l.roles {
		if r.Updated.IsZero() {
			l.undated(l.docs[i], r.File)
		}
	}
	for _, n := range c.Notes {
		if doc, _ := documents(n.File); n.Updated.IsZero() {
			l.undated(doc, n.File)
		}
	}
	l.list.Sort()
	return l.list
}

// linter is one Check.
type linter struct {
	cfg   *config.Config
	set   *role.Set
	roles []*role.Role
	docs  []content.Document // of each role
	list  diag.List
}

func (l *linter) warn(doc content.Document, code string, pos diag.Position, hint, format string, args ...any) {
	message := fmt.Sprintf(format, args...)
	if doc.Source == nil {
		l.list.Add(diag.Diagnostic{Severity: diag.Warning, Code: code, Position: pos, Message: message, Hint: hint})
		return
	}
	l.list.Add(doc.Source.Report(diag.Warning, code, pos, message, hint))
}

// undated reports a file without the day of its last change: readers cannot
// tell old words from new ones, and the feed leaves them out.
func (l *linter) undated(doc content.Document, file string) {
	pos := diag.Position{File: file}
	if doc.Front != nil && doc.Front.Pos.Line > 0 {
		pos = doc.Front.Pos
	}
	l.warn(doc, "no-date", pos, "add a line such as updated: 2026-11-24", "nothing says when this was last changed")
}

// cellKey is the place of a dimension's key in a role's file.
func (l *linter) cellKey(i, d int) diag.Position {
	pos, ok := l.docs[i].Key("dimensions", l.cfg.Dimensions[d].Key)
	if !ok {
		pos = diag.Position{File: l.roles[i].File}
	}
	return pos
}

// statement is the place of one statement in a role's file.
func (l *linter) statement(i, d, n int) diag.Position {
	v := l.docs[i].Front.Get("dimensions").Get(l.cfg.Dimensions[d].Key)
	return place(v, n, l.roles[i].File)
}

// entry is the place of the n-th entry of a list of a role, such as leads_to.
func (l *linter) entry(i int, key string, n int) diag.Position {
	return place(l.docs[i].Front.Get(key), n, l.roles[i].File)
}

// place is where the n-th text of a value stands; a single text is its own only
// entry.
func place(v *schema.Value, n int, file string) diag.Position {
	switch {
	case v == nil:
		return diag.Position{File: file}
	case v.Kind == schema.List && n < len(v.Items):
		return v.Items[n].Pos
	}
	return v.Pos
}

// plural is a count with its noun as the site calls roles.
func (l *linter) plural(n int) string {
	if n == 1 {
		return "1 " + l.cfg.NounOne
	}
	return fmt.Sprintf("%d %s", n, l.cfg.NounMany)
}
