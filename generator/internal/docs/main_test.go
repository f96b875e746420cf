package main

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/rolediff/rolediff/generator/internal/diag"
)

const root = "../../.."

func TestGeneratedPagesAreCurrent(t *testing.T) {
	pages, err := Pages(root)
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range pages {
		old, err := os.ReadFile(filepath.Join(root, "docs", name))
		if err != nil || !bytes.Equal(old, text) {
			t.Errorf("docs/%s is stale: run make generate", name)
		}
	}
}

func TestEveryRuleHasAPlaceOnThePage(t *testing.T) {
	pages, err := Pages(root)
	if err != nil {
		t.Fatal(err)
	}
	page := string(pages["diagnostics.md"])
	for _, r := range diag.Rules() {
		if strings.Count(page, "\n### "+r.Code+"\n") != 1 || strings.Count(page, "](#"+r.Code+")") != 1 {
			t.Errorf("%s is not on the page once", r.Code)
		}
	}
	if n := strings.Count(page, "$ rolediff check"); n < 50 {
		t.Errorf("only %d examples", n)
	}
	if strings.Count(page, "```")%2 != 0 || regexp.MustCompile("[\x00-\x08\x0b-\x1f\x7f]").MatchString(page) {
		t.Error("a block is not closed, or a control character is on the page")
	}
}

// TestEveryLayoutsDataIsOnThePage: a layout that is added says, in the comment of
// its data's type, what it gets.
func TestEveryLayoutsDataIsOnThePage(t *testing.T) {
	pages, err := Pages(root)
	if err != nil {
		t.Fatal(err)
	}
	page := string(pages["layout-data.md"])
	n := 0
	for _, pattern := range []string{"*.html", "partials/*.html"} {
		files, err := filepath.Glob(filepath.Join(root, "layouts", filepath.FromSlash(pattern)))
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			name, err := filepath.Rel(filepath.Join(root, "layouts"), file)
			if err != nil {
				t.Fatal(err)
			}
			if n++; !strings.Contains(page, "| `"+filepath.ToSlash(name)+"` |") {
				t.Errorf("%s is not on the page", name)
			}
		}
	}
	if n < 20 || strings.Count(page, "\n## ") < 25 {
		t.Errorf("%d layouts, %d types", n, strings.Count(page, "\n## "))
	}
	for _, link := range regexp.MustCompile(`\]\(#(\w+)\)`).FindAllStringSubmatch(page, -1) {
		if !strings.Contains(strings.ToLower(page), "\n## "+link[1]+"\n") {
			t.Errorf("a link leads to %s, which has no section", link[1])
		}
	}
}
