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
		cell := role.Cell{}
		for range r.IntN(4) { // some say nothing, and some the same twice
			cell.Statements = append(cell.Statements, words[r.IntN(6)]+" "+words[r.IntN(6)])
		}
		out.Dimensions = append(out.Dimensions, cell)
	}
	return NewProfile(out)
}

func TestUpdateGivesWhatNearestGives(t *testing.T) {
	const kept = 12
	r := rand.New(rand.NewPCG(1, 2))
	for _, n := range []int{2, 5, 9, 40} {
		profiles := make([]*Profile, n)
		for i := range profiles {
			profiles[i] = randomProfile(r, i)
		}
		lists := AllNearest(profiles, kept)
		shorter := 0
		for range 300 {
			var changed []int
			for range 1 + r.IntN(3) {
				if c := r.IntN(n); !slices.Contains(changed, c) {
					changed = append(changed, c)
				}
			}
			var rows [][]int
			for _, c := range changed {
				profiles[c] = randomProfile(r, c)
			}
			for _, c := range changed {
				rows = append(rows, Similarities(profiles, c))
			}
			for i := range lists {
				want := Nearest(profiles, i, kept)
				if !slices.Contains(changed, i) && len(lists[i]) > 0 {
					got := Update(i, n, lists[i], changed, rows)
					if len(got) > len(want) || !slices.Equal(got, want[:len(got)]) {
						t.Fatalf("%d roles, changed %v: list of %d is %v, want %v (before %v)", n, changed, i, got, want, lists[i])
					}
					if len(got) < len(lists[i])-len(changed) || len(lists[i]) == n-1 && len(got) < n-1 {
						t.Fatalf("%d roles, changed %v: list of %d is too short, %v (before %v)", n, changed, i, got, lists[i])
					}
					if len(got) < len(want) {
						shorter++
					}
					want = got
				}
				lists[i] = want
			}
		}
		if n > kept+1 && shorter == 0 {
			t.Errorf("%d roles: no list became shorter", n)
		}
	}
}

func TestAllNearestGivesWhatNearestGives(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for _, n := range []int{0, 1, 2, 40} {
		var profiles []*Profile
		for i := range n {
			profiles = append(profiles, randomProfile(r, i))
		}
		for i, got := range AllNearest(profiles, 8) {
			if want := Nearest(profiles, i, 8); !slices.Equal(got, want) {
				t.Errorf("%d roles: list of %d is %v, want %v", n, i, got, want)
			}
		}
	}
}

func TestSimilarityIsSymmetric(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for i := range 1000 {
		a, b := randomProfile(r, i), randomProfile(r, i+1)
		if x, y := Similarity(a, b), Similarity(b, a); x != y || x < 0 || x > 1000 {
			t.Fatalf("%d and %d, of\n%+v\n%+v", x, y, a.Role, b.Role)
		}
	}
}

// BenchmarkAllNearest ranks a thousand roles.
func BenchmarkAllNearest(b *testing.B) {
	r := rand.New(rand.NewPCG(7, 8))
	profiles := make([]*Profile, 1000)
	for i := range profiles {
		profiles[i] = randomProfile(r, i)
	}
	for b.Loop() {
		AllNearest(profiles, 8)
	}
}
