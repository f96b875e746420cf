package main

import (
	"crypto/sha256"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// marks are what tells whether anything of a folder was touched: names, kinds, modes,
// times and bytes.
func marks(t *testing.T, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := e.Info()
		if err != nil {
			return err
		}
		mark := fmt.Sprint(info.Mode(), info.ModTime().UnixNano())
		if !e.IsDir() {
			text, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			mark += fmt.Sprintf(" %x", sha256.Sum256(text))
		}
		out[path] = mark
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// TestNoCommandThatReadsWrites: a site's own files are as they were after each
// command but fmt, new, init and generate, whose work they are.
func TestNoCommandThatReadsWrites(t *testing.T) {
	site, out := unpack(t, referenceSite), t.TempDir()
	before := marks(t, site)
	for _, args := range [][]string{
		{"build", "--output", filepath.Join(out, "public")},
		{"build", "--output", filepath.Join(out, "public"), "--verify"},
		{"build", "--tar", filepath.Join(out, "site.tar")},
		{"build", "--shard", "1/2", "--tar", filepath.Join(out, "1.tar")},
		{"build", "--single-file", filepath.Join(out, "all.html")},
		{"check"}, {"check", "--format", "json"}, {"plan"}, {"fmt", "--check"}, {"version"},
	} {
		log := &lockedBuffer{}
		if args[0] != "version" {
			args = append(args, "--site", site)
		}
		if status := run(t.Context(), args, log, log); status != exitDone {
			t.Errorf("%v: exit status %d\n%s", args, status, log)
		}
		if after := marks(t, site); !maps.Equal(before, after) {
			t.Fatalf("%s touches the site's own files: %s", strings.Join(args, " "), difference(after, before))
		}
	}
	p := serveSite(t, site)
	p.until(referencePage, 200, "3-way comparison")
	p.stop()
	if after := marks(t, site); !maps.Equal(before, after) {
		t.Errorf("serve touches the site's own files: %s", difference(after, before))
	}
}
