package content

import (
	"fmt"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/rolediff/rolediff/generator/internal/diag"
	"github.com/rolediff/rolediff/generator/internal/markdown"
	"github.com/rolediff/rolediff/generator/internal/parallel"
	"github.com/rolediff/rolediff/generator/internal/role"
	"github.com/rolediff/rolediff/generator/internal/schema"
)

// role makes the Role of a document that passed its declaration.
func (r *run) role(p *parsed, slug string, _ *schema.Checker) {
	v := p.doc.front
	out := &role.Role{
		Slug: slug, Title: v.Get("title").String(), Summary: v.Get("summary").String(),
		Family: v.Get("family").String(), Track: v.Get("track").String(),
		Aliases: v.Get("aliases").Strings(), ReportsTo: v.Get("reports_to").Strings(), LeadsTo: v.Get("leads_to").Strings(),
		Updated: updated(v), Body: p.doc.body, BodyLine: p.doc.bodyLine, File: p.doc.src.File,
	}
	for _, s := range r.cfg.Scales {
		step := role.NotStated
		if given := v.Get("scales").Get(s.Key); given != nil {
			step = s.Step(given.String())
		}
		out.Scales = append(out.Scales, step)
	}
	for _, d := range r.cfg.Dimensions {
		cell := role.Cell{}
		if given := v.Get("dimensions").Get(d.Key); given != nil {
			cell.List = given.Kind == schema.List
			cell.Statements = given.Strings()
			cell.Lines = []int{given.Pos.Line}
			if cell.List {
				cell.Lines = nil
				for _, item := range given.Items {
					cell.Lines = append(cell.Lines, item.Pos.Line)
				}
			}
		}
		out.Dimensions = append(out.Dimensions, cell)
	}
	p.role = out
	p.titles, p.others = ownNames(v.Get("title")), ownNames(items(v.Get("aliases"))...)
}

// reference is the name of a role in the front matter of another file.
type reference struct {
	slug  string
	key   string // where it stands
	value *schema.Value
}

// references lists all of a file.
func references(dir string, front *schema.Value) []reference {
	var keys []string
	switch dir {
	case NotesDir:
		keys = []string{"roles"}
	case RolesDir:
		keys = []string{"reports_to", "leads_to"}
	}
	var out []reference
	for _, key := range keys {
		for _, item := range items(front.Get(key)) {
			out = append(out, reference{item.String(), key, item})
		}
	}
	return out
}

// checkReferences reports names of roles that no file defines, also in files that
// have errors of another kind, and names that stand twice. It runs after every
// edit, so all that it needs of a file is kept with the file.
func (r *run) checkReferences(set *links, pages []*parsed) {
	blind := slices.ContainsFunc(r.found, func(d diag.Diagnostic) bool { return d.Code == "unreadable" && d.File == RolesDir })
	var slugs []string
	for _, p := range r.ordered {
		if p.found == set {
			continue
		}
		before := len(r.list)
		own := strings.TrimSuffix(path.Base(p.file), ".md")
		for _, ref := range p.refs {
			if !blind && ref.slug != "" && !set.roles[ref.slug] {
				if slugs == nil {
					slugs = sortedKeys(set.roles)
				}
				r.list.Add(p.doc.src.Report(diag.Error, "unknown-role", ref.value.Pos,
					fmt.Sprintf("there is no role %q", ref.slug), unknownRoleHint(ref.slug, slugs)))
			}
			if ref.key != "roles" && ref.slug == own {
				r.list.Add(p.doc.src.Report(diag.Error, "refers-to-itself", ref.value.Pos, "a role cannot stand in its own "+ref.key, "remove it"))
			}
		}
		if !blind && len(r.list) == before {
			p.found = set
		}
	}
	for _, p := range pages {
		if set.roles[p.page.Slug] {
			r.list.Add(fail(p.page.File, "address-taken", fmt.Sprintf("the address %s/ belongs to the role of the same name", p.page.Slug), "rename the page"))
		}
	}
}

func items(v *schema.Value) []*schema.Value {
	if v == nil {
		return nil
	}
	return v.Items
}

func unknownRoleHint(slug string, slugs []string) string {
	if s := diag.Suggest(slug, slugs); s != "" {
		return "did you mean " + s + "?"
	}
	return "write the name of a file in " + RolesDir + " without .md, or add the role"
}

// brokenSlugs are the roles whose files have errors: they exist for references.
func (r *run) brokenSlugs() []string {
	var out []string
	for file, p := range r.files {
		if name, ok := strings.CutPrefix(file, RolesDir+"/"); ok && p.role == nil {
			out = append(out, strings.TrimSuffix(name, ".md"))
		}
	}
	return out
}

