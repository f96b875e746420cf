package site

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/rolediff/rolediff/generator/internal/browser"
)

// The single file must do by itself, from a folder on disk, what the site does.
func TestSingleFileStandsAlone(t *testing.T) {
	s := load(t, os.DirFS("../../.."))
	page, err := s.OneFile()
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "all.html")
	if err := os.WriteFile(file, page, 0o644); err != nil {
		t.Fatal(err)
	}
	p := browser.Open(t).Page("file://"+file, browser.Options{})
	p.WaitFor(`document.querySelectorAll("#comparison a").length > 60`)
	p.Click(`#comparison a[href$="cto/index.html"]`)
	p.WaitFor(`document.querySelector("#comparison h1")?.textContent === "Chief Technology Officer"`)
	p.Goto("file://" + file + "#cto,agile-coach,qa-engineer")
	p.WaitFor(`document.querySelectorAll("#comparison table thead th").length >= 4`)
	if title := browser.Eval[string](p, "document.title"); title != "Chief Technology Officer vs Agile Coach vs QA Engineer" {
		t.Errorf("the title is %q", title)
	}
	if marks := browser.Eval[int](p, `[...document.querySelectorAll("#comparison td")].filter(td => td.textContent.trim()).length`); marks < 30 {
		t.Errorf("the comparison has %d filled cells, want 30 or more", marks)
	}
	p.RequireQuiet("file://" + file)
	for _, request := range p.Requests() {
		if request != "file://"+file && request[:5] != "data:" {
			t.Errorf("the single file asked for %s", request)
		}
	}
}
