package preview

import (
	"crypto/sha256"
	"errors"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"time"
)

const (
	// settled is the age at which a file's time is trusted: a file system may
	// count in steps of two seconds, and two saves can fall into one step.
	settled = 2 * time.Second
	// hashLimit is the size in bytes above which a file is known by its size and
	// time alone; such files are pictures and films.
	hashLimit = 8 << 20
)

// tree is what the watched files and folders were at one time, by relative path.
type tree struct {
	files   map[string]file
	folders map[string]fs.FileInfo
	links   map[string]string // where those of the roots lead that are links
	unread  bool              // something could not be looked at, and is taken to be as it was
}

// file is what is known of one file that is no folder.
type file struct {
	info    fs.FileInfo
	sum     [sha256.Size]byte
	settled bool // the time is old enough to tell a later change by
}

// scan looks at all that counts. A file is read when its size, time or identity is
// not what prev says, when its time cannot be trusted yet, or when again names it.
// What cannot be looked at stays as it was: it is not gone.
func (s scope) scan(prev tree, again func(rel string) bool) tree {
	t := scanner{scope: s, prev: prev, again: again, next: tree{
		files:   make(map[string]file, len(prev.files)),
		folders: make(map[string]fs.FileInfo, len(prev.folders)),
		links:   map[string]string{},
	}}
	for _, rel := range s.onTheWay() {
		if info, err := os.Stat(s.abs(rel)); err == nil && info.IsDir() {
			t.next.folders[rel] = info
		}
	}
	for _, root := range s.roots {
		// A site may have links in these places, and in no others.
		if to, err := os.Readlink(s.abs(root)); err == nil {
			t.next.links[root] = to
		}
		info, err := os.Stat(s.abs(root))
		t.visit(root, info, err)
	}
	return t.next
}

type scanner struct {
	scope scope
	prev  tree
	again func(rel string) bool
	next  tree
}

func (t *scanner) visit(rel string, info fs.FileInfo, err error) {
	if err != nil {
		t.keep(rel, err)
		return
	}
	if !info.IsDir() {
		t.file(rel, info)
		return
	}
	entries, err := os.ReadDir(t.scope.abs(rel))
	if err != nil {
		t.keep(rel, err)
		return
	}
	t.next.folders[rel] = info
	for _, e := range entries {
		child := filepath.Join(rel, e.Name())
		if t.scope.counts(child) {
			info, err := e.Info()
			t.visit(child, info, err)
		}
	}
}

func (t *scanner) file(rel string, info fs.FileInfo) {
	old, known := t.prev.files[rel]
	unchanged := known && old.settled && sameTime(old.info, info) && os.SameFile(old.info, info)
	if unchanged && !t.again(rel) {
		t.next.files[rel] = old
		return
	}
	// The age is taken before the bytes are, so that a save in between is noticed.
	f := file{info: info, settled: time.Since(info.ModTime()) > settled}
	var err error
	if f.sum, err = sum(t.scope.abs(rel), info); err != nil {
		t.keep(rel, err)
		return
	}
	t.next.files[rel] = f
}

// keep takes over what was known at and below rel, unless it is gone.
func (t *scanner) keep(rel string, err error) {
	if errors.Is(err, fs.ErrNotExist) {
		return
	}
	t.next.unread = true
	for p, f := range t.prev.files {
		if within(p, rel) {
			t.next.files[p] = f
		}
	}
	for p, f := range t.prev.folders {
		if within(p, rel) {
			t.next.folders[p] = f
		}
	}
}

// sum is the hash of a file's bytes. Of a link it is that of where it leads, and
// pipes and devices, which could be waited for, are never opened.
func sum(path string, info fs.FileInfo) (h [sha256.Size]byte, err error) {
	if info.Mode()&fs.ModeSymlink != 0 {
		to, err := os.Readlink(path)
		return sha256.Sum256([]byte(to)), err
	}
	if !info.Mode().IsRegular() || info.Size() > hashLimit {
		return h, nil
	}
	f, err := os.Open(path)
	if err != nil {
		return h, err
	}
	defer f.Close()
	hash := sha256.New()
	// A file that grows meanwhile is looked at again at its next event.
	if _, err := io.Copy(hash, io.LimitReader(f, hashLimit)); err != nil {
		return h, err
	}
	hash.Sum(h[:0])
	return h, nil
}

func sameTime(a, b fs.FileInfo) bool {
	return a.Size() == b.Size() && a.ModTime().Equal(b.ModTime())
}

// same tells whether two looks at a file saw the same.
func same(a, b file) bool {
	if a.info.Mode().Type() != b.info.Mode().Type() || a.sum != b.sum {
		return false
	}
	return a.info.Size() <= hashLimit && b.info.Size() <= hashLimit || sameTime(a.info, b.info)
}

// differences lists the paths that are not the same in both trees, sorted: files
// and links, and only if none of those differ, folders.
func differences(a, b tree) []string {
	set := map[string]bool{}
	compare(set, a.files, b.files, same)
	compare(set, a.links, b.links, func(x, y string) bool { return x == y })
	if len(set) == 0 {
		compare(set, a.folders, b.folders, func(_, _ fs.FileInfo) bool { return true })
	}
	return slices.Sorted(maps.Keys(set))
}

// touched tells whether anything was written, made or removed between two looks,
// also if it was all the same in the end: times say so, those of folders too.
func touched(a, b tree) bool {
	set := map[string]bool{}
	compare(set, a.files, b.files, func(x, y file) bool { return sameTime(x.info, y.info) && same(x, y) })
	compare(set, a.links, b.links, func(x, y string) bool { return x == y })
	compare(set, a.folders, b.folders, func(x, y fs.FileInfo) bool { return x.ModTime().Equal(y.ModTime()) })
	return len(set) > 0
}

// compare adds the keys that one map lacks or whose values are not equal.
func compare[V any](set map[string]bool, a, b map[string]V, equal func(V, V) bool) {
	for k, v := range a {
		if w, ok := b[k]; !ok || !equal(v, w) {
			set[k] = true
		}
	}
	for k := range b {
		if _, ok := a[k]; !ok {
			set[k] = true
		}
	}
}
