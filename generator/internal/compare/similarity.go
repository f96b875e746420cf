package compare

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unique"

	"github.com/rolediff/rolediff/generator/internal/role"
)

// facts are the structured part of a role, ready to compare: names are handles,
// which are equal when the names are, and quicker to compare.
type facts struct {
	self, family, track handle
	scales              []int
	reportsTo, leadsTo  []handle
}

type handle = unique.Handle[string]

// noName is the handle of what a role does not state.
var noName = unique.Make("")

func newFacts(r *role.Role) facts {
	return facts{
		unique.Make(r.Slug), unique.Make(r.Family), unique.Make(r.Track),
		r.Scales, handles(r.ReportsTo), handles(r.LeadsTo),
	}
}

func handles(names []string) []handle {
	out := make([]handle, len(names))
	for i, name := range names {
		out[i] = unique.Make(name)
	}
	return out
}

// stop are words too common in job descriptions to tell anything: the small
// words of English, and the verbs that nearly every role file begins a cell with.
var stop = func() map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(`a an and are as at be by can for from has have in into is it its may
		more most no not of on one or other others own so some such than that the their them then they this
		to up what when where which who whom whose with work works working role roles team teams
		across each how through advise answer decide formally help keep lead learn make meeting nobody plan
		planning report review run`) {
		m[w] = true
	}
	return m
}()

// words returns the hashes of the telling words of statements, sorted, each
// once. A plural s is dropped, so that "design review" meets "design reviews".
func words(statements []string) []uint32 {
	var out []uint32
	for _, s := range statements {
		for _, w := range strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
			if len(w) > 3 && !strings.HasSuffix(w, "ss") {
				w = strings.TrimSuffix(w, "s")
			}
			if !stop[w] {
				h := hash64(w)
				out = append(out, uint32(h>>32)^uint32(h))
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// Weights of a similarity, in parts of 100. Words weigh most, because they are
// what people read; the facts keep neighbours in an organization together. A
// relation weighs nearly as much as a family: a founding engineer is closer to the
// tech lead who becomes one than to the founders beside whom the family puts it.
const (
	weightWords    = 54
	weightScales   = 18
	weightFamily   = 12
	weightTrack    = 6
	weightRelation = 10
)

// Similarity says how alike two roles are, from 0 to 1000. It is symmetric,
// depends on nothing but the two roles, and is made of whole numbers, so that it
// is the same on every machine.
func Similarity(a, b *Profile) int {
	total, stated := 0, 0
	for d := range a.words {
		if len(a.words[d]) > 0 || len(b.words[d]) > 0 {
			total += Alike(a, b, d)
			stated++
		}
	}
	return similarity(a, b, total, stated)
}

// similarity is that of two roles whose words are that much alike in all dimensions
// together, of which at least one of them states so many.
func similarity(a, b *Profile, total, stated int) int {
	score := weightFamily*equal(a.facts.family, b.facts.family) + weightTrack*equal(a.facts.track, b.facts.track) +
		weightRelation*related(a, b) + weightScales*scalesAlike(a.facts.scales, b.facts.scales)
	if stated > 0 {
		score += weightWords * total / stated
	}
	return score / 100
}

// statementWeight is how many words an equal statement counts as.
const statementWeight = 3

// Alike says how alike two roles are in one dimension, from 0 to 1000: twice the
// words they share over the words they have, where a statement counts as three words
// more.
func Alike(a, b *Profile, d int) int {
	shared := inBoth(a.words[d], b.words[d])
	if a.seen[d].meets(&b.seen[d]) {
		shared += statementWeight * inBoth(a.keys[d], b.keys[d])
	}
	return alike(shared, a.weight(d)+b.weight(d))
}

// weight is how much a role says in a dimension, in words.
func (p *Profile) weight(d int) int { return len(p.words[d]) + statementWeight*len(p.keys[d]) }

func alike(shared, all int) int {
	if all == 0 {
		return 0
	}
	return 2000 * shared / all
}

// inBoth is how many entries two sorted lists have in common.
func inBoth[T cmp.Ordered](a, b []T) (n int) {
	for i, j := 0, 0; i < len(a) && j < len(b); {
		x, y := a[i], b[j]
		if x == y {
			n++
		}
		if x <= y {
			i++
		}
		if y <= x {
			j++
		}
	}
	return n
}

func equal(a, b handle) int {
	if a != noName && a == b {
		return 1000
	}
	return 0
}

// related is 1000 when one reports or leads to the other, and 500 when both
// share a boss or a next step.
func related(a, b *Profile) int {
	if directly(a, b) {
		return 1000
	}
	if overlap(a.facts.reportsTo, b.facts.reportsTo) || overlap(a.facts.leadsTo, b.facts.leadsTo) {
		return 500
	}
	return 0
}

// directly tells whether one can report to the other, or is a next step for it.
func directly(a, b *Profile) bool {
	return slices.Contains(a.facts.reportsTo, b.facts.self) || slices.Contains(a.facts.leadsTo, b.facts.self) ||
		slices.Contains(b.facts.reportsTo, a.facts.self) || slices.Contains(b.facts.leadsTo, a.facts.self)
}

func overlap(a, b []handle) bool {
	for _, x := range a {
		if slices.Contains(b, x) {
			return true
		}
	}
	return false
}

// scalesAlike is 1000 less 300 for each step between the two, averaged over the
// scales on which both have a place.
func scalesAlike(a, b []int) int {
	sum, n := 0, 0
	for i := range a {
		if a[i] == role.NotStated || b[i] == role.NotStated {
			continue
		}
		sum += max(1000-300*max(a[i]-b[i], b[i]-a[i]), 0)
		n++
	}
	if n == 0 {
		return 0
	}
	return sum / n
}
