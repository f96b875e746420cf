package main

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/rolediff/rolediff/generator/internal/compare"
	"github.com/rolediff/rolediff/generator/internal/config"
	"github.com/rolediff/rolediff/generator/internal/content"
)

// listed returns the bullets below each heading of a page's text, without what a
// colon says about them.
func listed(body string) map[string][]string {
	out, heading := map[string][]string{}, ""
	for line := range strings.Lines(body) {
		line = strings.TrimSpace(line)
		if h, ok := strings.CutPrefix(line, "## "); ok {
			heading = h
		} else if item, ok := strings.CutPrefix(line, "- "); ok {
			item, _, _ = strings.Cut(item, ": ")
			out[heading] = append(out[heading], item)
		}
	}
	return out
}

// Whoever writes a role looks for words on this page: it must hold each statement
// that two roles share, and none that nobody needs.
func TestTheVocabularyIsWhatRolesShare(t *testing.T) {
	cfg, c := ownContent(t)
	var page *content.Page
	for i := range c.Pages {
		if c.Pages[i].Slug == "vocabulary" {
			page = &c.Pages[i]
		}
	}
	if page == nil {
		t.Fatal("there is no content/pages/vocabulary.md")
	}
	lists := listed(page.Body)
	for heading, key := range map[string]string{
		"Meetings": "meeting-involvement", "Scope items": "scope-of-responsibilities", "Communication items": "communication",
	} {
		users := map[string]int{}
		for _, r := range c.Roles.All() {
			for _, s := range r.Dimensions[config.Index(cfg.Dimensions, key)].Statements {
				users[s]++
			}
		}
		maps.DeleteFunc(users, func(_ string, n int) bool { return n < 2 })
		for s := range users {
			if !slices.Contains(lists[heading], s) {
				t.Errorf("two roles say %q, and it is not listed below %s", s, heading)
			}
		}
		for _, s := range lists[heading] {
			if users[s] == 0 {
				t.Errorf("%q stands below %s, and fewer than two roles say it", s, heading)
			}
		}
		if !slices.IsSortedFunc(lists[heading], func(a, b string) int { return strings.Compare(strings.ToLower(a), strings.ToLower(b)) }) {
			t.Errorf("the list below %s is not sorted", heading)
		}
	}
}

// Comparing neighbors is what the site is for, and shared statements are what
// makes it more than two texts side by side.
func TestMostComparisonsWithinAFamilyShareStatements(t *testing.T) {
	cfg, c := ownContent(t)
	const pair, trio = 0, 1
	var all, sharing [2]int
	for _, family := range cfg.Families {
		var f []*compare.Profile
		for _, r := range c.Roles.All() {
			if r.Family == family.Key {
				f = append(f, compare.NewProfile(r))
			}
		}
		var n, of [2]int
		count := func(kind int, set ...*compare.Profile) {
			of[kind]++
			if shareOne(set) {
				n[kind]++
			}
		}
		for i, j := range compare.Pairs(len(f)) {
			count(pair, f[i], f[j])
		}
		for three := range compare.Trios(len(f)) {
			count(trio, f[three[0]], f[three[1]], f[three[2]])
		}
		t.Logf("%s: %d of %d pairs, %d of %d trios", family.Label, n[pair], of[pair], n[trio], of[trio])
		for kind := range of {
			all[kind] += of[kind]
			sharing[kind] += n[kind]
		}
	}
	for kind, what := range []string{"pairs", "trios"} {
		t.Logf("%d of %d %s within a family share a statement", sharing[kind], all[kind], what)
		if sharing[kind]*100 < all[kind]*60 {
			t.Errorf("%d of %d %s within a family share a statement: fewer than 60%%", sharing[kind], all[kind], what)
		}
	}
}

func shareOne(set []*compare.Profile) bool {
	for d, keys := range set[0].Cells {
		for _, key := range keys {
			if compare.Sharers(set, d, key) == compare.Full(len(set)) {
				return true
			}
		}
	}
	return false
}

var linkTarget = regexp.MustCompile(`\]\([^)]*\)`)

func wordCount(body string) int { return len(strings.Fields(linkTarget.ReplaceAllString(body, ""))) }

// A page that is longer is not read, and one cut from a mould is not believed.
func TestTextsKeepTheirLengthAndTheirOwnHeadings(t *testing.T) {
	_, c := ownContent(t)
	headings := map[string]string{}
	for _, r := range c.Roles.All() {
		if n := wordCount(r.Body); n < 250 || n > 500 {
			t.Errorf("%s has %d words, not 250 to 500", r.File, n)
		}
		if strings.Contains(strings.TrimSuffix(r.Summary, "."), ". ") || !strings.HasSuffix(r.Summary, ".") {
			t.Errorf("%s: the summary is not one sentence: %q", r.File, r.Summary)
		}
		for line := range strings.Lines(r.Body) {
			h, ok := strings.CutPrefix(strings.TrimSpace(line), "## ")
			if !ok {
				continue
			}
			if other, taken := headings[strings.ToLower(h)]; taken {
				t.Errorf("%s and %s have the same heading: %q", other, r.File, h)
			}
			headings[strings.ToLower(h)] = r.File
		}
	}
	for _, n := range c.Notes {
		if n, file := wordCount(n.Body), n.File; n < 80 || n > 200 {
			t.Errorf("%s has %d words, not 80 to 200", file, n)
		}
	}
}
