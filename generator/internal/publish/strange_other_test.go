//go:build !unix

package publish

import "testing"

func makeStrange(t *testing.T, _ string) {
	t.Helper()
	t.Skip("no FIFOs on this system")
}
