package preview

import (
	"context"
	"time"
)

// pollInterval is how often a poller looks at the files.
const pollInterval = time.Second

// poller looks instead of listening: network and container mounts report no
// events, and the system's watches can run out.
type poller struct {
	scope scope
	seen  tree
}

func (p *poller) follow(t tree) (bool, error) {
	p.seen = t
	return false, nil
}

func (p *poller) wait(ctx context.Context) (batch, error) {
	for {
		if !sleep(ctx, pollInterval) {
			return batch{}, ctx.Err()
		}
		next := p.scope.scan(p.seen, batch{}.names)
		changed := len(differences(p.seen, next)) > 0
		p.seen = next
		if changed {
			return batch{}, p.settle(ctx)
		}
	}
}

// settle waits until the files stay the same for the quiet period, as a look can
// fall into the midst of a save.
func (p *poller) settle(ctx context.Context) error {
	for end := time.Now().Add(longestWait); time.Now().Before(end); {
		if !sleep(ctx, QuietPeriod) {
			return ctx.Err()
		}
		next := p.scope.scan(p.seen, batch{}.names)
		changed := len(differences(p.seen, next)) > 0
		p.seen = next
		if !changed {
			break
		}
	}
	return nil
}

func (p *poller) close() {}

// sleep waits for d, and tells whether ctx lasted that long.
func sleep(ctx context.Context, d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-timer.C:
		return true
	}
}
