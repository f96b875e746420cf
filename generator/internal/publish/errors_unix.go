//go:build linux || darwin || freebsd

package publish

import (
	"errors"
	"path/filepath"

	"golang.org/x/sys/unix"
)

// notEmpty tells the refusal to remove a folder that still holds something.
func notEmpty(err error) bool {
	return errors.Is(err, unix.ENOTEMPTY) || errors.Is(err, unix.EEXIST)
}

func isDiskFull(err error) bool { return errors.Is(err, unix.ENOSPC) }

// noInodes tells whether the file system of path, which need not be there, has
// room for data but not for files. Those without a fixed number of inodes say 0
// of 0.
func noInodes(path string) bool {
	var st unix.Statfs_t
	for unix.Statfs(path, &st) != nil {
		up := filepath.Dir(path)
		if up == path {
			return false
		}
		path = up
	}
	return st.Files > 0 && st.Ffree == 0 && st.Bavail > 0
}
