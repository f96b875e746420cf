package site

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/rolediff/rolediff/generator/internal/role"
)

// A single shared statement is named where it is short, an entry of a list, and
// fits into a sentence as it is; else it is only counted.
func TestTheOneSharedStatementIsNamed(t *testing.T) {
	for _, tt := range []struct{ cell, want string }{
		{`["Daily 'stand-up' & tea"]`, "They share one statement, in D: Daily 'stand-up' & tea."},
		{`["` + strings.Repeat("é", briefest) + `"]`, "They share one statement, in D: " + strings.Repeat("é", briefest) + "."},
		{`["` + strings.Repeat("é", briefest+1) + `"]`, "They share one statement, in D."},
		{`["Ends with a period."]`, "They share one statement, in D."},
		{`["Some *weight* in it"]`, "They share one statement, in D."},
		{`"One text"`, "They share one statement, in D."},
		{`["One", "Two"]`, "They share two statements, in D."},
	} {
		files := fstest.MapFS{"config.json": {Data: []byte(`{"title": "S", "description": "S.", "dimensions": [{"key": "d", "label": "D"}]}`)}}
		for _, slug := range []string{"a", "b"} {
			files["content/roles/"+slug+".md"] = &fstest.MapFile{Data: []byte(fmt.Sprintf("---\ntitle: %s\nsummary: S.\ndimensions:\n  d: %s\n---\n", slug, tt.cell))}
		}
		if got := load(t, files).Sentences("a", "b"); !slices.Equal(got, []string{tt.want}) {
			t.Errorf("%s: %q", tt.cell, got)
		}
	}
}

func TestOnlyANextStepIsAMove(t *testing.T) {
	s := load(t, pickerFiles("all", "all"))
	for page, want := range map[string]string{
		"devops-engineer/vs-site-reliability-engineer.html": "<h2>Moving from DevOps Engineer to Site Reliability Engineer",
		"cto/vs-release-manager.html":                       "<h2>Moving from Release Manager to CTO",
		"cto/vs-devops-engineer.html":                       "<h2>What changes from DevOps Engineer to CTO",
	} {
		if text := read(t, s, page); !strings.Contains(text, want) {
			t.Errorf("%s lacks %q", page, want)
		}
	}
}

// The notes shown first are of many families and roles, the rest keeps its order,
// and none is lost.
func TestNotesOfManyRolesComeFirst(t *testing.T) {
	family := func(slug string) string { return slug[:1] }
	var notes []*role.Note
	for i := range 20 { // of one family, the first of them in each
		notes = append(notes, &role.Note{Roles: []string{"a0", fmt.Sprintf("a%d", i+1)}})
	}
	for _, slugs := range []string{"b0 b1", "b1 b2", "c0 c1", "d0 d1 d2"} {
		notes = append(notes, &role.Note{Roles: strings.Fields(slugs)})
	}
	said := func(notes []*role.Note) []string {
		var out []string
		for _, n := range notes {
			out = append(out, strings.Join(n.Roles, " "))
		}
		return out
	}
	before := said(notes)
	got := said(notedOrder(notes, family))
	if !slices.Equal(said(notes), before) {
		t.Error("the notes themselves were reordered")
	}
	if sorted, all := slices.Sorted(slices.Values(got)), slices.Sorted(slices.Values(before)); !slices.Equal(sorted, all) {
		t.Errorf("got %q", got)
	}
	if got[0] != "a0 a1" {
		t.Errorf("begins with %s, not with the role of most notes", got[0])
	}
	for _, want := range []string{"b0 b1", "c0 c1", "d0 d1 d2"} {
		if at := slices.Index(got, want); at >= notedFirst {
			t.Errorf("%s is not among the first: %d", want, at)
		}
	}
	at := -1
	for _, n := range got[notedFirst:] {
		i := slices.Index(before, n)
		if i < at {
			t.Errorf("%s stands behind later ones", n)
		}
		at = i
	}
}
