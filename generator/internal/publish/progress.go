package publish

import (
	"sync"
	"sync/atomic"
	"time"
)

// report tells opts.Progress how far the run is, ten times a second, until the
// returned function is called, which tells it a last time.
func (p *publisher) report() (stop func()) {
	tell := p.opts.Progress
	if tell == nil {
		return func() {}
	}
	quit := make(chan struct{})
	var wg sync.WaitGroup
	wg.Go(func() {
		tick := time.NewTicker(100 * time.Millisecond)
		defer tick.Stop()
		for {
			select {
			case <-quit:
				return
			case <-tick.C:
				tell(int(p.done.Load()), int(p.total.Load()))
			}
		}
	})
	return func() {
		close(quit)
		wg.Wait()
		tell(int(p.done.Load()), int(p.total.Load()))
	}
}

// count finds out how many files the tree has, for the progress only: the whole
// site is written without anybody knowing its size. The returned function ends it.
func (p *publisher) count() (stop func()) {
	if p.opts.Progress == nil {
		return func() {}
	}
	var quit atomic.Bool
	var wg sync.WaitGroup
	wg.Go(func() {
		n := 0
		for _, folder := range p.folders {
			for range p.tree.Files(folder) {
				n++
				if quit.Load() {
					return
				}
			}
		}
		p.total.Store(int64(n))
	})
	return func() {
		quit.Store(true)
		wg.Wait()
	}
}
