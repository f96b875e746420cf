package main

import (
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// TestRealProgram hurts the program itself, as people run it, while it builds.
func TestRealProgram(t *testing.T) {
	bin := realProgram(t)
	n := rounds(7, 12) // 63 pages, or 298
	s := newRealSite(t, bin, n)
	for name, test := range map[string]func(*testing.T, *realSite, int){
		"killed at random moments": killed, "a disk that fills": fullDisk, "no inodes left": noInodes, "few descriptors": fewDescriptors,
		"a closed folder": closedFolder, "a read-only disk": readOnlyDisk, "several at once": severalAtOnce,
		"told to stop": toldToStop, "told to stop while it waits": stoppedWhileWaiting,
	} {
		t.Run(name, func(t *testing.T) {
			s := *s
			s.t = t
			test(t, &s, n)
		})
	}
}

// killed ends builds of each kind with SIGKILL, and looks at what is left.
func killed(t *testing.T, s *realSite, n int) {
	out := filepath.Join(s.dir, "public")
	write(t, filepath.Join(out, ".git", "HEAD"), foreign)
	began := time.Now()
	s.become(n, 0)
	s.run("build", "--output", out)
	typical := time.Since(began)
	rnd := rand.New(rand.NewPCG(5, 6))
	state, hit, partly := 0, 0, 0
	for round := range rounds(8, 200) {
		next := (state + 1 + rnd.IntN(2)) % len(states)
		s.become(n, next)
		cmd := s.command("build", "--output", out)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(rnd.Int64N(int64(typical))))
		cmd.Process.Kill()
		if err := cmd.Wait(); err != nil {
			hit++
		}
		got := tree(t, out)
		old, new := s.want[state], s.want[next]
		if difference(got, old) != "" && difference(got, new) != "" {
			// Only a build that moves a few files into place can be seen half done.
			partly++
			if d := mixed(got, old, new); d != "" {
				t.Fatalf("round %d, from state %d to %d: %s", round, state, next, d)
			}
		}
		for _, finished := range []bool{false, true} {
			if finished {
				s.finish(out, next)
			}
			if text, err := os.ReadFile(filepath.Join(out, ".git", "HEAD")); string(text) != foreign {
				t.Fatalf("round %d: the foreign file is gone, finished %t: %v", round, finished, err)
			}
		}
		state = next
	}
	t.Logf("torture: %d builds killed, %d of them between two renames: every page whole, the next run a clean build", hit, partly)
	if hit == 0 {
		t.Error("every build was done before it was killed")
	}
}

// mountMemory mounts a small disk, or skips the test where that is not permitted.
func mountMemory(t *testing.T, options string) string {
	t.Helper()
	at := t.TempDir()
	if err := unix.Mount("tmpfs", at, "tmpfs", 0, options); err != nil {
		t.Skipf("a tmpfs cannot be mounted here, which this test needs: %v", err)
	}
	t.Cleanup(func() { unix.Unmount(at, unix.MNT_DETACH) })
	return at
}

// fails builds and holds that it failed, said what and what to do, and left the
// old site as it was.
func (s *realSite) fails(cmd *exec.Cmd, out string, old int, says string) {
	s.t.Helper()
	text, err := cmd.CombinedOutput()
	if cmd.ProcessState.ExitCode() != exitFailed || !strings.Contains(string(text), says) || !strings.Contains(string(text), "hint: ") {
		s.t.Fatalf("want exit status 1 and %q with a hint: %v\n%s", says, err, text)
	}
	if d := difference(tree(s.t, out), s.want[old]); d != "" {
		s.t.Fatalf("the old site is not whole: %s\n%s", d, text)
	}
	if d := s.litter(out); d != "" {
		s.t.Fatalf("%s\n%s", d, text)
	}
}

