package site

import (
	"crypto/sha256"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/rolediff/rolediff/generator/internal/content"
	"github.com/rolediff/rolediff/generator/internal/diag"
	"github.com/rolediff/rolediff/generator/internal/parallel"
	"github.com/rolediff/rolediff/generator/internal/publish"
)

// singles are the files that are not comparisons, by path. They are the same ones
// as long as no edit adds or removes any, so snapshots share them: none belongs to
// one of them.
type singles struct {
	files    map[string]*single
	inFolder func() map[string][]string // their names by folder, sorted
	parents  func() map[string]bool     // every folder that has something below it
}

// single is a file that is not a comparison. It is made of a site when it is asked
// for, and not kept: all of them together would take most of the memory of a build.
type single struct {
	make   func(*Site) ([]byte, error)
	append func(s *Site, dst []byte) ([]byte, error) // in place of make, of a large file
	inputs func(*Site) any                           // what it is made from, where that costs far less than its bytes; or nil
	page   bool
}

func (f *single) bytes(s *Site) ([]byte, error) {
	if f.append != nil {
		return f.append(s, nil)
	}
	return f.make(s)
}

func fixed(data []byte) *single {
	return &single{make: func(*Site) ([]byte, error) { return data, nil }}
}

func newSingles() singles {
	files := map[string]*single{}
	return singles{
		files:    files,
		inFolder: sync.OnceValue(func() map[string][]string { return byFolder(files) }),
		parents:  sync.OnceValue(func() map[string]bool { return parents(files) }),
	}
}

// takeSingles takes over the files that are not comparisons, where an edit leaves
// them the same ones. Of what they are listed by, the engine stands for the config,
// the layouts, the pages of content and the number of roles.
func (s *Site) takeSingles(d delta) bool {
	if d.before == nil || d.families && len(s.roles) > mapLimit {
		return false
	}
	s.singles = d.before.singles
	return d.before.sitemaps() == s.sitemaps() &&
		slices.EqualFunc(d.before.content.Static, s.content.Static, func(a, b content.Static) bool {
			return a.Path == b.Path && len(a.Data) == len(b.Data) && (len(a.Data) == 0 || &a.Data[0] == &b.Data[0])
		})
}

// fillSingles lists every file that is not a comparison, and reports static
// files that would take the place of another one. Layouts are executed once, so
// that a broken one is found before anything is published.
func (s *Site) fillSingles(d delta) diag.List {
	if s.takeSingles(d) {
		return nil // they had no problems, or there would have been no snapshot
	}
	s.singles = newSingles()
	page := func(name string, inputs func(*Site) any, make func(*Site) ([]byte, error)) {
		s.files[name] = &single{make: make, inputs: inputs, page: true}
	}
	page("index.html", func(s *Site) any { return s.homeData() }, (*Site).homePage)
	page("404.html", func(*Site) any { return nil }, (*Site).missingPage)
	s.addMatrix(page)
	for i, r := range s.roles {
		page(r.profile.Role.Slug+"/index.html", func(s *Site) any { return s.roleSums()[i] }, nil)
		s.files[r.profile.Role.Slug+"/index.html"].append = func(s *Site, dst []byte) ([]byte, error) { return s.appendRole(dst, i) }
	}
	for i, p := range s.content.Pages {
		page(p.Slug+"/index.html", func(s *Site) any { return s.contentInputs(i) }, func(s *Site) ([]byte, error) { return s.contentPage(i) })
	}
	assets, err := s.layouts.Assets()
	if err != nil {
		return diag.FromError(err)
	}
	for name, data := range assets {
		s.files["assets/"+name] = fixed(data)
	}
	// The layouts' own bytes are shared with other snapshots.
	s.files["assets/site.css"] = fixed(slices.Concat(assets["site.css"], scaleStyles(s.cfg)))
	s.addBrowserData()
	list := s.addPickerFiles()
	s.addMachineFiles()

	// Names are compared as systems do that know no case.
	owners, taken := s.folders(), map[string]bool{}
	for name := range s.files {
		taken[content.Fold(name)] = name != "robots.txt" && name != ".nojekyll"
	}
	for _, f := range s.content.Static {
		folded := content.Fold(f.Path)
		first, _, nested := strings.Cut(folded, "/")
		if taken[folded] || nested && owners[first] || !nested && owners[folded] || s.files[folded] != nil && folded != f.Path {
			list.Add(diag.Diagnostic{
				Severity: diag.Error, Code: "address-taken", Position: diag.Position{File: path.Join("content/static", f.Path)},
				Message: f.Path + " is made by the site itself", Hint: "rename the file",
			})
			continue
		}
		s.files[f.Path] = fixed(f.Data)
	}
	return list
}

// folders are the first parts of addresses that belong to pages.
func (s *Site) folders() map[string]bool {
	out := map[string]bool{}
	for name := range s.files {
		if first, _, nested := strings.Cut(name, "/"); nested {
			out[content.Fold(first)] = true
		}
	}
	return out
}

// tryLayouts makes one page of each kind.
func (s *Site) tryLayouts() diag.List {
	names := []string{"index.html", "404.html", "compare/index.html"}
	if len(s.roles) > 0 {
		names = append(names, s.slug(0)+"/index.html")
	}
	if len(s.content.Pages) > 0 {
		names = append(names, s.content.Pages[0].Slug+"/index.html")
	}
	errs := make([]error, len(names)+1)
	parallel.Each(len(errs), func(i int) {
		if i == len(names) {
			errs[i] = s.tryMatrix()
		} else if f := s.files[names[i]]; f != nil {
			_, errs[i] = f.bytes(s)
		}
	})
	var list diag.List
	for _, err := range errs {
		list = append(list, diag.FromError(err)...)
	}
	return list
}

func (s *Site) slug(i int) string { return s.roles[i].profile.Role.Slug }

// sum stands for everything that the site's bytes are made from.
func (s *Site) sum() publish.Key {
	h := sha256.New()
	fmt.Fprintf(h, "%x %s %+v %v\n", s.engine.sum, s.layouts.Key, *s.engine.info, *s.cfg)
	for _, r := range s.roles {
		fmt.Fprintf(h, "%s %x %x %q\n", r.profile.Role.Slug, r.sum, r.plainSum, r.profile.Role.Body)
	}
	byPlace := func(a, b noteKey) int { return slices.Compare(a[:], b[:]) }
	for _, key := range slices.SortedFunc(maps.Keys(s.notes), byPlace) {
		fmt.Fprintf(h, "%v %x\n", key, s.notes[key].sum)
	}
	for _, p := range s.content.Pages {
		fmt.Fprintf(h, "%+v\n", p)
	}
	for _, f := range s.content.Static {
		fmt.Fprintf(h, "%s %x\n", f.Path, sha256.Sum256(f.Data))
	}
	return publish.Key(h.Sum(nil))
}
