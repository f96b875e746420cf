//go:build linux || darwin || freebsd || netbsd || openbsd || dragonfly

package publish

import (
	"syscall"
	"testing"
)

// makeStrange makes a FIFO, which a careless open would wait on for ever.
func makeStrange(t *testing.T, path string) {
	t.Helper()
	if err := syscall.Mkfifo(path, 0o644); err != nil {
		t.Fatal(err)
	}
}
