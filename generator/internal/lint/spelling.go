package lint

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/rolediff/rolediff/generator/internal/compare"
)

// spelt is one way of writing a statement, and where it is written so.
type spelt struct {
	text  string
	key   uint64
	sites []site
}

type site struct{ role, statement int }

// Only a statement that stands in common roles can be what a rare one was meant
// to be, and only when it is long enough for one letter to be a slip.
const (
	common  = 3
	longish = 10
)

// spelling reports statements of one row that are the same but for their
// spelling: they do not match, and readers see a difference where there is none.
func (l *linter) spelling() {
	for d := range l.cfg.Dimensions {
		groups, order := l.spellings(d)
		var often []string
		for _, f := range order {
			if count(groups[f]) >= common && len(f) >= longish {
				often = append(often, f)
			}
		}
		for _, f := range order {
			group := groups[f]
			if len(group) > 1 {
				l.variants(d, group)
			}
			if count(group) == 1 && len(f) >= longish {
				l.slip(d, f, group[0], groups, often)
			}
		}
	}
}

// spellings groups the statements of a row by what their spellings have in
// common, in the order in which they stand. Of each group the most common
// spelling is the first.
func (l *linter) spellings(d int) (map[string][]*spelt, []string) {
	groups := map[string][]*spelt{}
	byKey := map[uint64]*spelt{}
	var order []string
	for i, r := range l.roles {
		for n, s := range r.Dimensions[d].Statements {
			key := compare.Key(s)
			sp := byKey[key]
			if sp == nil {
				sp = &spelt{text: s, key: key}
				byKey[key] = sp
				f := fold(s)
				if groups[f] == nil {
					order = append(order, f)
				}
				groups[f] = append(groups[f], sp)
			}
			sp.sites = append(sp.sites, site{i, n})
		}
	}
	for _, group := range groups {
		slices.SortStableFunc(group, func(a, b *spelt) int { return cmp.Compare(len(b.sites), len(a.sites)) })
	}
	return groups, order
}

func count(group []*spelt) int {
	n := 0
	for _, sp := range group {
		n += len(sp.sites)
	}
	return n
}

func (l *linter) variants(d int, group []*spelt) {
	best := group[0]
	for _, sp := range group[1:] {
		for _, at := range sp.sites {
			l.warn(l.docs[at.role], "spelling-variant", l.statement(at.role, d, at.statement), "write: "+best.text,
				"%s %s, so the two do not match", l.writers(best), quote(best.text))
		}
	}
}

func (l *linter) slip(d int, f string, sp *spelt, groups map[string][]*spelt, often []string) {
	for _, other := range often {
		if oneEdit(f, other) {
			best := groups[other][0]
			l.warn(l.docs[sp.sites[0].role], "spelling-variant", l.statement(sp.sites[0].role, d, sp.sites[0].statement), "did you mean "+best.text+"?",
				"this differs in one letter from %s, which stands in %s", quote(best.text), l.plural(len(best.sites)))
			return
		}
	}
}

// writers says who writes a statement so.
func (l *linter) writers(sp *spelt) string {
	if len(sp.sites) == 1 {
		return l.roles[sp.sites[0].role].Title + " writes"
	}
	return l.plural(len(sp.sites)) + " write"
}

// quote shows a text inside a message, cut when it is long.
func quote(s string) string {
	if r := []rune(s); len(r) > 60 {
		s = string(r[:60]) + "…"
	}
	return fmt.Sprintf("%q", s)
}
