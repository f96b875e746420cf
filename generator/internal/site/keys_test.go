package site

import (
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"testing"
	"testing/fstest"
)

// An edit is one change of one file.
type edit struct{ what, file, from, to string }

// edits are changes of everything that pages are made from.
var edits = []edit{
	{"summary", "content/roles/data.md", "<b>Bold</b>", "Plain"},
	{"title", "content/roles/long.md", "A very long title", "Another title"},
	{"slug order", "content/roles/other.md", "title: Other", "title: Zzz"},
	{"cell", "content/roles/other.md", "stand-up.", "Stand-down"},
	{"text to list", "content/roles/empty.md", "growth: Alone", "growth: [Alone]"},
	{"agreement", "content/roles/other.md", "growth: Same text", "growth: Other text"},
	{"scale", "content/roles/other.md", "scope: world", "scope: team"},
	{"scale gone", "content/roles/long.md", "scales: {people: some}", "scales: {people: none}"},
	{"family", "content/roles/other.md", "family: lead", "family: make"},
	{"track", "content/roles/other.md", "track: ic", "track: management"},
	{"alias", "content/roles/data.md", `"A & B"`, `"A and B"`},
	{"reports to", "content/roles/other.md", "reports_to: [data-lead]", "reports_to: [long]"},
	{"leads to", "content/roles/long.md", "leads_to: [data-lead]", "leads_to: [other]"},
	{"body", "content/roles/data.md", "~~deletion~~", "change"},
	{"day", "content/roles/data.md", "2026-11-01", "2026-11-09"},
	{"note", "content/notes/a.md", "A note on", "Some words on"},
	{"note's roles", "content/notes/b.md", "[long, empty, data]", "[long, empty, other]"},
	{"page", "content/pages/about.md", "See [data]", "Look at [data]"},
	{"static", "content/static/CNAME", "small.example", "other.example"},
	{"site's title", "config.json", "Small &", "Large &"},
	{"description", "config.json", "Every text is", "All text is"},
	{"base URL", "config.json", "https://small.example/roles/", "https://small.example/"},
	{"repository", "config.json", "https://code.example/small", "https://code.example/large"},
	{"branch", "config.json", `"title"`, `"branch": "next", "title"`},
	{"language", "config.json", `"title"`, `"language": "de", "title"`},
	{"noun", "config.json", `"title"`, `"noun": {"one": "job", "many": "jobs"}, "title"`},
	{"dimension's label", "config.json", `"Growth"`, `"Way on"`},
	{"dimension's help", "config.json", `What it is \"for\".`, "Why it is."},
	{"step's label", "config.json", `"label": "World"`, `"label": "Universe"`},
	{"scale's words", "config.json", `"key": "people",`, `"key": "people", "most": "most people", "more": "more people", "least": "fewest people",`},
	{"family's label", "config.json", `"Makers"`, `"Builders"`},
	{"track's label", "config.json", `"label": "Management"`, `"label": "Managers"`},
	{"pairs related", "config.json", `"title"`, `"policy": {"pairs": "related"}, "title"`},
	{"no pairs", "config.json", `"title"`, `"policy": {"pairs": "none"}, "title"`},
	{"no trios", "config.json", `"title"`, `"policy": {"trios": "none"}, "title"`},
	{"trios related", "config.json", `"title"`, `"policy": {"pairs": "none", "trios": "related"}, "title"`},
}

// changed compares two snapshots. At one name, equal keys must mean equal bytes;
// it returns how many files have other bytes, and how many only another key.
func changed(t *testing.T, what string, a, b map[string]page) (bytes, keysOnly int) {
	t.Helper()
	for name, old := range a {
		now, ok := b[name]
		switch {
		case !ok:
			bytes++
		case old.data != now.data:
			bytes++
			if old.key == now.key {
				t.Errorf("%s: %s has other bytes and the same key", what, name)
			}
		case old.key != now.key:
			keysOnly++
		}
	}
	for name := range b {
		if _, ok := a[name]; !ok {
			bytes++
		}
	}
	return bytes, keysOnly
}

