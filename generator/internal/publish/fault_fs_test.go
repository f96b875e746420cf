package publish

import (
	"errors"
	"io/fs"
	"sync"
	"syscall"
	"time"
)

// faultFS is a filesystem whose Nth operation fails, alone or with all after it.
// The latter is what a killed process does: nothing more happens on the disk. A
// failing write leaves half of its bytes, as a full disk does.
type faultFS struct {
	real filesystem

	failAt  int // 0 for never
	onwards bool
	noLinks bool // as on FAT
	noSwap  bool // as on NFS
	closed  bool // the output's parent is not writable

	mu sync.Mutex
	n  int
}

var errInjected = &fs.PathError{Op: "injected", Path: "fault", Err: syscall.ENOSPC}

// fails counts an operation and tells whether it is the one.
func (f *faultFS) fails() bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.n++
	return f.failAt > 0 && (f.n == f.failAt || f.onwards && f.n > f.failAt)
}

func (f *faultFS) reached() bool { return f.n >= f.failAt }

func (f *faultFS) Open(path string) (dir, error) {
	if f.fails() {
		return nil, errInjected
	}
	d, err := f.real.Open(path)
	return f.wrap(d, err)
}

func (f *faultFS) wrap(d dir, err error) (dir, error) {
	if err != nil {
		return nil, err
	}
	return &faultDir{f, d}, nil
}

type faultDir struct {
	f *faultFS
	d dir
}

func (d *faultDir) Path() string { return d.d.Path() }
func (d *faultDir) Close() error { return d.d.Close() }

func (d *faultDir) OpenDir(name string) (dir, error) {
	if d.f.fails() {
		return nil, errInjected
	}
	return d.f.wrap(d.d.OpenDir(name))
}

func (d *faultDir) ReadDir() ([]fs.DirEntry, error) {
	if d.f.fails() {
		return nil, errInjected
	}
	return d.d.ReadDir()
}

func (d *faultDir) Lstat(name string) (info, error) {
	if d.f.fails() {
		return info{}, errInjected
	}
	return d.d.Lstat(name)
}

func (d *faultDir) Create(name string, data []byte) error {
	if d.f.fails() {
		d.d.Create(name, data[:len(data)/2])
		return errInjected
	}
	return d.d.Create(name, data)
}

func (d *faultDir) CreateFile(name string) (file, error) {
	if d.f.fails() {
		return nil, errInjected
	}
	f, err := d.d.CreateFile(name)
	if err != nil {
		return nil, err
	}
	return &faultFile{d.f, f}, nil
}

func (d *faultDir) Open(name string) (file, error) {
	if d.f.fails() {
		return nil, errInjected
	}
	f, err := d.d.Open(name)
	if err != nil {
		return nil, err
	}
	return &faultFile{d.f, f}, nil
}

func (d *faultDir) ReadFile(name string, buf []byte) ([]byte, error) {
	if d.f.fails() {
		return buf, errInjected
	}
	return d.d.ReadFile(name, buf)
}

func (d *faultDir) Mkdir(name string) error {
	return d.do(func() error {
		if d.f.closed && name == workName("public") {
			return &fs.PathError{Op: "mkdir", Path: name, Err: syscall.EACCES}
		}
		return d.d.Mkdir(name)
	})
}

func (d *faultDir) MkdirLike(name string, like info) error {
	return d.do(func() error { return d.d.MkdirLike(name, like) })
}

func (d *faultDir) SetTime(name string, t time.Time) error {
	return d.do(func() error { return d.d.SetTime(name, t) })
}

func (d *faultDir) Remove(name string) error {
	return d.do(func() error { return d.d.Remove(name) })
}

func (d *faultDir) RemoveDir(name string) error {
	return d.do(func() error { return d.d.RemoveDir(name) })
}

func (d *faultDir) Rename(name string, to dir, newName string) error {
	return d.do(func() error { return d.d.Rename(name, to.(*faultDir).d, newName) })
}

func (d *faultDir) Exchange(name string, to dir, newName string) error {
	return d.do(func() error {
		if d.f.noSwap {
			return errors.ErrUnsupported
		}
		return d.d.Exchange(name, to.(*faultDir).d, newName)
	})
}

func (d *faultDir) Link(name string, to dir, newName string) error {
	return d.do(func() error {
		if d.f.noLinks {
			return &fs.PathError{Op: "link", Path: name, Err: syscall.EPERM}
		}
		return d.d.Link(name, to.(*faultDir).d, newName)
	})
}

func (d *faultDir) do(op func() error) error {
	if d.f.fails() {
		return errInjected
	}
	return op()
}

type faultFile struct {
	f *faultFS
	file
}

func (f *faultFile) Write(b []byte) (int, error) {
	if f.f.fails() {
		n, _ := f.file.Write(b[:len(b)/2])
		return n, errInjected
	}
	return f.file.Write(b)
}

func (f *faultFile) WriteAt(b []byte, off int64) (int, error) {
	if f.f.fails() {
		n, _ := f.file.WriteAt(b[:len(b)/2], off)
		return n, errInjected
	}
	return f.file.WriteAt(b, off)
}

func (f *faultFile) ReadAt(b []byte, off int64) (int, error) {
	if f.f.fails() {
		return 0, errInjected
	}
	return f.file.ReadAt(b, off)
}
