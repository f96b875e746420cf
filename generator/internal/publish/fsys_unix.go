//go:build linux || darwin || freebsd || netbsd || openbsd || dragonfly

package publish

import (
	"errors"
	"io/fs"
	"os"
	"syscall"
	"time"

	"golang.org/x/sys/unix"
)

// system is the real filesystem. Files are made by openat below the open folder:
// the kernel walks no path, and an os.File with its finalizer and its try at the
// poller is spared, which is a tenth to a third of the cost of a small file.
func system() filesystem { return unixFS{} }

type unixFS struct{}

func (unixFS) Open(path string) (dir, error) {
	return openUnix(unix.AT_FDCWD, path, path)
}

type unixDir struct {
	fd   int
	path string
}

func openUnix(at int, name, path string) (dir, error) {
	fd, err := openat(at, name, openFolderFlags|unix.O_DIRECTORY|unix.O_NOFOLLOW)
	if err != nil {
		return nil, &fs.PathError{Op: "open", Path: path, Err: err}
	}
	return &unixDir{fd, path}, nil
}

// again repeats a call that a signal has interrupted, as network and user-space
// file systems let happen.
func again(call func() error) error {
	for {
		if err := call(); err != unix.EINTR {
			return err
		}
	}
}

func openat(at int, name string, flags int) (int, error) {
	for {
		fd, err := unix.Openat(at, name, flags|unix.O_CLOEXEC, 0o644)
		if err != unix.EINTR {
			return fd, err
		}
	}
}

func (d *unixDir) Path() string { return d.path }
func (d *unixDir) Close() error { return unix.Close(d.fd) }

func (d *unixDir) fail(op, name string, err error) error {
	if err == nil {
		return nil
	}
	return &fs.PathError{Op: op, Path: d.path + "/" + name, Err: d.why(err)}
}

// why tells the two kinds of a full disk apart.
func (d *unixDir) why(err error) error {
	if err == unix.ENOSPC && noInodes(d.fd) {
		return errNoInodes
	}
	return err
}

func (d *unixDir) OpenDir(name string) (dir, error) {
	return openUnix(d.fd, name, d.path+"/"+name)
}

func (d *unixDir) ReadDir() ([]fs.DirEntry, error) {
	fd, err := openat(d.fd, ".", unix.O_RDONLY|unix.O_DIRECTORY)
	if err != nil {
		return nil, d.fail("open", ".", err)
	}
	f := os.NewFile(uintptr(fd), d.path)
	defer f.Close()
	return f.ReadDir(-1)
}

func (d *unixDir) Lstat(name string) (info, error) {
	var st unix.Stat_t
	err := again(func() error { return unix.Fstatat(d.fd, name, &st, unix.AT_SYMLINK_NOFOLLOW) })
	if err != nil {
		return info{}, d.fail("lstat", name, err)
	}
	return infoOf(&st), nil
}

func infoOf(st *unix.Stat_t) info {
	mode := fs.FileMode(st.Mode & 0o777)
	switch st.Mode & unix.S_IFMT {
	case unix.S_IFREG:
	case unix.S_IFDIR:
		mode |= fs.ModeDir
	case unix.S_IFLNK:
		mode |= fs.ModeSymlink
	default:
		mode |= fs.ModeIrregular
	}
	if st.Mode&unix.S_ISGID != 0 {
		mode |= fs.ModeSetgid
	}
	if st.Mode&unix.S_ISVTX != 0 {
		mode |= fs.ModeSticky
	}
	return info{
		mode: mode, size: st.Size, mtime: time.Unix(st.Mtim.Unix()),
		dev: uint64(st.Dev), ino: uint64(st.Ino), uid: st.Uid, gid: st.Gid,
	}
}

func (d *unixDir) Create(name string, data []byte) error {
	fd, err := openat(d.fd, name, unix.O_WRONLY|unix.O_CREAT|unix.O_EXCL)
	if err != nil {
		return d.fail("create", name, err)
	}
	for len(data) > 0 {
		n, err := unix.Write(fd, data)
		if err != nil && err != unix.EINTR {
			unix.Close(fd)
			return d.fail("write", name, err)
		}
		data = data[max(n, 0):]
	}
	// Network file systems and quotas report a full disk as late as here.
	if err := unix.Close(fd); err != nil && err != unix.EINTR {
		return d.fail("close", name, err)
	}
	return nil
}

func (d *unixDir) CreateFile(name string) (file, error) {
	fd, err := openat(d.fd, name, unix.O_RDWR|unix.O_CREAT|unix.O_EXCL)
	if err != nil {
		return nil, d.fail("create", name, err)
	}
	return os.NewFile(uintptr(fd), d.path+"/"+name), nil
}

