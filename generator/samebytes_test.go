package main

import (
	"crypto/sha256"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"
)

// TestSameBytesOnAnyMachine builds one site as other machines would: with another
// clock on its files, zone, locale, home, number of processors, umask, folder and
// order of files on the disk. Folder and tar have to hold the same bytes.
func TestSameBytesOnAnyMachine(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("it asks sh for another umask")
	}
	bin := realProgram(t)
	s := newRealSite(t, bin, 7)
	names := must(t, listFiles, s.dir)
	for name, c := range map[string]struct {
		env   []string
		umask string
		when  time.Time
		order func([]string)
	}{
		"as it is":             {},
		"east, Turkish, alone": {env: []string{"TZ=Pacific/Kiritimati", "LC_ALL=tr_TR.UTF-8", "LANG=tr_TR.UTF-8", "GOMAXPROCS=1"}, umask: "077"},
		"west, C, many":        {env: []string{"TZ=Etc/GMT+12", "LC_ALL=C", "GOMAXPROCS=16", "HOME=/nonexistent", "SOURCE_DATE_EPOCH=1"}, umask: "000"},
		"long ago":             {when: time.Unix(1, 0)},
		"far ahead":            {when: time.Date(2100, 2, 29, 0, 0, 0, 0, time.UTC)},
		"files made backwards": {order: slices.Reverse[[]string]},
	} {
		t.Run(name, func(t *testing.T) {
			dir := filepath.Join(inMemory(t), strings.ReplaceAll(name, " ", "-"), "site")
			list := slices.Clone(names)
			if c.order != nil {
				c.order(list)
			}
			for _, file := range list {
				text := must(t, os.ReadFile, filepath.Join(s.dir, file))
				to := filepath.Join(dir, file)
				write(t, to, string(text))
				if !c.when.IsZero() {
					if err := os.Chtimes(to, c.when, c.when); err != nil {
						t.Fatal(err)
					}
				}
			}
			if c.umask == "" {
				c.umask = "022"
			}
			cmd := exec.Command("sh", "-c", fmt.Sprintf(`umask %s; "$0" build --output out && exec "$0" build --tar site.tar`, c.umask), bin)
			cmd.Dir = dir
			cmd.Env = append(os.Environ(), c.env...)
			if text, err := cmd.CombinedOutput(); err != nil {
				t.Fatalf("%v\n%s", err, text)
			}
			if d := difference(tree(t, filepath.Join(dir, "out")), s.want[0]); d != "" {
				t.Error(d)
			}
			sum := sha256.Sum256(must(t, os.ReadFile, filepath.Join(dir, "site.tar")))
			if s.tar == "" {
				s.tar = fmt.Sprintf("%x", sum)
			} else if s.tar != fmt.Sprintf("%x", sum) {
				t.Error("the tar has other bytes")
			}
		})
	}
}

func listFiles(dir string) (names []string, err error) {
	err = filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		name, err := filepath.Rel(dir, path)
		names = append(names, name)
		return err
	})
	return names, err
}

// TestNothingThatMakesBytesAsksForTheTime holds that no page can hold the moment
// it was built at: no clock can be set back in a test, so none may be looked at.
func TestNothingThatMakesBytesAsksForTheTime(t *testing.T) {
	looked := 0
	for _, name := range order {
		switch name {
		case "publish", "preview": // they measure, they watch, they make no page
			continue
		}
		files := must(t, filepath.Glob, filepath.Join("internal", name, "*.go"))
		for _, file := range files {
			text := string(must(t, os.ReadFile, file))
			if strings.HasSuffix(file, "_test.go") || filepath.Base(file) == "stamp.go" { // the age of a file, to trust its time
				continue
			}
			looked++
			for _, word := range []string{"time.Now", "time.Since", "time.Local", "os.Hostname", "os.Getenv", "runtime.Version"} {
				if strings.Contains(text, word) {
					t.Errorf("%s holds %s: pages would change from run to run", file, word)
				}
			}
		}
	}
	if looked < 50 {
		t.Errorf("only %d files were looked at", looked)
	}
}
