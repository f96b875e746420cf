package site

import (
	"slices"

	"github.com/rolediff/rolediff/generator/internal/role"
)

// notedFirst is how many notes the home page shows before the rest.
const notedFirst = 12

// notedOrder puts the notes in the order in which the home page lists them: first a
// few that show what people ask, then the others as they were. Nobody ranks notes,
// so those come first whose roles stand in many, and of roles and families that were
// not shown yet.
func notedOrder(notes []*role.Note, family func(slug string) string) []*role.Note {
	asked := map[string]int{} // by role: how many notes it stands in
	for _, n := range notes {
		for _, slug := range n.Roles {
			asked[slug]++
		}
	}
	shown, families := map[string]int{}, map[string]int{}
	worth := func(n *role.Note) int {
		worth, known := 0, 0
		for _, slug := range n.Roles {
			worth += 1000 * asked[slug] / (1 + 2*shown[slug])
			known += families[family(slug)]
		}
		return 2 * worth / (2*len(n.Roles) + known)
	}
	left := slices.Clone(notes)
	var first []*role.Note
	for len(first) < notedFirst && len(left) > 0 {
		best := 0
		for i := range left {
			if worth(left[i]) > worth(left[best]) {
				best = i
			}
		}
		var counted []string
		for _, slug := range left[best].Roles {
			shown[slug]++
			if f := family(slug); !slices.Contains(counted, f) {
				families[f]++
				counted = append(counted, f)
			}
		}
		first = append(first, left[best])
		left = slices.Delete(left, best, best+1)
	}
	return append(first, left...)
}
