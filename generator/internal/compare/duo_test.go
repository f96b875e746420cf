package compare

import (
	"slices"
	"testing"

	"github.com/rolediff/rolediff/generator/internal/role"
)

func TestDifferencesOfADuoAreThoseOfAllThree(t *testing.T) {
	ctx := NewContext(5, []string{"ic", "mg"})
	kinds := map[Kind]int{}
	for seed := range uint64(40) {
		profiles := append(randomProfiles(seed, 9), Nobody(10))
		profiles[9].facts.scales = profiles[0].facts.scales
		profiles[9].Role.Scales = profiles[0].Role.Scales
		var duo Duo
		for i, a := range profiles {
			for j, b := range profiles[:i] {
				duo.Set(a, b, TieOf(a, b), &ctx)
				for _, c := range profiles[:j] {
					got := duo.Differences(nil, c, TieOf(a, c), TieOf(b, c), &ctx)
					want := Differences(nil, []*Profile{a, b, c}, &ctx)
					if !slices.Equal(got, want) {
						t.Fatalf("%s, %s, %s: %v, all three have %v", a.Role.Slug, b.Role.Slug, c.Role.Slug, got, want)
					}
					for _, s := range got {
						kinds[s.Kind]++
					}
				}
			}
		}
	}
	for _, kind := range []Kind{Most, Reports, NextStep, SameBoss, SameNext, SharesOne, Shares, AllShareOne, SharesNone} {
		if kinds[kind] == 0 {
			t.Errorf("no sentence of kind %d: the test sees too little", kind)
		}
	}
}

func TestTiesSayWhereTwoMeet(t *testing.T) {
	profiles := randomProfiles(5, 30)
	met := 0
	for i, a := range profiles {
		for _, b := range profiles[:i] {
			tie := TieOf(a, b)
			if tie != TieOf(b, a) {
				t.Fatal("the other way round it is another")
			}
			for d := range a.Cells {
				shared := slices.ContainsFunc(a.Cells[d], func(key uint64) bool { return slices.Contains(b.Cells[d], key) })
				if shared != (tie.Common>>d&1 == 1) {
					t.Fatalf("dimension %d of %s and %s: the tie says %b", d, a.Role.Slug, b.Role.Slug, tie.Common)
				}
				if shared {
					met++
				}
			}
		}
	}
	if met == 0 {
		t.Error("no two share a statement: the test sees nothing")
	}
}

func TestTiesGoNoFurtherThanTheirBits(t *testing.T) {
	same := slices.Repeat([]role.Cell{cell("the same")}, 70)
	a, b := profile("a", nil, same...), profile("b", nil, same...)
	if got := TieOf(a, b).Common; got != 1<<64-1 {
		t.Errorf("%b", got)
	}
}
