// Package content reads what people write, content/roles, content/notes and
// content/pages, into a role.Set, notes and pages, and reports every problem in
// them with its place: the form of each file, words that config.json does not
// define, references that lead nowhere, markup that is left out.
//
// Load never returns half a site: when any file has an error the Content is nil.
package content

import (
	"crypto/sha256"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/rolediff/rolediff/generator/internal/config"
	"github.com/rolediff/rolediff/generator/internal/diag"
	"github.com/rolediff/rolediff/generator/internal/markdown"
	"github.com/rolediff/rolediff/generator/internal/parallel"
	"github.com/rolediff/rolediff/generator/internal/role"
	"github.com/rolediff/rolediff/generator/internal/schema"
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

// Loader reads content again and again and parses only files that changed. It
// is not safe for concurrent use. The zero Loader is ready.
type Loader struct {
	config *config.Config
	files  map[string]*parsed
}

// parsed is one file, taken apart and checked by itself.
type parsed struct {
	sum   [sha256.Size]byte
	stamp stamp
	doc   *document
	list  diag.List
	role  *role.Role // of a role file that is valid in itself
	note  *role.Note
	page  *Page
	links string    // the key of the links that linked was found with
	body  diag.List // what checking its markdown gave

	// What every Load compares with all other files.
	file   string
	folded string      // of a role file the slug as systems see it that know no case
	refs   []reference // names of other roles
	titles []ownName   // the title of a role file that is valid in itself
	others []ownName   // its aliases
}

// Load reads a site's content from its folder. Parsed files are kept for the
// next Load with the same *config.Config.
func (l *Loader) Load(fsys fs.FS, cfg *config.Config) (*Content, diag.List) {
	if l.config != cfg {
		l.config, l.files = cfg, nil
	}
	run := &run{fsys: fsys, cfg: cfg, names: cfg.Names(), labels: cfg.Labels(), old: l.files, files: map[string]*parsed{}}
	roles := run.folder(RolesDir, RoleFields(), run.role)
	notes := run.folder(NotesDir, NoteFields(), run.note)
	pages := run.folder(PagesDir, PageFields(), run.page)
	l.files = run.files

	c := &Content{Static: readStatic(fsys, &run.list)}
	for _, p := range pages {
		c.Pages = append(c.Pages, *p.page)
	}
	var all []*role.Role
	for _, p := range roles {
		all = append(all, p.role)
	}
	set := newLinks(all, c.Pages, c.Static, cfg)
	run.blind = slices.ContainsFunc(run.list, func(d diag.Diagnostic) bool { return d.Code == "unreadable" && d.File == RolesDir })
	for _, slug := range run.brokenSlugs() {
		set.roles[slug] = true // links to a role with errors are no errors of their own
	}
	c.LinksKey, c.links = set.key(), set
	c.Markdown = markdown.New(set.resolve)
	run.checkReferences(set, roles, pages)
	run.checkMarkdown(c)
	c.Notes = run.collectNotes(notes)
	run.list.Sort()
	if run.list.HasErrors() {
		return nil, run.list
	}
	var err error
	if c.Roles, err = role.NewSet(all); err != nil {
		run.list.Add(fail(RolesDir, "failed", err.Error(), ""))
	}
	run.list.Sort()
	if run.list.HasErrors() {
		return nil, run.list
	}
	return c, run.list
}

// run is one Load.
type run struct {
	fsys    fs.FS
	cfg     *config.Config
	names   schema.Names
	labels  schema.Labels
	old     map[string]*parsed
	files   map[string]*parsed
	ordered []*parsed // the same, folder by folder, each sorted by name
	list    diag.List
	blind   bool // the folder of roles could not be read: which there are is not known
}

// folder parses all files of a folder and returns those that are valid in
// themselves. build makes the model of a checked document.
func (r *run) folder(dir string, fields []schema.Field, build func(*parsed, string, *schema.Checker)) []*parsed {
	files := markdownFiles(r.fsys, dir, &r.list) // in order
	type result struct {
		p       *parsed
		problem *diag.Diagnostic
	}
	results := make([]result, len(files))
	parallel.Each(len(files), func(i int) {
		p, problem := r.file(files[i], fields, build)
		results[i] = result{p, problem}
	})
	var valid []*parsed
	for i, res := range results {
		if res.problem != nil {
			r.list.Add(*res.problem)
			continue
		}
		p := res.p
		r.files[files[i].path] = p
		r.ordered = append(r.ordered, p)
		r.list = append(r.list, p.list...)
		if p.role != nil || p.note != nil || p.page != nil {
			valid = append(valid, p)
		}
	}
	return valid
}

// file reads and parses one file, as far as it changed.
func (r *run) file(f listed, fields []schema.Field, build func(*parsed, string, *schema.Checker)) (*parsed, *diag.Diagnostic) {
	p := r.old[f.path]
	now := stampOf(f.entry)
	if p != nil && p.stamp.covers(now) {
		return p, nil
	}
	raw, problem := read(r.fsys, f.path, maxFile)
	if problem != nil {
		return nil, problem
	}
	sum := sha256.Sum256(raw)
	if p == nil || p.sum != sum {
		p = r.parse(f.path, raw, fields, build)
		p.sum = sum
	}
	p.stamp = now
	return p, nil
}

func (r *run) parse(file string, raw []byte, fields []schema.Field, build func(*parsed, string, *schema.Checker)) *parsed {
	p := &parsed{file: file}
	dir, slug := path.Dir(file), strings.TrimSuffix(path.Base(file), ".md")
	if dir == RolesDir {
		p.folded = role.Slugify(slug)
	}
	doc, list := split(file, raw)
	if err := role.CheckSlug(slug); err != nil && dir != NotesDir {
		list.Add(slugProblem(file, err))
	}
	if p.doc, p.list = doc, list; doc == nil {
		return p
	}
	c := &schema.Checker{Source: p.doc.src, Names: r.names, Labels: r.labels, List: p.list}
	if role.IsDevice(slug) {
		c.List.Add(warn(file, "device-name", fmt.Sprintf("Windows cannot have a file or folder named %s", slug), "choose a longer name, such as "+slug+"-role"))
	}
	where := map[string]string{RolesDir: "a role", NotesDir: "a note", PagesDir: "a page"}[dir]
	c.Check(p.doc.front, fields, where)
	p.refs = references(dir, p.doc.front)
	if len(p.doc.body) > markdown.MaxBody {
		c.Errorf(diag.Position{File: file, Line: p.doc.bodyLine, Column: 1}, "too-long", "shorten it",
			"the body has %d kB; %d kB are the most", len(p.doc.body)>>10, markdown.MaxBody>>10)
	}
	if !c.List.HasErrors() {
		build(p, slug, c)
	}
	p.list = c.List
	return p
}

func slugProblem(file string, err error) diag.Diagnostic {
	var hint string
	if e, ok := err.(*role.SlugError); ok {
		hint = e.Hint
	}
	return fail(file, "wrong-slug", "the file's name "+err.Error(), hint)
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

func (r *run) collectNotes(notes []*parsed) []*role.Note {
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
