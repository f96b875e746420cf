package change

import (
	"cmp"
	"slices"
)

// MaxComparisons is how many comparisons a report quotes.
const MaxComparisons = 10

// tell finds the comparisons whose key differences changed, among those whose
// pages did. It quotes pairs before trios and the most alike first: those are the
// ones that people open.
func (r *Report) tell(before, after Side, changed []string) {
	type found struct {
		Comparison
		alike int
	}
	var all []found
	for _, name := range changed {
		slugs := comparison(name)
		if slugs == nil {
			continue
		}
		was, is := before.Site.Sentences(slugs...), after.Site.Sentences(slugs...)
		if slices.Equal(was, is) {
			continue
		}
		if len(slugs) == 2 {
			r.Told.Pairs++
		} else {
			r.Told.Trios++
		}
		all = append(all, found{
			Comparison{Roles: slugs, Titles: titles(after, slugs), Sentences: changedTexts(was, is)},
			after.Site.Alike(slugs...),
		})
	}
	slices.SortStableFunc(all, func(a, b found) int {
		return cmp.Or(cmp.Compare(len(a.Roles), len(b.Roles)), cmp.Compare(b.alike, a.alike))
	})
	for _, f := range all[:min(len(all), MaxComparisons)] {
		r.Comparisons = append(r.Comparisons, f.Comparison)
	}
}