// checkLookalikes reports files that differ only in case or in characters that
// a slug cannot have: on some systems they are one file.
func (r *run) checkLookalikes() {
	first := make(map[string]string, len(r.ordered))
	for _, p := range r.ordered {
		if p.folded == "" {
			continue // no role, or reported as no slug at all
		}
		if other, ok := first[p.folded]; ok {
			r.alike = true
			r.list.Add(fail(p.file, "duplicate-slug", fmt.Sprintf("this is the same role as %s: both have the address %s/", other, p.folded), "join the two files, or rename one"))
			continue
		}
		first[p.folded] = p.file
	}
}

// ownName is what a role is called.
type ownName struct {
	key   string // the same for names that readers cannot tell apart
	value *schema.Value
}

// ownNames lists titles or aliases.
func ownNames(values ...*schema.Value) []ownName {
	var out []ownName
	for _, v := range values {
		out = append(out, ownName{strings.ToLower(v.String()), v})
	}
	return out
}

// checkNamesTwice warns when two roles share a title or alias: readers cannot
// tell them apart.
func (r *run) checkNamesTwice(roles []*parsed, last *run) {
	if last != nil && len(last.twice) == 0 && r.sameNames(last) {
		return
	}
	before := len(r.list)
	type place struct{ slug, what string }
	first := make(map[string]place, 2*len(roles))
	add := func(p *parsed, names []ownName, what string) {
		for _, n := range names {
			other, ok := first[n.key]
			if !ok {
				first[n.key] = place{p.role.Slug, what}
			} else if other.slug != p.role.Slug || other.what != what {
				r.list.Add(p.doc.src.Report(diag.Warning, "name-taken", n.value.Pos,
					fmt.Sprintf("%q is also the %s of %s", n.value.String(), other.what, other.slug), "give each role names of its own"))
			}
		}
	}
	for _, p := range roles {
		add(p, p.titles, "title")
	}
	for _, p := range roles {
		add(p, p.others, "alias")
	}
	r.twice = r.list[before:len(r.list):len(r.list)]
}

// sameNames tells whether all roles are called what they were.
func (r *run) sameNames(last *run) bool {
	same := func(a, b ownName) bool { return a.key == b.key }
	for i, p := range r.ordered {
		if old := last.ordered[i]; p != old && !(slices.EqualFunc(p.titles, old.titles, same) && slices.EqualFunc(p.others, old.others, same)) {
			return false
		}
	}
	return true
}

// checkMarkdown renders a file's cells and body once to learn what would be
// left out. The outcome is kept until a link could lead elsewhere.
func (r *run) checkMarkdown(c *Content) {
	var others []*parsed
	for _, p := range r.ordered {
		if p.doc != nil && p.links != c.LinksKey {
			others = append(others, p)
		}
	}
	parallel.Each(len(others), func(i int) { others[i].checkMarkdown(c) })
	for _, p := range r.ordered {
		r.list = append(r.list, p.body...)
	}
}

func (p *parsed) checkMarkdown(c *Content) {
	p.links, p.body = c.LinksKey, nil
	if rows := p.doc.front.Get("dimensions"); rows != nil && strings.HasPrefix(p.doc.src.File, RolesDir+"/") {
		for _, e := range rows.Fields {
			for _, v := range append([]*schema.Value{e.Value}, e.Value.Items...) {
				if v.Kind == schema.Text && utf8.RuneCountInString(v.Text) <= schema.MaxText {
					_, problems := c.Markdown.Cell(v.String())
					p.reportCell(v, problems)
				}
			}
		}
	}
	if len(p.doc.body) <= markdown.MaxBody {
		_, problems := c.Markdown.Body(p.doc.body)
		p.reportBody(problems)
	}
}

func severity(problem markdown.Problem) diag.Severity {
	if problem.Error {
		return diag.Error
	}
	return diag.Warning
}

// reportCell places problems inside a value: at the same words in the file, as
// the text may be quoted or folded there.
func (p *parsed) reportCell(v *schema.Value, problems []markdown.Problem) {
	for _, problem := range problems {
		pos := v.Pos
		if text := v.String(); problem.Offset < len(text) {
			word, _, _ := strings.Cut(text[problem.Offset:], " ")
			pos = p.doc.src.Find(v.Pos, word)
		}
		p.body.Add(p.doc.src.Report(severity(problem), problem.Code, pos, problem.Message, problem.Hint))
	}
}

func (p *parsed) reportBody(problems []markdown.Problem) {
	for _, problem := range problems {
		before := p.doc.body[:min(problem.Offset, len(p.doc.body))]
		line := p.doc.bodyLine + strings.Count(before, "\n")
		start := strings.LastIndexByte(before, '\n') + 1
		pos := diag.Position{File: p.doc.src.File, Line: line, Column: utf8.RuneCountInString(before[start:]) + 1}
		p.body.Add(p.doc.src.Report(severity(problem), problem.Code, pos, problem.Message, problem.Hint))
	}
}
