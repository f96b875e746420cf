package site

import (
	"iter"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/rolediff/rolediff/generator/internal/config"
	"github.com/rolediff/rolediff/generator/internal/publish"
	"github.com/rolediff/rolediff/generator/internal/role"
)

// Key stands for everything that the site's bytes are made from.
func (s *Site) Key() publish.Key { return s.key() }

// Folders lists every folder that holds files, "." first.
func (s *Site) Folders() []string { return slices.Sorted(maps.Keys(s.inFolder())) }

// byFolder lists the names of the files that are no comparisons, sorted.
func (s *Site) byFolder() map[string][]string {
	out := map[string][]string{}
	for name := range s.files {
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
		entry := &file{site: s}
		next := func() bool {
			f := &file{site: s, name: rest[0], single: s.files[path.Join(folder, rest[0])]}
			rest = rest[1:]
			return yield(f)
		}
		if isRole {
			// Comparisons come sorted: pair "vs-b.html" and its trios
			// "vs-b-vs-c.html" need to be merged, as "-" sorts before ".".
			for name := range s.comparisonsOf(first, entry) {
				for len(rest) > 0 && rest[0] < name {
					if !next() {
						return
					}
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

// comparisonsOf yields the names of the pages that begin with a role, sorted,
// each set in entry.
func (s *Site) comparisonsOf(first int, entry *file) iter.Seq[string] {
	return func(yield func(string) bool) {
		emit := func(roles ...int) bool {
			entry.roles = [3]int{first, roles[0], -1}
			entry.n = len(roles) + 1
			if len(roles) == 2 {
				entry.roles[2] = roles[1]
				entry.name = role.Name(s.slug(roles[0]), s.slug(roles[1]))
			} else {
				entry.name = role.Name(s.slug(roles[0]))
			}
			return yield(entry.name)
		}
		for t := range s.inOrder(first) {
			if t[1] < 0 && !emit(t[0]) || t[1] >= 0 && !emit(t[0], t[1]) {
				return
			}
		}
	}
}

// inOrder yields the further roles of the comparisons that begin with a role, in
// order of the names of their pages; of pairs the second one is -1.
func (s *Site) inOrder(first int) iter.Seq[[2]int] {
	if s.plan.pairPolicy == config.PolicyAll && s.plan.trioPolicy == config.PolicyAll {
		return func(yield func([2]int) bool) {
			for _, t := range s.order() {
				if int(t[0]) > first && !yield([2]int{int(t[0]), int(t[1])}) {
					return
				}
			}
		}
	}
	var list [][2]int32
	for b := range s.plan.pairsOf(first) {
		list = append(list, [2]int32{int32(b), -1})
	}
	for b, c := range s.plan.triosOf(first) {
		list = append(list, [2]int32{int32(b), int32(c)})
	}
	s.sortNames(list)
	return func(yield func([2]int) bool) {
		for _, t := range list {
			if !yield([2]int{int(t[0]), int(t[1])}) {
				return
			}
		}
	}
}

// everyName lists all ends of names, "b" and "b-vs-c", in order of the names. The
// order is the same whichever role comes first, so one list serves all folders.
func (s *Site) everyName() [][2]int32 {
	n := len(s.roles)
	list := make([][2]int32, 0, n*(n+1)/2)
	for b := range n {
		list = append(list, [2]int32{int32(b), -1})
		for c := b + 1; c < n; c++ {
			list = append(list, [2]int32{int32(b), int32(c)})
		}
	}
	s.sortNames(list)
	return list
}

// sortNames sorts by the names of pages, where one slug may begin another:
// "data-vs-x.html", "data.html", "data-engineer.html".
func (s *Site) sortNames(list [][2]int32) {
	slices.SortFunc(list, func(x, y [2]int32) int {
		if x[0] == y[0] && x[1] >= 0 && y[1] >= 0 {
			return comparePrefixed(s.slug(int(x[1])), ".html", s.slug(int(y[1])), ".html")
		}
		a, a2 := s.slug(int(x[0])), ".html"
		b, b2 := s.slug(int(y[0])), ".html"
		if x[1] >= 0 {
			a2 = "-vs-" + s.slug(int(x[1])) + ".html"
		}
		if y[1] >= 0 {
			b2 = "-vs-" + s.slug(int(y[1])) + ".html"
		}
		return comparePrefixed(a, a2, b, b2)
	})
}

// comparePrefixed compares a+a2 with b+b2.
func comparePrefixed(a, a2, b, b2 string) int {
	n := min(len(a), len(b))
	if c := strings.Compare(a[:n], b[:n]); c != 0 || len(a) == len(b) && a2 == b2 {
		return c
	}
	return strings.Compare(a[n:]+a2, b[n:]+b2)
}

// file is one file of the tree.
type file struct {
	site   *Site
	name   string
	single *single
	sum    *publish.Key // of a single, once its bytes have been made
	n      int          // of a comparison
	roles  [3]int
}

func (f *file) Name() string { return f.name }

func (f *file) Page() bool { return f.single == nil || f.single.page }

// Key of a comparison costs no more than the hashes of what goes into the page.
// That of another file costs its bytes, unless they have just been made.
func (f *file) Key() publish.Key {
	if f.single == nil {
		return f.site.comparisonKey(f.roles[:f.n])
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
		return f.site.appendComparison(dst, f.roles[:f.n])
	}
	from := len(dst)
	if f.single.append != nil {
		var err error
		if dst, err = f.single.append(dst); err != nil {
			return dst, err
		}
	} else {
		data, err := f.single.make()
		if err != nil {
			return dst, err
		}
		dst = append(dst, data...)
	}
	sum := shortSum(dst[from:])
	f.sum = &sum
	return dst, nil
}

// appendComparison makes one page: joined, or the plain way where its layout
// cannot be cut.
func (s *Site) appendComparison(dst []byte, roles []int) ([]byte, error) {
	frame := s.engine.frames[len(roles)]
	if frame.plain {
		page, err := s.plainComparison(roles...)
		return append(dst, page...), err
	}
	j := s.prepare(roles...)
	dst = j.append(dst, frame)
	j.done()
	return dst, nil
}
