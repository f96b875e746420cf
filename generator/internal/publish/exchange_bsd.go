//go:build freebsd || netbsd || openbsd || dragonfly

package publish

import "errors"

// exchange is nothing that these systems have.
func exchange(int, string, int, string) error { return errors.ErrUnsupported }
