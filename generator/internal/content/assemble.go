package content

import (
	"slices"
	"strings"
	"time"

	"github.com/rolediff/rolediff/generator/internal/diag"
	"github.com/rolediff/rolediff/generator/internal/markdown"
	"github.com/rolediff/rolediff/generator/internal/role"
	"github.com/rolediff/rolediff/generator/internal/schema"
)

// assemble makes the Content of all files, and checks them against each other. What
// came of the run before can be taken over where the files are the same but for some
// bytes; last is nil where they may not be.
func (r *run) assemble(last *run) (*Content, diag.List) {
	var roles, notes, pages []*parsed
	r.list = slices.Clone(r.found)
	for _, p := range r.ordered {
		r.list = append(r.list, p.list...)
		switch {
		case p.role != nil:
			roles = append(roles, p)
		case p.note != nil:
			notes = append(notes, p)
		case p.page != nil:
			pages = append(pages, p)
		}
	}
	c := &Content{Static: r.static}
	r.content = c
	for _, p := range pages {
		c.Pages = append(c.Pages, *p.page)
	}
	all := make([]*role.Role, len(roles))
	for i, p := range roles {
		all[i] = p.role
	}
	same := last != nil && r.sameLinks(last)
	if same {
		c.LinksKey, c.links, c.Markdown = last.content.LinksKey, last.content.links, last.content.Markdown
	} else {
		c.links = newLinks(all, c.Pages, c.Static, r.cfg)
		for _, slug := range r.brokenSlugs() {
			c.links.roles[slug] = true // links to a role with errors are no errors of their own
		}
		c.LinksKey, c.Markdown = c.links.key(), markdown.New(c.links.resolve)
	}
	r.checkReferences(c.links, pages)
	r.checkNamesTwice(roles, last)
	if last == nil || last.alike { // their names are the same
		r.checkLookalikes()
	}
	r.checkMarkdown(c)
	c.Notes = r.collectNotes(notes, last)
	r.list.Sort()
	if r.list.HasErrors() {
		return nil, r.list
	}
	var err error
	if same && last.content.Roles != nil {
		c.Roles, err = last.content.Roles.With(r.others(last))
	} else {
		c.Roles, err = role.NewSet(all)
	}
	if err != nil {
		r.list.Add(fail(RolesDir, "failed", err.Error(), ""))
		return nil, r.list
	}
	return c, r.list
}

// others are the roles that are not those of the run before.
func (r *run) others(last *run) []*role.Role {
	var out []*role.Role
	for i, p := range r.ordered {
		if p != last.ordered[i] && p.role != nil {
			out = append(out, p.role)
		}
	}
	return out
}

// sameLinks tells whether links lead where they did: a file that is valid in itself,
// or is not, still is, or is not.
func (r *run) sameLinks(last *run) bool {
	for i, p := range r.ordered {
		if old := last.ordered[i]; p != old && p.valid() != old.valid() {
			return false
		}
	}
	return true
}

// sameFiles tells whether all files of a kind are those of the run before.
func (r *run) sameFiles(last *run, kind func(*parsed) bool) bool {
	for i, p := range r.ordered {
		if old := last.ordered[i]; p != old && (kind(p) || kind(old)) {
			return false
		}
	}
	return true
}

func updated(v *schema.Value) time.Time {
	t, _ := time.Parse(time.DateOnly, v.Get("updated").String())
	return t
}

func (r *run) page(p *parsed, slug string, _ *schema.Checker) {
	v := p.doc.front
	p.page = &Page{
		Slug: slug, Title: v.Get("title").String(), Summary: v.Get("summary").String(),
		Updated: updated(v), Body: p.doc.body, File: p.doc.src.File,
	}
}

func (r *run) note(p *parsed, _ string, c *schema.Checker) {
	v := p.doc.front
	roles := v.Get("roles").Strings()
	slices.Sort(roles)
	if len(roles) < 2 {
		c.Errorf(v.Get("roles").Pos, "too-few", "name two or three roles", "a note is about two or three roles, not %d", len(roles))
		return
	}
	if strings.TrimSpace(p.doc.body) == "" {
		c.Errorf(v.Get("roles").Pos, "empty-note", "write what tells the roles apart in practice", "the note has no text")
		return
	}
	p.note = &role.Note{Roles: roles, Body: p.doc.body, BodyLine: p.doc.bodyLine, Updated: updated(v), File: p.doc.src.File}
}

func (r *run) collectNotes(notes []*parsed, last *run) []*role.Note {
	if last != nil && len(last.content.Notes) == len(notes) && r.sameFiles(last, func(p *parsed) bool { return p.note != nil }) {
		return last.content.Notes // none of which stood twice
	}
	seen := map[string]string{}
	var out []*role.Note
	for _, p := range notes {
		key := strings.Join(p.note.Roles, " ")
		if other, ok := seen[key]; ok {
			r.list.Add(p.doc.src.Report(diag.Error, "duplicate-note", p.doc.front.Get("roles").Pos, other+" is already about these roles", "join the two files"))
			continue
		}
		seen[key] = p.note.File
		out = append(out, p.note)
	}
	slices.SortFunc(out, func(a, b *role.Note) int { return slices.Compare(a.Roles, b.Roles) })
	return out
}
