// Package content reads what people write, content/roles, content/notes and
// content/pages, into a role.Set, notes and pages, and reports every problem in
// them with its place: the form of each file, words that config.json does not
// define, references that lead nowhere, markup that is left out.
//
// Load never returns half a site: when any file has an error the Content is nil.
package content

import (
	"time"

	"github.com/rolediff/rolediff/generator/internal/config"
	"github.com/rolediff/rolediff/generator/internal/markdown"
	"github.com/rolediff/rolediff/generator/internal/role"
)

// Folders of markdown files below a site's folder.
const (
	RolesDir = "content/roles"
	NotesDir = "content/notes"
	PagesDir = "content/pages"
)

// Content is all that a site's writers wrote, valid and complete.
type Content struct {
	Roles    *role.Set
	Notes    []*role.Note // sorted by their roles
	Pages    []Page       // sorted by slug
	Static   []Static     // sorted by path
	Markdown *markdown.Renderer
	LinksKey string // changes whenever a link in markdown could lead elsewhere
	links    *links
}

// WithPolicy is the same content on a site that makes other comparisons into
// pages: links to one without a page lead to where the browser puts it together.
func (c *Content) WithPolicy(cfg *config.Config) *Content {
	other, set := *c, *c.links
	set.follow(cfg)
	other.links, other.Markdown = &set, markdown.New(set.resolve)
	return &other
}

// Page is a page beside the roles, such as "about".
type Page struct {
	Slug    string
	Title   string
	Summary string
	Updated time.Time
	Body    string // markdown
	File    string
}
