package main

import (
	"io"
	"os"
	"path/filepath"
	"testing"

	"github.com/rolediff/rolediff"
	"github.com/rolediff/rolediff/generator/internal/compare"
	"github.com/rolediff/rolediff/generator/internal/config"
	"github.com/rolediff/rolediff/generator/internal/content"
	"github.com/rolediff/rolediff/generator/internal/publish"
	"github.com/rolediff/rolediff/generator/internal/site"
	"github.com/rolediff/rolediff/generator/internal/synth"
)

// BenchmarkStage measures one stage of a build after the other on the same 100
// synthetic roles, so that what made a build slower has an address.
func BenchmarkStage(b *testing.B) {
	dir := b.TempDir()
	cfg, list := config.Parse(rolediff.Config)
	if cfg == nil {
		b.Fatal(list)
	}
	if err := synth.Write(dir, 100, rolediff.Config, synth.ShapeOf(cfg)); err != nil {
		b.Fatal(err)
	}
	w, err := openWorkspace(dir)
	if err != nil {
		b.Fatal(err)
	}
	defer w.close()
	s, list := w.load()
	if s == nil {
		b.Fatal(list)
	}
	b.Run("parse", func(b *testing.B) { benchmarkParse(b, dir, cfg) })
	b.Run("compare", func(b *testing.B) { benchmarkCompare(b, cfg, w.content) })
	b.Run("fragments", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if s, list := site.New(site.Inputs{Config: w.cfg, Content: w.content, Layouts: w.layouts}, nil); s == nil {
				b.Fatal(list)
			}
		}
	})
	b.Run("join", func(b *testing.B) { benchmarkJoin(b, s) })
	b.Run("write/folder", func(b *testing.B) { benchmarkWrite(b, s) })
	b.Run("write/tar", func(b *testing.B) {
		for b.Loop() {
			stats, err := publish.ToTar(b.Context(), s, io.Discard, publish.TarOptions{})
			if err != nil {
				b.Fatal(err)
			}
			b.SetBytes(stats.Bytes)
		}
	})
}

// benchmarkParse reads every file anew, as a first build does.
func benchmarkParse(b *testing.B, dir string, cfg *config.Config) {
	b.ReportAllocs()
	for b.Loop() {
		if c, list := new(content.Loader).Load(os.DirFS(dir), cfg); c == nil {
			b.Fatal(list)
		}
	}
}

// benchmarkCompare works out what differs between the roles of one trio.
func benchmarkCompare(b *testing.B, cfg *config.Config, c *content.Content) {
	var tracks []string
	for _, t := range cfg.Tracks {
		tracks = append(tracks, t.Key)
	}
	context := compare.NewContext(len(cfg.Scales), tracks)
	var profiles []*compare.Profile
	for _, r := range c.Roles.All() {
		profiles = append(profiles, compare.NewProfile(r))
	}
	var rows []compare.Row
	var sentences []compare.Sentence
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		trio := []*compare.Profile{profiles[i%30], profiles[30+i%37], profiles[67+i%33]}
		rows = compare.Rows(rows[:0], trio)
		sentences = compare.DifferencesIn(sentences[:0], rows, trio, &context)
	}
}

// benchmarkJoin makes the pages that begin with the first roles, one after the
// other, and drops them.
func benchmarkJoin(b *testing.B, s *site.Site) {
	folders := s.Folders()
	var buf []byte
	b.ReportAllocs()
	pages := 0
	for i := 0; b.Loop(); i++ {
		var total int64
		for f := range s.Files(folders[i%len(folders)]) {
			if !f.Page() {
				continue
			}
			var err error
			if buf, err = f.AppendTo(buf[:0]); err != nil {
				b.Fatal(err)
			}
			total += int64(len(buf))
			pages++
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(pages), "ns/page")
}

// benchmarkWrite writes the whole site to a new folder. Set TMPDIR to a tmpfs to
// measure the program rather than the disk.
func benchmarkWrite(b *testing.B, s *site.Site) {
	dir := b.TempDir()
	for b.Loop() {
		out := filepath.Join(dir, "public")
		stats, err := publish.ToFolder(b.Context(), s, publish.FolderOptions{Output: out})
		if err != nil {
			b.Fatal(err)
		}
		b.SetBytes(stats.Bytes)
		b.StopTimer()
		if err := os.RemoveAll(out); err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
	}
}
