package change

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
)

func hostile(text string) *Report {
	return &Report{
		Before: "HEAD", After: "now",
		Roles: []Role{{
			Kind: Changed, Slug: "a", Title: text, WasTitle: text, Fields: []Field{{text, Words{{New, text}}}},
			Dimensions: []Row{{text, []Words{{{Gone, text}}}}}, Scales: []Move{{text, text, text}},
			Relations: []Relation{{text, []string{text}, []string{text}}}, Body: []Words{{{Same, text}}},
		}},
		Notes:       []Text{{Changed, text, "a.md", []Words{{{New, text}}}}},
		Config:      []string{text},
		Comparisons: []Comparison{{[]string{"a", "b"}, []string{text, text}, []Words{{{New, text}}}}},
		Counts:      Counts{Pairs: Count{1, 1, 0, 0, 1}}, Told: Told{Pairs: 1},
	}
}

// What people write stays text: it closes no element, mentions nobody, refers to
// no issue and links nowhere, and no empty line lets markdown begin.
func TestMarkdownOfHostileWords(t *testing.T) {
	text := "</details>\n\n# x <script>alert(1)</script> @everyone fixes #12 https://evil.example www.evil.example [a](b) ![i](j) `code` \x1b[31m"
	var b strings.Builder
	if err := WriteMarkdown(&b, hostile(text)); err != nil {
		t.Fatal(err)
	}
	out := b.String()
	for _, bad := range []string{"<script", "@everyone", "#12", "https://evil", "www.evil", "\x1b"} {
		if strings.Contains(out, bad) {
			t.Errorf("%q stands in the comment", bad)
		}
	}
	opened, closed := strings.Count(out, "<details>"), strings.Count(out, "</details>")
	if opened == 0 || opened != closed {
		t.Errorf("%d details opened, %d closed", opened, closed)
	}
	for _, block := range regexp.MustCompile(`(?s)<details>.*?</details>`).FindAllString(out, -1) {
		if strings.Contains(block, "\n\n") {
			t.Errorf("an empty line in %.80q", block)
		}
	}
}

func TestMarkdownFitsIntoAComment(t *testing.T) {
	r := &Report{Counts: Counts{Pairs: Count{5000, 5000, 0, 0, 4000}}}
	for i := range 3000 {
		r.Roles = append(r.Roles, Role{Kind: Added, Slug: fmt.Sprint("r", i), Title: strings.Repeat("Long title ", 9)})
	}
	var b strings.Builder
	if err := WriteMarkdown(&b, r); err != nil {
		t.Fatal(err)
	}
	if n := b.Len(); n > 65_536 || n < 50_000 {
		t.Errorf("the comment has %d bytes", n)
	}
	if !strings.Contains(b.String(), "sections are left out here") {
		t.Error("it does not say that something is left out")
	}
}

func TestMarkdownOfNothing(t *testing.T) {
	var b strings.Builder
	if err := WriteMarkdown(&b, &Report{}); err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(b.String(), Marker+"\n") || !strings.Contains(b.String(), "no difference") {
		t.Errorf("got %q", b.String())
	}
}
