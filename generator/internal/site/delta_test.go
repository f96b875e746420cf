package site

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

// TestAFamilyThatComesUpHasAMap has so many roles that each family has a map of its
// own, and puts two of them into a family that had none.
func TestAFamilyThatComesUpHasAMap(t *testing.T) {
	fsys := fstest.MapFS{"config.json": {Data: []byte(`{"title": "T", "description": "D", "dimensions": [{"key": "d", "label": "D"}],
		"families": [{"key": "old", "label": "Old"}, {"key": "new", "label": "New"}]}`)}}
	for i := range mapLimit + 2 {
		fsys[fmt.Sprintf("content/roles/r%03d.md", i)] = &fstest.MapFile{Data: fmt.Appendf(nil, "---\ntitle: R %d\nsummary: S.\nfamily: old\ndimensions: {d: Says %d}\n---\n", i, i)}
	}
	k := newKeeper(t, fsys)
	if s := k.load(t, fsys); s.files["matrix/family-new.html"] != nil {
		t.Fatal("there is a map of a family without roles")
	}
	before := k.last
	for i := range 2 {
		f := fsys[fmt.Sprintf("content/roles/r%03d.md", i)]
		f.Data = []byte(strings.Replace(string(f.Data), "family: old", "family: new", 1))
	}
	s := k.load(t, fsys)
	if s.files["matrix/family-new.html"] == nil {
		t.Error("the new family has no map")
	}
	if s.engine != before.engine || s.roles[5] != before.roles[5] {
		t.Error("what did not change was made again")
	}
}

// TestWhatIsTakenOverIsWhatIsMadeAnew edits some of many roles again and again, with
// few words, so that many are equally alike.
func TestWhatIsTakenOverIsWhatIsMadeAnew(t *testing.T) {
	const n = 100
	r := rand.New(rand.NewPCG(1, 9))
	fsys := fstest.MapFS{"config.json": {Data: []byte(`{"title": "T", "description": "D", "policy": {"pairs": "related", "trios": "related"},
		"dimensions": [{"key": "d", "label": "D"}, {"key": "e", "label": "E"}]}`)}}
	slug := func(i int) string { return fmt.Sprintf("r%02d", i) }
	write := func(i int, title string) {
		words := func() string { return fmt.Sprintf("word%d word%d", r.IntN(40), r.IntN(40)) }
		text := fmt.Sprintf("---\ntitle: %s %d\nsummary: S.\ndimensions: {d: %s, e: [%s, %s]}\n", title, i, words(), words(), words())
		if r.IntN(8) == 0 {
			text += fmt.Sprintf("reports_to: [%s]\n", slug((i+1+r.IntN(n-1))%n))
		}
		fsys["content/roles/"+slug(i)+".md"] = &fstest.MapFile{Data: []byte(text + "---\n")}
	}
	note := func(roles ...string) {
		list := strings.Join(roles, ", ")
		fsys["content/notes/note.md"] = &fstest.MapFile{Data: fmt.Appendf(nil, "---\nroles: [%s]\n---\nOf %s.\n", list, list)}
	}
	for i := range n {
		write(i, "R")
	}
	note("r01", "r30", "r50")
	k := newKeeper(t, fsys)
	k.load(t, fsys)
	kept, made := 0, 0
	for step := range 60 {
		for range 1 + r.IntN(2) {
			write(r.IntN(n), []string{"R", "R", "Other"}[r.IntN(3)])
		}
		if r.IntN(10) == 0 {
			note(slug(r.IntN(n/2)), slug(n/2+r.IntN(n/2)))
		}
		before := k.last
		s := k.load(t, fsys)
		anew := &Site{cfg: s.cfg, content: s.content, engine: s.engine}
		anew.profiles(nil, delta{})
		anew.rank(delta{})
		anew.reports, anew.leads = anew.allRelations(delta{})
		anew.plan = newPlan(anew, delta{})
		anew.views = anew.newViews(delta{})
		if !reflect.DeepEqual(s.nearest, anew.nearest) || !slices.Equal(s.usual, anew.usual) {
			t.Fatalf("step %d: other roles are near", step)
		}
		if got, want := s.plan, anew.plan; !reflect.DeepEqual(got.related, want.related) || !slices.Equal(got.triosFrom, want.triosFrom) || got.pairs != want.pairs || got.trios != want.trios || !maps.Equal(got.noted, want.noted) {
			t.Fatalf("step %d: other roles are related", step)
		}
		if !reflect.DeepEqual(s.views, anew.views) || !reflect.DeepEqual(s.reports, anew.reports) {
			t.Fatalf("step %d: other views", step)
		}
		for i := range s.plan.related {
			if &s.plan.related[i][0] == &before.plan.related[i][0] {
				kept++
			} else {
				made++
			}
		}
	}
	if kept < 1000 || made < 1000 {
		t.Errorf("%d lists were taken over, %d made", kept, made)
	}
}
