package main

import (
	"os"
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

// ownContent is what stands in this repository. A fork with words of its own may
// hold itself to other rules: its tests are skipped.
func ownContent(t *testing.T) (*config.Config, *content.Content) {
	t.Helper()
	raw, err := os.ReadFile("../config.json")
	if err != nil {
		t.Fatal(err)
	}
	cfg, problems := config.Parse(raw)
	if cfg == nil {
		t.Fatal(problems)
	}
	if cfg.Repository != "https://github.com/rolediff/rolediff" {
		t.Skip("the content of " + cfg.Repository)
	}
	var l content.Loader
	c, problems := l.Load(os.DirFS(".."), cfg)
	if c == nil {
		t.Fatal(problems)
	}
	return cfg, c
}

func roleOf(t *testing.T, c *content.Content, slug string) *role.Role {
	t.Helper()
	i, ok := c.Roles.Index(slug)
	if !ok {
		t.Fatalf("there is no %s", slug)
	}
	return c.Roles.All()[i]
}

// The key differences are computed from relations and scales: a boss without
// people, or a line that ends below the top, would be told to readers as a fact.
func TestEveryReportingLineEndsAtTheTop(t *testing.T) {
	cfg, c := ownContent(t)
	people := scaleOf(t, cfg, "people")
	team := cfg.Scales[people].Step("one-team")
	var top []string
	for _, r := range c.Roles.All() {
		if len(r.ReportsTo) == 0 {
			top = append(top, r.Slug)
		}
		for _, slug := range r.ReportsTo {
			if boss := roleOf(t, c, slug); boss.Scales[people] < team {
				t.Errorf("%s reports to %s, who answers for nobody's career by its scales", r.Slug, slug)
			}
		}
	}
	if !slices.Equal(top, []string{"ceo"}) {
		t.Errorf("these report to no role: %v", top)
	}
	noCircle(t, c, "reports_to", func(r *role.Role) []string { return r.ReportsTo })
}

// A career leads up: to the top, or to a role from which there is a way on.
func TestCareersLeadSomewhereAndNeverBack(t *testing.T) {
	_, c := ownContent(t)
	for _, r := range c.Roles.All() {
		if len(r.LeadsTo) == 0 && r.Slug != "ceo" {
			t.Errorf("%s leads nowhere", r.Slug)
		}
	}
	noCircle(t, c, "leads_to", func(r *role.Role) []string { return r.LeadsTo })
}

// entries are the roles that people take up from outside this field: nobody has
// to come from another role. Whoever adds one that no other leads to has either
// forgotten a leads_to or adds it here.
var entries = []string{
	"data-analyst", "junior-software-engineer", "product-designer", "security-analyst", "support-engineer", "technical-writer",
	"user-researcher",
}

// A role that none leads to or reports to stands alone on the maps, where
// readers take the gap for a fact.
func TestNoRoleStandsAlone(t *testing.T) {
	cfg, c := ownContent(t)
	people := scaleOf(t, cfg, "people")
	next, staff := map[string]bool{}, map[string]bool{}
	for _, r := range c.Roles.All() {
		for _, slug := range r.LeadsTo {
			next[slug] = true
		}
		for _, slug := range r.ReportsTo {
			staff[slug] = true
		}
	}
	for _, r := range c.Roles.All() {
		if entry := slices.Contains(entries, r.Slug); entry == next[r.Slug] {
			t.Errorf("%s: another role leads to it: %v; listed as an entry: %v", r.Slug, next[r.Slug], entry)
		}
		if leads := r.Scales[people] >= cfg.Scales[people].Step("one-team"); leads != staff[r.Slug] {
			t.Errorf("%s: leads people by its scale: %v; another role reports to it: %v", r.Slug, leads, staff[r.Slug])
		}
	}
}

func noCircle(t *testing.T, c *content.Content, name string, next func(*role.Role) []string) {
	t.Helper()
	done := map[string]bool{}
	var visit func(path []string, slug string)
	visit = func(path []string, slug string) {
		if i := slices.Index(path, slug); i >= 0 {
			t.Errorf("%s runs in a circle: %s", name, strings.Join(append(path[i:], slug), ", "))
			return
		}
		if done[slug] {
			return
		}
		for _, n := range next(roleOf(t, c, slug)) {
			visit(append(slices.Clip(path), slug), n)
		}
		done[slug] = true
	}
	for _, r := range c.Roles.All() {
		visit(nil, r.Slug)
	}
}

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
