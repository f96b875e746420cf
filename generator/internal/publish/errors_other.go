//go:build !(linux || darwin || freebsd || netbsd || openbsd || dragonfly)

package publish

import (
	"errors"
	"io/fs"
	"runtime"
	"syscall"
)

// notEmpty tells the refusal to remove a folder that still holds something.
func notEmpty(err error) bool {
	const errorDirNotEmpty = syscall.Errno(145) // of Windows
	return errors.Is(err, syscall.ENOTEMPTY) || errors.Is(err, fs.ErrExist) ||
		runtime.GOOS == "windows" && errors.Is(err, errorDirNotEmpty)
}

func isDiskFull(err error) bool {
	const errorDiskFull = syscall.Errno(112) // of Windows
	return errors.Is(err, syscall.ENOSPC) || runtime.GOOS == "windows" && errors.Is(err, errorDiskFull)
}
