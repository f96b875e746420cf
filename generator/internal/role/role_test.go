package role

import (
	"errors"
	"slices"
	"strings"
	"testing"
)

func TestCheckSlug(t *testing.T) {
	fits, long := strings.Repeat("a", MaxSlug), strings.Repeat("a", MaxSlug+1)
	for _, slug := range []string{"cto", "devops-engineer", "0", "a1-2b", "vs", "canvas-artist", "vsa", "a-vsb", "avs-b", "con", fits} {
		if err := CheckSlug(slug); err != nil {
			t.Errorf("CheckSlug(%q) refuses it: %v", slug, err)
		}
	}
	for _, slug := range []string{
		"", ".", "..", ".hidden", "a/b", `a\b`, "a%2eb", "a b", "a.", "a ", "CTO", "Cto", "é", "大", "a_b", "a\x00b", "a\u202eb",
		"-a", "a-", "-", "--", "a--b", "a-vs-b", "vs-a", "vs-", "a-vs-", "-vs-", "a-vs", "api", "assets", "compare", "matrix", long,
	} {
		err := CheckSlug(slug)
		if err == nil {
			t.Errorf("CheckSlug(%q) takes it", slug)
			continue
		}
		var refused *SlugError
		if !errors.As(err, &refused) || refused.Hint == "" {
			t.Errorf("CheckSlug(%q) has no hint: %v", slug, err)
		}
	}
}

func TestSlugify(t *testing.T) {
	for title, want := range map[string]string{
		"CTO": "cto", "DevOps Engineer": "devops-engineer", "  VP of   Engineering ": "vp-of-engineering", "R&D Lead": "r-d-lead",
		"Worker's Council": "workers-council", "Worker’s": "workers", "C++ / C# Developer": "c-c-developer", "大": "", "": "", "---": "",
		"Café Owner": "caf-owner", "K\u212a": "kk", strings.Repeat("ab ", 60): strings.TrimSuffix(strings.Repeat("ab-", 40), "-"),
	} {
		if got := Slugify(title); got != want {
			t.Errorf("Slugify(%q) = %q, want %q", title, got, want)
		}
	}
}

func TestSetIsInCanonicalOrderAndWhole(t *testing.T) {
	named := func(slugs ...string) (out []*Role) {
		for _, s := range slugs {
			out = append(out, &Role{Slug: s})
		}
		return out
	}
	given := named("data-engineer", "cto", "data", "ceo")
	set, err := NewSet(given)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for i, r := range set.All() {
		got = append(got, r.Slug)
		if at, ok := set.Index(r.Slug); !ok || at != i || set.At(i) != r {
			t.Errorf("%s is at %d, not %d", r.Slug, at, i)
		}
	}
	if want := []string{"ceo", "cto", "data", "data-engineer"}; !slices.Equal(got, want) {
		t.Errorf("order %v, want %v", got, want)
	}
	if given[0].Slug != "data-engineer" {
		t.Error("the caller's slice was reordered")
	}
	for what, roles := range map[string][]*Role{
		"twice":     named("cto", "cto"),
		"bad slug":  named("CTO"),
		"reports":   {{Slug: "cto", ReportsTo: []string{"ceo"}}},
		"leads":     {{Slug: "cto", LeadsTo: []string{"ceo"}}},
		"empty ref": {{Slug: "cto", LeadsTo: []string{""}}},
	} {
		if _, err := NewSet(roles); err == nil {
			t.Errorf("%s: the set is made", what)
		}
	}
}

func TestNamesFitAFileSystem(t *testing.T) {
	a, b := strings.Repeat("a", MaxSlug), strings.Repeat("b", MaxSlug)
	if n := len(Name(a, b)); n > 255 {
		t.Errorf("the longest name has %d bytes, 255 are the most", n)
	}
	if got := Name("b", "c"); got != "vs-b-vs-c.html" {
		t.Errorf("Name = %q", got)
	}
}

func TestASetWithOthersIsANewSet(t *testing.T) {
	a, b := &Role{Slug: "a"}, &Role{Slug: "b", ReportsTo: []string{"a"}}
	set, err := NewSet([]*Role{a, b})
	if err != nil {
		t.Fatal(err)
	}
	other := &Role{Slug: "a", LeadsTo: []string{"b"}}
	next, err := set.With([]*Role{other})
	if err != nil || next.At(0) != other || next.At(1) != b || set.At(0) != a {
		t.Errorf("%v %v, and the set itself is %v", next, err, set)
	}
	for name, r := range map[string]*Role{"of another slug": {Slug: "c"}, "that refers to none": {Slug: "a", ReportsTo: []string{"c"}}} {
		if _, err := set.With([]*Role{r}); err == nil {
			t.Errorf("a role %s is taken", name)
		}
	}
}
