//go:build linux || darwin || freebsd

package publish

import "golang.org/x/sys/unix"

// noInodes tells whether the file system of an open folder has room for data but
// not for files. It has to be asked at once: clearing away makes room again. File
// systems without a fixed number of inodes say 0 of 0.
func noInodes(fd int) bool {
	var st unix.Statfs_t
	return unix.Fstatfs(fd, &st) == nil && st.Files > 0 && st.Ffree == 0 && st.Bavail > 0
}
