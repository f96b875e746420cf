package main

import (
	"bytes"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/rolediff/rolediff"
	"github.com/rolediff/rolediff/generator/internal/config"
	"github.com/rolediff/rolediff/generator/internal/synth"
)

// torture tells whether this is make torture, which takes its time.
func torture() bool { return os.Getenv("ROLEDIFF_TORTURE") != "" }

// rounds is how often a test tries its luck, in make test and in make torture.
func rounds(quick, long int) int {
	if torture() {
		return long
	}
	return quick
}

// realProgram links the program itself, as people run it.
func realProgram(t *testing.T) string {
	t.Helper()
	if testing.Short() {
		t.Skip("it links the program")
	}
	bin := filepath.Join(t.TempDir(), "rolediff")
	if runtime.GOOS == "windows" {
		bin += ".exe"
	}
	if out, err := exec.Command("go", "build", "-o", bin, ".").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return bin
}

// inMemory is a temporary folder on a fast disk, where there is one.
func inMemory(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("/dev/shm", "rolediff-test-")
	if err != nil {
		return t.TempDir()
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	return dir
}

// realSite is a made-up site in three states, with what a clean build of each is.
type realSite struct {
	t    *testing.T
	bin  string
	dir  string
	want []map[string]string
	tar  string // hash of a tar of the first state, once one was made
}

// states change the site from one state to another: all pages, and a few of them
// with some gone.
var states = []func(s *realSite){
	func(s *realSite) {},
	func(s *realSite) { // every page names the site
		path := filepath.Join(s.dir, "config.json")
		text := must(s.t, os.ReadFile, path)
		write(s.t, path, strings.Replace(string(text), `"title": "`, `"title": "Another `, 1))
	},
	func(s *realSite) { // one role changes, another is gone
		roles := must(s.t, filepath.Glob, filepath.Join(s.dir, "content", "roles", "*.md"))
		first, last := roles[0], roles[len(roles)-1]
		text := must(s.t, os.ReadFile, first)
		write(s.t, first, strings.Replace(string(text), "summary: ", "summary: Edited, ", 1))
		gone := strings.TrimSuffix(filepath.Base(last), ".md")
		if err := os.Remove(last); err != nil {
			s.t.Fatal(err)
		}
		for _, path := range roles[:len(roles)-1] {
			text := string(must(s.t, os.ReadFile, path))
			for _, list := range []string{"reports_to", "leads_to"} {
				text = strings.ReplaceAll(text, list+": ["+gone+"]\n", "")
			}
			write(s.t, path, text)
		}
	},
}

func must[A, T any](t testing.TB, f func(A) (T, error), arg A) T {
	t.Helper()
	v, err := f(arg)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// newRealSite writes a site of n roles and builds each state of it once.
func newRealSite(t *testing.T, bin string, n int) *realSite {
	t.Helper()
	s := &realSite{t: t, bin: bin, dir: inMemory(t)}
	s.write(n)
	for i := range states {
		s.become(n, i)
		out := filepath.Join(s.dir, "clean")
		if text, err := s.run("build", "--output", out); err != nil {
			t.Fatalf("%v\n%s", err, text)
		}
		s.want = append(s.want, tree(t, out))
		if err := os.RemoveAll(out); err != nil {
			t.Fatal(err)
		}
	}
	s.become(n, 0)
	return s
}

func (s *realSite) write(n int) {
	s.t.Helper()
	cfg, list := config.Parse(rolediff.Config)
	if cfg == nil {
		s.t.Fatal(list)
	}
	if err := os.RemoveAll(filepath.Join(s.dir, "content")); err != nil {
		s.t.Fatal(err)
	}
	if err := synth.Write(s.dir, n, rolediff.Config, synth.ShapeOf(cfg)); err != nil {
		s.t.Fatal(err)
	}
	// Its notes are about roles that come and go.
	if err := os.RemoveAll(filepath.Join(s.dir, "content", "notes")); err != nil {
		s.t.Fatal(err)
	}
}

// become puts the site's files into a state.
func (s *realSite) become(n, state int) {
	s.t.Helper()
	s.write(n)
	states[state](s)
}

func (s *realSite) command(args ...string) *exec.Cmd {
	cmd := exec.Command(s.bin, args...)
	cmd.Dir = s.dir
	return cmd
}

func (s *realSite) run(args ...string) (string, error) {
	out, err := s.command(args...).CombinedOutput()
	return string(out), err
}

// foreign stands in .git/HEAD of an output, which is not ours and has to stay.
const foreign = "ref: refs/heads/gh-pages"

// tree reads every file below a folder, without the notes that publish keeps there
// and the foreign file.
func tree(t testing.TB, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if e.IsDir() {
			if e.Name() == notes {
				return fs.SkipDir
			}
			return nil
		}
		text, err := os.ReadFile(path)
		if filepath.Base(filepath.Dir(path)) == ".git" && string(text) == foreign {
			return nil
		}
		name, _ := filepath.Rel(dir, path)
		out[filepath.ToSlash(name)] = string(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// difference names a file that is not the same in both, or nothing.
func difference(got, want map[string]string) string {
	for _, name := range slices.Sorted(maps.Keys(want)) {
		if text, ok := got[name]; !ok {
			return name + " is missing"
		} else if text != want[name] {
			return name + " differs"
		}
	}
	for _, name := range slices.Sorted(maps.Keys(got)) {
		if _, ok := want[name]; !ok {
			return name + " should not be there"
		}
	}
	return ""
}

// mixed names a file that belongs to neither of two states, or nothing: what an
// incremental build that was killed may leave.
func mixed(got, old, next map[string]string) string {
	for _, name := range slices.Sorted(maps.Keys(got)) {
		a, inOld := old[name]
		b, inNext := next[name]
		if !(inOld && got[name] == a || inNext && got[name] == b) {
			return name + " is neither the old nor the new one"
		}
	}
	for _, name := range slices.Sorted(maps.Keys(old)) {
		_, stays := next[name]
		if _, ok := got[name]; !ok && stays {
			return name + " is gone"
		}
	}
	return ""
}

// litter names what is left beside an output, or nothing.
func (s *realSite) litter(out string) string {
	if _, err := os.Lstat(filepath.Join(filepath.Dir(out), "."+filepath.Base(out)+".rolediff")); err == nil {
		return "the work folder is left"
	}
	entries, _ := os.ReadDir(filepath.Join(out, notes))
	if len(entries) != 1 || entries[0].Name() != "manifest" {
		return fmt.Sprintf("%s holds %v", notes, entries)
	}
	return ""
}

// finish builds without a fault: the output is what a clean build is.
func (s *realSite) finish(out string, state int) {
	s.t.Helper()
	var text bytes.Buffer
	cmd := s.command("build", "--output", out)
	cmd.Stdout, cmd.Stderr = &text, &text
	if err := cmd.Run(); err != nil {
		s.t.Fatalf("the next run: %v\n%s", err, text.String())
	}
	if d := difference(tree(s.t, out), s.want[state]); d != "" {
		s.t.Fatalf("after the next run %s", d)
	}
	if d := s.litter(out); d != "" {
		s.t.Fatalf("after the next run %s", d)
	}
}
