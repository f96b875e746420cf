package site

import (
	"html/template"
	"math/bits"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/rolediff/rolediff/generator/internal/compare"
	"github.com/rolediff/rolediff/generator/internal/layout"
)

// appendDifferences writes the computed sentences.
func (j *joiner) appendDifferences(dst []byte) []byte {
	j.sentences = compare.DifferencesIn(j.sentences[:0], j.rows, j.profiles[:j.n], &j.site.context)
	for i := range j.sentences {
		dst = j.appendSentence(dst, &j.sentences[i])
	}
	return dst
}

func (j *joiner) appendSentence(dst []byte, s *compare.Sentence) []byte {
	var form form
	if s.Kind == compare.Most || s.Kind == compare.More {
		form = j.site.engine.gap(j.n, s)
	} else {
		form = j.site.engine.forms.sentence(j.n, j.sentenceForm(s), s.Who)
	}
	for _, part := range form {
		dst = append(dst, part.literal...)
		dst = j.appendSentencePart(dst, s, part.hole)
	}
	return dst
}

// briefest is how many characters a statement may have that a sentence names.
const briefest = 60

// sentenceForm is the number of a sentence's form. A single shared statement is
// named when it is an entry of a list, short, and fits into a sentence as it is.
// layouts/js/compare.js decides the same.
func (j *joiner) sentenceForm(s *compare.Sentence) int {
	if s.Kind != compare.SharesOne && s.Kind != compare.AllShareOne {
		return int(s.Kind)
	}
	text := j.shared(s)
	if text == "" || strings.ContainsRune(text, '<') || strings.HasSuffix(text, ".") || utf8.RuneCountInString(text) > briefest {
		return int(s.Kind)
	}
	if s.Kind == compare.SharesOne {
		return formSharesThis
	}
	return formAllShareThis
}

// shared is the one statement that a sentence tells of, or nothing where it is no
// entry of a list.
func (j *joiner) shared(s *compare.Sentence) string {
	d := bits.TrailingZeros64(s.On)
	cells := j.roles[bits.TrailingZeros8(uint8(s.Who))].cells
	if d >= len(cells) || !cells[d].list {
		return ""
	}
	return cells[d].statements[s.Statement]
}

// Sentences are the key differences of a pair or trio as plain text. There are
// none when a slug is no role's.
func (s *Site) Sentences(slugs ...string) []string {
	roles, ok := s.indexes(slugs)
	if !ok {
		return nil
	}
	j := s.prepare(roles...)
	defer j.done()
	j.rows = compare.Rows(j.rows[:0], j.profiles[:j.n])
	var out []string
	for _, sentence := range compare.DifferencesIn(nil, j.rows, j.profiles[:j.n], &s.context) {
		out = append(out, layout.PlainText(j.appendSentence(nil, &sentence)))
	}
	return out
}

// Alike is how alike the least alike two of some roles are, from 0 to 1000; -1
// when a slug is no role's.
func (s *Site) Alike(slugs ...string) int {
	roles, ok := s.indexes(slugs)
	least := 1000
	for i, a := range roles {
		for _, b := range roles[:i] {
			least = min(least, compare.Similarity(s.roles[a].profile, s.roles[b].profile))
		}
	}
	if !ok {
		return -1
	}
	return least
}

// indexes are the places of roles, in canonical order.
func (s *Site) indexes(slugs []string) ([]int, bool) {
	var out []int
	for _, slug := range slugs {
		i, ok := s.content.Roles.Index(slug)
		if !ok {
			return nil, false
		}
		out = append(out, i)
	}
	sortRoles(out)
	return out, true
}

func many(s compare.Slots) bool { return s&(s-1) != 0 }

// numberWords are the numbers that a sentence writes out; larger ones are in digits.
var numberWords = [...]string{"no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"}

