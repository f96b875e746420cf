package main

import (
	"slices"
	"strings"
	"testing"

	"github.com/rolediff/rolediff/generator/internal/config"
	"github.com/rolediff/rolediff/generator/internal/content"
)

// hollow words say nothing about what a meeting, a duty or a message is about.
var hollow = strings.Fields("a an and by each for in its of on or that the their to with meeting meetings session sessions workshop")

// gist is what a statement is about: its words without the hollow ones, in the
// singular, sorted.
func gist(statement string) []string {
	var out []string
	for _, w := range strings.Fields(strings.ToLower(strings.ReplaceAll(statement, ",", ""))) {
		if !slices.Contains(hollow, w) {
			out = append(out, strings.TrimSuffix(w, "s"))
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// near tells whether two statements may well mean the same: one is about what the
// other is about and more, or three quarters of their words are the same.
func near(a, b []string) bool {
	both := 0
	for _, w := range a {
		if slices.Contains(b, w) {
			both++
		}
	}
	return both == len(a) || both == len(b) || 4*both >= 3*(len(a)+len(b)-both)
}

// Statements match by their words. "Incident review" beside "Incidents meeting"
// would tell readers of a difference where there is none; lint sees only slips of
// spelling.
func TestNoStatementHasANearVariant(t *testing.T) {
	cfg, c := ownContent(t)
	for _, key := range []string{"meeting-involvement", "scope-of-responsibilities", "communication"} {
		statements := statementsOf(c, config.Index(cfg.Dimensions, key))
		for i, a := range statements {
			for _, b := range statements[:i] {
				if near(gist(a), gist(b)) {
					t.Errorf("%s: %q and %q say nearly the same: use one of them, or words that tell them apart", key, a, b)
				}
			}
		}
	}
}

func statementsOf(c *content.Content, dimension int) []string {
	var out []string
	for _, r := range c.Roles.All() {
		out = append(out, r.Dimensions[dimension].Statements...)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func TestNearVariantsAreSeen(t *testing.T) {
	for _, pair := range [][2]string{
		{"Incident review", "Incidents meeting"},
		{"Roadmap updates to stakeholders", "Updates of the roadmap for stakeholders"},
		{"Executive team", "Executive team agenda"},
		{"Risk reports to leadership", "Risk reports for the leadership team"},
	} {
		if !near(gist(pair[0]), gist(pair[1])) {
			t.Errorf("%q and %q are not seen to be alike", pair[0], pair[1])
		}
	}
	if near(gist("Program review"), gist("Program risks")) || near(gist("Progress reports to executives"), gist("Progress reports to management")) {
		t.Error("statements about different things are seen as alike")
	}
}
