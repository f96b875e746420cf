package publish

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"time"
)

// filesystem is all that publishing asks of an operating system. It stands apart
// so that a test can fail the Nth operation; the real one adds no work of its own.
type filesystem interface {
	// Open opens the folder at an absolute path without links in it.
	Open(path string) (dir, error)
}

// dir is an open folder. A name is a single path element, and no method follows
// a link at it: what a name stands for can never lie outside the folder. Errors
// are *fs.PathError or *os.LinkError.
type dir interface {
	Path() string
	OpenDir(name string) (dir, error)
	ReadDir() ([]fs.DirEntry, error)
	Lstat(name string) (info, error)

	// Create writes a new regular file of mode 0644 (less the umask) whole, and
	// fails if the name is taken.
	Create(name string, data []byte) error
	// CreateFile does so for what is written piece by piece.
	CreateFile(name string) (file, error)
	// Open opens a regular file for reading; it fails with errNotRegular for
	// anything else and never waits for a writer.
	Open(name string) (file, error)
	// ReadFile appends a regular file's bytes to buf, as Open reads them.
	ReadFile(name string, buf []byte) ([]byte, error)

	Mkdir(name string) error
	// MkdirLike makes a folder with the mode and owner of another, or fails.
	MkdirLike(name string, like info) error
	SetTime(name string, t time.Time) error
	Remove(name string) error    // anything but a folder
	RemoveDir(name string) error // an empty folder
	// Rename, Exchange and Link reach into another folder of the same
	// filesystem; Exchange fails with errors.ErrUnsupported where there is none.
	Rename(name string, to dir, newName string) error
	Exchange(name string, to dir, newName string) error
	Link(name string, to dir, newName string) error
	Close() error
}

// file is an open file of a dir.
type file interface {
	io.ReadWriteCloser
	io.ReaderAt
	io.WriterAt
}

// errNotRegular is what opening a link, a FIFO, a device or a folder as a file
// gives.
var errNotRegular = errors.New("not a regular file")

// info is what Lstat tells about a name.
type info struct {
	mode     fs.FileMode
	size     int64
	mtime    time.Time
	dev, ino uint64
	uid, gid uint32
	sys      os.FileInfo // in place of dev and ino, where the system has none
}

// same tells whether both are the same file under one or two names.
func (a info) same(b info) bool {
	if a.sys != nil && b.sys != nil {
		return os.SameFile(a.sys, b.sys)
	}
	return a.dev == b.dev && a.ino == b.ino
}

// openFolder opens a slash-separated folder below d, without following links.
func openFolder(d dir, folder string) (dir, error) {
	if folder == "." {
		return d.OpenDir(".")
	}
	at := d
	for name := range strings.SplitSeq(folder, "/") {
		next, err := at.OpenDir(name)
		if at != d {
			at.Close()
		}
		if err != nil {
			return nil, err
		}
		at = next
	}
	return at, nil
}

// makeFolder is openFolder that makes what is missing.
func makeFolder(d dir, folder string) (dir, error) {
	if folder == "." {
		return d.OpenDir(".")
	}
	at := d
	for name := range strings.SplitSeq(folder, "/") {
		next, err := at.OpenDir(name)
		if errors.Is(err, fs.ErrNotExist) {
			if err = at.Mkdir(name); err == nil || errors.Is(err, fs.ErrExist) {
				next, err = at.OpenDir(name)
			}
		}
		if at != d {
			at.Close()
		}
		if err != nil {
			return nil, err
		}
		at = next
	}
	return at, nil
}

// removeAll removes what stands at name, with all below it. It is only for
// folders that nothing but this package writes to.
func removeAll(d dir, name string) error {
	sub, err := d.OpenDir(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		if err := d.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		return nil
	}
	defer sub.Close()
	entries, err := sub.ReadDir()
	if err != nil {
		return err
	}
	for _, e := range entries {
		if e.IsDir() {
			err = removeAll(sub, e.Name())
		} else {
			err = sub.Remove(e.Name())
		}
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return d.RemoveDir(name)
}

// sortedEntries reads a folder in the order of the names' bytes, which is that of
// manifests.
func sortedEntries(d dir) ([]fs.DirEntry, error) {
	entries, err := d.ReadDir()
	slices.SortFunc(entries, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	return entries, err
}

// parents returns folder's ancestors from the top, without the root, and folder
// itself last unless it is the root.
func parents(folder string) []string {
	if folder == "." {
		return nil
	}
	var out []string
	for i, c := range folder {
		if c == '/' {
			out = append(out, folder[:i])
		}
	}
	return append(out, folder)
}

// withParents returns the folders and all folders above them, as a set.
func withParents(folders []string) map[string]bool {
	set := map[string]bool{".": true}
	for _, f := range folders {
		for _, p := range parents(f) {
			set[p] = true
		}
	}
	return set
}

// splitFolder returns the folder above, and the last name.
func splitFolder(folder string) (up, name string) {
	if i := strings.LastIndexByte(folder, '/'); i >= 0 {
		return folder[:i], folder[i+1:]
	}
	return ".", folder
}

// join is path.Join for a folder and one name, where "." adds nothing.
func join(folder, name string) string {
	if folder == "." {
		return name
	}
	return path.Join(folder, name)
}
