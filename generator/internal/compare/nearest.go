package compare

import (
	"slices"

	"github.com/rolediff/rolediff/generator/internal/parallel"
)

// Neighbor is another role and how alike it is.
type Neighbor struct {
	Index      int // place in canonical order
	Similarity int // 0 to 1000
}

// Similarities says how alike the i-th role is to every role, itself included.
func Similarities(profiles []*Profile, i int) []int {
	const stretch = 128
	row := make([]int, len(profiles))
	parallel.Each((len(row)+stretch-1)/stretch, func(k int) {
		for j := k * stretch; j < min((k+1)*stretch, len(row)); j++ {
			row[j] = Similarity(profiles[i], profiles[j])
		}
	})
	return row
}

// Nearest returns the k roles most like profiles[i], best first; equal ones
// stand in canonical order.
func Nearest(profiles []*Profile, i, k int) []Neighbor {
	return NearestIn(Similarities(profiles, i), i, k)
}

// NearestIn is Nearest for a role whose similarities are known.
func NearestIn(row []int, i, k int) []Neighbor {
	list := make([]Neighbor, 0, k+1)
	for j, similarity := range row {
		if j != i {
			list = insert(list, Neighbor{j, similarity}, k)
		}
	}
	return list
}

// AllSimilarities says of each role how alike it is to those before it.
func AllSimilarities(profiles []*Profile) [][]uint16 {
	n := len(profiles)
	x := newIndex(profiles)
	rows := make([][]uint16, n)
	parallel.Each(n, func(i int) {
		i = n - 1 - i // the longest first, so that all processors end at once
		rows[i] = make([]uint16, i)
		x.row(rows[i], i)
	})
	return rows
}

// AllNearest returns Nearest of every role. Every two are compared once.
func AllNearest(profiles []*Profile, k int) [][]Neighbor {
	n := len(profiles)
	rows := AllSimilarities(profiles)
	out := make([][]Neighbor, n)
	parallel.Each(n, func(i int) {
		list := make([]Neighbor, 0, k+1)
		for j, similarity := range rows[i] {
			list = insert(list, Neighbor{j, int(similarity)}, k)
		}
		for j := i + 1; j < n; j++ {
			list = insert(list, Neighbor{j, int(rows[j][i])}, k)
		}
		out[i] = list
	})
	return out
}

// Update returns the roles most like the i-th of n, which did not change itself,
// from a former list of them and how alike it is to those that did: rows holds the
// similarities of each role in changed. The list has at most as many entries as the
// former one, or all there are, and fewer when what stands behind the former one
// might belong into it: then it is as long as it is surely right. It is the former
// one itself when nothing in it changed, as in most lists of many roles.
func Update(i, n int, former []Neighbor, changed []int, rows [][]int) []Neighbor {
	all := len(former) == n-1
	// Roles that did not change and were in no list stand behind its last.
	belongs := func(nb Neighbor) bool { return nb.Index != i && (all || before(nb, former[len(former)-1])) }
	same := true
	for at, c := range changed {
		same = same && !belongs(Neighbor{c, rows[at][i]})
	}
	if same && !slices.ContainsFunc(former, func(nb Neighbor) bool { return slices.Contains(changed, nb.Index) }) {
		return former
	}
	list := make([]Neighbor, 0, len(former)+1)
	for _, nb := range former {
		if !slices.Contains(changed, nb.Index) {
			list = append(list, nb)
		}
	}
	for at, c := range changed {
		if nb := (Neighbor{c, rows[at][i]}); belongs(nb) {
			list = insert(list, nb, len(former))
		}
	}
	return list
}

func before(a, b Neighbor) bool {
	return a.Similarity > b.Similarity || a.Similarity == b.Similarity && a.Index < b.Index
}

// insert puts n into a sorted list and keeps its first k.
func insert(list []Neighbor, n Neighbor, k int) []Neighbor {
	at := len(list)
	for at > 0 && before(n, list[at-1]) {
		at--
	}
	if at >= k {
		return list
	}
	list = slices.Insert(list, at, n)
	return list[:min(len(list), k)]
}
