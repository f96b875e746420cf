package lint

import (
	"strings"
	"unicode"
)

// british maps word endings and words to the spelling that they are folded to.
// It need not be complete: what it misses is only not reported.
var british = strings.NewReplacer(
	"isation", "ization", "ise ", "ize ", "ised ", "ized ", "ising ", "izing ", "yse ", "yze ", "ysing ", "yzing ",
	"programme ", "program ", "programmes ", "programs ", "behaviour", "behavior", "colour", "color", "labour", "labor",
	"centre", "center", "catalogue", "catalog", "licence", "license", "defence", "defense", "modelling", "modeling",
	"cheque", "check", "judgement", "judgment",
)

// sameWords are words and signs that people write in several ways.
var sameWords = map[string]string{"&": "and", "+": "and", "1": "one", "ci/cd": "cicd"}

// fold returns what a text and its spelling variants have in common: case,
// hyphens, blanks, punctuation, markup, a plural s, & for and, and British or
// American spelling do not count. The order of words does.
func fold(text string) string {
	var b strings.Builder
	lower := british.Replace(strings.ToLower(strings.ReplaceAll(text, "’", "'")) + " ")
	words := strings.FieldsFunc(lower, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '\'' && r != '&' && r != '+'
	})
	for _, w := range words {
		w = strings.ReplaceAll(w, "'", "")
		if same, ok := sameWords[w]; ok {
			w = same
		}
		b.WriteString(singular(w))
	}
	return b.String()
}

func singular(w string) string {
	switch {
	case len(w) > 4 && strings.HasSuffix(w, "ies"):
		return w[:len(w)-3] + "y"
	case len(w) > 4 && (strings.HasSuffix(w, "sses") || strings.HasSuffix(w, "xes") || strings.HasSuffix(w, "ches") || strings.HasSuffix(w, "shes")):
		return w[:len(w)-2]
	case len(w) > 2 && strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "ss") && !strings.HasSuffix(w, "us") && !strings.HasSuffix(w, "is"):
		return w[:len(w)-1]
	}
	return w
}

// oneEdit tells whether two texts differ in one letter: one more, one less, one
// other, or two neighbours changed places. Digits carry meaning and never count
// as a slip.
func oneEdit(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(b)-len(a) > 1 {
		return false
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	letter := func(s string, at int) bool { return at < len(s) && s[at] >= 'a' && s[at] <= 'z' }
	if !letter(b, i) {
		return false
	}
	if len(a) < len(b) {
		return a[i:] == b[i+1:]
	}
	if !letter(a, i) {
		return false
	}
	return a[i+1:] == b[i+1:] ||
		i+1 < len(a) && a[i] == b[i+1] && a[i+1] == b[i] && a[i+2:] == b[i+2:]
}
