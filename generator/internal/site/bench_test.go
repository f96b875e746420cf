package site

import (
	"os"
	"sync"
	"testing"

	"github.com/rolediff/rolediff"
	"github.com/rolediff/rolediff/generator/internal/config"
	"github.com/rolediff/rolediff/generator/internal/content"
	"github.com/rolediff/rolediff/generator/internal/layout"
	"github.com/rolediff/rolediff/generator/internal/synth"
)

// synthetic is a site of 100 made-up roles, loaded once a process.
var synthetic = sync.OnceValues(func() (*Site, error) {
	dir, err := os.MkdirTemp("", "rolediff-synth-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	cfg, list := config.Parse(rolediff.Config)
	if cfg == nil {
		return nil, list
	}
	if err := synth.Write(dir, 100, rolediff.Config, synth.ShapeOf(cfg)); err != nil {
		return nil, err
	}
	c, list := new(content.Loader).Load(os.DirFS(dir), cfg)
	if c == nil {
		return nil, list
	}
	layouts, list := layout.Load(os.DirFS("../../../layouts"), nil, nil)
	if layouts == nil {
		return nil, list
	}
	s, list := New(Inputs{Config: cfg, Content: c, Layouts: layouts}, nil)
	if s == nil {
		return nil, list
	}
	return s, nil
})

func benchmarkSite(b testing.TB) *Site {
	b.Helper()
	s, err := synthetic()
	if err != nil {
		b.Fatal(err)
	}
	return s
}

// BenchmarkJoin makes one trio from fragments.
func BenchmarkJoin(b *testing.B) {
	s := benchmarkSite(b)
	var buf []byte
	for i := 0; b.Loop(); i++ {
		buf, _ = s.appendComparison(buf[:0], nil, []int{i % 30, 30 + i%37, 67 + i%33})
	}
	b.SetBytes(int64(len(buf)))
}

// BenchmarkPlain makes the same trio by executing its layout.
func BenchmarkPlain(b *testing.B) {
	s := benchmarkSite(b)
	for b.Loop() {
		if _, err := s.plainComparison(10, 40, 80); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkKey hashes what one trio is made from.
func BenchmarkKey(b *testing.B) {
	s := benchmarkSite(b)
	for i := 0; b.Loop(); i++ {
		s.comparisonKey([]int{i % 30, 30 + i%37, 67 + i%33})
	}
}

// BenchmarkFolder makes all pages that begin with the first role.
func BenchmarkFolder(b *testing.B) {
	s := benchmarkSite(b)
	var buf []byte
	n := 0
	for b.Loop() {
		n = 0
		for f := range s.Files(s.slug(0)) {
			buf, _ = f.AppendTo(buf[:0])
			n++
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/page")
}

// BenchmarkNew makes a snapshot of 100 roles.
func BenchmarkNew(b *testing.B) {
	s := benchmarkSite(b)
	for b.Loop() {
		if _, list := New(Inputs{Config: s.cfg, Content: s.content, Layouts: s.layouts}, nil); list.HasErrors() {
			b.Fatal(list)
		}
	}
}