// openRegular returns the descriptor and size of a regular file. O_NONBLOCK
// keeps the open of a FIFO from waiting for its writer.
func (d *unixDir) openRegular(name string) (int, int64, error) {
	fd, err := openat(d.fd, name, unix.O_RDONLY|unix.O_NOFOLLOW|unix.O_NONBLOCK)
	if err != nil {
		if errors.Is(err, unix.ELOOP) || errors.Is(err, unix.EMLINK) {
			err = errNotRegular // what O_NOFOLLOW says of a link
		}
		return 0, 0, d.fail("open", name, err)
	}
	var st unix.Stat_t
	err = again(func() error { return unix.Fstat(fd, &st) })
	if err == nil && st.Mode&unix.S_IFMT != unix.S_IFREG {
		err = errNotRegular
	}
	if err != nil {
		unix.Close(fd)
		return 0, 0, d.fail("open", name, err)
	}
	return fd, st.Size, nil
}

func (d *unixDir) Open(name string) (file, error) {
	fd, _, err := d.openRegular(name)
	if err != nil {
		return nil, err
	}
	return os.NewFile(uintptr(fd), d.path+"/"+name), nil
}

func (d *unixDir) ReadFile(name string, buf []byte) ([]byte, error) {
	fd, size, err := d.openRegular(name)
	if err != nil {
		return buf, err
	}
	defer unix.Close(fd)
	for {
		// One byte more than the size lets the end show without growing.
		if need := int(size) + 1; cap(buf)-len(buf) < need {
			buf = append(make([]byte, 0, 2*cap(buf)+need), buf...)
		}
		n, err := unix.Read(fd, buf[len(buf):cap(buf)])
		switch {
		case err == unix.EINTR:
			continue
		case err != nil:
			return buf, d.fail("read", name, err)
		case n == 0:
			return buf, nil
		}
		buf = buf[:len(buf)+n]
		size = max(size-int64(n), 0)
	}
}

func (d *unixDir) Mkdir(name string) error {
	return d.fail("mkdir", name, again(func() error { return unix.Mkdirat(d.fd, name, 0o755) }))
}

func (d *unixDir) MkdirLike(name string, like info) error {
	if err := d.Mkdir(name); err != nil {
		return err
	}
	made, err := d.Lstat(name)
	if err != nil {
		return err
	}
	if made.uid != like.uid || made.gid != like.gid {
		err := unix.Fchownat(d.fd, name, int(like.uid), int(like.gid), unix.AT_SYMLINK_NOFOLLOW)
		if err != nil {
			return d.fail("chown", name, err)
		}
	}
	return d.fail("chmod", name, unix.Fchmodat(d.fd, name, modeBits(like.mode), 0))
}

func modeBits(m fs.FileMode) uint32 {
	bits := uint32(m.Perm())
	if m&fs.ModeSetgid != 0 {
		bits |= unix.S_ISGID
	}
	if m&fs.ModeSticky != 0 {
		bits |= unix.S_ISVTX
	}
	return bits
}

func (d *unixDir) SetTime(name string, t time.Time) error {
	ts, err := unix.TimeToTimespec(t)
	if err == nil {
		err = unix.UtimesNanoAt(d.fd, name, []unix.Timespec{ts, ts}, unix.AT_SYMLINK_NOFOLLOW)
	}
	return d.fail("utimes", name, err)
}

func (d *unixDir) Remove(name string) error {
	return d.fail("remove", name, again(func() error { return unix.Unlinkat(d.fd, name, 0) }))
}

func (d *unixDir) RemoveDir(name string) error {
	return d.fail("rmdir", name, again(func() error { return unix.Unlinkat(d.fd, name, unix.AT_REMOVEDIR) }))
}

func (d *unixDir) link(op, name string, to dir, newName string, call func(from, to int) error) error {
	t, ok := to.(*unixDir)
	if !ok {
		return &os.LinkError{Op: op, Old: name, New: newName, Err: syscall.EXDEV}
	}
	if err := again(func() error { return call(d.fd, t.fd) }); err != nil {
		return &os.LinkError{Op: op, Old: d.path + "/" + name, New: t.path + "/" + newName, Err: t.why(err)}
	}
	return nil
}

func (d *unixDir) Rename(name string, to dir, newName string) error {
	return d.link("rename", name, to, newName, func(from, to int) error {
		return unix.Renameat(from, name, to, newName)
	})
}

func (d *unixDir) Exchange(name string, to dir, newName string) error {
	return d.link("exchange", name, to, newName, func(from, to int) error {
		return exchange(from, name, to, newName)
	})
}

func (d *unixDir) Link(name string, to dir, newName string) error {
	return d.link("link", name, to, newName, func(from, to int) error {
		return unix.Linkat(from, name, to, newName, 0)
	})
}
