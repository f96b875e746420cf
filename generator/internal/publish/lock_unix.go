//go:build linux || darwin || freebsd || netbsd || openbsd || dragonfly

package publish

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strconv"
	"syscall"

	"golang.org/x/sys/unix"
)

// lock takes the lock file at path, or fails with a *busyError if a living
// process has it. The kernel drops the lock with the process, so what a killed
// build leaves behind is taken over as if it were not there. The returned
// function removes the file and gives the lock back.
func lock(path string) (unlock func(), err error) {
	for range 100 { // as often as others may finish in between
		f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|syscall.O_NOFOLLOW, 0o644)
		if err != nil {
			return nil, err
		}
		err = again(func() error { return unix.Flock(int(f.Fd()), unix.LOCK_EX|unix.LOCK_NB) })
		switch {
		case errors.Is(err, unix.EWOULDBLOCK):
			defer f.Close()
			return nil, &busyError{holder(f)}
		case errors.Is(err, unix.ENOTSUP), errors.Is(err, unix.ENOSYS), errors.Is(err, unix.ENOLCK):
			// A file system without locks: better to build than to refuse.
		case err != nil:
			f.Close()
			return nil, &fs.PathError{Op: "lock", Path: path, Err: err}
		}
		// Whoever had it may have removed the file after we opened it.
		mine, err1 := f.Stat()
		there, err2 := os.Lstat(path)
		if err1 != nil || err2 != nil || !os.SameFile(mine, there) {
			f.Close()
			continue
		}
		if err := f.Truncate(0); err == nil {
			fmt.Fprintf(f, "%d\n", os.Getpid()) // only for the message of another
		}
		return func() {
			os.Remove(path) // while it is still ours
			f.Close()
		}, nil
	}
	return nil, &busyError{}
}

// holder reads the process number that the lock's owner wrote, or 0.
func holder(f *os.File) int {
	b := make([]byte, 20)
	n, _ := f.ReadAt(b, 0)
	pid, _ := strconv.Atoi(string(bytes.TrimSpace(b[:n])))
	return pid
}
