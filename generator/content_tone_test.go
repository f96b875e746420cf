package main

import (
	"regexp"
	"strings"
	"testing"
)

// Five words in a row that stand in a third text are a habit of the writer's, and
// whoever reads three roles in a row hears it.
func TestNoPhraseIsWornOut(t *testing.T) {
	_, c := ownContent(t)
	const long, often = 5, 3
	in := map[string][]string{}
	read := func(file, body string) {
		words := strings.Fields(linkTarget.ReplaceAllString(strings.ToLower(body), ""))
		for i := range len(words) - long + 1 {
			phrase := strings.Join(words[i:i+long], " ")
			if files := in[phrase]; len(files) == 0 || files[len(files)-1] != file {
				in[phrase] = append(files, file)
			}
		}
	}
	for _, r := range c.Roles.All() {
		read(r.File, r.Body)
	}
	for _, n := range c.Notes {
		read(n.File, n.Body)
	}
	for phrase, files := range in {
		if len(files) >= often {
			t.Errorf("%q stands in %s", phrase, strings.Join(files, ", "))
		}
	}
}

// bound are words that tie a text to a gender, a country or a currency.
var bound = regexp.MustCompile(`(?i)\b(he|she|his|her|hers|him|himself|herself|guys|manpower|chairm[ae]n|salesm[ae]n|foreman|` +
	`america|americans?|europe|european|british|gdpr|hipaa|sox|dollars?|euros?|thanksgiving|christmas)\b|[$€£]\d`)

// A role is held by anybody, anywhere. In examples people are "the engineer", "somebody", "they".
func TestTextsAreNeutral(t *testing.T) {
	_, c := ownContent(t)
	look := func(file, text string) {
		for _, at := range bound.FindAllStringIndex(text, -1) {
			from, to := max(0, at[0]-30), min(len(text), at[1]+30)
			t.Errorf("%s: %q in %q", file, text[at[0]:at[1]], text[from:to])
		}
	}
	for _, r := range c.Roles.All() {
		look(r.File, r.Summary)
		look(r.File, r.Body)
		for _, cell := range r.Dimensions {
			look(r.File, strings.Join(cell.Statements, "\n"))
		}
	}
	for _, n := range c.Notes {
		look(n.File, n.Body)
	}
}
