package change

import (
	"bytes"
	"iter"
	"path"
	"slices"
	"strings"

	"github.com/rolediff/rolediff/generator/internal/publish"
)

// countFiles counts what becomes of the files, and returns the paths of the
// comparisons that both trees have and whose bytes differ. A tree may be nil.
func (r *Report) countFiles(before, after Side) (changed []string, err error) {
	var was, is []byte
	isRole := func(slug string) bool { return hasRole(before, slug) || hasRole(after, slug) }
	for _, folder := range foldersOf(tree(before), tree(after)) {
		for a, b := range sideBySide(filesOf(tree(before), folder), filesOf(tree(after), folder)) {
			count := func(f publish.File) *Count { return r.Counts.of(path.Join(folder, f.Name()), isRole) }
			switch {
			case b == nil:
				count(a).Before++
				count(a).Removed++
				continue
			case a == nil:
				count(b).After++
				count(b).Added++
				continue
			}
			count(a).Before++
			count(b).After++
			if a.Key() == b.Key() {
				continue
			}
			// Another key is a reason to look; what counts is what readers get.
			if was, err = a.AppendTo(was[:0]); err != nil {
				return nil, err
			}
			if is, err = b.AppendTo(is[:0]); err != nil {
				return nil, err
			}
			if !bytes.Equal(was, is) {
				count(b).Changed++
				changed = append(changed, path.Join(folder, b.Name()))
			}
		}
	}
	return changed, nil
}

// tree is nil of a side that is no site.
func tree(s Side) publish.Tree {
	if s.Site == nil {
		return nil
	}
	return s.Site
}

func hasRole(s Side, slug string) bool {
	if s.Content == nil {
		return false
	}
	_, ok := s.Content.Roles.Index(slug)
	return ok
}

func foldersOf(trees ...publish.Tree) []string {
	var out []string
	for _, t := range trees {
		if t != nil {
			out = append(out, t.Folders()...)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func filesOf(t publish.Tree, folder string) iter.Seq[publish.File] {
	if t == nil {
		return func(func(publish.File) bool) {}
	}
	return t.Files(folder)
}

// sideBySide yields the files of two sorted lists by name, nil where one has none.
func sideBySide(before, after iter.Seq[publish.File]) iter.Seq2[publish.File, publish.File] {
	return func(yield func(a, b publish.File) bool) {
		nextA, stopA := iter.Pull(before)
		defer stopA()
		nextB, stopB := iter.Pull(after)
		defer stopB()
		a, hasA := nextA()
		b, hasB := nextB()
		for hasA || hasB {
			switch {
			case !hasB || hasA && a.Name() < b.Name():
				if !yield(a, nil) {
					return
				}
				a, hasA = nextA()
			case !hasA || b.Name() < a.Name():
				if !yield(nil, b) {
					return
				}
				b, hasB = nextB()
			default:
				if !yield(a, b) {
					return
				}
				a, hasA = nextA()
				b, hasB = nextB()
			}
		}
	}
}

// of is the count that a file belongs to.
func (c *Counts) of(name string, isRole func(slug string) bool) *Count {
	switch len(comparison(name)) {
	case 2:
		return &c.Pairs
	case 3:
		return &c.Trios
	}
	if folder, page := strings.CutSuffix(name, "/index.html"); page && isRole(folder) {
		return &c.Roles
	}
	return &c.Other
}

// comparison returns the slugs of a comparison's path, or none.
func comparison(name string) []string {
	folder, base, _ := strings.Cut(name, "/")
	base, html := strings.CutSuffix(base, ".html")
	base, vs := strings.CutPrefix(base, "vs-")
	if !html || !vs || strings.Contains(base, "/") {
		return nil
	}
	return append([]string{folder}, strings.Split(base, "-vs-")...)
}
