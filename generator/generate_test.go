package main

import (
	"bytes"
	"testing"
)

// TestGeneratedFilesOfThisRepositoryAreCurrent: whoever changes config.json or a
// declaration of fields runs make generate.
func TestGeneratedFilesOfThisRepositoryAreCurrent(t *testing.T) {
	var stdout, stderr bytes.Buffer
	if status := run(t.Context(), []string{"generate", "--check", "--site", ".."}, &stdout, &stderr); status != exitDone {
		t.Errorf("these files are stale:\n%s%shint: make generate", stdout.String(), stderr.String())
	}
}
