package main

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rolediff/rolediff"
	"github.com/rolediff/rolediff/generator/internal/config"
	"github.com/rolediff/rolediff/generator/internal/publish"
	"github.com/rolediff/rolediff/generator/internal/site"
	"github.com/rolediff/rolediff/generator/internal/synth"
)

// TestAnyEditBuildsWhatACleanBuildDoes changes a site at random, builds it into the
// folder of the last build, and compares every byte with a build into a new folder.
// One workspace sees all edits, as the preview does, so that what is kept from one
// snapshot to the next is tried too.
func TestAnyEditBuildsWhatACleanBuildDoes(t *testing.T) {
	seeds, edits := uint64(rounds(2, 8)), 10
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

// TestASnapshotAfterEditsIsOneMadeAnew gives one workspace what the preview gives it,
// the bytes of an edited file where it can and else word that all may have changed.
// Each snapshot must be that of a workspace that has seen nothing before, also after
// files had errors in between.
func TestASnapshotAfterEditsIsOneMadeAnew(t *testing.T) {
	seeds, edits := uint64(rounds(2, 4)), 30
	if testing.Short() {
		seeds, edits = 1, 20
	}
	for seed := range seeds {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			e := newEditor(t, 100+seed)
			if s, list := e.kept.load(); s == nil {
				t.Fatal(list)
			}
			given := 0
			for range edits {
				before := e.texts()
				what := ""
				if e.rand.IntN(3) > 0 {
					what = e.words()
				} else {
					what = e.change()
				}
				after := e.texts()
				if edited, ok := onlyBytes(before, after); ok && e.kept.editable(only(edited)) {
					if e.rand.IntN(4) == 0 {
						what += ", after an error"
						broken := bytes.Replace(edited[only(edited)], []byte("---\n"), []byte("---\nno key\n"), 1)
						if s, list := e.kept.reload(map[string][]byte{only(edited): broken}); s != nil || !list.HasErrors() {
							t.Fatalf("%s: no error in\n%s", what, broken)
						}
					}
					if s, list := e.kept.reload(edited); s == nil {
						t.Fatalf("%s: %v", what, list)
					}
					given++
				} else if s, list := e.kept.load(); s == nil {
					t.Fatalf("%s: %v", what, list)
				}
				fresh, err := openWorkspace(e.dir)
				if err != nil {
					t.Fatal(err)
				}
				anew, list := fresh.load()
				fresh.close()
				if anew == nil {
					t.Fatalf("%s: %v", what, list)
				}
				if got, want := e.kept.site.Key(), anew.Key(); got != want {
					t.Errorf("after: %s: another key", what)
				}
				if d := difference(bytesOf(t, e.kept.site), bytesOf(t, anew)); d != "" {
					t.Fatalf("after: %s\n%s", what, d)
				}
			}
			if given < edits/4 {
				t.Errorf("only %d of %d edits were given as bytes", given, edits)
			}
		})
	}
}

// texts is all that the site is made from, by path.
func (e *editor) texts() map[string][]byte {
	out := map[string][]byte{}
	for _, pattern := range []string{"*.json", "content/*/*", "layouts/*/*"} {
		for _, file := range must(e.t, filepath.Glob, filepath.Join(e.dir, filepath.FromSlash(pattern))) {
			rel, err := filepath.Rel(e.dir, file)
			if err != nil {
				e.t.Fatal(err)
			}
			out[filepath.ToSlash(rel)] = must(e.t, os.ReadFile, file)
		}
	}
	return out
}

// onlyBytes returns the one file whose bytes changed, if nothing else did.
func onlyBytes(before, after map[string][]byte) (map[string][]byte, bool) {
	edited := map[string][]byte{}
	for file, text := range after {
		if old, ok := before[file]; !ok {
			return nil, false
		} else if !bytes.Equal(old, text) {
			edited[file] = text
		}
	}
	return edited, len(before) == len(after) && len(edited) == 1
}

