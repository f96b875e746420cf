package site

import (
	"iter"
	"maps"
	"path"
	"slices"

	"github.com/rolediff/rolediff/generator/internal/publish"
)

// Key stands for everything that the site's bytes are made from.
func (s *Site) Key() publish.Key { return s.key() }

// Folders lists every folder that holds files, "." first.
func (s *Site) Folders() []string { return slices.Sorted(maps.Keys(s.inFolder())) }

// byFolder lists the names of files, sorted.
func byFolder(files map[string]*single) map[string][]string {
	out := map[string][]string{}
	for name := range files {
		folder := path.Dir(name)
		out[folder] = append(out[folder], path.Base(name))
	}
	for _, names := range out {
		slices.Sort(names)
	}
	return out
}

// Files yields the files of one folder, sorted by name.
func (s *Site) Files(folder string) iter.Seq[publish.File] {
	singles := s.inFolder()[folder]
	first, isRole := s.content.Roles.Index(folder)
	return func(yield func(publish.File) bool) {
		rest := singles
		entry := &file{site: s, run: new(run)}
		next := func() bool {
			f := &file{site: s, name: rest[0], single: s.files[path.Join(folder, rest[0])]}
			rest = rest[1:]
			return yield(f)
		}
		if isRole {
			// Comparisons come sorted: pair "vs-b.html" and its trios
			// "vs-b-vs-c.html" need to be merged, as "-" sorts before ".".
			for _, e := range s.endings(first) {
				if int(e.second) <= first {
					continue
				}
				for len(rest) > 0 && rest[0] < e.name {
					if !next() {
						return
					}
				}
				entry.name, entry.n, entry.roles = e.name, 2, [3]int{first, int(e.second), int(e.third)}
				if e.third >= 0 {
					entry.n = 3
				}
				if !yield(entry) {
					return
				}
			}
		}
		for len(rest) > 0 {
			if !next() {
				return
			}
		}
	}
}

// file is one file of the tree.
type file struct {
	site   *Site
	name   string
	single *single
	sum    *publish.Key // of a single, once its bytes have been made
	n      int          // of a comparison
	roles  [3]int
	run    *run // of the folder, where comparisons follow each other
}

func (f *file) Name() string { return f.name }

func (f *file) Page() bool { return f.single == nil || f.single.page }

// Key of a comparison costs no more than the hashes of what goes into the page, and
// so does that of a file with inputs. That of another file costs its bytes, unless
// they have just been made.
func (f *file) Key() publish.Key {
	if f.single == nil {
		return f.site.comparisonKey(f.roles[:f.n])
	}
	if f.single.inputs != nil {
		return f.site.inputsKey(f.single.inputs(f.site))
	}
	if f.sum == nil {
		if _, err := f.AppendTo(nil); err != nil {
			return publish.Key{}
		}
	}
	return *f.sum
}

func (f *file) AppendTo(dst []byte) ([]byte, error) {
	if f.single == nil {
		return f.site.appendComparison(dst, f.run, f.roles[:f.n])
	}
	from := len(dst)
	if f.single.append != nil {
		var err error
		if dst, err = f.single.append(f.site, dst); err != nil {
			return dst, err
		}
	} else {
		data, err := f.single.make(f.site)
		if err != nil {
			return dst, err
		}
		dst = append(dst, data...)
	}
	if f.single.inputs == nil {
		sum := shortSum(dst[from:])
		f.sum = &sum
	}
	return dst, nil
}

// appendComparison makes one page: joined, or the plain way where its layout
// cannot be cut. run is that of the pages before, or nil.
func (s *Site) appendComparison(dst []byte, run *run, roles []int) ([]byte, error) {
	frame := s.engine.frames[len(roles)]
	if frame.plain {
		page, err := s.plainComparison(roles...)
		return append(dst, page...), err
	}
	if run != nil && len(roles) == 3 && s.engine.trios != nil {
		return run.append(dst, s, (*[3]int)(roles)), nil
	}
	j := s.prepare(roles...)
	dst = j.append(dst, frame)
	j.done()
	return dst, nil
}
