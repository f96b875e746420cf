package site

import (
	"os"
	"testing"

	"github.com/rolediff/rolediff/generator/internal/config"
)

// TestThirdIsTheFirstOfAll holds the short way to a third role against trying all.
func TestThirdIsTheFirstOfAll(t *testing.T) {
	all := load(t, os.DirFS("../../.."))
	for _, trios := range []string{config.PolicyAll, config.PolicyRelated, config.PolicyNone} {
		p := all.WithPolicy(config.PolicyRelated, trios).plan
		found := 0
		for a := range p.roles {
			begins := map[int]int{}
			for b, c := range p.trioOfEach(a) {
				begins[b] = c
			}
			for b := a + 1; b < p.roles; b++ {
				if want := p.third(a, b, b+1); begins[b] != max(want, 0) {
					t.Fatalf("trios %s, %d and %d begin one with %d, not %d", trios, a, b, begins[b], want)
				}
			}
			for b := a + 1; b < p.roles; b++ {
				for _, from := range []int{0, b + 1, p.roles} {
					want := -1
					for k := from; k < p.roles && want < 0; k++ {
						if k != a && k != b && p.has([]int{a, b, k}) {
							want = k
						}
					}
					if got := p.third(a, b, from); got != want {
						t.Fatalf("trios %s, of %d and %d from %d: %d, not %d", trios, a, b, from, got, want)
					}
					if want >= 0 {
						found++
					}
				}
			}
		}
		if found == 0 != (trios == config.PolicyNone) {
			t.Errorf("trios %s: %d were found", trios, found)
		}
	}
}
