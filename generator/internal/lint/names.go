package lint

import (
	"strings"
	"unicode/utf8"

	"github.com/rolediff/rolediff/generator/internal/compare"
)

// names reports a title or alias that is another role's but for its spelling;
// one that is the same to the letter is found when content is read.
func (l *linter) names() {
	type owner struct {
		role       int
		what, text string
	}
	first := map[string]owner{}
	add := func(i int, what, text string, n int) {
		f := fold(text)
		o, taken := first[f]
		if !taken {
			first[f] = owner{i, what, text}
			return
		}
		if o.role == i || strings.EqualFold(o.text, text) {
			return
		}
		pos := l.entry(i, "aliases", n)
		if what == "title" {
			pos = l.entry(i, "title", 0)
		}
		l.warn(l.docs[i], "name-taken", pos, "give each "+l.cfg.NounOne+" names of its own",
			"%s is the %s of %s in another spelling", quote(text), o.what, l.roles[o.role].Slug)
	}
	for i, r := range l.roles {
		add(i, "title", r.Title, 0)
	}
	for i, r := range l.roles {
		for n, alias := range r.Aliases {
			add(i, "alias", alias, n)
		}
	}
}

// Two roles are near duplicates when their rows are this much alike on average,
// of 1000, and there is enough text to judge by.
const (
	nearlySame = 900
	enoughText = 120 // characters of all rows that both state
)

// duplicates reports roles that say the same: readers who compare them learn
// nothing, and one of the two was most often copied and never rewritten.
func (l *linter) duplicates() {
	profiles := make([]*compare.Profile, len(l.roles))
	for i, r := range l.roles {
		profiles[i] = compare.NewProfile(r)
	}
	summaries := map[string]int{}
	for i, r := range l.roles {
		f := fold(r.Summary)
		if other, ok := summaries[f]; ok {
			l.warn(l.docs[i], "near-duplicate", l.entry(i, "summary", 0), "say what tells the two apart",
				"this is also the summary of %s", l.roles[other].Slug)
		} else {
			summaries[f] = i
		}
	}
	for a, b := range compare.Pairs(len(l.roles)) {
		if l.alike(profiles[a], profiles[b]) {
			l.warn(l.docs[b], "near-duplicate", l.entry(b, "title", 0), "join the two files and keep the other title as an alias, or say what tells them apart",
				"this says nearly the same as %s in every row", l.roles[a].Slug)
		}
	}
}

func (l *linter) alike(a, b *compare.Profile) bool {
	total, rows, text := 0, 0, 0
	for d := range l.cfg.Dimensions {
		x, y := a.Role.Dimensions[d], b.Role.Dimensions[d]
		if !x.Stated() || !y.Stated() {
			continue
		}
		score := compare.Alike(a, b, d)
		if rows++; rows > 1 && score < nearlySame/2 && total < nearlySame*rows/2 {
			return false // the mean can hardly recover; most pairs end here
		}
		total += score
		for _, s := range y.Statements {
			text += utf8.RuneCountInString(s)
		}
	}
	return rows > 0 && total >= nearlySame*rows && text >= enoughText
}
