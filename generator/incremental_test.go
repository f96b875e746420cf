package main

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rolediff/rolediff"
	"github.com/rolediff/rolediff/generator/internal/config"
	"github.com/rolediff/rolediff/generator/internal/publish"
	"github.com/rolediff/rolediff/generator/internal/synth"
)

// TestAnyEditBuildsWhatACleanBuildDoes changes a site at random, builds it into the
// folder of the last build, and compares every byte with a build into a new folder.
// One workspace sees all edits, as the preview does, so that what is kept from one
// snapshot to the next is tried too.
func TestAnyEditBuildsWhatACleanBuildDoes(t *testing.T) {
	seeds, edits := uint64(2), 10
	if testing.Short() {
		seeds, edits = 1, 3
	}
	for seed := range seeds {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			e := newEditor(t, seed)
			out := filepath.Join(e.dir, "public")
			for range edits {
				what := e.change()
				s, list := e.kept.load()
				if s == nil {
					t.Fatalf("%s: %v", what, list)
				}
				if _, err := publish.ToFolder(t.Context(), s, publish.FolderOptions{Output: out}); err != nil {
					t.Fatalf("%s: %v", what, err)
				}
				fresh, err := openWorkspace(e.dir)
				if err != nil {
					t.Fatal(err)
				}
				whole, list := fresh.load()
				fresh.close()
				if whole == nil {
					t.Fatalf("%s: %v", what, list)
				}
				clean := filepath.Join(t.TempDir(), "clean")
				if _, err := publish.ToFolder(t.Context(), whole, publish.FolderOptions{Output: clean}); err != nil {
					t.Fatal(err)
				}
				want := tree(t, clean)
				got := tree(t, out)
				if d := difference(got, want); d != "" {
					t.Fatalf("after: %s\n%s", what, d)
				}
				if list, err := publish.Verify(t.Context(), whole, out); err != nil || len(list) > 0 {
					t.Fatalf("after: %s\n%v %v", what, list, err)
				}
			}
		})
	}
}

// editor makes edits that leave a site valid.
type editor struct {
	t     *testing.T
	rand  *rand.Rand
	dir   string
	kept  *workspace
	shape synth.Shape
	made  int // roles so far
}

func newEditor(t *testing.T, seed uint64) *editor {
	e := &editor{t: t, rand: rand.New(rand.NewPCG(seed, 6)), dir: t.TempDir(), made: 9}
	cfg, list := config.Parse(rolediff.Config)
	if cfg == nil {
		t.Fatal(list)
	}
	e.shape = synth.ShapeOf(cfg)
	if err := synth.Write(e.dir, e.made, rolediff.Config, e.shape); err != nil {
		t.Fatal(err)
	}
	var err error
	if e.kept, err = openWorkspace(e.dir); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(e.kept.close)
	return e
}

// change makes one random edit and says what it was.
func (e *editor) change() string {
	files := must(e.t, filepath.Glob, filepath.Join(e.dir, "content", "roles", "*.md"))
	file := files[e.rand.IntN(len(files))]
	slug := strings.TrimSuffix(filepath.Base(file), ".md")
	switch e.rand.IntN(7) {
	case 0:
		e.made++
		// Its relations are those of a role that stands alone.
		text := strings.ReplaceAll(string(synth.Role(e.made, e.made+1, e.shape)), "reports_to:", "aliases_of:")
		text = e.without(text, "aliases_of:")
		name := fmt.Sprintf("new-role-%d", e.made)
		e.write(filepath.Join(e.dir, "content", "roles", name+".md"), text)
		return "added " + name
	case 1:
		if len(files) < 5 {
			break
		}
		e.forget(slug, "")
		if err := os.Remove(file); err != nil {
			e.t.Fatal(err)
		}
		return "removed " + slug
	case 2:
		name := fmt.Sprintf("%c-renamed-%d", 'a'+rune(e.rand.IntN(26)), e.rand.IntN(1000))
		e.forget(slug, name)
		if err := os.Rename(file, filepath.Join(filepath.Dir(file), name+".md")); err != nil {
			e.t.Fatal(err)
		}
		return "renamed " + slug + " to " + name
	case 3:
		e.edit(file, "title: ", fmt.Sprintf("title: New %d ", e.rand.IntN(1000)))
		return "title of " + slug
	case 4:
		card := must(e.t, rolediff.Layouts.ReadFile, "layouts/partials/card.html")
		e.write(filepath.Join(e.dir, "layouts", "partials", "card.html"), fmt.Sprintf("%s<b>%d</b>", card, e.rand.IntN(1000)))
		return "a layout"
	case 5:
		from, to := `"trios": "all"`, `"trios": "related"`
		if e.rand.IntN(2) == 0 {
			from, to = to, from
		}
		e.edit(filepath.Join(e.dir, config.File), from, to)
		return "policy of trios: " + to
	}
	e.edit(file, "primary-role: ", fmt.Sprintf("primary-role: Edit %d ", e.rand.IntN(1000)))
	return "a cell of " + slug
}

// forget takes a role out of all relations and notes, or gives it another name there.
func (e *editor) forget(slug, name string) {
	for _, file := range must(e.t, filepath.Glob, filepath.Join(e.dir, "content", "*", "*.md")) {
		text := string(must(e.t, os.ReadFile, file))
		next := strings.ReplaceAll(text, slug, name)
		switch {
		case next == text:
		case name != "":
			e.write(file, next)
		case strings.Contains(text, "\nroles: ["):
			if err := os.Remove(file); err != nil {
				e.t.Fatal(err)
			}
		default:
			e.write(file, e.without(next, "reports_to: []", "leads_to: []"))
		}
	}
}

// without drops the lines that begin so.
func (e *editor) without(text string, beginnings ...string) string {
	var out strings.Builder
next:
	for line := range strings.Lines(text) {
		for _, b := range beginnings {
			if strings.HasPrefix(line, b) {
				continue next
			}
		}
		out.WriteString(line)
	}
	return out.String()
}

func (e *editor) edit(file, from, to string) {
	e.write(file, strings.Replace(string(must(e.t, os.ReadFile, file)), from, to, 1))
}

func (e *editor) write(file, text string) {
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		e.t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		e.t.Fatal(err)
	}
}
