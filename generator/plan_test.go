package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rolediff/rolediff/generator/internal/capacity"
	"github.com/rolediff/rolediff/generator/internal/publish"
)

// counter counts what is written to it.
type counter int64

func (c *counter) Write(p []byte) (int, error) {
	*c += counter(len(p))
	return len(p), nil
}

// TestPlanIsWhatABuildWrites holds the plan of the real content against builds of
// it, for several policies in config.json.
func TestPlanIsWhatABuildWrites(t *testing.T) {
	if testing.Short() {
		t.Skip("builds the real site three times, and this is a short run")
	}
	dir := copyOfTheSite(t)
	file := filepath.Join(dir, "config.json")
	original, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var first *capacity.Report
	for _, policy := range [][2]string{{"all", "all"}, {"all", "related"}, {"related", "none"}} {
		setting := fmt.Sprintf(`"policy": {"pairs": %q, "trios": %q}`, policy[0], policy[1])
		text := strings.Replace(string(original), `"policy": {"pairs": "all", "trios": "all"}`, setting, 1)
		if !strings.Contains(text, setting) {
			t.Fatal("config.json has another policy")
		}
		writeText(t, file, text)
		report := planOf(t, dir)
		var stderr bytes.Buffer
		var tar counter
		if status := run(t.Context(), []string{"build", "--site", dir, "--tar", "-"}, &tar, &stderr); status != exitDone {
			t.Fatal(stderr.String())
		}
		if off := math.Abs(float64(report.Now.Tar)/float64(tar) - 1); off > 0.02 {
			t.Errorf("%v: the tar has %d bytes, the plan says %d", policy, tar, report.Now.Tar)
		}
		said := publish.FormatBytes(report.Now.Bytes) // to one digit behind the point, which is below 2% from 5 MB on
		if !strings.Contains(stderr.String(), ", "+said) && policy[1] == "none" {
			t.Errorf("%v: the build says %q, the plan %s", policy, stderr.String(), said)
		}
		if first == nil {
			first = report
			continue
		}
		for _, other := range first.Others {
			if other.Pairs == policy[0] && other.Trios == policy[1] {
				if other.Files != report.Now.Files || math.Abs(float64(other.Tar)/float64(tar)-1) > 0.02 {
					t.Errorf("%v was planned as %+v, and is %d bytes", policy, other.Size, tar)
				}
			}
		}
	}
}

func planOf(t *testing.T, dir string) *capacity.Report {
	t.Helper()
	var stdout, stderr bytes.Buffer
	if status := run(t.Context(), []string{"plan", "--site", dir, "--format", "json"}, &stdout, &stderr); status != exitDone {
		t.Fatal(stderr.String())
	}
	report := new(capacity.Report)
	if err := json.Unmarshal(stdout.Bytes(), report); err != nil {
		t.Fatal(err)
	}
	return report
}

// TestALimitIsExactWhereItMatters sets the limit to the very size of the site and
// to one byte less.
func TestALimitIsExactWhereItMatters(t *testing.T) {
	dir := t.TempDir()
	var out bytes.Buffer
	if status := run(t.Context(), []string{"init", dir}, &out, &out); status != exitDone {
		t.Fatal(out.String())
	}
	file := filepath.Join(dir, "config.json")
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	build := func(limit int64) int {
		writeText(t, file, strings.Replace(string(text), `"bytes": 1000000000`, fmt.Sprintf(`"bytes": %d`, limit), 1))
		out.Reset()
		return run(t.Context(), []string{"build", "--site", dir}, &out, &out)
	}
	if status := build(1_000_000_000); status != exitDone {
		t.Fatal(out.String())
	}
	var size int64
	err = filepath.WalkDir(filepath.Join(dir, "public"), func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() && e.Name() == notes {
			return fs.SkipDir
		}
		if info, err := e.Info(); err == nil && !e.IsDir() {
			size += info.Size()
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if status := build(size); status != exitDone {
		t.Errorf("a site of just the limit is refused: %s", out.String())
	}
	if status := build(size - 1); status != exitFailed || !strings.Contains(out.String(), "nothing was written") {
		t.Errorf("a site of one byte more is built: %s", out.String())
	}
}
