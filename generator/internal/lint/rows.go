package lint

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// habit is how many roles must fill a row before it has habits that another can
// break, and manner how many percent of them must share one.
const (
	habit  = 4
	manner = 80
)

// A cell is far longer than its row above longTimes the median and at least
// farLonger characters more; far shorter below a shortPart of it and at least
// farShorter characters less.
const (
	longTimes  = 3
	farLonger  = 120
	shortPart  = 5
	farShorter = 40
)

// rows reports cells that cannot be read across with their row.
func (l *linter) rows() {
	for d := range l.cfg.Dimensions {
		var at, lengths []int
		lists, statements, sentences := 0, 0, 0
		for i, r := range l.roles {
			cell := r.Dimensions[d]
			if !cell.Stated() {
				continue
			}
			at, lengths = append(at, i), append(lengths, length(cell.Statements))
			if cell.List {
				lists++
			}
			for _, s := range cell.Statements {
				statements++
				if sentence(s) {
					sentences++
				}
			}
		}
		if len(at) < habit {
			continue
		}
		l.lengths(d, at, lengths)
		l.forms(d, at, lists)
		l.endings(d, at, sentences, statements)
	}
}

func length(statements []string) int {
	n := 0
	for _, s := range statements {
		n += utf8.RuneCountInString(s)
	}
	return n
}

func (l *linter) lengths(d int, at, lengths []int) {
	sorted := slices.Sorted(slices.Values(lengths))
	median := sorted[len(sorted)/2]
	for k, i := range at {
		n := lengths[k]
		switch {
		case n > longTimes*median && n >= median+farLonger:
			l.warn(l.docs[i], "uneven-length", l.cellKey(i, d), "say the most important part here, and the rest in the text below the front matter",
				"this row is far longer than in the other %s: %d characters, where half of them have %d or fewer", l.cfg.NounMany, n, median)
		case n*shortPart < median && n <= median-farShorter:
			l.warn(l.docs[i], "uneven-length", l.cellKey(i, d), "say as much as the others do, or leave the row out: it then reads Not stated",
				"this row is far shorter than in the other %s: %d characters, where half of them have %d or more", l.cfg.NounMany, n, median)
		}
	}
}

// forms reports a list in a row of texts, and a text in a row of lists.
func (l *linter) forms(d int, at []int, lists int) {
	for _, i := range at {
		switch list := l.roles[i].Dimensions[d].List; {
		case list && (len(at)-lists)*100 >= manner*len(at):
			l.warn(l.docs[i], "uneven-form", l.cellKey(i, d), "write one text, as the others do",
				"this row is a list here, and one text in the other %s", l.cfg.NounMany)
		case !list && lists*100 >= manner*len(at):
			l.warn(l.docs[i], "uneven-form", l.cellKey(i, d), "write a list, one statement a line behind a dash: statements are compared one by one",
				"this row is one text here, and a list in the other %s", l.cfg.NounMany)
		}
	}
}

// endings reports a sentence with its period among fragments without, and the
// reverse.
func (l *linter) endings(d int, at []int, sentences, statements int) {
	for _, i := range at {
		for n, s := range l.roles[i].Dimensions[d].Statements {
			switch ends := sentence(s); {
			case ends && (statements-sentences)*100 >= manner*statements:
				l.warn(l.docs[i], "uneven-ending", l.statement(i, d, n), "remove the period at its end",
					"this is a sentence with a period, and the rest of the row has none")
			case !ends && sentences*100 >= manner*statements && !strings.ContainsAny(s[len(s)-1:], "!?…)"):
				l.warn(l.docs[i], "uneven-ending", l.statement(i, d, n), "end it with a period",
					"this has no period at its end, and the rest of the row has one")
			}
		}
	}
}

// abbreviations end in a period that ends no sentence.
var abbreviations = []string{"etc.", "e.g.", "i.e.", "inc.", "ltd.", "co.", "jr.", "sr.", "vs.", "..."}

func sentence(s string) bool {
	if !strings.HasSuffix(s, ".") {
		return false
	}
	lower := strings.ToLower(s)
	return !slices.ContainsFunc(abbreviations, func(a string) bool { return strings.HasSuffix(lower, a) })
}
