package compare

import (
	"fmt"
	"slices"
	"testing"

	"github.com/rolediff/rolediff/generator/internal/role"
)

// cell is one dimension: nothing, a text, or a list of several.
func cell(statements ...string) role.Cell {
	return role.Cell{List: len(statements) > 1, Statements: statements}
}

// profile makes a role with places on two scales.
func profile(slug string, scales []int, cells ...role.Cell) *Profile {
	return NewProfile(&role.Role{Slug: slug, Scales: scales, Dimensions: cells})
}

func TestPairsAndTriosAreAllInCanonicalOrder(t *testing.T) {
	for n := range 8 {
		var pairs, trios []string
		for i, j := range Pairs(n) {
			pairs = append(pairs, fmt.Sprintf("%d%d", i, j))
		}
		for trio := range Trios(n) {
			trios = append(trios, fmt.Sprintf("%d%d%d", trio[0], trio[1], trio[2]))
		}
		for what, got := range map[string][]string{"pairs": pairs, "trios": trios} {
			want := n * (n - 1) / 2
			if what == "trios" {
				want = n * (n - 1) * (n - 2) / 6
			}
			if len(got) != want || !slices.IsSorted(got) || len(slices.Compact(slices.Clone(got))) != want {
				t.Errorf("%d roles: %s %v", n, what, got)
			}
		}
	}
	for range Pairs(9) {
		break // an iterator that goes on after this panics
	}
	for range Trios(9) {
		break
	}
}

func TestKeyIsTheSameForTheSameWords(t *testing.T) {
	for _, same := range []string{"Design reviews", "design reviews", " Design  reviews. ", "DESIGN REVIEWS;"} {
		if Key(same) != Key("Design reviews") {
			t.Errorf("%q is another statement", same)
		}
	}
	for _, other := range []string{"Design review", "Designreviews", "reviews design", "", "Design reviews?"} {
		if Key(other) == Key("Design reviews") {
			t.Errorf("%q is the same statement", other)
		}
	}
}

func TestSharersAndAgreement(t *testing.T) {
	tests := []struct {
		name    string
		cells   []role.Cell
		agree   Agreement
		sharers []Slots // of each statement of the first role
	}{
		{"same text", []role.Cell{cell("a"), cell("A.")}, Same, []Slots{0b11}},
		{"other text", []role.Cell{cell("a"), cell("b")}, Different, []Slots{0b01}},
		{"same list in another order", []role.Cell{cell("a", "b"), cell("b", "a")}, Same, []Slots{0b11, 0b11}},
		{"one of two shared", []role.Cell{cell("a", "b"), cell("b", "c")}, Partly, []Slots{0b01, 0b11}},
		{"text against list", []role.Cell{cell("a"), cell("a", "b")}, Partly, []Slots{0b11}},
		{"one says nothing", []role.Cell{cell("a"), cell()}, Different, []Slots{0b01}},
		{"nobody says anything", []role.Cell{cell(), cell()}, Different, nil},
		{"all three", []role.Cell{cell("a"), cell("a"), cell("a")}, Same, []Slots{0b111}},
		{"two of three", []role.Cell{cell("a"), cell("b"), cell("a")}, Different, []Slots{0b101}},
		{"some by all, some by two", []role.Cell{cell("a", "b"), cell("a", "b"), cell("a", "c")}, Partly, []Slots{0b111, 0b011}},
		{"third says nothing", []role.Cell{cell("a"), cell("a"), cell()}, Different, []Slots{0b011}},
	}
	for _, tt := range tests {
		var profiles []*Profile
		for i, c := range tt.cells {
			profiles = append(profiles, profile(fmt.Sprint("r", i), nil, c))
		}
		if got := Agree(profiles, 0); got != tt.agree {
			t.Errorf("%s: agreement %d, want %d", tt.name, got, tt.agree)
		}
		var sharers []Slots
		for _, key := range profiles[0].Cells[0] {
			sharers = append(sharers, Sharers(profiles, 0, key))
		}
		if !slices.Equal(sharers, tt.sharers) {
			t.Errorf("%s: sharers %b, want %b", tt.name, sharers, tt.sharers)
		}
	}
}