func fullDisk(t *testing.T, s *realSite, n int) {
	disk := mountMemory(t, fmt.Sprintf("size=%dm", rounds(8, 24)))
	out, filler := filepath.Join(disk, "public"), filepath.Join(disk, "filler")
	faults := 0
	step := rounds(1_000_000, 250_000)
	for _, next := range []int{1, 2} {
		for room := 0; ; room += step {
			os.Remove(filler)
			s.become(n, 0)
			s.finish(out, 0)
			var st unix.Statfs_t
			if err := unix.Statfs(disk, &st); err != nil {
				t.Fatal(err)
			}
			if size := int(st.Bavail)*int(st.Bsize) - room; size > 0 {
				if err := os.WriteFile(filler, make([]byte, size), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			s.become(n, next)
			cmd := s.command("build", "--output", out)
			if err := cmd.Run(); err == nil {
				break
			}
			faults++
			s.fails(s.command("build", "--output", out), out, 0, "the disk is full")
		}
		os.Remove(filler)
		s.finish(out, next)
	}
	t.Logf("torture: %d builds on a full disk: the old site whole, a hint, no litter", faults)
	if faults < 2 {
		t.Errorf("the disk was full %d times", faults)
	}
}

func noInodes(t *testing.T, s *realSite, n int) {
	disk := mountMemory(t, fmt.Sprintf("size=64m,nr_inodes=%d", len(s.want[0])+100))
	out := filepath.Join(disk, "public")
	s.become(n, 0)
	s.finish(out, 0)
	s.become(n, 1)
	s.fails(s.command("build", "--output", out), out, 0, "room for no more files")
}

// fewDescriptors lowers the limit for open files until nothing goes.
func fewDescriptors(t *testing.T, s *realSite, n int) {
	out := filepath.Join(s.dir, "few")
	faults, done := 0, 0
	for limit := 5; limit < 64; limit += rounds(9, 1) {
		s.become(n, 0)
		s.finish(out, 0)
		s.become(n, 1)
		build := func() *exec.Cmd {
			cmd := exec.Command("sh", "-c", fmt.Sprintf(`ulimit -n %d; exec "$0" "$@"`, limit), s.bin, "build", "--output", out)
			cmd.Dir = s.dir
			return cmd
		}
		cmd := build()
		if err := cmd.Run(); err == nil {
			done++
			s.finish(out, 1)
			continue
		}
		if cmd.ProcessState.ExitCode() != exitFailed {
			continue // so few that no Go program begins
		}
		faults++
		s.fails(build(), out, 0, "too many")
	}
	t.Logf("torture: %d limits of open files were too low, %d were not", faults, done)
	if faults == 0 || done == 0 {
		t.Errorf("%d limits were too low, %d were not", faults, done)
	}
}

// asNobody runs a command as a user who owns nothing here.
func asNobody(t *testing.T, cmd *exec.Cmd) *exec.Cmd {
	t.Helper()
	if os.Geteuid() != 0 {
		t.Skip("only root can be somebody else, which this test needs")
	}
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 65534, Gid: 65534}}
	return cmd
}

func closedFolder(t *testing.T, s *realSite, n int) {
	open := func(dir string) {
		for ; dir != "/" && dir != "/tmp" && dir != "/dev/shm"; dir = filepath.Dir(dir) {
			if err := os.Chmod(dir, 0o755); err != nil {
				t.Fatal(err)
			}
		}
	}
	open(s.dir)
	open(filepath.Dir(s.bin))
	out := filepath.Join(s.dir, "closed")
	s.become(n, 0)
	s.finish(out, 0)
	s.become(n, 1)
	s.fails(asNobody(t, s.command("build", "--output", out)), out, 0, "permission denied")
	// The output alone may be written to: then it is, in place.
	if err := filepath.WalkDir(out, func(path string, _ os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		return os.Chown(path, 65534, 65534)
	}); err != nil {
		t.Fatal(err)
	}
	if text, err := asNobody(t, s.command("build", "--output", out)).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	if d := difference(tree(t, out), s.want[1]); d != "" {
		t.Fatal(d)
	}
}

func readOnlyDisk(t *testing.T, s *realSite, n int) {
	disk := mountMemory(t, "size=64m")
	out := filepath.Join(disk, "public")
	s.become(n, 0)
	s.finish(out, 0)
	if err := unix.Mount("", disk, "", unix.MS_REMOUNT|unix.MS_RDONLY, ""); err != nil {
		t.Fatal(err)
	}
	s.become(n, 1)
	s.fails(s.command("build", "--output", out), out, 0, "the file system is read-only")
}

// severalAtOnce starts builds of the same output together: one builds, the others
// say so or come after it.
func severalAtOnce(t *testing.T, s *realSite, n int) {
	out := filepath.Join(s.dir, "several")
	refused := 0
	for range rounds(2, 30) {
		os.RemoveAll(out)
		var wg sync.WaitGroup
		var mu sync.Mutex
		for range 5 {
			cmd := s.command("build", "--output", out)
			wg.Go(func() {
				text, err := cmd.CombinedOutput()
				mu.Lock()
				defer mu.Unlock()
				if err != nil {
					refused++
					if !strings.Contains(string(text), "another build") || !strings.Contains(string(text), "hint: ") {
						t.Errorf("%v\n%s", err, text)
					}
				}
			})
		}
		wg.Wait()
		s.become(n, 0)
		s.finish(out, 0)
	}
	t.Logf("torture: %d builds stopped because another one was writing", refused)
}
