package site

import (
	"fmt"
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
