package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/rolediff/rolediff"
	"github.com/rolediff/rolediff/generator/internal/config"
	"github.com/rolediff/rolediff/generator/internal/synth"
)

// BenchmarkEdit measures what lies between a save and the new page of a trio in
// the preview, quiet period not counted: reading, a new snapshot, one page. It
// reports the 95th percentile, that of pages made on request, and how long the
// first snapshot takes.
func BenchmarkEdit(b *testing.B) {
	for _, n := range []int{100, 1000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			dir := b.TempDir()
			cfg, list := config.Parse(rolediff.Config)
			if cfg == nil {
				b.Fatal(list)
			}
			text := rolediff.Config
			if n > 200 {
				text = []byte(strings.Replace(string(text), `"pairs": "all", "trios": "all"`, `"pairs": "related", "trios": "related"`, 1))
			}
			if err := synth.Write(dir, n, text, synth.ShapeOf(cfg)); err != nil {
				b.Fatal(err)
			}
			age(b, dir)
			w, err := openWorkspace(dir)
			if err != nil {
				b.Fatal(err)
			}
			defer w.close()
			start := time.Now()
			s, problems := w.load()
			if s == nil {
				b.Fatal(problems)
			}
			started := time.Since(start)
			var role string
			names, err := fs.Glob(os.DirFS(dir), "content/roles/*.md")
			if err != nil {
				b.Fatal(err)
			}
			var times []time.Duration
			for i := 0; b.Loop(); i++ {
				role = filepath.Join(dir, filepath.FromSlash(names[i%len(names)]))
				raw, err := os.ReadFile(role)
				if err != nil {
					b.Fatal(err)
				}
				edited := strings.Replace(string(raw), "primary-role: ", fmt.Sprintf("primary-role: Edit %d ", i), 1)
				if err := os.WriteFile(role, []byte(edited), 0o644); err != nil {
					b.Fatal(err)
				}
				start := time.Now()
				s, problems := w.load()
				if s == nil {
					b.Fatal(problems)
				}
				slug := strings.TrimSuffix(filepath.Base(role), ".md")
				page, err := fs.ReadFile(s, slug+"/index.html")
				if err != nil || !strings.Contains(string(page), fmt.Sprintf("Edit %d ", i)) {
					b.Fatalf("the edit %d is not on the page of %s: %v", i, slug, err)
				}
				times = append(times, time.Since(start))
			}
			// The loop takes back what was reported before it.
			b.ReportMetric(float64(started.Milliseconds()), "start-ms")
			b.ReportMetric(p95(times), "p95-ms")
			b.ReportMetric(requests(b, w.site, names), "page-p95-ms")
		})
	}
}

// requests makes role pages and pairs one by one, as the preview does when they
// are asked for, and returns the 95th percentile in milliseconds.
func requests(b *testing.B, s fs.FS, files []string) float64 {
	b.Helper()
	slug := func(i int) string { return strings.TrimSuffix(filepath.Base(files[i]), ".md") }
	var times []time.Duration
	for i := range files {
		names := []string{slug(i) + "/index.html"}
		for k := i + 1; k < min(i+20, len(files)); k++ {
			names = append(names, slug(i)+"/vs-"+slug(k)+".html")
		}
		for _, name := range names {
			start := time.Now()
			_, err := fs.ReadFile(s, name)
			if errors.Is(err, fs.ErrNotExist) {
				continue // with policy "related" some pairs have no page
			}
			if err != nil {
				b.Fatal(err)
			}
			times = append(times, time.Since(start))
		}
	}
	return p95(times)
}

// p95 is the 95th percentile in milliseconds.
func p95(times []time.Duration) float64 {
	slices.Sort(times)
	return float64(times[len(times)*95/100].Microseconds()) / 1000
}

// age makes files look as if they had been written long ago, as most are.
func age(b *testing.B, dir string) {
	old := time.Now().Add(-time.Hour)
	err := filepath.WalkDir(dir, func(path string, _ fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		return os.Chtimes(path, old, old)
	})
	if err != nil {
		b.Fatal(err)
	}
}