func TestAnEditChangesTheKeysOfThePagesThatItChanges(t *testing.T) {
	branching, err := os.ReadFile("../../../layouts/comparison.html")
	if err != nil {
		t.Fatal(err)
	}
	plain := strings.Replace(string(branching), `{{define "main"}}`, `{{define "main"}}{{range .Roles}}{{if .Track}}<p>{{.Summary}}</p>{{end}}{{end}}{{range .Swaps}}<p>{{.Role.Summary}}</p>{{end}}`, 1)
	places := strings.Replace(string(branching), `{{define "main"}}`, `{{define "main"}}{{range .Swaps}}<p>{{.Role.Summary}} {{.Role.Family}} {{.Role.EditURL}} {{.Role.Card}}</p>{{end}}`, 1)
	small := smallFiles(t)
	related := edited(t, small, "config.json", `"dimensions"`, `"policy": {"pairs": "related", "trios": "related"}, "dimensions"`)
	for name, base := range map[string]fstest.MapFS{
		"built-in layouts":                  small,
		"a layout that branches":            with(small, map[string]string{"layouts/comparison.html": plain}),
		"a layout that places other fields": with(small, map[string]string{"layouts/comparison.html": places}),
		"related only":                      related,
	} {
		t.Run(name, func(t *testing.T) {
			if testing.Short() && name != "built-in layouts" {
				t.Skip("makes every page again and again, and this is a short run")
			}
			t.Parallel()
			keep := newKeeper(t, base)
			load := func(files fstest.MapFS) (*Site, map[string]page) {
				keep.last = nil
				s := keep.load(t, files)
				return s, pages(t, s)
			}
			before, was := load(base)
			for _, e := range edits {
				if name == "related only" && strings.Contains(e.to, "policy") {
					continue
				}
				after, is := load(edited(t, base, e.file, e.from, e.to))
				bytes, keysOnly := changed(t, e.what, was, is)
				if before.Key() == after.Key() && bytes > 0 {
					t.Errorf("%s: %d files changed and the site's key did not", e.what, bytes)
				}
				if bytes == 0 {
					t.Errorf("%s: nothing changed", e.what)
				}
				t.Logf("%-20s %3d files changed, %3d more have another key", e.what, bytes, keysOnly)
			}
		})
	}
}

// A snapshot that takes over what did not change is the one made from nothing.
func TestASnapshotFromThePreviousOneIsTheSame(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	files := smallFiles(t)
	keep := newKeeper(t, files)
	for step := range 40 {
		e := edits[random.IntN(len(edits))]
		if file, ok := files[e.file]; ok && strings.Contains(string(file.Data), e.from) && !strings.Contains(e.to, "policy") {
			files = edited(t, files, e.file, e.from, e.to)
		} else {
			files = smallFiles(t)
		}
		what := fmt.Sprintf("step %d, %s", step, e.what)
		next := keep.load(t, files)
		other := newKeeper(t, files)
		other.layouts = keep.layouts
		fresh := other.load(t, files)
		kept, made := pages(t, next), pages(t, fresh)
		for name, p := range made {
			if kept[name] != p {
				t.Fatalf("%s: %s differs from a fresh snapshot", what, name)
			}
		}
		if len(kept) != len(made) || next.Key() != fresh.Key() {
			t.Fatalf("%s: %d files instead of %d, or another key", what, len(kept), len(made))
		}
	}
}

func TestAnotherProgramMakesEveryComparisonAnew(t *testing.T) {
	keep := newKeeper(t, smallFiles(t))
	a := keep.load(t, smallFiles(t))
	in := Inputs{Config: a.cfg, Content: a.content, Layouts: a.layouts, Program: "another"}
	b, list := New(in, nil)
	if b == nil {
		t.Fatal(list)
	}
	if a.Key() == b.Key() {
		t.Error("the site's key does not name the program")
	}
	was, is := pages(t, a), pages(t, b)
	for name, page := range was {
		if strings.Contains(name, "/vs-") && page.key == is[name].key {
			t.Errorf("%s would be kept", name)
		}
	}
}
