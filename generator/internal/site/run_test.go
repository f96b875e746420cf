package site

import (
	"bytes"
	"testing"

	"github.com/rolediff/rolediff/generator/internal/compare"
)

// TestTriosOfARunAreThoseMadeOneByOne looks at enough trios that two and three of them
// share statements, in all the ways there are.
func TestTriosOfARunAreThoseMadeOneByOne(t *testing.T) {
	s, err := synthetic()
	if err != nil {
		t.Fatal(err)
	}
	if s.engine.trios == nil {
		t.Fatal("trios are not joined in runs")
	}
	met := map[[3]bool]int{}
	var got, want []byte
	for a := 0; a < len(s.roles); a += 9 {
		following := new(run)
		for b := a + 1; b < len(s.roles); b++ {
			for c := b + 1; c < len(s.roles); c++ {
				roles := []int{a, b, c}
				got, _ = s.appendComparison(got[:0], following, roles)
				want, _ = s.appendComparison(want[:0], nil, roles)
				if !bytes.Equal(got, want) {
					t.Fatalf("%v: in a run\n%s\nby itself\n%s", roles, got, want)
				}
				tie := func(i, j int) bool { return compare.TieOf(s.roles[i].profile, s.roles[j].profile).Common != 0 }
				met[[3]bool{tie(a, b), tie(a, c), tie(b, c)}]++
			}
		}
	}
	if len(met) < 8 {
		t.Errorf("only these meet, the test sees too little: %v", met)
	}
}

// TestARunKnowsLayoutsThatNameRolesAgain tries sentences and cells that use what they
// are given in other ways than ours do.
func TestARunKnowsLayoutsThatNameRolesAgain(t *testing.T) {
	own := with(smallFiles(t), map[string]string{
		"layouts/partials/difference.html": `<li class="{{.Kind}}">{{.Whom}} {{.Who}} {{if eq .Kind "most"}}{{.Step}} {{.Who}} {{.Other}} {{.Whom}}{{end}}</li>`,
		"layouts/partials/cell.html":       `<td>{{range .Statements}}<p class="{{.State}}">{{.Mark}} {{.HTML}} {{.Mark}}</p>{{end}}</td>`,
		"layouts/partials/agreement.html":  `<b>{{.State}} of {{.Count}}</b>`,
	})
	s, list := tryLoad(t, own, nil)
	if len(list) > 0 {
		t.Fatal(list)
	}
	if s.engine.trios == nil {
		t.Fatal("trios are not joined in runs")
	}
	bothWays(t, s)
}
