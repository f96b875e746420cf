package publish

import (
	"context"
	"errors"
	"sync"
)

// ordered calls do for 0 to n-1 with several workers and emit with each result in
// order, one at a time. Results that wait for an earlier one are at most 8 a
// worker, which bounds the memory. The first error in order ends it all; do should
// look at ctx now and then. The worker's number serves to pick its scratch memory.
func ordered[T any](ctx context.Context, n, workers int, do func(ctx context.Context, worker, i int) (T, error), emit func(T) error) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	workers = max(1, min(workers, n))
	window := 8 * workers
	var (
		mu      sync.Mutex
		turn    = sync.NewCond(&mu)
		claimed int
		emitted int
		waiting = map[int]T{}
		failed  = n // the smallest index that failed
		failure error
		wg      sync.WaitGroup
	)
	fail := func(i int, err error) {
		// What ends because another failed is not what went wrong.
		if failure == nil || i < failed && !errors.Is(err, context.Canceled) {
			failed, failure = i, err
		}
		cancel()
		turn.Broadcast()
	}
	work := func(worker int) {
		mu.Lock()
		defer mu.Unlock()
		for {
			for claimed < n && claimed >= emitted+window && failure == nil {
				turn.Wait()
			}
			if claimed >= n || failure != nil {
				return
			}
			i := claimed
			claimed++
			mu.Unlock()
			v, err := do(ctx, worker, i)
			mu.Lock()
			if err != nil {
				fail(i, err)
				return
			}
			waiting[i] = v
			for failure == nil {
				v, ok := waiting[emitted]
				if !ok {
					break
				}
				delete(waiting, emitted)
				if err := emit(v); err != nil {
					fail(emitted, err)
					return
				}
				emitted++
				turn.Broadcast()
			}
		}
	}
	for w := range workers {
		wg.Go(func() { work(w) })
	}
	wg.Wait()
	if failure != nil {
		return failure
	}
	return ctx.Err()
}
