package content

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"
	"testing/fstest"

	"github.com/rolediff/rolediff/generator/internal/config"
)

// TestReloadGivesWhatLoadGives edits files at random, well and badly, and compares
// what comes of their bytes with what a new Loader reads.
func TestReloadGivesWhatLoadGives(t *testing.T) {
	cfg, list := config.Parse([]byte(`{"title": "T", "description": "D", "dimensions": [{"key": "d", "label": "D"}]}`))
	if cfg == nil {
		t.Fatal(list)
	}
	r := rand.New(rand.NewPCG(2, 3))
	seldom := func(this, that string) string {
		if r.IntN(25) == 0 {
			return this
		}
		return that
	}
	role := func() string {
		return fmt.Sprintf("---\ntitle: Title %d\nsummary: S.\naliases: [Alias %d]\n%sdimensions: {%s: [Text %d, <b>%d</b>]}\n---\nSee [it](%s.md).\n",
			r.IntN(12), r.IntN(12), seldom("reports_to: [a]\n", ""), seldom("x", "d"), r.IntN(9), r.IntN(9), seldom("f", "b"))
	}
	note := func() string {
		return fmt.Sprintf("---\nroles: [%c, %c]\n---\nNote %d.\n", "abc"[r.IntN(3)], "de"[r.IntN(2)], r.IntN(9))
	}
	page := func() string { return fmt.Sprintf("---\ntitle: Page %d\n---\nText %d.\n", r.IntN(3), r.IntN(9)) }
	texts := map[string]func() string{"content/notes/one.md": note, "content/notes/two.md": note, "content/pages/about.md": page}
	for _, slug := range []string{"a", "a-b", "b", "c", "d", "e"} {
		texts["content/roles/"+slug+".md"] = role
	}
	names := slices.Sorted(maps.Keys(texts))
	fsys := fstest.MapFS{"content/static/a.txt": {Data: []byte("a")}}
	for _, name := range names {
		fsys[name] = &fstest.MapFile{Data: []byte(texts[name]())}
	}
	var l Loader
	l.Load(fsys, cfg)
	good, bad := 0, 0
	for range 400 {
		edited := map[string][]byte{}
		for range 1 + r.IntN(2) {
			name := names[r.IntN(len(names))]
			edited[name] = []byte(texts[name]())
			fsys[name] = &fstest.MapFile{Data: edited[name]}
		}
		c, list, ok := l.Reload(edited)
		want, wantList := new(Loader).Load(fsys, cfg)
		if !ok || !reflect.DeepEqual(list, wantList) || (c == nil) != (want == nil) {
			t.Fatalf("edited %q: %v\n%v\nwant\n%v", edited, ok, list, wantList)
		}
		if c == nil {
			bad++
			continue
		}
		good++
		if !reflect.DeepEqual(c.Roles, want.Roles) || !reflect.DeepEqual(c.Notes, want.Notes) || !reflect.DeepEqual(c.Pages, want.Pages) ||
			!reflect.DeepEqual(c.Static, want.Static) || !reflect.DeepEqual(c.links, want.links) || c.LinksKey != want.LinksKey {
			t.Fatalf("edited %q: other content", edited)
		}
	}
	if good < 20 || bad < 20 {
		t.Errorf("%d contents without errors, %d with some", good, bad)
	}
	for name, edited := range map[string]map[string][]byte{"nothing": {}, "a file that is new": {"content/roles/new.md": []byte(role())}, "a file too large": {names[0]: make([]byte, maxFile+1)}} {
		if _, _, ok := l.Reload(edited); ok {
			t.Errorf("%s is taken", name)
		}
	}
}
