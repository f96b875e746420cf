package main

import (
	"regexp"
	"slices"
	"sort"
	"strings"
	"testing"
	"unicode"

	"github.com/rolediff/rolediff/generator/internal/config"
	"github.com/rolediff/rolediff/generator/internal/content"
	"github.com/rolediff/rolediff/generator/internal/role"
)

// The cells say in words what the relations say in names: the same roles, and
// each spelled in one way. Posts that a company has once are capitals.
func TestCellsNameTheirRelations(t *testing.T) {
	cfg, c := ownContent(t)
	cell := func(r *role.Role, key string) string {
		d := config.Index(cfg.Dimensions, key)
		return r.Dimensions[d].Statements[0]
	}
	for _, r := range c.Roles.All() {
		if r.Slug == "ceo" { // who reports to a board, and leaves
			continue
		}
		line, _, _ := strings.Cut(cell(r, "reporting-relationship"), ";")
		agree(t, c, r, "reports_to", r.ReportsTo, line)
		_, line, _ = strings.Cut(cell(r, "professional-development"), "leads to ")
		agree(t, c, r, "leads_to", r.LeadsTo, line)
	}
}

func agree(t *testing.T, c *content.Content, r *role.Role, key string, want []string, text string) {
	t.Helper()
	type name struct{ text, slug string }
	var names []name
	for _, other := range c.Roles.All() {
		for _, n := range written(other, key == "leads_to") {
			names = append(names, name{n, other.Slug})
		}
	}
	sort.SliceStable(names, func(i, j int) bool { return len(names[i].text) > len(names[j].text) })
	rest, found := text, []string{}
	for _, n := range names {
		word := regexp.MustCompile(`(^|[^\w-])` + regexp.QuoteMeta(n.text) + `($|[^\w-])`)
		if at := word.FindStringIndex(rest); at != nil {
			found = append(found, n.slug)
			rest = rest[:at[0]] + " . " + rest[at[1]:]
		}
	}
	slices.Sort(found)
	if wanted := slices.Sorted(slices.Values(want)); !slices.Equal(found, wanted) {
		t.Errorf("%s: %s is %v, and the cell names %v: %q", r.Slug, key, wanted, found, text)
	}
}

// written are the ways in which a cell may name a role: short for chiefs, in
// capitals for heads and vice presidents, small for everybody else, and where
// several are enumerated without the last word ("platform or data engineer").
func written(r *role.Role, enumerated bool) []string {
	var out []string
	for _, a := range r.Aliases {
		if a == strings.ToUpper(a) && len(a) < 5 && a != "PO" {
			out = append(out, a)
		}
	}
	if r.Track == "executive" && len(out) > 0 && r.Slug != "vp-of-engineering" {
		return out[:1]
	}
	if regexp.MustCompile(`^(VP|Head|Chief) of `).MatchString(r.Title) {
		return []string{r.Title}
	}
	words := strings.Fields(r.Title)
	for i, w := range words {
		if !strings.ContainsFunc(w[1:], unicode.IsUpper) || strings.Contains(w, "-") {
			words[i] = strings.ToLower(w)
		}
	}
	out = append(out, strings.Join(words, " "))
	if n := len(words); enumerated && (words[n-1] == "engineer" || words[n-1] == "manager") {
		out = append(out, strings.Join(words[:n-1], " "))
	}
	return out
}
