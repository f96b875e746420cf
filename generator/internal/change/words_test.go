package change

import (
	"reflect"
	"strings"
	"testing"
)

func TestWordsThatStayedWentAndCame(t *testing.T) {
	for _, test := range []struct {
		before, after string
		want          Words
	}{
		{"", "", nil},
		{"a b", "a b", Words{{Same, "a b"}}},
		{"", "a b", Words{{New, "a b"}}},
		{"a b", "", Words{{Gone, "a b"}}},
		{"one team of ten", "two teams of ten", Words{{Gone, "one team"}, {New, "two teams"}, {Same, "of ten"}}},
		{"a b c d", "a x c", Words{{Same, "a"}, {Gone, "b"}, {New, "x"}, {Same, "c"}, {Gone, "d"}}},
		{"a  b\nc", "a b c", Words{{Same, "a b c"}}},
		{"a a a", "a a", Words{{Same, "a a"}, {Gone, "a"}}},
	} {
		if got := compareWords(test.before, test.after); !reflect.DeepEqual(got, test.want) {
			t.Errorf("%q to %q: %v, want %v", test.before, test.after, got, test.want)
		}
	}
}

// Whatever the texts are, the pieces hold all words of both, in order.
func FuzzWordsAreThoseOfBothTexts(f *testing.F) {
	f.Add("one team of ten", "two teams of ten")
	f.Add("a b c", "c b a")
	f.Add("", "x")
	f.Fuzz(func(t *testing.T, before, after string) {
		var a, b []string
		for _, p := range compareWords(before, after) {
			if p.Is != New {
				a = append(a, p.Text)
			}
			if p.Is != Gone {
				b = append(b, p.Text)
			}
		}
		if got := strings.Join(a, " "); got != oneLine(before) {
			t.Errorf("before is %q, want %q", got, oneLine(before))
		}
		if got := strings.Join(b, " "); got != oneLine(after) {
			t.Errorf("after is %q, want %q", got, oneLine(after))
		}
	})
}

func TestVeryLongTextsAreNotComparedWordByWord(t *testing.T) {
	long := strings.Repeat("word ", tooLong+1)
	got := compareWords("a "+long+"b", "c "+long+"d")
	if len(got) != 2 || got[0].Is != Gone || got[1].Is != New {
		t.Errorf("%d pieces", len(got))
	}
}

func TestStatementsThatChangedStandTogether(t *testing.T) {
	got := changedTexts(
		[]string{"Daily stand-up", "Hiring interviews", "Quarterly planning of the team", "Retrospective"},
		[]string{"Daily stand-up", "Quarterly planning of the department", "Retrospective", "Design review"})
	want := []Words{
		{{Gone, "Hiring interviews"}},
		{{Same, "Quarterly planning of the"}, {Gone, "team"}, {New, "department"}},
		{{New, "Design review"}},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %v", got)
	}
}
