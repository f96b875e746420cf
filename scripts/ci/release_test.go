package ci_test

import (
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestReleaseIsPublishedAndItsMajorTagMoved(t *testing.T) {
	for _, tt := range []struct {
		version, changelog, sum, tagless string
		code                             int
		calls                            []string
	}{
		{"v1.2.3", "## Unreleased\n\n- Later.\n\n## 1.2.3 - 2026-12-01\n\n- News.\n\n## 1.2.2\n\n- Old.\n", "", "", 0,
			[]string{"release create v1.2.3 --repo o/r --verify-tag --title v1.2.3 --notes-file", "api --method PATCH repos/o/r/git/refs/tags/v1 --field sha="}},
		{"v1.0.0", "## 1.0.0\n\n- News.\n", "", "1", 0,
			[]string{"release create v1.0.0", "api --method PATCH", "api --method POST repos/o/r/git/refs --field ref=refs/tags/v1 --field sha="}},
		{"v2.0.0-rc.1", "## 2.0.0-rc.1\n\n- News.\n", "", "", 0, []string{"release create v2.0.0-rc.1 "}},
		{"v1.2.3", "## Unreleased\n\n- News.\n", "", "", 1, nil},
		{"v1.2.3", "## 1.2.3\n\n- News.\n", strings.Repeat("0", 64), "", 1, nil},
	} {
		dir, log := t.TempDir(), t.TempDir()
		git(t, dir, "init", "-q")
		write(t, dir, "CHANGELOG.md", tt.changelog)
		write(t, dir, "dist/a.tar.gz", "archive")
		sum := tt.sum
		if sum == "" {
			sum = fmt.Sprintf("%x", sha256.Sum256([]byte("archive")))
		}
		write(t, dir, "dist/SHA256SUMS", sum+"  a.tar.gz\n")
		git(t, dir, "add", ".")
		git(t, dir, "commit", "-q", "-m", "release")
		output, code := sh(t, dir, append(github(t, log, "", ""), "TAGLESS="+tt.tagless), "release.sh", "dist", tt.version)
		if code != tt.code {
			t.Fatalf("%s: exit %d, not %d\n%s", tt.version, code, tt.code, output)
		}
		text, _ := os.ReadFile(filepath.Join(log, "calls"))
		calls := strings.FieldsFunc(string(text), func(r rune) bool { return r == '\n' })
		if len(calls) != len(tt.calls) {
			t.Fatalf("%s: it asked %q, not %q", tt.version, calls, tt.calls)
		}
		for i, want := range tt.calls {
			if !strings.HasPrefix(calls[i], want) {
				t.Errorf("%s: it asked %q, not %q", tt.version, calls[i], want)
			}
		}
		if tt.code == 0 {
			if notes := read(t, filepath.Join(log, "notes")); strings.TrimSpace(notes) != "- News." {
				t.Errorf("%s: the notes are %q", tt.version, notes)
			}
			if strings.Contains(calls[0], "--prerelease") != strings.Contains(tt.version, "-") || !strings.HasSuffix(calls[0], "dist/SHA256SUMS dist/a.tar.gz") {
				t.Errorf("%s: it asked %q", tt.version, calls[0])
			}
		}
	}
}
