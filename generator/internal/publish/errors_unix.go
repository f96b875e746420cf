//go:build linux || darwin || freebsd || netbsd || openbsd || dragonfly

package publish

import (
	"errors"

	"golang.org/x/sys/unix"
)

// notEmpty tells the refusal to remove a folder that still holds something.
func notEmpty(err error) bool {
	return errors.Is(err, unix.ENOTEMPTY) || errors.Is(err, unix.EEXIST)
}

func isDiskFull(err error) bool { return errors.Is(err, unix.ENOSPC) }
