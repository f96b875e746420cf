// Package seeds gives fuzz targets what the scripts of the commands hold: every
// file that a script feeds to rolediff is worth a mutation.
package seeds

import (
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

// most is the size of a seed in bytes: a fuzzer learns nothing from a longer one,
// and limits have tests of their own.
const most = 8 << 10

// Files returns the files of all scripts whose path ends in one of the suffixes,
// each text once. It is for tests of the packages right below internal.
func Files(t testing.TB, suffixes ...string) [][]byte {
	t.Helper()
	var out [][]byte
	seen := map[string]bool{}
	add := func(name, text string) {
		for _, s := range suffixes {
			if strings.HasSuffix(name, s) && len(text) <= most && !seen[text] {
				seen[text] = true
				out = append(out, []byte(text))
				return
			}
		}
	}
	for _, pattern := range []string{"*.txtar", "*/*.txtar"} {
		scripts, err := filepath.Glob(filepath.Join("..", "..", "testdata", "script", pattern))
		if err != nil {
			t.Fatal(err)
		}
		for _, script := range scripts {
			archive, err := txtar.ParseFile(script)
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range archive.Files {
				add(f.Name, string(f.Data))
			}
			for line := range strings.Lines(string(archive.Comment)) {
				add(written(line))
			}
		}
	}
	if len(out) < 5 {
		t.Fatalf("the scripts hold %d files that end in %q", len(out), suffixes)
	}
	return out
}

var quoted = regexp.MustCompile(`'([^']*)'`)

// written returns what a line such as: bytes content/roles/a.md 'text' writes.
func written(line string) (name, text string) {
	_, rest, ok := strings.Cut(line, "bytes ")
	if !ok || strings.HasPrefix(line, "#") {
		return "", ""
	}
	name, _, _ = strings.Cut(strings.TrimSpace(rest), " ")
	for _, m := range quoted.FindAllStringSubmatch(rest, -1) {
		part, times := m[1], 1
		if n, after, ok := strings.Cut(part, "*"); ok {
			if k, err := strconv.Atoi(n); err == nil {
				part, times = after, min(k, 100)
			}
		}
		if s, err := strconv.Unquote(`"` + strings.ReplaceAll(part, `"`, `\"`) + `"`); err == nil {
			text += strings.Repeat(s, times)
		}
	}
	return name, text
}
