package publish

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
)

// A faultCase is a build that is hit by a fault.
type faultCase struct {
	name      string
	old       fakeTree          // built before, or nil
	foreign   map[string]string // put into the output before
	next      fakeTree          // the build that is hit
	noSwap    bool
	noLinks   bool
	closed    bool
	piecemeal bool           // files move into place one by one
	clean     map[Key]string // manifests of clean builds, to build them once
	gap       bool           // the output may be away between two renames
}

// site, edited and rewritten are small, since every operation on them is failed.
func site() fakeTree {
	return fakeTree{
		"index.html":                "home",
		"devops/index.html":         "devops",
		"devops/vs-sre.html":        "devops and sre",
		"sre/index.html":            "sre",
		"sre/vs-swe.html":           "sre and swe",
		"swe/index.html":            "swe",
		"swe/what-is-it/image.html": "deep",
	}
}

// edited is site after an edit of one role: pages changed, new and gone, a folder
// gone, and a new one.
func edited() fakeTree {
	t := site()
	t["devops/index.html"] = "devops, edited"
	t["new/deep/page.html"] = "new and deep"
	delete(t, "swe/what-is-it/image.html")
	delete(t, "sre/vs-swe.html")
	return t
}

// rewritten is edited with other bytes everywhere.
func rewritten() fakeTree {
	t := edited()
	for name := range t {
		t[name] += " again"
	}
	return t
}

var strangers = map[string]string{
	"CNAME": "example.org", ".git/refs/main": "abc", "devops/notes.txt": "mine",
}

func faultCases() []faultCase {
	return []faultCase{
		{name: "first build", next: site()},
		{name: "first build beside foreign files", foreign: strangers, next: site()},
		{name: "whole site", old: site(), foreign: strangers, next: rewritten()},
		{name: "whole site in two renames", old: site(), foreign: strangers, next: rewritten(), noSwap: true, gap: true},
		{name: "whole site in place", old: site(), foreign: strangers, next: rewritten(), noLinks: true, piecemeal: true},
		{name: "whole site below a closed folder", old: site(), foreign: strangers, next: rewritten(), closed: true, piecemeal: true},
		{name: "a few files", old: site(), foreign: strangers, next: edited(), piecemeal: true},
		{name: "nothing", old: site(), foreign: strangers, next: site()},
	}
}

