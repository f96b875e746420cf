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
