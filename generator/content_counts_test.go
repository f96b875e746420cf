package main

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/rolediff/rolediff/generator/internal/config"
	"github.com/rolediff/rolediff/generator/internal/role"
)

func TestThereIsEnoughToCompare(t *testing.T) {
	_, c := ownContent(t)
	if n := c.Roles.Len(); n < 60 {
		t.Errorf("%d roles, not 60 or more", n)
	}
	if n := len(c.Notes); n < 40 {
		t.Errorf("%d notes, not 40 or more", n)
	}
	var pages []string
	for _, p := range c.Pages {
		pages = append(pages, p.Slug)
	}
	for _, slug := range []string{"about", "editorial", "scales", "vocabulary"} {
		if !slices.Contains(pages, slug) {
			t.Errorf("there is no content/pages/%s.md", slug)
		}
	}
}

// The page about the site says how much there is, in figures that a new role makes wrong.
func TestAboutCountsWhatThereIs(t *testing.T) {
	_, c := ownContent(t)
	n := c.Roles.Len()
	for _, p := range c.Pages {
		if p.Slug != "about" {
			continue
		}
		for what, count := range map[string]int{"pairs": n * (n - 1) / 2, "trios": n * (n - 1) * (n - 2) / 6} {
			if want := grouped(count) + " " + what; !strings.Contains(p.Body, want) {
				t.Errorf("%s does not say %q", p.File, want)
			}
		}
	}
}

// grouped writes a number below a million with a comma, as prose does.
func grouped(n int) string {
	if n < 1000 {
		return strconv.Itoa(n)
	}
	return fmt.Sprintf("%d,%03d", n/1000, n%1000)
}

// What config.json offers and no role takes is offered to contributors for nothing.
func TestEveryFamilyTrackAndStepIsTaken(t *testing.T) {
	cfg, c := ownContent(t)
	family, track := map[string]bool{}, map[string]bool{}
	step := map[[2]int]bool{}
	for _, r := range c.Roles.All() {
		family[r.Family], track[r.Track] = true, true
		for s, at := range r.Scales {
			step[[2]int{s, at}] = true
		}
	}
	for _, f := range cfg.Families {
		if !family[f.Key] {
			t.Errorf("no role is of the family %s", f.Key)
		}
	}
	for _, tr := range cfg.Tracks {
		if !track[tr.Key] {
			t.Errorf("no role is on the track %s", tr.Key)
		}
	}
	for s, scale := range cfg.Scales {
		for at := range scale.Steps {
			if !step[[2]int{s, at}] {
				t.Errorf("no role stands at %s on the scale %s", scale.Steps[at].Key, scale.Key)
			}
		}
	}
}

// A gap in one file is a gap on two thousand pages.
func TestEveryRoleIsComplete(t *testing.T) {
	cfg, c := ownContent(t)
	for _, r := range c.Roles.All() {
		for d, cell := range r.Dimensions {
			if !cell.Stated() {
				t.Errorf("%s says nothing in the row %s", r.Slug, cfg.Dimensions[d].Key)
			}
			if n := len(cell.Statements); cell.List && (n < 3 || n > 7) {
				t.Errorf("%s has %d statements in the row %s, not 3 to 7", r.Slug, n, cfg.Dimensions[d].Key)
			}
		}
		for s, step := range r.Scales {
			if step == role.NotStated {
				t.Errorf("%s has no step on the scale %s", r.Slug, cfg.Scales[s].Key)
			}
		}
		for _, key := range []string{"meeting-involvement", "scope-of-responsibilities", "communication"} {
			if !r.Dimensions[config.Index(cfg.Dimensions, key)].List {
				t.Errorf("%s: the row %s is no list, and nothing in it can be shared", r.Slug, key)
			}
		}
		if r.Family == "" || r.Track == "" || len(r.Aliases) == 0 || r.Updated.IsZero() {
			t.Errorf("%s: family %q, track %q, aliases %q, updated %q", r.Slug, r.Family, r.Track, r.Aliases, r.Updated)
		}
	}
	for _, n := range c.Notes {
		if n.Updated.IsZero() {
			t.Errorf("%s does not say when it was updated", n.File)
		}
	}
	for _, p := range c.Pages {
		if p.Summary == "" || p.Updated.IsZero() {
			t.Errorf("%s: summary %q, updated %q", p.File, p.Summary, p.Updated)
		}
	}
}

// Whoever looks a role up wants to read of one comparison what no program can say.
func TestEveryRoleStandsInANote(t *testing.T) {
	_, c := ownContent(t)
	in := map[string]bool{}
	for _, n := range c.Notes {
		for _, slug := range n.Roles {
			in[slug] = true
		}
	}
	for _, r := range c.Roles.All() {
		if !in[r.Slug] {
			t.Errorf("no note is about %s", r.Slug)
		}
	}
}

// Rows are read across: each sentence must start as its neighbors do.
func TestRowsAreParallel(t *testing.T) {
	cfg, c := ownContent(t)
	shapes := map[string]string{
		"reporting-relationship":    `^Reports to [^;.]+(; [^;.]+)?$`,
		"decision-making-authority": `^Decides [^;.]+; (advises|asks) [^;.]+$`,
		"team-management":           `^Leads [^;.]+(; [^;.]+)?$`,
		"professional-development":  `^Learns [^;.]+; leads to [^;.]+$`,
	}
	for key, shape := range shapes {
		re := regexp.MustCompile(shape)
		for _, r := range c.Roles.All() {
			if text := r.Dimensions[config.Index(cfg.Dimensions, key)].Statements; len(text) != 1 || !re.MatchString(text[0]) {
				t.Errorf("%s: the row %s is not of the form %s: %q", r.Slug, key, shape, text)
			}
		}
	}
	verb := regexp.MustCompile(`^[A-Z][a-z]+s$`)
	for _, key := range []string{"primary-role", "strategic-planning", "project-management"} {
		for _, r := range c.Roles.All() {
			text := strings.Join(r.Dimensions[config.Index(cfg.Dimensions, key)].Statements, "; ")
			if first, _, _ := strings.Cut(text, " "); !verb.MatchString(first) {
				t.Errorf("%s: the row %s does not start with a verb: %q", r.Slug, key, text)
			}
		}
	}
}
