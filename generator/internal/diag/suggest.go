package diag

import (
	"strings"
)

// Suggest returns the candidate a person most likely meant by word, or nothing
// when none is near. Near means an edit distance of at most a third of the
// longer word, where case, blanks, hyphens and underscores do not count.
func Suggest(word string, candidates []string) string {
	best, bestAt := "", -1
	w := fold(word)
	for _, c := range candidates {
		f := fold(c)
		d := distance(w, f)
		longer := max(len(w), len(f))
		if d > max(longer/3, 1) || d >= longer {
			continue
		}
		if bestAt < 0 || d < bestAt {
			best, bestAt = c, d
		}
	}
	return best
}

// DidYouMean is the hint for an unknown word: a suggestion when one is near,
// else the candidates when they are few, else nothing.
func DidYouMean(word string, candidates []string) string {
	if s := Suggest(word, candidates); s != "" {
		return "did you mean " + s + "?"
	}
	if len(candidates) > 0 && len(candidates) <= 16 {
		return "known are: " + strings.Join(candidates, ", ")
	}
	return ""
}

var joined = strings.NewReplacer("-", "", "_", "", " ", "")

func fold(s string) string { return joined.Replace(strings.ToLower(s)) }

// distance is the optimal string alignment distance: insertions, deletions,
// replacements and swaps of neighbours each cost one. Words are short; longer
// ones than 200 bytes are never near.
func distance(a, b string) int {
	if len(a) > 200 || len(b) > 200 {
		return max(len(a), len(b))
	}
	prev2 := make([]int, len(b)+1)
	prev := make([]int, len(b)+1)
	cur := make([]int, len(b)+1)
	for j := range prev {
		prev[j] = j
	}
	for i := 1; i <= len(a); i++ {
		cur[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			cur[j] = min(prev[j]+1, cur[j-1]+1, prev[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				cur[j] = min(cur[j], prev2[j-2]+1)
			}
		}
		prev2, prev, cur = prev, cur, prev2
	}
	return prev[len(b)]
}
