package graph

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestWrap(t *testing.T) {
	tests := []struct {
		text  string
		width float64
		most  int
		want  []string
		cut   bool
	}{
		{"DevOps Engineer", 10, 3, []string{"DevOps Engineer"}, false},
		{"Site Reliability Engineer", 9, 3, []string{"Site Reliability", "Engineer"}, false},
		{"  much   white space ", 20, 3, []string{"much white space"}, false},
		{"Donaudampfschiff", 6, 3, []string{"Donaudam-", "pfschiff"}, false},
		{"Vice President of Engineering for Platforms", 9, 2, []string{"Vice President of", "Engineering for…"}, true},
		{"プラットフォーム", 5, 3, []string{"プラット-", "フォーム"}, false},
		{"", 5, 3, []string{""}, false},
	}
	for _, test := range tests {
		got, cut := Wrap(test.text, test.width, test.most)
		if !slices.Equal(got, test.want) || cut != test.cut {
			t.Errorf("Wrap(%q, %v, %d) = %q %v, want %q %v", test.text, test.width, test.most, got, cut, test.want, test.cut)
		}
	}
}

// FuzzWrap holds that lines stay within the width and that no letter is lost
// where nothing is cut.
func FuzzWrap(f *testing.F) {
	for _, s := range []string{"Site Reliability Engineer", "Donaudampfschifffahrt", "é́́ 大大大大大大大大", "\xff\xfe", "-----------", "WWWWWWWWWWWWWW"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		lines, cut := Wrap(s, 9, 3)
		if len(lines) == 0 || len(lines) > 3 {
			t.Fatalf("%d lines", len(lines))
		}
		for _, line := range lines {
			if Ems(line) > 9.001 && utf8.RuneCountInString(line) > 2 {
				t.Errorf("%q is %v wide", line, Ems(line))
			}
		}
		letters := func(s string) string {
			return strings.ReplaceAll(strings.Join(strings.Fields(s), ""), "-", "")
		}
		if got := strings.Join(lines, ""); !cut && letters(got) != letters(s) {
			t.Errorf("%q became %q", s, lines)
		}
	})
}
