package publish

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// portableFS is the filesystem of systems without openat, Windows above all. Its
// folders are paths below one os.Root, which keeps every operation inside.
type portableFS struct{}

func (portableFS) Open(path string) (dir, error) {
	root, err := os.OpenRoot(path)
	if err != nil {
		return nil, err
	}
	return &portableDir{root: root, rel: ".", owner: true}, nil
}

type portableDir struct {
	root  *os.Root
	rel   string
	owner bool // closes root
}

func (d *portableDir) at(name string) string { return filepath.Join(d.rel, name) }
func (d *portableDir) Path() string          { return filepath.Join(d.root.Name(), d.rel) }

func (d *portableDir) Close() error {
	if d.owner {
		return d.root.Close()
	}
	return nil
}

func (d *portableDir) OpenDir(name string) (dir, error) {
	at := d.at(name)
	fi, err := d.root.Lstat(at)
	if err == nil && !fi.IsDir() {
		err = &fs.PathError{Op: "open", Path: at, Err: errNotFolder}
	}
	if err != nil {
		return nil, err
	}
	return &portableDir{root: d.root, rel: at}, nil
}

// errNotFolder stands for a link or a file where a folder is due.
var errNotFolder = errors.New("not a folder")

func (d *portableDir) ReadDir() ([]fs.DirEntry, error) {
	f, err := d.root.Open(d.rel)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return f.ReadDir(-1)
}

func (d *portableDir) Lstat(name string) (info, error) {
	fi, err := d.root.Lstat(d.at(name))
	if err != nil {
		return info{}, err
	}
	return info{mode: fi.Mode(), size: fi.Size(), mtime: fi.ModTime(), sys: fi}, nil
}

func (d *portableDir) Create(name string, data []byte) error {
	f, err := d.CreateFile(name)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	return errors.Join(err, f.Close())
}

func (d *portableDir) CreateFile(name string) (file, error) {
	return d.root.OpenFile(d.at(name), os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o644)
}

func (d *portableDir) Open(name string) (file, error) {
	f, _, err := d.openRegular(name)
	if err != nil {
		return nil, err // and no *os.File of nil inside a file
	}
	return f, nil
}

func (d *portableDir) openRegular(name string) (*os.File, int64, error) {
	fi, err := d.root.Lstat(d.at(name))
	if err == nil && !fi.Mode().IsRegular() {
		err = &fs.PathError{Op: "open", Path: d.at(name), Err: errNotRegular}
	}
	if err != nil {
		return nil, 0, err
	}
	f, err := d.root.Open(d.at(name))
	return f, fi.Size(), err
}

func (d *portableDir) ReadFile(name string, buf []byte) ([]byte, error) {
	f, size, err := d.openRegular(name)
	if err != nil {
		return buf, err
	}
	defer f.Close()
	return readAll(f, buf, size)
}

func (d *portableDir) Mkdir(name string) error { return d.root.Mkdir(d.at(name), 0o755) }

func (d *portableDir) MkdirLike(name string, like info) error {
	return d.root.Mkdir(d.at(name), like.mode.Perm())
}

func (d *portableDir) SetTime(name string, t time.Time) error {
	return d.root.Chtimes(d.at(name), t, t)
}

func (d *portableDir) Remove(name string) error {
	if fi, err := d.root.Lstat(d.at(name)); err == nil && fi.IsDir() {
		return &fs.PathError{Op: "remove", Path: d.at(name), Err: errNotRegular}
	}
	return d.root.Remove(d.at(name))
}

func (d *portableDir) RemoveDir(name string) error { return d.root.Remove(d.at(name)) }

func (d *portableDir) Rename(name string, to dir, newName string) error {
	t, err := d.sameRoot("rename", name, to, newName)
	if err != nil {
		return err
	}
	return d.root.Rename(d.at(name), t.at(newName))
}

func (d *portableDir) Link(name string, to dir, newName string) error {
	t, err := d.sameRoot("link", name, to, newName)
	if err != nil {
		return err
	}
	return d.root.Link(d.at(name), t.at(newName))
}

func (d *portableDir) Exchange(name string, _ dir, newName string) error {
	return &os.LinkError{Op: "exchange", Old: name, New: newName, Err: errors.ErrUnsupported}
}

func (d *portableDir) sameRoot(op, name string, to dir, newName string) (*portableDir, error) {
	t, ok := to.(*portableDir)
	if !ok || t.root != d.root {
		return nil, &os.LinkError{Op: op, Old: name, New: newName, Err: errors.ErrUnsupported}
	}
	return t, nil
}

// readAll appends what f holds to buf; size is a guess that spares growing.
func readAll(f io.Reader, buf []byte, size int64) ([]byte, error) {
	for {
		// One byte more than the size lets the end show without growing.
		if need := int(size) + 1; cap(buf)-len(buf) < need {
			buf = append(make([]byte, 0, 2*cap(buf)+need), buf...)
		}
		n, err := f.Read(buf[len(buf):cap(buf)])
		buf = buf[:len(buf)+n]
		size = max(size-int64(n), 0)
		switch {
		case err == io.EOF:
			return buf, nil
		case err != nil:
			return buf, err
		}
	}
}
