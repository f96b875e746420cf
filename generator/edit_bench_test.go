package main

import (
	"bufio"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/rolediff/rolediff"
	"github.com/rolediff/rolediff/generator/internal/config"
	"github.com/rolediff/rolediff/generator/internal/preview"
	"github.com/rolediff/rolediff/generator/internal/synth"
)

// BenchmarkEdit measures what lies between a save and the new page of a role in a
// browser, through files, events and HTTP as they are, the quiet period taken off. It
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
			names, err := fs.Glob(os.DirFS(dir), "content/roles/*.md")
			if err != nil {
				b.Fatal(err)
			}
			defer collectSeldom(servedPercent)()
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
			onRequest := requests(b, s, names)
			w.site, s = nil, nil // the preview has one of its own

			p := serveSite(b, dir)
			next := p.swaps()
			next()
			var times []time.Duration
			for i := 0; b.Loop(); i++ {
				file := filepath.Join(dir, filepath.FromSlash(names[i%len(names)]))
				raw, err := os.ReadFile(file)
				if err != nil {
					b.Fatal(err)
				}
				edited := strings.Replace(string(raw), "primary-role: ", fmt.Sprintf("primary-role: Edit %d ", i), 1)
				if err := os.WriteFile(file, []byte(edited), 0o644); err != nil {
					b.Fatal(err)
				}
				start := time.Now()
				next()
				slug := strings.TrimSuffix(filepath.Base(file), ".md")
				status, page := p.get(slug + "/")
				if status != http.StatusOK || !strings.Contains(page, fmt.Sprintf("Edit %d ", i)) {
					b.Fatalf("the edit %d is not on the page of %s: status %d\n%s", i, slug, status, p.log)
				}
				times = append(times, time.Since(start)-preview.QuietPeriod)
				// Nobody saves again at once: the look at all files that follows an
				// edit has ended by then.
				time.Sleep(preview.QuietPeriod)
			}
			if log := p.log.String(); strings.Count(log, "\nchanged ") < len(times) {
				b.Fatalf("fewer loads than edits:\n%s", log)
			}
			// The loop takes back what was reported before it.
			b.ReportMetric(float64(started.Microseconds())/1000, "start-ms")
			b.ReportMetric(p95(times), "p95-ms")
			b.ReportMetric(onRequest, "page-p95-ms")
		})
	}
}

// swaps listens as an open page does. It returns what waits for the next snapshot.
func (p *served) swaps() (next func()) {
	p.t.Helper()
	response, err := http.Get(p.url + "_rolediff/events")
	if err != nil {
		p.t.Fatal(err)
	}
	p.t.Cleanup(func() { response.Body.Close() })
	lines := bufio.NewScanner(response.Body)
	return func() {
		for lines.Scan() {
			if strings.HasPrefix(lines.Text(), "data: ") {
				return
			}
		}
		p.t.Fatalf("the events ended: %v\n%s", lines.Err(), p.log)
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
