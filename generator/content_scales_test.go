package main

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/rolediff/rolediff/generator/internal/config"
	"github.com/rolediff/rolediff/generator/internal/content"
	"github.com/rolediff/rolediff/generator/internal/role"
)

func scaleOf(t *testing.T, cfg *config.Config, key string) int {
	t.Helper()
	i := slices.IndexFunc(cfg.Scales, func(s config.Scale) bool { return s.Key == key })
	if i < 0 {
		t.Fatalf("there is no scale %q", key)
	}
	return i
}

// What a role says of people in words, on the scale, by its track and in its
// calendar is one fact told four times: readers see them on one page.
func TestPeopleAreLedInWordsAsOnTheScale(t *testing.T) {
	cfg, c := ownContent(t)
	people := scaleOf(t, cfg, "people")
	team, meetings := config.Index(cfg.Dimensions, "team-management"), config.Index(cfg.Dimensions, "meeting-involvement")
	communication := config.Index(cfg.Dimensions, "communication")
	for _, r := range c.Roles.All() {
		text, _, _ := strings.Cut(strings.Join(r.Dimensions[team].Statements, "; "), ";")
		step := cfg.Scales[people].Steps[r.Scales[people]].Key
		leads := step != "none" && step != "mentors"
		switch {
		case step == "none" && text != "Leads nobody",
			step == "mentors" && text != "Leads nobody formally",
			leads && (!strings.HasPrefix(text, "Leads ") || strings.HasPrefix(text, "Leads nobody")):
			t.Errorf("%s: the scale says %q, and the row on team management begins %q", r.Slug, step, text)
		}
		manages := r.Track == "management" || r.Track == "executive"
		if manages != leads && r.Slug != "chief-of-staff" { // who is one of the managers, and has no people
			t.Errorf("%s: the scale of people says %q, and the track %q", r.Slug, step, r.Track)
		}
		for d, statement := range map[int]string{meetings: "One-on-ones with direct reports", communication: "Feedback to direct reports"} {
			if says(r, d, statement) != leads {
				t.Errorf("%s: the scale says %q, and its list %q", r.Slug, step, r.Dimensions[d].Statements)
			}
		}
		if says(r, meetings, "One-on-ones with mentees") && step != "mentors" {
			t.Errorf("%s: has mentees, and the scale says %q", r.Slug, step)
		}
	}
}

func says(r *role.Role, dimension int, statement string) bool {
	return slices.Contains(r.Dimensions[dimension].Statements, statement)
}

var scaleExample = regexp.MustCompile(`^- \*\*(.+?)\*\*:.*?\*([A-Z][^*]+)\*`)

// The page on the scales names a role for each step: it must stand there.
func TestExamplesOfScalesStandWhereTheyAreSaidTo(t *testing.T) {
	cfg, c := ownContent(t)
	page := slices.IndexFunc(c.Pages, func(p content.Page) bool { return p.Slug == "scales" })
	if page < 0 {
		t.Fatal("there is no content/pages/scales.md")
	}
	scale, examples := -1, 0
	for line := range strings.Lines(c.Pages[page].Body) {
		if h, ok := strings.CutPrefix(strings.TrimSpace(line), "## "); ok {
			scale = slices.IndexFunc(cfg.Scales, func(s config.Scale) bool { return s.Label == h })
		}
		m := scaleExample.FindStringSubmatch(line)
		if m == nil || scale < 0 {
			continue
		}
		examples++
		step := slices.IndexFunc(cfg.Scales[scale].Steps, func(s config.Term) bool { return s.Label == m[1] })
		at := slices.IndexFunc(c.Roles.All(), func(r *role.Role) bool { return r.Title == m[2] || slices.Contains(r.Aliases, m[2]) })
		if step < 0 || at < 0 {
			t.Errorf("%s: no step %q or no role %q", cfg.Scales[scale].Label, m[1], m[2])
		} else if got := c.Roles.All()[at].Scales[scale]; got != step {
			t.Errorf("%s: %s stands at %s, not at %s", cfg.Scales[scale].Label, m[2], cfg.Scales[scale].Steps[got].Label, m[1])
		}
	}
	for _, s := range cfg.Scales {
		examples -= len(s.Steps)
	}
	if examples != 0 {
		t.Errorf("%+d examples too many or too few: one for each step", examples)
	}
}

var levelPair = regexp.MustCompile(`A \*(.+?)\* and an? \*(.+?)\* do:`)

// The page on the scales names two roles that stand level on all of them.
func TestTheLevelPairIsLevel(t *testing.T) {
	_, c := ownContent(t)
	page := slices.IndexFunc(c.Pages, func(p content.Page) bool { return p.Slug == "scales" })
	m := levelPair.FindStringSubmatch(c.Pages[page].Body)
	if m == nil {
		t.Fatal("the page on the scales names no two roles that stand level")
	}
	steps := func(title string) []int {
		i := slices.IndexFunc(c.Roles.All(), func(r *role.Role) bool { return r.Title == title })
		if i < 0 {
			t.Fatalf("there is no %s", title)
		}
		return c.Roles.All()[i].Scales
	}
	if a, b := steps(m[1]), steps(m[2]); !slices.Equal(a, b) {
		t.Errorf("%s stands at %v and %s at %v", m[1], a, m[2], b)
	}
}
