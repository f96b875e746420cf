//go:build !(linux || darwin || freebsd || netbsd || openbsd || dragonfly || windows)

package publish

import (
	"errors"
	"io/fs"
	"os"
)

// lock makes the lock file at path, or fails with a *busyError if it is there.
// These systems have no lock that ends with its process: after a killed build the
// file has to be deleted by hand, as the error says.
func lock(path string) (unlock func(), err error) {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o644)
	if errors.Is(err, fs.ErrExist) {
		return nil, &busyError{}
	}
	if err != nil {
		return nil, err
	}
	return func() { f.Close(); os.Remove(path) }, nil
}
