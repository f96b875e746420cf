package preview

import (
	"errors"
	"net"
	"testing"

	"github.com/rolediff/rolediff/generator/internal/diag"
)

// TestRefusalsHaveTheirCodes: docs/diagnostics.md explains them by code.
func TestRefusalsHaveTheirCodes(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	listening := func(addr string) error { _, _, err := listen(t.Context(), addr, false); return err }
	_, outside := newScope(t.TempDir(), []string{"../elsewhere"}, nil)
	for code, err := range map[string]error{
		"port-taken": listening(taken.Addr().String()), "cannot-listen": listening("127.0.0.1:99999"),
		"bad-address": listening("8080"), "not-loopback": listening("0.0.0.0:0"), "not-in-site": outside, "bad-editor": checkEditor("javascript:{file}"),
	} {
		var list diag.List
		if !errors.As(err, &list) || list[0].Code != code {
			t.Errorf("%s: got %v", code, err)
		}
	}
}
