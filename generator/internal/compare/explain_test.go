package compare

import (
	"slices"
	"testing"

	"github.com/rolediff/rolediff/generator/internal/role"
)

// saying makes a profile that says one text in each dimension, "" for nothing.
func saying(texts ...string) *Profile {
	r := &role.Role{Slug: "r"}
	for _, text := range texts {
		var cell role.Cell
		if text != "" {
			cell.Statements = []string{text}
		}
		r.Dimensions = append(r.Dimensions, cell)
	}
	return NewProfile(r)
}

// near and nearer share most of their words.
const near, nearer = "red blue green gold", "red blue green lime"

func TestExplainNamesWhatIsSpecial(t *testing.T) {
	tests := []struct {
		name      string
		a, b      *Profile
		usual     []int
		alike     []int
		different int
	}{
		{"same, near and far", saying("red green", near, "pink"), saying("red green", nearer, "gray"), []int{0, 0, 0}, []int{0, 1}, 2},
		{"what all have in common comes last", saying("red green", near, near), saying("red green", nearer, nearer), []int{1000, 0, 0}, []int{1, 2}, -1},
		{"the less usual difference", saying("pink", "gray"), saying("red", "blue"), []int{50, 400}, nil, 1},
		{"the difference of more words", saying("pink", "gray white black"), saying("red", "blue cyan"), []int{0, 0}, nil, 1},
		{"what one does not state is passed over", saying("", "red"), saying("red", "red"), []int{0, 0}, []int{1}, -1},
		{"nothing stated", saying("", ""), saying("", ""), []int{0, 0}, nil, -1},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			alike, different := Explain(test.a, test.b, test.usual)
			if !slices.Equal(alike, test.alike) || different != test.different {
				t.Errorf("alike in %v, most different in %d; want %v, %d", alike, different, test.alike, test.different)
			}
		})
	}
}

func TestUsualIsTheAverageOverNeighbours(t *testing.T) {
	a, b, c := saying("red", "red", ""), saying("red", "blue", "red"), saying("red", "red", "red")
	near := [][]Neighbor{{{Index: 1}, {Index: 2}}, {}, {{Index: 0}}}
	// Dimension 1: a and b share nothing, a and c all, c and a all.
	if got, want := usualOf([]*Profile{a, b, c}, near), []int{1000, 666, 0}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	if got := Usual(nil); len(got) != 0 {
		t.Errorf("%v for no roles", got)
	}
}

func usualOf(profiles []*Profile, near [][]Neighbor) []int {
	var all []Likeness
	for i := range profiles {
		all = append(all, LikenessOf(profiles, i, near[i]))
	}
	return Usual(all)
}
