package preview

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// scope says which paths can change the site: the watched files and folders and
// all below them, without the output and without what editors leave lying about.
// Its paths are relative to dir, with the system's separator.
type scope struct {
	dir    string
	roots  []string
	ignore []string
}

func newScope(dir string, watch, ignore []string) (scope, error) {
	s := scope{dir: filepath.Clean(dir)}
	for _, w := range watch {
		rel, ok := s.rel(w)
		if !ok {
			return scope{}, problem("not-in-site", fmt.Sprintf("cannot watch %s: it is not below %s", w, dir), "")
		}
		s.roots = append(s.roots, rel)
	}
	for _, i := range ignore {
		if rel, ok := s.rel(i); ok { // an output elsewhere is never met
			s.ignore = append(s.ignore, rel)
		}
	}
	return s, nil
}

// rel returns a path, absolute or below dir, as one relative to dir, unless it
// leads out of it.
func (s scope) rel(path string) (string, bool) {
	if filepath.IsAbs(path) {
		var err error
		if path, err = filepath.Rel(s.dir, path); err != nil {
			return "", false
		}
	}
	path = filepath.Clean(path)
	return path, filepath.IsLocal(path)
}

func (s scope) abs(rel string) string { return filepath.Join(s.dir, rel) }

// counts tells whether a change at rel may change the site: it is one of the
// roots, or below one, or a folder on the way to one.
func (s scope) counts(rel string) bool {
	for _, root := range s.roots {
		if within(root, rel) {
			return true
		}
		if within(rel, root) && s.enters(root, rel) {
			return true
		}
	}
	return false
}

// enters tells whether rel, which is below root, is reached from there without
// passing the output or a name that never counts.
func (s scope) enters(root, rel string) bool {
	for _, i := range s.ignore {
		if within(rel, i) {
			return false
		}
	}
	rest := rel
	if root != "." {
		rest = strings.TrimPrefix(rel, root+string(filepath.Separator))
	}
	for name := range strings.SplitSeq(rest, string(filepath.Separator)) {
		if passing(name) {
			return false
		}
	}
	return true
}

// within tells whether path is dir or below it.
func within(path, dir string) bool {
	return dir == "." || path == dir || strings.HasPrefix(path, dir+string(filepath.Separator))
}

// passing tells names that come and go while an editor saves: hidden files, swap,
// backup and lock files, and the number that vim tries folders with.
func passing(name string) bool {
	if strings.HasPrefix(name, ".") && name != "." || strings.HasSuffix(name, "~") || name == "4913" {
		return true
	}
	if len(name) > 1 && strings.HasPrefix(name, "#") && strings.HasSuffix(name, "#") {
		return true
	}
	switch strings.ToLower(filepath.Ext(name)) {
	case ".swp", ".swo", ".swx", ".tmp", ".temp", ".part", ".crswap":
		return true
	}
	return strings.HasSuffix(name, "___jb_tmp___") || strings.HasSuffix(name, "___jb_old___")
}

// onTheWay lists the folders from dir to the folder above each root: where a root
// that is missing would appear.
func (s scope) onTheWay() []string {
	all := []string{"."}
	for _, root := range s.roots {
		for i := range len(root) {
			if os.IsPathSeparator(root[i]) {
				all = append(all, root[:i])
			}
		}
	}
	return all
}
