package publish

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// mount mounts a tmpfs, or skips the test where that is not permitted.
func mount(t *testing.T, at, options string) {
	t.Helper()
	if err := os.MkdirAll(at, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := unix.Mount("tmpfs", at, "tmpfs", 0, options); err != nil {
		t.Skipf("a tmpfs cannot be mounted here, which this test needs: %v", err)
	}
	t.Cleanup(func() { unix.Unmount(at, unix.MNT_DETACH) })
}

// sized is a tree of n files of size bytes in five folders.
func sized(n, size int, text string) fakeTree {
	t := fakeTree{}
	for i := range n {
		b := make([]byte, size)
		for j := range b {
			b[j] = text[j%len(text)]
		}
		t[fmt.Sprintf("role-%d/page-%04d.html", i%5, i)] = string(b)
	}
	return t
}

// TestFullDiskLeavesTheOldSite fills a small disk up to some point before each
// build, of every kind.
func TestFullDiskLeavesTheOldSite(t *testing.T) {
	root := filepath.Join(t.TempDir(), "disk")
	mount(t, root, "size=4m")
	out := filepath.Join(root, "public")
	old := sized(100, 5000, "old ")
	changed := sized(100, 5000, "new ")
	few := sized(100, 5000, "old ")
	for i := range 20 {
		name := fmt.Sprintf("role-%d/page-%04d.html", i%5, i)
		few[name] = changed[name]
	}
	full := 0
	for name, next := range map[string]fakeTree{"whole": changed, "update": few} {
		for room := 0; ; room += 40_000 {
			mustBuild(t, old, out)
			filler := filepath.Join(root, "filler")
			fill(t, root, filler, room)
			_, err := ToFolder(t.Context(), next, FolderOptions{Output: out})
			if err == nil {
				wantSite(t, out, next)
			} else {
				full++
				if d := wantCode(t, err, "no-space"); d.File == "" {
					t.Errorf("the error has no place: %+v", d)
				}
				wantSite(t, out, old)
				wantNoLitter(t, out)
			}
			os.Remove(filler)
			if err == nil {
				break
			}
			if room > 4_000_000 {
				t.Fatalf("%s never succeeded: %v", name, err)
			}
		}
	}
	if full < 5 {
		t.Errorf("the disk was full only %d times", full)
	}
}

// fill leaves about room bytes on a file system.
func fill(t *testing.T, root, filler string, room int) {
	t.Helper()
	var st unix.Statfs_t
	if err := unix.Statfs(root, &st); err != nil {
		t.Fatal(err)
	}
	n := int(st.Bavail)*int(st.Bsize) - room
	if n <= 0 {
		return
	}
	if err := os.WriteFile(filler, make([]byte, n), 0o644); err != nil {
		t.Fatal(err)
	}
}

func TestNoInodesLeftIsToldFromAFullDisk(t *testing.T) {
	root := filepath.Join(t.TempDir(), "disk")
	mount(t, root, "size=16m,nr_inodes=150")
	out := filepath.Join(root, "public")
	old := sized(100, 100, "old ")
	mustBuild(t, old, out)
	_, err := ToFolder(t.Context(), sized(100, 100, "new "), FolderOptions{Output: out})
	wantCode(t, err, "no-inodes")
	wantSite(t, out, old)
	wantNoLitter(t, out)
}

// TestRootOfAMountIsWrittenInPlace publishes into a mount of its own, and into a
// second mount of a folder on the same file system.
func TestRootOfAMountIsWrittenInPlace(t *testing.T) {
	for _, bind := range []bool{false, true} {
		t.Run(fmt.Sprintf("bind=%t", bind), func(t *testing.T) {
			root := t.TempDir()
			out := filepath.Join(root, "public")
			if bind {
				other := filepath.Join(root, "other")
				os.MkdirAll(other, 0o755)
				os.MkdirAll(out, 0o755)
				if err := unix.Mount(other, out, "", unix.MS_BIND, ""); err != nil {
					t.Skipf("a folder cannot be mounted here, which this test needs: %v", err)
				}
				t.Cleanup(func() { unix.Unmount(out, unix.MNT_DETACH) })
			} else {
				mount(t, out, "size=4m")
			}
			mustWrite(t, filepath.Join(out, "CNAME"), "example.org")
			for _, tree := range []fakeTree{site(), edited(), rewritten(), rewritten(), site()} {
				mustBuild(t, tree, out)
				tree["CNAME"] = "example.org"
				wantSite(t, out, tree)
				wantNoLitter(t, out)
			}
		})
	}
}

// TestMountInsideTheOutputIsLeftAlone has a foreign folder that is a mount.
func TestMountInsideTheOutputIsLeftAlone(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	mount(t, filepath.Join(out, "media"), "size=1m")
	mustWrite(t, filepath.Join(out, "media", "film"), "film")
	for _, tree := range []fakeTree{site(), rewritten()} {
		mustBuild(t, tree, out)
		tree["media/film"] = "film"
		wantSite(t, out, tree)
		wantNoLitter(t, out)
	}
}

// TestKilledProcessLeavesTheOldSiteOrTheNew kills real builds at random moments.
func TestKilledProcessLeavesTheOldSiteOrTheNew(t *testing.T) {
	if os.Getenv("PUBLISH_OUT") != "" { // the process that is killed
		out := os.Getenv("PUBLISH_OUT")
		for i := 0; ; i++ {
			if _, err := ToFolder(t.Context(), killTree(i), FolderOptions{Output: out}); err != nil {
				t.Fatal(err)
			}
		}
	}
	out := filepath.Join(fastDir(t), "public")
	foreign := filepath.Join(out, ".git", "HEAD")
	mustWrite(t, foreign, "ref")
	mustBuild(t, killTree(0), out)
	rnd := rand.New(rand.NewPCG(3, 4))
	total := rounds(25, 200)
	if testing.Short() {
		total = 5
	}
	for round := range total {
		cmd := exec.Command(os.Args[0], "-test.run=^"+t.Name()+"$")
		cmd.Env = append(os.Environ(), "PUBLISH_OUT="+out)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(30*time.Millisecond + time.Duration(rnd.IntN(60_000))*time.Microsecond)
		cmd.Process.Signal(syscall.SIGKILL)
		var exit *exec.ExitError
		if err := cmd.Wait(); !errors.As(err, &exit) || exit.Success() || exit.Sys().(syscall.WaitStatus).Signal() != syscall.SIGKILL {
			t.Fatalf("the build ended by itself: %v", err)
		}
		got, err := read(out)
		if err != nil {
			t.Fatal(err)
		}
		if got[".git/HEAD"] != "ref" {
			t.Fatalf("round %d: a foreign file is gone", round)
		}
		delete(got, ".git/HEAD")
		for name, text := range got {
			if !wholePage(name, text) {
				t.Fatalf("round %d: %s is torn: %.20q", round, name, text)
			}
		}
		if len(got) != len(killTree(0)) {
			t.Fatalf("round %d: %d files, want %d", round, len(got), len(killTree(0)))
		}
		// From one site to the next all pages change, or one in ten does.
		mustBuild(t, killTree(round), out)
		want := killTree(round)
		want[".git/HEAD"] = "ref"
		wantSite(t, out, want)
		wantNoLitter(t, out)
	}
	t.Logf("torture: %d processes killed that built again and again: every page whole, the next run a clean build", total)
}

// killTree is the ith of a row of sites: in even steps all pages change, in odd
// ones every tenth.
func killTree(i int) fakeTree {
	all := sized(200, 3000, fmt.Sprintf("%08d", i/2))
	if i%2 == 1 {
		some := sized(200, 3000, fmt.Sprintf("%08d", i/2+1_000_000))
		for name := range all {
			if name[len(name)-6] == '0' {
				all[name] = some[name]
			}
		}
	}
	return all
}

// wholePage tells whether a page is one of a killTree, from end to end.
func wholePage(name, text string) bool {
	if len(text) != 3000 {
		return false
	}
	for i := 8; i < len(text); i++ {
		if text[i] != text[i-8] {
			return false
		}
	}
	return true
}
