// Package layout turns layouts, ordinary html/template files that anyone can
// edit, into pages and into stencils. Escaping and minifying happen here and
// nowhere else.
//
// A Template executes with real data: the plain way. A stencil is the same
// template executed once with every value between two markers and cut there:
// what lies between is that value as it looks in that place, the rest is the
// same for every page. Joining the two gives the plain page again, byte for
// byte, at a thousandth of the cost.
package layout

import (
	"bytes"
	"html/template"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/rolediff/rolediff/generator/internal/diag"
)

// Dir is the folder of layouts below a site's folder.
const Dir = "layouts"

const (
	baseFile    = "base.html"
	partialsDir = "partials/"
)

// Set is all layouts of a site. It never changes and is safe for concurrent use.
type Set struct {
	files    map[string][]byte // by path below layouts/
	pages    map[string]*Template
	partials map[string]*Template
	Key      string // changes whenever a file of the set does

	// Assets returns the files below assets/: css/*.css joined in order of name as
	// site.css, each js/NAME.js as NAME.js with the files of js/NAME/ behind it,
	// everything minified, and any other file of css/ and js/ as it is.
	Assets func() (map[string][]byte, error)
}

// Template is one layout, ready to execute.
type Template struct {
	file string // below layouts/
	name string // the template to execute
	set  *template.Template

	handed handed // of a page
}

// Load parses the built-in layouts with a site's own in front of them, file by
// file. The Set is nil when there are errors. own may be nil. When the files are
// those of prev, which may be nil, it returns prev.
func Load(builtin, own fs.FS, prev *Set) (*Set, diag.List) {
	s := &Set{files: map[string][]byte{}, pages: map[string]*Template{}, partials: map[string]*Template{}}
	var list diag.List
	s.read(builtin, &list)
	if own != nil {
		s.readOwn(own, &list)
	}
	if !list.HasErrors() {
		s.Key = s.sum()
		if prev != nil && prev.Key == s.Key {
			list.Sort()
			return prev, list
		}
		s.parse(&list)
	}
	list.Sort()
	if list.HasErrors() {
		return nil, list
	}
	s.Assets = sync.OnceValues(s.assets)
	return s, list
}

// read takes in every file below a folder and returns their paths.
func (s *Set) read(fsys fs.FS, list *diag.List) (files []string) {
	err := fs.WalkDir(fsys, ".", func(file string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if hidden := strings.HasPrefix(e.Name(), ".") && file != "." || strings.HasSuffix(e.Name(), "~"); hidden || e.IsDir() {
			if hidden && e.IsDir() {
				return fs.SkipDir
			}
			return nil
		}
		if !e.Type().IsRegular() {
			list.Add(diag.Diagnostic{Severity: diag.Warning, Code: "skipped-file", Position: diag.Position{File: path.Join(Dir, file)}, Message: "this is skipped: it is no regular file", Hint: "put the file itself here"})
			return nil
		}
		raw, err := fs.ReadFile(fsys, file)
		s.files[file] = plainText(raw)
		files = append(files, file)
		return err
	})
	if err != nil {
		list.Add(diag.Diagnostic{Severity: diag.Error, Code: "unreadable", Position: diag.Position{File: Dir}, Message: "layouts cannot be read: " + err.Error(),
			Hint: diag.ReadHint(err, "check that it is a folder and that you may read it")})
	}
	return files
}

func (s *Set) names() []string {
	out := make([]string, 0, len(s.files))
	for f := range s.files {
		out = append(out, f)
	}
	slices.Sort(out)
	return out
}

// parse makes a template set of every page: the base, all partials, and the page.
// Partials that are executed by themselves share one, as copying a set takes longer
// than parsing it.
func (s *Set) parse(list *diag.List) {
	common := template.New("").Option("missingkey=error").Funcs(functions)
	for _, file := range s.names() {
		if file == baseFile || strings.HasPrefix(file, partialsDir) {
			s.parseFile(common, file, list)
		}
	}
	if list.HasErrors() {
		return
	}
	for _, file := range s.names() {
		if path.Ext(file) != ".html" || file == baseFile {
			continue
		}
		if strings.HasPrefix(file, partialsDir) {
			s.partials[strings.TrimPrefix(file, partialsDir)] = &Template{file: file, name: file, set: common}
			continue
		}
		set, err := common.Clone()
		if err != nil {
			list.Add(s.problem(err, file))
			return
		}
		s.parseFile(set, file, list)
		s.pages[file] = &Template{file: file, name: baseFile, set: set, handed: newHanded(set, baseFile)}
	}
}

func (s *Set) parseFile(set *template.Template, file string, list *diag.List) {
	if _, err := set.New(file).Parse(string(s.files[file])); err != nil {
		list.Add(s.problem(err, file))
	}
}

// Page returns the layout of a kind of page, such as "comparison.html". It
// panics when there is none: the built-in set has all that are asked for.
func (s *Set) Page(file string) *Template {
	if t := s.pages[file]; t != nil {
		return t
	}
	panic("layout: no page " + file)
}

// Partial returns a layout of part of a page, such as "cell.html".
func (s *Set) Partial(file string) *Template {
	if t := s.partials[file]; t != nil {
		return t
	}
	panic("layout: no partial " + file)
}

// Block returns one named block of a page, such as "main".
func (t *Template) Block(name string) *Template {
	return &Template{file: t.file, name: name, set: t.set}
}

// Execute renders the template with data, escaped by context and minified. It
// is safe for concurrent use. The error is a diag.List.
func (s *Set) Execute(t *Template, data any) ([]byte, error) {
	return s.execute(t, data, minifyHTML)
}

// ExecuteInside is Execute for a part of what no minifier looks into, as a picture is.
func (s *Set) ExecuteInside(t *Template, data any) ([]byte, error) {
	return s.execute(t, data, func(raw []byte) ([]byte, error) { return bytes.Clone(bytes.TrimSpace(raw)), nil })
}

func (s *Set) execute(t *Template, data any, finish func([]byte) ([]byte, error)) ([]byte, error) {
	raw := buffers.Get().(*bytes.Buffer)
	defer buffers.Put(raw)
	raw.Reset()
	if err := t.set.ExecuteTemplate(raw, t.name, data); err != nil {
		return nil, diag.List{s.problem(err, t.file)}
	}
	out, err := finish(raw.Bytes())
	if err != nil {
		return nil, diag.List{s.problem(err, t.file)}
	}
	return out, nil
}

// buffers hold pages before they are minified.
var buffers = sync.Pool{New: func() any { return new(bytes.Buffer) }}

var textOnly = template.Must(template.New("text").Parse("{{.}}"))

// EscapeText returns a text as it stands in a page, between tags.
func EscapeText(text string) string {
	var raw bytes.Buffer
	if err := textOnly.Execute(&raw, text); err != nil {
		panic("layout: " + err.Error()) // a string and a buffer do not fail
	}
	out, err := minifyHTML(raw.Bytes())
	if err != nil {
		panic("layout: " + err.Error()) // there is no markup in it
	}
	return string(out)
}
