package site

import (
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/rolediff/rolediff"
	"github.com/rolediff/rolediff/generator/internal/config"
	"github.com/rolediff/rolediff/generator/internal/publish"
	"github.com/rolediff/rolediff/generator/internal/synth"
)

// madeUp is a site of so many made-up roles.
func madeUp(t *testing.T, roles int) fstest.MapFS {
	t.Helper()
	cfg, list := config.Parse(rolediff.Config)
	report(t, list)
	dir := t.TempDir()
	if err := synth.Write(dir, roles, rolediff.Config, synth.ShapeOf(cfg)); err != nil {
		t.Fatal(err)
	}
	files := fstest.MapFS{}
	err := fs.WalkDir(os.DirFS(dir), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(os.DirFS(dir), name)
		files[name] = &fstest.MapFile{Data: data}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// editSomething changes one thing of one role, or a note, and says what.
func editSomething(files fstest.MapFS, r *rand.Rand) (fstest.MapFS, string) {
	var roles, notes []string
	for _, name := range slices.Sorted(maps.Keys(files)) {
		switch {
		case strings.HasPrefix(name, "content/roles/"):
			roles = append(roles, name)
		case strings.HasPrefix(name, "content/notes/"):
			notes = append(notes, name)
		}
	}
	name, n := roles[r.IntN(len(roles))], r.IntN(1000)
	slug := func(i int) string {
		return strings.TrimSuffix(strings.TrimPrefix(roles[i], "content/roles/"), ".md")
	}
	replace := func(pattern, to string) fstest.MapFS {
		text := regexp.MustCompile(`(?m)`+pattern).ReplaceAllString(string(files[name].Data), to)
		return with(files, map[string]string{name: text})
	}
	switch r.IntN(7) {
	case 0:
		return replace(`^title: .*`, fmt.Sprintf("title: Another title %d", n)), "title of " + name
	case 1:
		return replace(`^summary: .*`, fmt.Sprintf("summary: Another summary %d.", n)), "summary of " + name
	case 2:
		return replace(`(dimensions:\n +[a-z-]+:) .*`, fmt.Sprintf("$1 Does thing %d", n)), "cell of " + name
	case 3:
		return replace(`^    - (\w+) review`, "    - $1 survey"), "lists of " + name
	case 4:
		return replace(`^leads_to: .*`, ""), "next steps of " + name
	case 5:
		name = notes[r.IntN(len(notes))]
		return replace(`\n\n?$`, fmt.Sprintf(" And %d.\n", n)), "text of " + name
	}
	i := r.IntN(len(roles) - 2)
	name = "content/notes/trio.md"
	return with(files, map[string]string{name: fmt.Sprintf("---\nroles: [%s, %s, %s]\n---\nNote %d.\n", slug(i), slug(i+1), slug(i+2), n)}), "note of a trio"
}

func keysOf(s *Site) map[string]publish.Key {
	keys := map[string]publish.Key{}
	for _, folder := range s.Folders() {
		for f := range s.Files(folder) {
			keys[folder+"/"+f.Name()] = f.Key()
		}
	}
	return keys
}

// TestAMemoNeverCallsAnotherKeyTheSame holds Since against the keys themselves, edit
// after edit.
func TestAMemoNeverCallsAnotherKeyTheSame(t *testing.T) {
	files := madeUp(t, 20)
	keep := newKeeper(t, files)
	r := rand.New(rand.NewPCG(1, 2))
	before := keep.load(t, files)
	was := keysOf(before)
	known, same := 0, 0
	for range 40 {
		next, what := editSomething(files, r)
		after := keep.load(t, next)
		is, knows := keysOf(after), after.Since(before.Memo())
		for _, folder := range after.Folders() {
			for f := range after.Files(folder) {
				name := folder + "/" + f.Name()
				if is[name] == was[name] && f.(*file).n == 3 {
					same++
				}
				if knows != nil && knows(f) {
					known++
					if is[name] != was[name] {
						t.Errorf("%s: %s is said to be the same and is not", what, name)
					}
				}
			}
		}
		files, before, was = next, after, is
	}
	if known < same/2 {
		t.Errorf("of %d trios that stayed the same, only %d are known to", same, known)
	}
	t.Logf("of %d trios that stayed the same, %d are known to", same, known)
}
