package preview

import (
	"fmt"
	"testing"
	"testing/synctest"
	"time"
)

// TestPollWaitsForTheEndOfASave runs by a clock that stands still while anyone
// works, so that no busy machine makes a pause in the save.
func TestPollWaitsForTheEndOfASave(t *testing.T) {
	t.Parallel()
	s := testScope(t, "content/a.md")
	synctest.Test(t, func(t *testing.T) {
		p := &poller{scope: s}
		if _, err := p.follow(s.scan(tree{}, no)); err != nil {
			t.Fatal(err)
		}
		noticed := make(chan error, 1)
		go func() {
			_, err := p.wait(t.Context())
			noticed <- err
		}()
		time.Sleep(QuietPeriod / 12) // the save is never at work in the moment of a look
		const saving = pollInterval + 250*time.Millisecond
		began := time.Now()
		for i := 0; time.Since(began) < saving; i++ {
			put(t, s, "content/a.md", fmt.Sprint(i))
			time.Sleep(QuietPeriod / 6)
		}
		select {
		case <-noticed:
			t.Fatal("a save was taken for done while it went on")
		default:
		}
		if err := <-noticed; err != nil {
			t.Error(err)
		}
		if took := time.Since(began) - saving; took > 2*QuietPeriod {
			t.Errorf("the end of the save was noticed after %v", took)
		}
	})
}
