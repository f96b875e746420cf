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
}

// checkReferences reports names of roles that no file defines, also in files that
// have errors of another kind, and names that stand twice.
func (r *run) checkReferences(set *links, roles, pages []*parsed) {
	slugs := sortedKeys(set.roles)
	report := func(p *parsed, v *schema.Value) {
		for _, item := range items(v) {
			slug := item.String()
			if r.blind || slug == "" || set.roles[slug] {
				continue
			}
			r.list.Add(p.doc.src.Report(diag.Error, "unknown-role", item.Pos,
				fmt.Sprintf("there is no role %q", slug), unknownRoleHint(slug, slugs)))
		}
	}
	for _, file := range sortedFiles(r.files) {
		p := r.files[file]
		if p.doc == nil {
			continue
		}
		dir, name := path.Split(file)
		switch path.Clean(dir) {
		case NotesDir:
			report(p, p.doc.front.Get("roles"))
		case RolesDir:
			for _, key := range []string{"reports_to", "leads_to"} {
				v := p.doc.front.Get(key)
				report(p, v)
				for _, item := range items(v) {
					if item.String() == strings.TrimSuffix(name, ".md") {
						r.list.Add(p.doc.src.Report(diag.Error, "refers-to-itself", item.Pos, "a role cannot stand in its own "+key, "remove it"))
					}
				}
			}
		}
	}
	for _, p := range pages {
		if set.roles[p.page.Slug] {
			r.list.Add(fail(p.page.File, "address-taken", fmt.Sprintf("the address %s/ belongs to the role of the same name", p.page.Slug), "rename the page"))
		}
	}
	r.checkNamesTwice(roles)
	r.checkLookalikes()
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
	first := map[string]string{}
	for _, file := range sortedFiles(r.files) {
		name, ok := strings.CutPrefix(file, RolesDir+"/")
		if !ok {
			continue
		}
		slug := role.Slugify(strings.TrimSuffix(name, ".md"))
		if slug == "" {
			continue // reported as no slug at all
		}
		if other, ok := first[slug]; ok {
			r.list.Add(fail(file, "duplicate-slug", fmt.Sprintf("this is the same role as %s: both have the address %s/", other, slug), "join the two files, or rename one"))
			continue
		}
		first[slug] = file
	}
}

func sortedFiles(m map[string]*parsed) []string {
	out := make([]string, 0, len(m))
	for f := range m {
		out = append(out, f)
	}
	slices.Sort(out)
	return out
}

// checkNamesTwice warns when two roles share a title or alias: readers cannot
// tell them apart.
func (r *run) checkNamesTwice(roles []*parsed) {
	type place struct{ slug, what string }
	first := map[string]place{}
	add := func(p *parsed, v *schema.Value, what string) {
		key := strings.ToLower(v.String())
		if other, ok := first[key]; ok {
			if other.slug == p.role.Slug && other.what == what {
				return
			}
			r.list.Add(p.doc.src.Report(diag.Warning, "name-taken", v.Pos,
				fmt.Sprintf("%q is also the %s of %s", v.String(), other.what, other.slug), "give each role names of its own"))
			return
		}
		first[key] = place{p.role.Slug, what}
	}
	for _, p := range roles {
		add(p, p.doc.front.Get("title"), "title")
	}
	for _, p := range roles {
		for _, item := range items(p.doc.front.Get("aliases")) {
			add(p, item, "alias")
		}
	}
}

// checkMarkdown renders a file's cells and body once to learn what would be
// left out. The outcome is kept until a link could lead elsewhere.
func (r *run) checkMarkdown(c *Content) {
	files := r.ordered()
	parallel.Each(len(files), func(i int) { files[i].checkMarkdown(c) })
	for _, p := range files {
		r.list = append(r.list, p.body...)
	}
}

func (p *parsed) checkMarkdown(c *Content) {
	if p.doc == nil || p.links == c.LinksKey {
		return
	}
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
