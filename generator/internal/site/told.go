package site

import (
	"github.com/rolediff/rolediff/generator/internal/compare"
)

// told are the sentences of a run in which the third role is named once at the most,
// with a place for that name. They are written when they are first needed: pages that
// follow each other need nearly the same ones.
type told struct {
	text   []byte
	scales [][]telling // of each scale, by the step of the third role
	shared telling     // what the first two share
}

// telling is a sentence in the text of told.
type telling struct {
	made         bool
	third        bool // it names the third role
	twice        bool // it does so more than once, and was not written down
	from, at, to int32
}

// reset forgets all sentences.
func (t *told) reset(terms *terms) {
	if t.scales == nil {
		t.scales = make([][]telling, len(terms.scales))
		for i := range t.scales {
			t.scales[i] = make([]telling, len(terms.scales[i].steps))
		}
	}
	t.text, t.shared = t.text[:0], telling{}
	for _, scale := range t.scales {
		clear(scale)
	}
}

// of is the place of a sentence, or nil where it depends on more of the third role
// than its step.
func (t *told) of(s *compare.Sentence, third *compare.Profile) *telling {
	switch s.Kind {
	case compare.Most:
		return &t.scales[s.Scale][third.Role.Scales[s.Scale]]
	case compare.SharesOne, compare.Shares:
		if s.Who == 0b011 {
			return &t.shared
		}
	}
	return nil
}

// appendDifferences writes the computed sentences of a trio.
func (r *run) appendDifferences(dst []byte, first, second compare.Tie) []byte {
	third := r.profiles[2]
	r.sentences = r.duo.Differences(r.sentences[:0], third, first, second, &r.site.context)
	for i := range r.sentences {
		s := &r.sentences[i]
		t := r.told.of(s, third)
		if t != nil && !t.made {
			*t = r.tell(s)
		}
		if t == nil || t.twice {
			dst = r.appendSentence(dst, s)
			continue
		}
		dst = append(dst, r.told.text[t.from:t.at]...)
		if t.third {
			dst = append(append(dst, r.roles[2].material.name...), r.told.text[t.at:t.to]...)
		}
	}
	return dst
}

var nameless = &roleData{material: new(material)}

// tell writes a sentence down, open where it names the third role: at the end of the
// names of those who stand highest or lowest.
func (r *run) tell(s *compare.Sentence) telling {
	t := telling{made: true, from: int32(len(r.told.text))}
	third := r.roles[2]
	r.roles[2] = nameless
	dst := r.told.text
	if s.Kind == compare.Most {
		for _, part := range r.site.engine.gap(3, s) {
			dst = append(dst, part.literal...)
			who := compare.Slots(0)
			switch part.hole {
			case formWho:
				who = s.Who
			case formWhom:
				who = s.Whom
			}
			dst = r.appendNames(dst, who, before)
			if who.Has(2) {
				t.third, t.twice, t.at = true, t.third, int32(len(dst))
			}
		}
	} else {
		dst = r.appendSentence(dst, s)
	}
	r.roles[2], r.told.text = third, dst
	if t.to = int32(len(dst)); !t.third {
		t.at = t.to
	}
	return t
}
