package main

import (
	"fmt"
	"slices"
)

// none is the limit of a figure that has none.
const none = 0

// report prints figures, each beside the most that it may be.
type report struct {
	over int // figures over their limit
}

// figure prints one figure. more says what it was made of.
func (r *report) figure(what string, value float64, unit string, limit float64, more string, args ...any) {
	verdict := ""
	if limit != none {
		verdict = fmt.Sprintf("at most %g: ok", limit)
		if value > limit {
			verdict = fmt.Sprintf("at most %g: OVER", limit)
			r.over++
		}
	}
	digits := 2
	if value >= 100 {
		digits = 0
	}
	fmt.Printf("  %-34s %8.*f %-6s %-18s %s\n", what, digits, value, unit, verdict, fmt.Sprintf(more, args...))
}

// run is one finished process: what it took, and the most memory it had.
type run struct {
	seconds float64
	cpu     float64 // seconds of all processors together
	peak    int64   // bytes
}

// best is the fastest of some runs, and the most memory of any. What else goes on
// in a machine only ever adds to a time.
func best(runs []run) run {
	m := slices.MinFunc(runs, func(a, b run) int { return int(1e9 * (a.seconds - b.seconds)) })
	for _, r := range runs {
		m.cpu = min(m.cpu, r.cpu)
		m.peak = max(m.peak, r.peak)
	}
	return m
}

// ratio compares the best of both. They were made in turn, on the same machine in
// the same minutes.
func ratio(a, b []run) float64 { return best(a).seconds / best(b).seconds }

func mebibytes(bytes int64) float64 { return float64(bytes) / (1 << 20) }
