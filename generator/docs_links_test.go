package main

import (
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode"
)

var (
	pageLink = regexp.MustCompile(`\]\(([^)\s]+)\)`)
	heading  = regexp.MustCompile(`(?m)^#+ (.*)$`)
	inCode   = regexp.MustCompile("`[^`\n]*`")
)

// TestLinksOfTheDocsLeadSomewhere: to a file of the repository and, behind a #, to
// one of its headings.
func TestLinksOfTheDocsLeadSomewhere(t *testing.T) {
	for _, page := range docPages(t) {
		text := inCode.ReplaceAllString(fence.ReplaceAllString(readPage(t, page), ""), "")
		for _, m := range pageLink.FindAllStringSubmatch(text, -1) {
			link, anchor, _ := strings.Cut(m[1], "#")
			if strings.Contains(link, ":") {
				continue
			}
			to := page
			if link != "" {
				to = path.Join(path.Dir(page), link)
			}
			if strings.HasPrefix(to, "..") {
				t.Errorf("%s: %s leads out of the repository", page, m[1])
				continue
			}
			if _, err := os.Stat(filepath.Join("..", filepath.FromSlash(to))); err != nil {
				t.Errorf("%s: %s leads nowhere", page, m[1])
			} else if anchor != "" && !hasHeading(readPage(t, to), anchor) {
				t.Errorf("%s: %s leads to no heading", page, m[1])
			}
		}
	}
}

// hasHeading tells whether GitHub gives a heading of a page that anchor.
func hasHeading(text, anchor string) bool {
	for _, m := range heading.FindAllStringSubmatch(fence.ReplaceAllString(text, ""), -1) {
		got := strings.Map(func(r rune) rune {
			switch {
			case r == ' ':
				return '-'
			case r == '-' || r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r):
				return unicode.ToLower(r)
			}
			return -1
		}, m[1])
		if got == anchor {
			return true
		}
	}
	return false
}

// TestTheIndexOfTheDocsIsWhole: every page of docs/ is named in docs/README.md.
func TestTheIndexOfTheDocsIsWhole(t *testing.T) {
	index := readPage(t, "docs/README.md")
	for _, page := range docPages(t) {
		if name := path.Base(page); path.Dir(page) == "docs" && name != "README.md" && !strings.Contains(index, "("+name+")") {
			t.Errorf("docs/README.md does not name %s", name)
		}
	}
}
