//go:build freebsd || netbsd || openbsd || dragonfly

package publish

import (
	"errors"

	"golang.org/x/sys/unix"
)

const openFolderFlags = unix.O_RDONLY

// exchange is nothing that these systems have.
func exchange(int, string, int, string) error { return errors.ErrUnsupported }
