package publish

import (
	"errors"

	"golang.org/x/sys/unix"
)

// openFolderFlags asks for no right to list the folder: the output's parent need
// not be readable for us.
const openFolderFlags = unix.O_PATH

// exchange swaps two names in one step. File systems without it (NFS, some in
// user space) say EINVAL, old kernels ENOSYS.
func exchange(from int, name string, to int, newName string) error {
	err := unix.Renameat2(from, name, to, newName, unix.RENAME_EXCHANGE)
	if errors.Is(err, unix.EINVAL) || errors.Is(err, unix.ENOSYS) {
		return errors.ErrUnsupported
	}
	return err
}