// prepare makes the state before the fault and returns the output.
func (c *faultCase) prepare(t *testing.T, root string) string {
	t.Helper()
	out := filepath.Join(root, "public")
	if err := os.MkdirAll(root, 0o755); err != nil {
		t.Fatal(err)
	}
	if c.old != nil {
		mustBuild(t, c.old, out)
	}
	for name, text := range c.foreign {
		p := filepath.Join(out, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(p), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(p, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return out
}

func (c *faultCase) with(tree fakeTree) fakeTree {
	if tree == nil && c.foreign == nil {
		return nil
	}
	all := maps.Clone(tree)
	if all == nil {
		all = fakeTree{}
	}
	maps.Copy(all, c.foreign)
	return all
}

// check holds what a fault may leave behind.
func (c *faultCase) check(out string, failed bool) error {
	got, err := read(out)
	if err != nil {
		return err
	}
	old, next := c.with(c.old), c.with(c.next)
	switch {
	case got == nil && (old == nil || c.gap):
		return nil
	case !c.piecemeal && failed:
		return same(got, old)
	case !c.piecemeal || !failed:
		return same(got, next)
	}
	for name, text := range got {
		if o, ok := old[name]; ok && o == text {
			continue
		}
		if n, ok := next[name]; ok && n == text {
			continue
		}
		return fmt.Errorf("%s is neither the old nor the new one: %q", name, text)
	}
	for name := range old {
		_, stays := next[name]
		if _, ok := got[name]; !ok && stays {
			return fmt.Errorf("%s is gone", name)
		}
	}
	return nil
}

func same(got, want fakeTree) error {
	for name, text := range want {
		if g, ok := got[name]; !ok || g != text {
			return fmt.Errorf("%s: %q, want %q", name, g, text)
		}
	}
	for name := range got {
		if _, ok := want[name]; !ok {
			return fmt.Errorf("%s should not be there", name)
		}
	}
	return nil
}

func (c *faultCase) build(t *testing.T, fsys filesystem, tree Tree, out string) error {
	_, err := toFolder(t.Context(), fsys, tree, FolderOptions{Output: out, Workers: 1})
	return err
}

// wantClean holds that a run without faults makes out what a clean build is.
func (c *faultCase) wantClean(t *testing.T, real filesystem, tree fakeTree, out string) error {
	fsys := &faultFS{real: real, noLinks: c.noLinks, noSwap: c.noSwap, closed: c.closed}
	if err := c.build(t, fsys, tree, out); err != nil {
		return fmt.Errorf("the next run: %w", err)
	}
	got, err := read(out)
	if err != nil {
		return err
	}
	if err := same(got, c.with(tree)); err != nil {
		return fmt.Errorf("after the next run: %w", err)
	}
	if c.clean == nil {
		c.clean = map[Key]string{}
	}
	if c.clean[tree.Key()] == "" {
		clean := filepath.Join(fastDir(t), "public")
		mustBuild(t, tree, clean)
		c.clean[tree.Key()] = manifestOf(clean)
	}
	if manifestOf(out) != c.clean[tree.Key()] {
		return fmt.Errorf("the manifest is not that of a clean build")
	}
	return litter(out)
}

func manifestOf(out string) string {
	b, _ := os.ReadFile(filepath.Join(out, ownFolder, manifestName))
	return string(b)
}

// TestEveryFaultLeavesTheOldSiteOrTheNew fails every operation of every kind of
// build, once and from then on, and looks at what is left.
func TestEveryFaultLeavesTheOldSiteOrTheNew(t *testing.T) {
	var failed atomic.Int64
	t.Cleanup(func() { t.Logf("torture: %d builds in which an operation failed, once or from then on", failed.Load()) })
	for _, sys := range []struct {
		name string
		real filesystem
	}{{"system", system()}, {"portable", portableFS{}}} {
		for _, c := range faultCases() {
			// Without openat there is no exchange of two names either.
			c.gap = c.gap || sys.name == "portable"
			for _, onwards := range []bool{false, true} {
				t.Run(fmt.Sprintf("%s/%s/onwards=%t", sys.name, strings.ReplaceAll(c.name, " ", "-"), onwards), func(t *testing.T) {
					t.Parallel()
					c := c // it keeps what it has built
					root := fastDir(t)
					step := 1
					if testing.Short() {
						step = 6
					}
					for n := 1; ; n += step {
						out := c.prepare(t, filepath.Join(root, fmt.Sprint(n)))
						fsys := &faultFS{real: sys.real, failAt: n, onwards: onwards, noLinks: c.noLinks, noSwap: c.noSwap, closed: c.closed}
						err := c.build(t, fsys, c.next, out)
						failed.Add(1)
						if cerr := c.check(out, err != nil); cerr != nil {
							t.Fatalf("operation %d failed (%v): %v", n, err, cerr)
						}
						// The next run is of the same site, or of another one.
						tree := c.next
						if n%2 == 0 {
							tree = rewritten()
							tree["sre/vs-swe.html"] = "back"
						}
						if cerr := c.wantClean(t, sys.real, tree, out); cerr != nil {
							t.Fatalf("operation %d failed (%v): %v", n, err, cerr)
						}
						os.RemoveAll(filepath.Dir(out))
						if !fsys.reached() {
							if n < 10 {
								t.Fatalf("only %d operations", n)
							}
							return
						}
					}
				})
			}
		}
	}
}

// TestFaultsOnTopOfFaults hits the run that recovers, too.
func TestFaultsOnTopOfFaults(t *testing.T) {
	total := rounds(60, 1000)
	t.Cleanup(func() { t.Logf("torture: %d times up to three faulty builds in a row, for each kind of build", total) })
	for _, c := range faultCases() {
		t.Run(strings.ReplaceAll(c.name, " ", "-"), func(t *testing.T) {
			t.Parallel()
			root := fastDir(t)
			rnd := rand.New(rand.NewPCG(1, 2))
			for round := range total {
				out := c.prepare(t, filepath.Join(root, fmt.Sprint(round)))
				var at []int
				for range 3 {
					n := 1 + rnd.IntN(150)
					at = append(at, n)
					err := c.build(t, &faultFS{real: system(), failAt: n, onwards: true, noLinks: c.noLinks, noSwap: c.noSwap, closed: c.closed}, c.next, out)
					if err == nil {
						break
					}
					if cerr := c.check(out, true); cerr != nil {
						// A recovery may finish what the run before it began.
						if got, _ := read(out); same(got, c.with(c.next)) != nil {
							t.Fatalf("round %d, operations %v (%v): %v", round, at, err, cerr)
						}
					}
				}
				if cerr := c.wantClean(t, system(), c.next, out); cerr != nil {
					t.Fatalf("round %d, operations %v: %v", round, at, cerr)
				}
			}
		})
	}
}
