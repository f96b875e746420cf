package compare

import "slices"

// Neighbor is another role and how alike it is.
type Neighbor struct {
	Index      int // place in canonical order
	Similarity int // 0 to 1000
}

// Nearest returns the k roles most like profiles[i], best first; equal ones
// stand in canonical order.
func Nearest(profiles []*Profile, i, k int) []Neighbor {
	list := make([]Neighbor, 0, k+1)
	for j, p := range profiles {
		if j != i {
			list = insert(list, Neighbor{j, Similarity(profiles[i], p)}, k)
		}
	}
	return list
}

// Update returns what Nearest would for a role that did not change itself, from
// its former list and the places of the roles that did. It costs a comparison
// for each of them, and only seldom one for every role.
func Update(profiles []*Profile, i, k int, former []Neighbor, changed []int) []Neighbor {
	list := slices.DeleteFunc(slices.Clone(former), func(n Neighbor) bool { return slices.Contains(changed, n.Index) })
	for _, c := range changed {
		list = insert(list, Neighbor{c, Similarity(profiles[i], profiles[c])}, len(former)+len(changed))
	}
	list = list[:min(len(list), k)]
	// Roles that did not change and were in no list stand below its last. When
	// the new last stands there too, one of them may belong in its place.
	if len(former) == k && (len(list) < k || before(former[k-1], list[k-1])) {
		return Nearest(profiles, i, k)
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
