package compare

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/rolediff/rolediff/generator/internal/role"
)

// randomProfile makes a role out of few words, so that ties are common.
func randomProfile(r *rand.Rand, i int) *Profile {
	words := []string{"plan", "build", "test", "review", "lead", "hire"}
	out := &role.Role{Slug: fmt.Sprintf("role-%02d", i), Scales: []int{r.IntN(5), r.IntN(5)}, Family: words[r.IntN(3)]}
	for range 3 {
		out.Dimensions = append(out.Dimensions, role.Cell{Statements: []string{words[r.IntN(6)] + " " + words[r.IntN(6)]}})
	}
	return NewProfile(out)
}

func TestUpdateGivesWhatNearestGives(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for _, n := range []int{2, 5, 9, 40} {
		profiles := make([]*Profile, n)
		for i := range profiles {
			profiles[i] = randomProfile(r, i)
		}
		lists := make([][]Neighbor, n)
		for i := range lists {
			lists[i] = Nearest(profiles, i, 8)
		}
		for range 300 {
			var changed []int
			for range 1 + r.IntN(3) {
				if c := r.IntN(n); !slices.Contains(changed, c) {
					changed = append(changed, c)
				}
			}
			for _, c := range changed {
				profiles[c] = randomProfile(r, c)
			}
			for i := range lists {
				want := Nearest(profiles, i, 8)
				if !slices.Contains(changed, i) {
					if got := Update(profiles, i, 8, lists[i], changed); !slices.Equal(got, want) {
						t.Fatalf("%d roles, changed %v: list of %d is %v, want %v (before %v)", n, changed, i, got, want, lists[i])
					}
				}
				lists[i] = want
			}
		}
	}
}
