package preview

import (
	"testing"
	"time"
)

func TestPollWaitsForTheEndOfASave(t *testing.T) {
	t.Parallel()
	s := testScope(t, "content/a.md")
	p := &poller{scope: s}
	if _, err := p.follow(s.scan(tree{}, no)); err != nil {
		t.Fatal(err)
	}
	began := time.Now()
	returned := make(chan error, 1)
	go func() {
		_, err := p.wait(t.Context())
		returned <- err
	}()
	const saving = pollInterval + 250*time.Millisecond
	for time.Since(began) < saving {
		put(t, s, "content/a.md", time.Now().String())
		time.Sleep(quietPeriod / 6)
	}
	select {
	case <-returned:
		t.Error("a save was taken for done while it went on")
	default:
	}
	select {
	case err := <-returned:
		if err != nil {
			t.Error(err)
		}
	case <-time.After(5 * time.Second):
		t.Error("the save was not noticed")
	}
}
