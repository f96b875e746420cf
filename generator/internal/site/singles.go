package site

import (
	"crypto/sha256"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/rolediff/rolediff/generator/internal/content"
	"github.com/rolediff/rolediff/generator/internal/diag"
	"github.com/rolediff/rolediff/generator/internal/publish"
)

// single is a file that is not a comparison. It is made when it is asked for, and
// not kept: all of them together would take most of the memory of a build.
type single struct {
	make   func() ([]byte, error)
	append func(dst []byte) ([]byte, error) // in place of make, of a large file
	inputs func() any                       // what it is made from, where that costs far less than its bytes; or nil
	page   bool
}

func (f *single) bytes() ([]byte, error) {
	if f.append != nil {
		return f.append(nil)
	}
	return f.make()
}

func fixed(data []byte) *single {
	return &single{make: func() ([]byte, error) { return data, nil }}
}

// fillSingles lists every file that is not a comparison, and reports static
// files that would take the place of another one. Layouts are executed once, so
// that a broken one is found before anything is published.
func (s *Site) fillSingles() diag.List {
	s.files = map[string]*single{}
	page := func(name string, inputs func() any, make func() ([]byte, error)) {
		s.files[name] = &single{make: make, inputs: inputs, page: true}
	}
	page("index.html", func() any { return s.homeData() }, s.homePage)
	page("404.html", func() any { return nil }, s.missingPage)
	s.addMatrix(page)
	for i, r := range s.roles {
		page(r.profile.Role.Slug+"/index.html", func() any { return s.roleSums()[i] }, func() ([]byte, error) { return s.rolePage(i) })
	}
	for i, p := range s.content.Pages {
		page(p.Slug+"/index.html", func() any { return s.contentInputs(i) }, func() ([]byte, error) { return s.contentPage(i) })
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
	list := diag.FromError(s.tryMatrix())
	for _, name := range names {
		if f := s.files[name]; f != nil {
			_, err := f.bytes()
			list = append(list, diag.FromError(err)...)
		}
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
