package compare

import (
	"cmp"
	"slices"
)

// Likeness is how alike a role and those nearest to it are in each dimension, added
// up over the ones in which both state something.
type Likeness struct{ sum, pairs []int }

// LikenessOf adds up how alike the i-th role and its nearest are. It depends on
// nothing but their profiles.
func LikenessOf(profiles []*Profile, i int, nearest []Neighbor) Likeness {
	a := profiles[i]
	l := Likeness{make([]int, len(a.words)), make([]int, len(a.words))}
	for _, nb := range nearest {
		b := profiles[nb.Index]
		for d := range a.words {
			if len(a.Cells[d]) > 0 && len(b.Cells[d]) > 0 {
				l.sum[d] += Alike(a, b, d)
				l.pairs[d]++
			}
		}
	}
	return l
}

// Usual says for each dimension how alike near roles commonly are in it, from 0 to
// 1000: the average over every role and those nearest to it. Nearly all roles of a
// site have the same meetings; that two have them tells nobody much.
func Usual(all []Likeness) []int {
	if len(all) == 0 {
		return nil
	}
	usual := make([]int, len(all[0].sum))
	for d := range usual {
		sum, pairs := 0, 0
		for _, l := range all {
			sum += l.sum[d]
			pairs += l.pairs[d]
		}
		usual[d] = sum / max(pairs, 1)
	}
	return usual
}

// The lowest likeness that is named as one, and the highest that is named as a
// difference.
const (
	leastAlike    = 250
	mostDifferent = 200
)

// Explain names the dimensions in which two roles are most alike, up to two and
// best first, and the one in which they differ most, or -1. Both are measured by
// what is usual, so that what is special about the two is named. Dimensions that
// one of them does not state are passed over. Of dimensions that differ equally
// the one with more words is named: more was said, and no more met.
func Explain(a, b *Profile, usual []int) (alike []int, different int) {
	type scored struct{ d, score, above, words int }
	var all []scored
	for d := range a.words {
		if len(a.Cells[d]) > 0 && len(b.Cells[d]) > 0 {
			score := Alike(a, b, d)
			all = append(all, scored{d, score, score - usual[d], len(a.words[d]) + len(b.words[d])})
		}
	}
	slices.SortStableFunc(all, func(x, y scored) int {
		return cmp.Or(cmp.Compare(y.above, x.above), cmp.Compare(x.words, y.words))
	})
	for _, s := range all {
		if s.score >= leastAlike && len(alike) < 2 {
			alike = append(alike, s.d)
		}
	}
	different = -1
	for _, s := range slices.Backward(all) {
		if s.score < mostDifferent {
			different = s.d
			break
		}
	}
	return alike, different
}
