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

// Two texts that begin alike, or walk through the same week, are two castings of
// one mould. A few may go from Monday to Friday; a whole family may not.
func TestNoTwoTextsAreOfOneMould(t *testing.T) {
	_, c := ownContent(t)
	const opening, tour, tours = 3, 4, 8
	begins := map[string]string{}
	begin := func(file, body string) {
		for line := range strings.Lines(body) {
			words := strings.Fields(strings.ToLower(line))
			if len(words) < opening || strings.HasPrefix(line, "#") {
				continue
			}
			first := strings.Join(words[:opening], " ")
			if other, taken := begins[first]; taken {
				t.Errorf("%s and %s both begin with %q", other, file, first)
			}
			begins[first] = file
			return
		}
	}
	var walk []string
	for _, r := range c.Roles.All() {
		begin(r.File, r.Body)
		days := 0
		for _, day := range []string{"Monday", "Tuesday", "Wednesday", "Thursday", "Friday"} {
			if strings.Contains(r.Body, day) {
				days++
			}
		}
		if days >= tour {
			walk = append(walk, r.Slug)
		}
	}
	for _, n := range c.Notes {
		begin(n.File, n.Body)
	}
	if len(walk) > tours {
		t.Errorf("%d bodies go through the days of a week, more than %d: %s", len(walk), tours, strings.Join(walk, ", "))
	}
}

// claimed are the words of a statistic: a share of companies or people, a salary,
// a study. Nobody here has made one. Figures in an example are no claim.
var claimed = regexp.MustCompile(`(?i)\b(stud(y|ies)|surveys?|research|data|statistics) (shows?|suggests?|finds?|found|proves?)\b|\bon average\b|\bstatistically\b|` +
	`\b(percent|%|out of ten|in ten) of (all |the )?(\w+ )?(companies|employers|startups|teams|engineers|developers|managers|people|projects|time)\b|` +
	`\b(salary|salaries|earns?|paid) (of |about |around |up to |between )?[$€£]?\d`)

func TestNoStatisticsAreInvented(t *testing.T) {
	_, c := ownContent(t)
	look := func(file, text string) {
		if found := claimed.FindString(text); found != "" {
			t.Errorf("%s claims a statistic: %q", file, found)
		}
	}
	for _, r := range c.Roles.All() {
		look(r.File, r.Body)
	}
	for _, n := range c.Notes {
		look(n.File, n.Body)
	}
	for _, claim := range []string{"Studies show that", "70 percent of companies", "on average", "a salary of 100"} {
		if !claimed.MatchString(claim) {
			t.Errorf("%q is not seen to be a statistic", claim)
		}
	}
}
