package main

import (
	"bytes"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// toldToStop ends builds as ctrl-c and as a machine that shuts down do.
func toldToStop(t *testing.T, s *realSite, n int) {
	out := filepath.Join(s.dir, "stopped")
	began := time.Now()
	s.become(n, 0)
	s.finish(out, 0)
	typical := time.Since(began) / 2
	rnd := rand.New(rand.NewPCG(7, 8))
	state, stopped, unheard := 0, 0, 0
	for round := range rounds(8, 200) {
		next := (state + 1 + rnd.IntN(2)) % len(states)
		s.become(n, next)
		var text bytes.Buffer
		cmd := s.command("build", "--output", out)
		cmd.Stderr = &text
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(rnd.Int64N(int64(typical))))
		cmd.Process.Signal([]os.Signal{os.Interrupt, syscall.SIGTERM}[round%2])
		_ = cmd.Wait()
		want := state
		switch code := cmd.ProcessState.ExitCode(); {
		case code == exitDone:
			want = next
		case code == exitFailed && strings.HasSuffix(text.String(), "error: interrupted\n"):
			stopped++
		case code == -1: // before the program could listen
			unheard++
		default:
			t.Fatalf("round %d: exit status %d\n%s", round, code, &text)
		}
		if d := difference(tree(t, out), s.want[want]); d != "" {
			t.Fatalf("round %d, from state %d to %d: %s", round, state, next, d)
		}
		if d := s.litter(out); d != "" {
			t.Fatalf("round %d: %s", round, d)
		}
		s.finish(out, next)
		state = next
	}
	t.Logf("torture: %d builds told to stop, %d more before they listened: the old site whole, no litter", stopped, unheard)
	if stopped+unheard == 0 {
		t.Error("every build was done before it was told to stop")
	}
}

// stoppedWhileWaiting has a build write into a pipe that nobody reads, which no Go
// program can be called back from: it ends all the same, at once when it is told twice.
func stoppedWhileWaiting(t *testing.T, s *realSite, n int) {
	pipe := filepath.Join(s.dir, "pipe")
	if err := unix.Mkfifo(pipe, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, twice := range []bool{false, true} {
		cmd := s.command("build", "--tar", pipe)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		ended := make(chan error, 1)
		go func() { ended <- cmd.Wait() }()
		time.Sleep(200 * time.Millisecond)
		for told, waiting := 0, true; waiting; {
			if told == 0 || twice {
				_ = cmd.Process.Signal(syscall.SIGTERM)
				told++
			}
			select {
			case <-ended:
				waiting = false
				if told == 1 && cmd.ProcessState.ExitCode() > exitFailed {
					t.Errorf("told once: exit status %d", cmd.ProcessState.ExitCode())
				}
			case <-time.After(100 * time.Millisecond):
			}
			if told > 600 {
				t.Error("it does not end")
				_ = cmd.Process.Kill()
			}
		}
	}
}
