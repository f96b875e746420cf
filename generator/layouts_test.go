package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// layoutExample finds a file in docs/layouts.md: its path, then its text.
var layoutExample = regexp.MustCompile("`(layouts/[a-z./-]+)`:\n\n```[a-z]+\n((?s:.*?))```\n")

func TestTheExamplesOfTheLayoutsPageWork(t *testing.T) {
	page, err := os.ReadFile(filepath.Join("..", "docs", "layouts.md"))
	if err != nil {
		t.Fatal(err)
	}
	site := filepath.Join(t.TempDir(), "site")
	if status := run(t.Context(), []string{"init", site}, new(strings.Builder), new(strings.Builder)); status != exitDone {
		t.Fatal("there is no new site")
	}
	examples := layoutExample.FindAllStringSubmatch(string(page), -1)
	if len(examples) != 3 {
		t.Fatalf("%d examples on the page", len(examples))
	}
	for _, e := range examples {
		writeText(t, filepath.Join(site, filepath.FromSlash(e[1])), e[2])
	}
	w, err := openWorkspace(site)
	if err != nil {
		t.Fatal(err)
	}
	defer w.close()
	s, list := w.load()
	if len(list) > 0 {
		t.Fatal(list)
	}
	read := func(name string) string {
		text, err := fs.ReadFile(s, name)
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
	pair := read("head-of-engineering/vs-vp-of-engineering.html")
	remark := `<p class="hint">Sits in the executive team.</p>`
	if n := strings.Count(pair, remark); n != 1 || strings.Index(pair, remark) < strings.Index(pair, "VP of Engineering</a></h2>") {
		t.Errorf("the remark stands %d times on the comparison, or not at the VP", n)
	}
	if strings.Contains(read("devops-engineer/vs-engineering-manager.html"), remark) {
		t.Error("the remark stands where nobody is an executive")
	}
	for _, name := range []string{"index.html", "devops-engineer/index.html", "devops-engineer/vs-engineering-manager-vs-head-of-engineering.html"} {
		if !strings.Contains(read(name), `<a href="https://example.org/people">Who we are</a>`) {
			t.Errorf("%s has not the other header", name)
		}
	}
	if !strings.Contains(read("assets/site.css"), ".hint{font-style:italic}") {
		t.Error("the style is not in the style sheet")
	}
}
