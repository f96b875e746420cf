package publish

import (
	"errors"

	"golang.org/x/sys/unix"
)

const openFolderFlags = unix.O_RDONLY

// exchange swaps two names in one step; APFS can, HFS+ and others say ENOTSUP.
func exchange(from int, name string, to int, newName string) error {
	err := unix.RenameatxNp(from, name, to, newName, unix.RENAME_SWAP)
	if errors.Is(err, unix.ENOTSUP) || errors.Is(err, unix.EINVAL) || errors.Is(err, unix.ENOSYS) {
		return errors.ErrUnsupported
	}
	return err
}
