//go:build unix

package preview

import (
	"os"
	"syscall"
	"testing"
	"time"
)

func TestScanNeverWaitsForAPipeAndFollowsNoInnerLink(t *testing.T) {
	s := testScope(t, "content/a.md")
	if err := syscall.Mkfifo(s.abs("content/pipe.md"), 0o644); err != nil {
		t.Skip(err)
	}
	for link, to := range map[string]string{"content/loop": ".", "content/gone.md": "nowhere", "content/etc": "/etc"} {
		if err := os.Symlink(to, s.abs(link)); err != nil {
			t.Fatal(err)
		}
	}
	done := make(chan tree, 1)
	go func() { done <- s.scan(tree{}, no) }()
	select {
	case got := <-done:
		if len(got.files) != 5 || len(got.folders) != 2 {
			t.Errorf("%d files, %d folders", len(got.files), len(got.folders))
		}
	case <-time.After(patience):
		t.Fatal("the scan waits")
	}
	first := s.scan(tree{}, no)
	if err := os.Remove(s.abs("content/gone.md")); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("a.md", s.abs("content/gone.md")); err != nil {
		t.Fatal(err)
	}
	if d := differences(first, s.scan(first, no)); len(d) != 1 {
		t.Errorf("a link that leads elsewhere: %v", d)
	}
}