func only(edited map[string][]byte) string {
	for file := range edited {
		return file
	}
	return ""
}

// bytesOf makes every file of a site, by path.
func bytesOf(t *testing.T, s *site.Site) map[string]string {
	out := map[string]string{}
	for _, folder := range s.Folders() {
		for f := range s.Files(folder) {
			data, err := f.AppendTo(nil)
			if err != nil {
				t.Fatal(err)
			}
			key := f.Key()
			out[path.Join(folder, f.Name())] = fmt.Sprintf("%s\nkey %x", data, key[:])
		}
	}
	return out
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
	switch e.rand.IntN(14) {
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
		key := []string{"pairs", "trios"}[e.rand.IntN(2)]
		from, to := `"`+key+`": "all"`, `"`+key+`": "related"`
		if e.rand.IntN(2) == 0 {
			from, to = to, from
		}
		e.edit(filepath.Join(e.dir, config.File), from, to)
		return "policy: " + to
	case 6:
		name := filepath.Join(e.dir, "content", "pages", "about.md")
		if _, err := os.Stat(name); err == nil {
			if err := os.Remove(name); err != nil {
				e.t.Fatal(err)
			}
			return "removed a page"
		}
		e.write(name, "---\ntitle: About\n---\nWho we are.\n")
		return "added a page"
	case 7:
		e.write(filepath.Join(e.dir, "content", "static", "a.txt"), fmt.Sprint(e.rand.IntN(1000)))
		return "a static file"
	}
	return e.words()
}

// words edits the bytes of one file and nothing else, as most edits are.
func (e *editor) words() string {
	files := must(e.t, filepath.Glob, filepath.Join(e.dir, "content", "roles", "*.md"))
	file := files[e.rand.IntN(len(files))]
	slug := strings.TrimSuffix(filepath.Base(file), ".md")
	other := strings.TrimSuffix(filepath.Base(files[e.rand.IntN(len(files))]), ".md")
	key := func(key, line string) {
		e.write(file, strings.Replace(e.without(string(must(e.t, os.ReadFile, file)), key+":"), "\nsummary: ", "\n"+line+"\nsummary: ", 1))
	}
	switch e.rand.IntN(10) {
	case 0:
		e.edit(file, "title: ", fmt.Sprintf("title: New %d ", e.rand.IntN(1000)))
		return "title of " + slug
	case 1:
		key("aliases", fmt.Sprintf("aliases: [alias %d]", e.rand.IntN(20)))
		return "aliases of " + slug
	case 2, 3:
		if other != slug {
			name := []string{"reports_to", "leads_to"}[e.rand.IntN(2)]
			key(name, name+": ["+other+"]")
			return name + " of " + slug + ": " + other
		}
	case 4:
		key("family", "family: "+e.shape.Families[e.rand.IntN(len(e.shape.Families))])
		return "family of " + slug
	case 5:
		key("track", "track: "+e.shape.Tracks[e.rand.IntN(len(e.shape.Tracks))])
		return "track of " + slug
	case 6:
		if notes := must(e.t, filepath.Glob, filepath.Join(e.dir, "content", "notes", "*.md")); len(notes) > 0 {
			note := notes[e.rand.IntN(len(notes))]
			e.write(note, string(must(e.t, os.ReadFile, note))+fmt.Sprintf("\nMore %d about [it](../roles/%s.md).\n", e.rand.IntN(1000), slug))
			return "note " + filepath.Base(note)
		}
	case 7:
		e.write(file, string(must(e.t, os.ReadFile, file))+fmt.Sprintf("\nMore %d beside [another](%s.md).\n", e.rand.IntN(1000), other))
		return "body of " + slug
	case 8:
		page := filepath.Join(e.dir, "content", "pages", "about.md")
		if raw, err := os.ReadFile(page); err == nil {
			e.write(page, string(raw)+fmt.Sprintf("\nMore %d.\n", e.rand.IntN(1000)))
			return "page about"
		}
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
