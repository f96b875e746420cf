package content

import (
	"crypto/sha256"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/rolediff/rolediff/generator/internal/config"
	"github.com/rolediff/rolediff/generator/internal/diag"
	"github.com/rolediff/rolediff/generator/internal/markdown"
	"github.com/rolediff/rolediff/generator/internal/parallel"
	"github.com/rolediff/rolediff/generator/internal/role"
	"github.com/rolediff/rolediff/generator/internal/schema"
)

// Loader reads content again and again and parses only files that changed. It
// is not safe for concurrent use. The zero Loader is ready.
type Loader struct {
	config *config.Config
	last   *run
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
	links string    // the key of the links that body was found with
	body  diag.List // what checking its markdown gave

	// What every Load compares with all other files.
	file   string
	folded string      // of a role file the slug as systems see it that know no case
	refs   []reference // names of other roles
	titles []ownName   // the title of a role file that is valid in itself
	others []ownName   // its aliases
	found  *links      // in which all of refs were found; or nothing
}

// valid tells whether the file is valid in itself.
func (p *parsed) valid() bool { return p.role != nil || p.note != nil || p.page != nil }

// Load reads a site's content from its folder. Parsed files are kept for the
// next Load with the same *config.Config.
func (l *Loader) Load(fsys fs.FS, cfg *config.Config) (*Content, diag.List) {
	run := newRun(cfg)
	run.fsys = fsys
	if l.last != nil && l.config == cfg {
		run.old = l.last.files
	}
	run.folder(RolesDir)
	run.folder(NotesDir)
	run.folder(PagesDir)
	run.static = readStatic(fsys, &run.found)
	l.config, l.last = cfg, run
	return run.assemble(nil)
}

// Has tells whether the last Load took in a file.
func (l *Loader) Has(file string) bool { return l.last != nil && l.last.files[file] != nil }

// Reload is Load where nothing changed since but the bytes of some files, which are
// given by path, so that nothing is listed or read. It is false, and Load has to be
// called, for none, and for files that the last Load did not take in.
func (l *Loader) Reload(edited map[string][]byte) (*Content, diag.List, bool) {
	for file, raw := range edited {
		if !l.Has(file) || len(raw) > maxFile {
			return nil, nil, false
		}
	}
	if len(edited) == 0 {
		return nil, nil, false
	}
	last := *l.last
	run := newRun(l.config)
	run.files, run.ordered, run.static, run.found = last.files, slices.Clone(last.ordered), last.static, last.found
	for file, raw := range edited {
		p := last.files[file]
		at := slices.Index(last.ordered, p)
		next := *p
		if sum := sha256.Sum256(raw); sum != p.sum {
			next = *run.parse(p.file, raw)
			next.sum = sum
		}
		next.stamp = stamp{} // whatever its time is, the next Load reads it
		run.ordered[at], run.files[file] = &next, &next
	}
	l.last = run
	c, list := run.assemble(&last)
	return c, list, true
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
	static  []Static
	found   diag.List // problems of listing and reading
	list    diag.List // all problems
	twice   diag.List // of list, the names that stand twice
	alike   bool      // some files are one on some systems
	content *Content  // what came of it, also where list has errors
}

func newRun(cfg *config.Config) *run {
	return &run{cfg: cfg, names: cfg.Names(), labels: cfg.Labels(), files: map[string]*parsed{}}
}

// kinds are the folders of markdown files: what stands in their files, and how to
// make the model of a checked document.
var kinds = map[string]struct {
	what   string
	fields func() []schema.Field
	build  func(*run, *parsed, string, *schema.Checker)
}{
	RolesDir: {"a role", RoleFields, (*run).role},
	NotesDir: {"a note", NoteFields, (*run).note},
	PagesDir: {"a page", PageFields, (*run).page},
}

// folder reads and parses all files of a folder.
func (r *run) folder(dir string) {
	files := markdownFiles(r.fsys, dir, &r.found) // in order
	type result struct {
		p       *parsed
		problem *diag.Diagnostic
	}
	results := make([]result, len(files))
	parallel.Each(len(files), func(i int) {
		p, problem := r.file(files[i])
		results[i] = result{p, problem}
	})
	for i, res := range results {
		if res.problem != nil {
			r.found.Add(*res.problem)
			continue
		}
		r.files[files[i].path] = res.p
		r.ordered = append(r.ordered, res.p)
	}
}

// file reads and parses one file, as far as it changed.
func (r *run) file(f listed) (*parsed, *diag.Diagnostic) {
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
		p = r.parse(f.path, raw)
		p.sum = sum
	}
	p.stamp = now
	return p, nil
}

func (r *run) parse(file string, raw []byte) *parsed {
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
	c.Check(p.doc.front, kinds[dir].fields(), kinds[dir].what)
	p.refs = references(dir, p.doc.front)
	if len(p.doc.body) > markdown.MaxBody {
		c.Errorf(diag.Position{File: file, Line: p.doc.bodyLine, Column: 1}, "too-long", "shorten it",
			"the body has %d kB; %d kB are the most", len(p.doc.body)>>10, markdown.MaxBody>>10)
	}
	if !c.List.HasErrors() {
		kinds[dir].build(r, p, slug, c)
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