func (j *joiner) appendSentencePart(dst []byte, s *compare.Sentence, hole int) []byte {
	t := &j.site.engine.terms
	switch hole {
	case formWho:
		return j.appendNames(dst, s.Who, before)
	case formWhom:
		if s.Kind == compare.Most {
			return j.appendNames(dst, s.Whom, before)
		}
		return j.appendNames(dst, s.Whom, beforeOr)
	case formRole:
		if i, ok := j.site.content.Roles.Index(s.Role); ok {
			dst = append(dst, j.site.roles[i].material.name...)
		}
		return dst
	case formNumber:
		if s.Count < len(numberWords) {
			return append(dst, numberWords[s.Count]...)
		}
		return strconv.AppendInt(dst, int64(s.Count), 10)
	case formPhrase:
		return append(dst, j.phrase(s)...)
	case formDimension:
		return j.appendDimensions(dst, s.On)
	case formLabel:
		return j.appendLevels(dst, s.On)
	case formStatement:
		return append(dst, j.shared(s)...)
	}
	return append(dst, t.ofGap(s, hole)...)
}

// appendLevels enumerates the scales on which all have the same place, each with
// that place.
func (j *joiner) appendLevels(dst []byte, on uint64) []byte {
	at, count := 0, bits.OnesCount64(on)
	for i, t := range j.site.engine.terms.scales {
		if on>>i&1 == 0 {
			continue
		}
		dst = append(dst, before(at, count)...)
		dst = append(dst, t.label...)
		dst = append(dst, " ("...)
		dst = append(dst, t.steps[j.profiles[0].Role.Scales[i]]...)
		dst = append(dst, ')')
		at++
	}
	return dst
}

// appendDimensions enumerates dimensions.
func (j *joiner) appendDimensions(dst []byte, on uint64) []byte {
	at, count := 0, bits.OnesCount64(on)
	for i, label := range j.site.engine.terms.dimensions {
		if on>>i&1 == 1 {
			dst = append(dst, before(at, count)...)
			dst = append(dst, label...)
			at++
		}
	}
	return dst
}

// phrase is the wording that the config has for a sentence.
func (j *joiner) phrase(s *compare.Sentence) template.HTML {
	t := &j.site.engine.terms
	switch s.Kind {
	case compare.Most, compare.More:
		return t.ofGap(s, formPhrase)
	case compare.Track, compare.SameTrack:
		return t.tracks[s.Track]
	case compare.SameFamily, compare.Family:
		return t.families[j.profiles[bits.TrailingZeros8(uint8(s.Who))].Role.Family]
	}
	return ""
}

// appendMoving writes what changes for a person who moves from one role of a pair
// to the other.
func (j *joiner) appendMoving(dst []byte) []byte {
	m := &j.move
	m.Set(j.profiles[0], j.profiles[1])
	forms := &j.site.engine.forms
	for _, part := range forms.moving[movingForm(*m)] {
		dst = append(dst, part.literal...)
		switch part.hole {
		case formFrom:
			dst = append(dst, j.roles[m.From].material.name...)
		case formTo:
			dst = append(dst, j.roles[m.To].material.name...)
		case formUp:
			dst = j.appendScaleItems(dst, m, m.Up)
		case formDown:
			dst = j.appendScaleItems(dst, m, m.Down)
		case formNew:
			dst = j.appendStatementItems(dst, m.To, m.New)
		case formGone:
			dst = j.appendStatementItems(dst, m.From, m.Gone)
		}
	}
	return dst
}

func (j *joiner) appendScaleItems(dst []byte, m *compare.Move, scales []int) []byte {
	for _, s := range scales {
		t := &j.site.engine.terms.scales[s]
		for _, part := range j.site.engine.forms.items[itemScale] {
			dst = append(dst, part.literal...)
			switch part.hole {
			case formLabel:
				dst = append(dst, t.label...)
			case formFrom:
				dst = append(dst, t.steps[j.profiles[m.From].Role.Scales[s]]...)
			case formTo:
				dst = append(dst, t.steps[j.profiles[m.To].Role.Scales[s]]...)
			}
		}
	}
	return dst
}

func (j *joiner) appendStatementItems(dst []byte, slot int, places []compare.Place) []byte {
	for _, p := range places {
		for _, part := range j.site.engine.forms.items[itemStatement] {
			dst = append(dst, part.literal...)
			if part.hole == formStatement {
				dst = append(dst, j.roles[slot].cells[p.Dimension].statements[p.Statement]...)
			}
		}
	}
	return dst
}
