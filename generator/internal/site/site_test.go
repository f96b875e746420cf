package site

import (
	"io/fs"
	"os"
	"testing"

	"github.com/rolediff/rolediff"
	"github.com/rolediff/rolediff/generator/internal/config"
	"github.com/rolediff/rolediff/generator/internal/content"
	"github.com/rolediff/rolediff/generator/internal/diag"
	"github.com/rolediff/rolediff/generator/internal/layout"
)

func load(t testing.TB, dir fs.FS) *Site {
	t.Helper()
	raw, err := fs.ReadFile(dir, config.File)
	if err != nil {
		t.Fatal(err)
	}
	cfg, list := config.Parse(raw)
	report(t, list)
	c, list := new(content.Loader).Load(dir, cfg)
	report(t, list)
	builtin, _ := fs.Sub(rolediff.Layouts, layout.Dir)
	layouts, list := layout.Load(builtin, nil)
	report(t, list)
	s, list := New(Inputs{cfg, c, layouts}, nil)
	report(t, list)
	return s
}

func report(t testing.TB, list diag.List) {
	t.Helper()
	if len(list) > 0 {
		diag.WriteText(os.Stderr, list)
		t.Fatal("diagnostics")
	}
}

func TestReal(t *testing.T) {
	s := load(t, os.DirFS("../../.."))
	page, err := fs.ReadFile(s, "devops-engineer/vs-head-of-engineering-vs-vp-of-engineering.html")
	if err != nil {
		t.Fatal(err)
	}
	os.WriteFile("/tmp/trio.html", page, 0o644)
	t.Log(len(page), len(s.engine.classes))
	for i := range 57 {
		same, err := s.sameBothWays(i, i+1, i+2)
		if !same || err != nil {
			t.Fatal(i, same, err)
		}
	}
}
