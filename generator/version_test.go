package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestWorkflowsOfANewSiteUseTheReleaseThatMadeIt(t *testing.T) {
	defer func(r, c string) { release, commit = r, c }(release, commit)
	hash := strings.Repeat("0123456789", 4)
	for _, tt := range []struct{ release, commit, want string }{
		{"v0.7.1", hash, "@" + hash + " # v0.7.1\n"}, {"v0.7.1", "", "@v0.7.1\n"}, {"", "", "@" + majorTag + "\n"},
	} {
		release, commit = tt.release, tt.commit
		dir := t.TempDir()
		if status := run(t.Context(), []string{"init", dir}, new(bytes.Buffer), new(bytes.Buffer)); status != exitDone {
			t.Fatal("init fails")
		}
		for file, action := range map[string]string{"pages.yml": "rolediff/rolediff", "preview.yml": "rolediff/rolediff", "comment.yml": "rolediff/rolediff/comment"} {
			text, err := os.ReadFile(filepath.Join(dir, ".github", "workflows", file))
			if err != nil {
				t.Fatal(err)
			}
			if want := "- uses: " + action + tt.want; !strings.Contains(string(text), want) {
				t.Errorf("%s of release %q lacks %q:\n%s", file, tt.release, want, text)
			}
		}
	}
}
