package main

import (
	"bytes"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// full is a stdout that takes nothing, as a full disk does.
type full struct{}

func (full) Write([]byte) (int, error) { return 0, syscall.ENOSPC }

// TestLostResultsAreNoSuccess: what was not written must not pass for done.
func TestLostResultsAreNoSuccess(t *testing.T) {
	site := filepath.Join(t.TempDir(), "site")
	var out, problems bytes.Buffer
	if status := run(t.Context(), []string{"init", site}, &out, &problems); status != exitDone {
		t.Fatal(problems.String())
	}
	for _, args := range [][]string{
		{"version"}, {"help"}, {"help", "build"}, {"help", "broken-link"},
		{"check"}, {"check", "--format", "json"}, {"plan"}, {"plan", "--format", "json"},
		{"build"}, {"build", "--tar", "-"}, {"build", "--shard", "1/1", "--tar", "-"},
	} {
		if args[0] != "help" && args[0] != "version" {
			args = append(args, "--site", site)
		}
		problems.Reset()
		status := run(t.Context(), args, full{}, &problems)
		if said := problems.String(); status != exitFailed || !strings.Contains(said, "error: the results cannot be written: no space left") {
			t.Errorf("%v: status %d, %q", args, status, said)
		}
	}
}
