package site

import (
	"bytes"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"
)

// Open implements fs.FS. A page is made when it is opened.
func (s *Site) Open(name string) (fs.File, error) {
	if !fs.ValidPath(name) {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrInvalid}
	}
	f, ok := s.lookup(name)
	if !ok && s.isFolder(name) {
		return &openFolder{info: info{name: path.Base(name), folder: true}, site: s, path: name}, nil
	}
	if !ok {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	data, err := f.AppendTo(nil)
	if err != nil {
		return nil, &fs.PathError{Op: "open", Path: name, Err: err}
	}
	return &openFile{info: info{name: path.Base(name), size: int64(len(data))}, Reader: bytes.NewReader(data)}, nil
}

// ReadFile implements fs.ReadFileFS, and spares a copy.
func (s *Site) ReadFile(name string) ([]byte, error) {
	if f, ok := s.lookup(name); ok {
		data, err := f.AppendTo(nil)
		if err != nil {
			return nil, &fs.PathError{Op: "read", Path: name, Err: err}
		}
		return data, nil
	}
	if _, err := s.Open(name); err != nil {
		return nil, err
	}
	return nil, &fs.PathError{Op: "read", Path: name, Err: fs.ErrInvalid} // a folder
}

// lookup finds the file of a path.
func (s *Site) lookup(name string) (*file, bool) {
	if f := s.files[name]; f != nil {
		return &file{site: s, name: path.Base(name), single: f}, true
	}
	folder, base := path.Split(name)
	first, ok := s.content.Roles.Index(strings.TrimSuffix(folder, "/"))
	base, html := strings.CutSuffix(base, ".html")
	base, vs := strings.CutPrefix(base, "vs-")
	if !ok || !html || !vs {
		return nil, false
	}
	roles := []int{first}
	for slug := range strings.SplitSeq(base, "-vs-") {
		i, ok := s.content.Roles.Index(slug)
		if !ok || i <= roles[len(roles)-1] {
			return nil, false
		}
		roles = append(roles, i)
	}
	if !s.plan.has(roles) {
		return nil, false
	}
	f := &file{site: s, name: path.Base(name), n: len(roles)}
	copy(f.roles[:], roles)
	return f, true
}

func (s *Site) isFolder(name string) bool {
	if name == "." {
		return true
	}
	if _, ok := s.content.Roles.Index(name); ok {
		return true
	}
	return s.parents()[name]
}

// parents are all folders that the files lie below.
func parents(files map[string]*single) map[string]bool {
	out := map[string]bool{}
	for name := range files {
		for folder := path.Dir(name); folder != "." && !out[folder]; folder = path.Dir(folder) {
			out[folder] = true
		}
	}
	return out
}

// entries lists a folder.
func (s *Site) entries(folder string) []fs.DirEntry {
	var out []fs.DirEntry
	seen := map[string]bool{}
	for _, sub := range s.Folders() {
		below := sub
		if folder != "." {
			var ok bool
			if below, ok = strings.CutPrefix(sub, folder+"/"); !ok {
				continue
			}
		}
		name, _, _ := strings.Cut(below, "/")
		if name != "." && !seen[name] {
			seen[name] = true
			out = append(out, entry{info{name: name, folder: true}, s, path.Join(folder, name)})
		}
	}
	for f := range s.Files(folder) {
		out = append(out, entry{info{name: f.Name()}, s, path.Join(folder, f.Name())})
	}
	slices.SortFunc(out, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	return out
}

// entry is a listed file. Its size is known only when it is asked for.
type entry struct {
	info
	site *Site
	path string
}

func (e entry) Type() fs.FileMode { return e.Mode().Type() }

func (e entry) Info() (fs.FileInfo, error) {
	f, err := e.site.Open(e.path)
	if err != nil {
		return nil, err
	}
	return f.Stat()
}

type info struct {
	name   string
	size   int64
	folder bool
}

func (i info) Name() string       { return i.name }
func (i info) Size() int64        { return i.size }
func (i info) IsDir() bool        { return i.folder }
func (i info) ModTime() time.Time { return time.Time{} }
func (i info) Sys() any           { return nil }
func (i info) Mode() fs.FileMode {
	if i.folder {
		return fs.ModeDir | 0o555
	}
	return 0o444
}

type openFile struct {
	info
	*bytes.Reader
}

func (f *openFile) Stat() (fs.FileInfo, error) { return f.info, nil }
func (f *openFile) Close() error               { return nil }
func (f *openFile) Size() int64                { return f.info.size }

type openFolder struct {
	info
	site *Site
	path string
	rest []fs.DirEntry
	read bool
}

func (f *openFolder) Stat() (fs.FileInfo, error) { return f.info, nil }
func (f *openFolder) Close() error               { return nil }

func (f *openFolder) Read([]byte) (int, error) {
	return 0, &fs.PathError{Op: "read", Path: f.path, Err: fs.ErrInvalid}
}

func (f *openFolder) ReadDir(n int) ([]fs.DirEntry, error) {
	if !f.read {
		f.rest, f.read = f.site.entries(f.path), true
	}
	if n <= 0 {
		out := f.rest
		f.rest = nil
		return out, nil
	}
	if len(f.rest) == 0 {
		return nil, io.EOF
	}
	n = min(n, len(f.rest))
	out := f.rest[:n]
	f.rest = f.rest[n:]
	return out, nil
}
