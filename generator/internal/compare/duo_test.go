package compare

import (
	"slices"
	"testing"
)

func TestRowsOfADuoAreThoseOfAllThree(t *testing.T) {
	profiles := append(randomProfiles(3, 20), Nobody(len(randomProfiles(3, 1)[0].Cells)))
	var duo Duo
	met := 0
	for i, a := range profiles {
		for j, b := range profiles[:i] {
			duo.Set(a, b)
			for _, c := range profiles[:j] {
				three := []*Profile{a, b, c}
				got, want := duo.Rows(nil, c), Rows(nil, three)
				for d := range got {
					if got[d].Apart && slices.ContainsFunc(b.Cells[d], func(key uint64) bool { return many(Sharers(three, d, key)) }) {
						t.Fatalf("dimension %d: they are not apart", d)
					}
					if got[d].LastApart && slices.ContainsFunc(c.Cells[d], func(key uint64) bool { return many(Sharers(three, d, key)) }) {
						t.Fatalf("dimension %d: the last shares a statement", d)
					}
					if !got[d].LastApart {
						met++
					}
					if want[d].Apart && !got[d].Apart {
						t.Fatalf("dimension %d: all are apart", d)
					}
					got[d].LastApart, want[d].LastApart = false, false
					got[d].Apart = want[d].Apart // it may know more
				}
				if !slices.Equal(got, want) {
					t.Fatalf("%v, all three have %v", got, want)
				}
			}
		}
	}
	if met == 0 {
		t.Error("no last profile met another: the test sees nothing")
	}
}

func many(s Slots) bool { return s&(s-1) != 0 }
