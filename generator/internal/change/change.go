// Package change says what an edit means for readers: which roles came, went and
// changed and in which words, and which comparisons show it. It compares two
// snapshots of one site and knows nothing of where they come from.
//
// The report is exact: a page counts as changed when its bytes differ. It is
// bounded only in the comparisons that it quotes; the counts are of all.
package change

import (
	"slices"

	"github.com/rolediff/rolediff/generator/internal/config"
	"github.com/rolediff/rolediff/generator/internal/content"
	"github.com/rolediff/rolediff/generator/internal/site"
)

// Side is one state of a site. The zero Side is no site at all.
type Side struct {
	Name    string // as a person knows it: "HEAD (1a2b3c4)", "site.tar"
	Config  *config.Config
	Content *content.Content
	Site    *site.Site
}

// Kind is what happened to something.
type Kind string

// What can happen. A renamed role has another slug and nearly the same words.
const (
	Added   Kind = "added"
	Removed Kind = "removed"
	Renamed Kind = "renamed"
	Changed Kind = "changed"
)

// Report is all that an edit means. Its JSON form is what rolediff diff prints;
// fields are only ever added to it.
type Report struct {
	Before      string       `json:"before"`
	After       string       `json:"after"`
	Config      []string     `json:"config"` // what of config.json changed, in words
	Roles       []Role       `json:"roles"`  // in order of their slugs
	Notes       []Text       `json:"notes"`
	Pages       []Text       `json:"pages"`
	Counts      Counts       `json:"counts"`
	Comparisons []Comparison `json:"comparisons"` // whose key differences changed; the nearest roles first, at most MaxComparisons
	Told        Told         `json:"told"`
}

// Counts are of the files of the site, by what they are.
type Counts struct {
	Roles Count `json:"roles"` // the roles' own pages
	Pairs Count `json:"pairs"`
	Trios Count `json:"trios"`
	Other Count `json:"other"` // the home page, scripts, data, everything else
}

// Count is how many files of one sort there are, and what happened to them.
type Count struct {
	Before  int `json:"before"`
	After   int `json:"after"`
	Added   int `json:"added"`
	Removed int `json:"removed"`
	Changed int `json:"changed"`
}

// Told is how many comparisons have other key differences than before.
type Told struct {
	Pairs int `json:"pairs"`
	Trios int `json:"trios"`
}

// Role is what happened to one role.
type Role struct {
	Kind       Kind       `json:"kind"`
	Slug       string     `json:"slug"`
	Title      string     `json:"title"`
	WasSlug    string     `json:"was_slug,omitempty"`  // of a renamed role
	WasTitle   string     `json:"was_title,omitempty"` // where the title changed
	Fields     []Field    `json:"fields,omitempty"`    // in the order of the front matter
	Dimensions []Row      `json:"dimensions,omitempty"`
	Scales     []Move     `json:"scales,omitempty"`
	Relations  []Relation `json:"relations,omitempty"`
	Body       []Words    `json:"body,omitempty"` // paragraphs that came, went or changed
}

// Field is a text of the front matter that changed.
type Field struct {
	Label string `json:"label"`
	Words Words  `json:"words"`
}

// Row is one dimension whose statements changed.
type Row struct {
	Label      string  `json:"label"`
	Statements []Words `json:"statements"` // only those that came, went or changed
}

// Move is a role's new place on a scale. A role that has none is "Not stated".
type Move struct {
	Scale  string `json:"scale"`
	Before string `json:"before"`
	After  string `json:"after"`
}

// Relation is whom a role reports or leads to that it did not before, or the other
// way round.
type Relation struct {
	Label   string   `json:"label"` // "Reports to" or "Leads to"
	Added   []string `json:"added,omitempty"`
	Removed []string `json:"removed,omitempty"` // titles
}

// Text is a note or a page that came, went or changed.
type Text struct {
	Kind  Kind    `json:"kind"`
	Title string  `json:"title"`
	File  string  `json:"file"`
	Body  []Words `json:"body,omitempty"` // paragraphs that came, went or changed
}

// Comparison is a pair or trio whose key differences changed.
type Comparison struct {
	Roles     []string `json:"roles"` // slugs
	Titles    []string `json:"titles"`
	Sentences []Words  `json:"sentences"` // those that came, went or changed
}

// Empty tells whether readers will see no difference at all.
func (r *Report) Empty() bool {
	c := r.Counts
	for _, n := range []Count{c.Roles, c.Pairs, c.Trios, c.Other} {
		if n.Added+n.Removed+n.Changed > 0 {
			return false
		}
	}
	return true
}

// Compare reports what becomes of before. An error is one of making a page.
func Compare(before, after Side) (*Report, error) {
	r := &Report{
		Before: before.Name, After: after.Name,
		Config: configs(before.Config, after.Config), Roles: roles(before, after),
		Notes: notes(before, after), Pages: pages(before, after), Comparisons: []Comparison{},
	}
	changed, err := r.countFiles(before, after)
	if err != nil {
		return nil, err
	}
	r.tell(before, after, changed)
	return r, nil
}

// configs puts changes of config.json in words.
func configs(before, after *config.Config) []string {
	out := []string{}
	if before == nil || after == nil {
		return out
	}
	terms := func(what string, a, b []config.Term) {
		for _, t := range b {
			switch i := config.Index(a, t.Key); {
			case i < 0:
				out = append(out, what+" added: "+t.Label)
			case a[i].Label != t.Label:
				out = append(out, what+" renamed: "+a[i].Label+" is now "+t.Label)
			case a[i].Help != t.Help:
				out = append(out, what+" explained anew: "+t.Label)
			}
		}
		for _, t := range a {
			if config.Index(b, t.Key) < 0 {
				out = append(out, what+" removed: "+t.Label)
			}
		}
	}
	scales := func(c *config.Config) (terms []config.Term) {
		for _, s := range c.Scales {
			terms = append(terms, s.Term)
		}
		return terms
	}
	if before.Title != after.Title {
		out = append(out, "the site is now called "+after.Title)
	}
	terms("dimension", before.Dimensions, after.Dimensions)
	terms("scale", scales(before), scales(after))
	for _, s := range after.Scales {
		if i := slices.IndexFunc(before.Scales, func(old config.Scale) bool { return old.Key == s.Key }); i >= 0 {
			terms("step of "+s.Label, before.Scales[i].Steps, s.Steps)
		}
	}
	terms("family", before.Families, after.Families)
	terms("track", before.Tracks, after.Tracks)
	if before.Pairs != after.Pairs {
		out = append(out, "pairs with a page of their own: "+before.Pairs+" before, now "+after.Pairs)
	}
	if before.Trios != after.Trios {
		out = append(out, "trios with a page of their own: "+before.Trios+" before, now "+after.Trios)
	}
	return out
}
