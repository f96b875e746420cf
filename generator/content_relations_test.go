package main

import (
	"os"
	"slices"
	"strings"
	"testing"

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

// The two graphs meet in the computed sentences: "A can report to B" beside "A is a
// common next step for B" would contradict each other.
func TestNobodyMovesBelowThemselves(t *testing.T) {
	_, c := ownContent(t)
	above := superiors(t, c)
	for _, r := range c.Roles.All() {
		for _, next := range r.LeadsTo {
			if above(next)[r.Slug] {
				t.Errorf("%s leads to %s, who reports there, directly or through others", r.Slug, next)
			}
		}
	}
}

// superiors tells whom a role can report to, directly or through others.
func superiors(t *testing.T, c *content.Content) func(slug string) map[string]bool {
	above := map[string]map[string]bool{}
	var climb func(slug string) map[string]bool
	climb = func(slug string) map[string]bool {
		if above[slug] == nil {
			above[slug] = map[string]bool{}
			for _, boss := range roleOf(t, c, slug).ReportsTo {
				above[slug][boss] = true
				for b := range climb(boss) {
					above[slug][b] = true
				}
			}
		}
		return above[slug]
	}
	return climb
}

// Whom a role says that it leads must say in its own file that it reports there,
// directly or through others.
func TestWhoIsLedReportsThere(t *testing.T) {
	cfg, c := ownContent(t)
	team, named := config.Index(cfg.Dimensions, "team-management"), 0
	above := superiors(t, c)
	for _, r := range c.Roles.All() {
		text, _, _ := strings.Cut(strings.ToLower(r.Dimensions[team].Statements[0]), ";")
		if strings.HasPrefix(text, "leads nobody") {
			continue
		}
		for _, other := range c.Roles.All() {
			if !strings.Contains(text, strings.ToLower(other.Title)+"s") {
				continue
			}
			named++
			if !above(other.Slug)[r.Slug] {
				t.Errorf("%s leads %ss by its words, and %s does not report there", r.Slug, other.Title, other.Slug)
			}
		}
	}
	if named == 0 {
		t.Error("no row on team management names a role")
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
