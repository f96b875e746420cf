package compare

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/rolediff/rolediff/generator/internal/role"
)

var kindNames = map[Kind]string{
	Most: "most", More: "more", Level: "level", Reports: "reports", NextStep: "next", ReportsNext: "reports, next", SameBoss: "boss", SameNext: "same-next",
	SameFamily: "family", SameTrack: "same-track", Track: "track", SharesOne: "shares one", Shares: "shares", AllShareOne: "all share one", AllShare: "all share", SharesNone: "none", Family: "of family", LevelAll: "level on all",
}

// said writes sentences down: kind, who, whom and the scale or count.
func said(sentences []Sentence) string {
	var out []string
	for _, s := range sentences {
		text := kindNames[s.Kind]
		switch s.Kind {
		case Level:
			text += fmt.Sprintf(" %b scales %b", s.Who, s.On)
		case LevelAll:
			text += fmt.Sprintf(" %d", s.Count)
		case Most, More:
			text += fmt.Sprintf(" %b scale %d at %d against %d of %b", s.Who, s.Scale, s.Step, s.OtherStep, s.Whom)
		case Family:
			text += fmt.Sprintf(" %b", s.Who)
		case Reports, NextStep, ReportsNext:
			text += fmt.Sprintf(" %b %b", s.Who, s.Whom)
		case SameBoss, SameNext:
			text += " " + s.Role
		case Track, SameTrack:
			text += fmt.Sprintf(" %d", s.Track)
		case SharesOne, Shares, AllShareOne, AllShare:
			text += fmt.Sprintf(" %b %d in %b", s.Who, s.Count, s.On)
			if s.Count == 1 {
				text += fmt.Sprintf(" number %d", s.Statement)
			}
		}
		out = append(out, text)
	}
	return strings.Join(out, "; ")
}

func TestDifferences(t *testing.T) {
	no := role.NotStated
	type roles []*role.Role
	tests := []struct {
		name  string
		roles roles
		want  string
	}{
		{"nothing to say", roles{{Slug: "a", Scales: []int{no, no}}, {Slug: "b", Scales: []int{no, no}}}, "none"},
		{"a pair apart", roles{{Slug: "a", Scales: []int{0, 3}}, {Slug: "b", Scales: []int{2, 2}}},
			"more 10 scale 0 at 2 against 0 of 1; more 1 scale 1 at 3 against 2 of 10; none"},
		{"a pair level", roles{{Slug: "a", Scales: []int{1, no}}, {Slug: "b", Scales: []int{1, 2}}}, "none; level 11 scales 1"},
		{"level on two scales", roles{{Slug: "a", Scales: []int{1, 3}, Track: "ic"}, {Slug: "b", Scales: []int{1, 3}}}, "none; track 0; level 11 scales 11"},
		{"a trio with a tie on top", roles{{Slug: "a", Scales: []int{2, no}}, {Slug: "b", Scales: []int{0, 1}}, {Slug: "c", Scales: []int{2, 1}}},
			"most 101 scale 0 at 2 against 0 of 10; none"},
		{"a trio with a tie below", roles{{Slug: "a", Scales: []int{0, no}}, {Slug: "b", Scales: []int{0, no}}, {Slug: "c", Scales: []int{1, no}}},
			"most 100 scale 0 at 1 against 0 of 11; none"},
		{"one without a place", roles{{Slug: "a", Scales: []int{0, no}}, {Slug: "b", Scales: []int{no, no}}, {Slug: "c", Scales: []int{4, no}}}, "none"},
		{"one reports to the other", roles{{Slug: "a", Scales: []int{no, no}, ReportsTo: []string{"b"}}, {Slug: "b", Scales: []int{no, no}}}, "reports 1 10; none"},
		{"one leads to the other", roles{{Slug: "a", Scales: []int{no, no}}, {Slug: "b", Scales: []int{no, no}, LeadsTo: []string{"a"}}}, "next 10 1; none"},
		{"same boss", roles{{Slug: "a", Scales: []int{no, no}, ReportsTo: []string{"x"}}, {Slug: "b", Scales: []int{no, no}, ReportsTo: []string{"y", "x"}}}, "boss x; none"},
		{"same next step", roles{{Slug: "a", Scales: []int{no, no}, LeadsTo: []string{"x"}}, {Slug: "b", Scales: []int{no, no}, LeadsTo: []string{"x"}}}, "same-next x; none"},
		{"the boss is among them", roles{{Slug: "a", Scales: []int{no, no}, ReportsTo: []string{"b"}}, {Slug: "b", Scales: []int{no, no}, ReportsTo: []string{"b"}}}, "reports 1 10; none"},
		{"same family and track", roles{{Slug: "a", Scales: []int{no, no}, Family: "f", Track: "ic"}, {Slug: "b", Scales: []int{no, no}, Family: "f", Track: "ic"}}, "none; same-track 0; family"},
		{"two families and none", roles{
			{Slug: "a", Scales: []int{no, no}, Family: "f"}, {Slug: "b", Scales: []int{no, no}, Family: "g"}, {Slug: "c", Scales: []int{no, no}, Family: "f"}, {Slug: "d", Scales: []int{no, no}},
		}, "none; of family 101; of family 10"},
		{"families that do not all fit are left out", roles{
			{Slug: "a", Scales: []int{0, 0}, Family: "f", ReportsTo: []string{"x"}}, {Slug: "b", Scales: []int{1, 1}, Family: "g", ReportsTo: []string{"x"}}, {Slug: "c", Scales: []int{1, 1}, Family: "g", ReportsTo: []string{"x"}},
		}, "most 110 scale 0 at 1 against 0 of 1; most 110 scale 1 at 1 against 0 of 1; boss x; none"},
		{"two tracks", roles{{Slug: "a", Scales: []int{no, no}, Track: "mg"}, {Slug: "b", Scales: []int{no, no}, Track: "ic"}}, "none; track 0; track 1"},
		{"shared statements", roles{
			{Slug: "a", Scales: []int{no, no}, Dimensions: []role.Cell{cell("x"), cell("p", "q")}},
			{Slug: "b", Scales: []int{no, no}, Dimensions: []role.Cell{cell("x"), cell("q", "p")}},
		}, "all share 11 3 in 11"},
		{"one shared statement", roles{{Slug: "a", Scales: []int{no, no}, Dimensions: []role.Cell{cell("x")}}, {Slug: "b", Scales: []int{no, no}, Dimensions: []role.Cell{cell("x", "y")}}}, "all share one 11 1 in 1 number 0"},
		{"one of two that share one", roles{
			{Slug: "a", Scales: []int{no, no}, Dimensions: []role.Cell{cell("u"), cell("v")}},
			{Slug: "b", Scales: []int{no, no}, Dimensions: []role.Cell{cell("w"), cell("p", "q", "x")}},
			{Slug: "c", Scales: []int{no, no}, Dimensions: []role.Cell{cell("w y"), cell("X.")}},
		}, "shares one 110 1 in 10 number 2"},
		{"shared in one dimension", roles{{Slug: "a", Scales: []int{no, no}, Dimensions: []role.Cell{cell("u"), cell("p", "q")}}, {Slug: "b", Scales: []int{no, no}, Dimensions: []role.Cell{cell("v"), cell("q", "p")}}}, "all share 11 2 in 10"},
		{"two of three share", roles{
			{Slug: "a", Scales: []int{no, no}, Dimensions: []role.Cell{cell("x", "y")}},
			{Slug: "b", Scales: []int{no, no}, Dimensions: []role.Cell{cell("z", "y", "p")}},
			{Slug: "c", Scales: []int{no, no}, Dimensions: []role.Cell{cell("p", "z", "q")}},
		}, "shares 110 2 in 1"},
		{"two report to the third, one of them to the other", roles{
			{Slug: "a", Scales: []int{no, no}, ReportsTo: []string{"b", "c"}}, {Slug: "b", Scales: []int{no, no}, ReportsTo: []string{"c"}, LeadsTo: []string{"c"}}, {Slug: "c", Scales: []int{no, no}},
		}, "reports 1 10; reports 11 100; none"},
		{"one can report to both others", roles{
			{Slug: "a", Scales: []int{no, no}, ReportsTo: []string{"c", "b"}, LeadsTo: []string{"c"}}, {Slug: "b", Scales: []int{no, no}}, {Slug: "c", Scales: []int{no, no}},
		}, "reports 1 110; next 1 100; none"},
		{"a next step for two", roles{
			{Slug: "a", Scales: []int{no, no}, LeadsTo: []string{"c"}}, {Slug: "b", Scales: []int{no, no}, LeadsTo: []string{"c"}}, {Slug: "c", Scales: []int{no, no}},
		}, "next 11 100; none"},
		{"tracks that do not all fit are left out", roles{
			{Slug: "a", Scales: []int{0, 0}, Track: "ic", LeadsTo: []string{"b"}}, {Slug: "b", Scales: []int{1, 1}, Track: "mg"}, {Slug: "c", Scales: []int{1, 1}, Track: "mg"},
		}, "next 1 10; most 110 scale 0 at 1 against 0 of 1; most 110 scale 1 at 1 against 0 of 1; none"},
		{"a boss who is a next step", roles{
			{Slug: "a", Scales: []int{no, no}, ReportsTo: []string{"c"}, LeadsTo: []string{"c"}}, {Slug: "b", Scales: []int{no, no}, ReportsTo: []string{"c"}, LeadsTo: []string{"c"}}, {Slug: "c", Scales: []int{no, no}},
		}, "reports, next 11 100; none"},
		{"two bosses who are next steps", roles{
			{Slug: "a", Scales: []int{no, no}, ReportsTo: []string{"b", "c"}, LeadsTo: []string{"b", "c"}}, {Slug: "b", Scales: []int{no, no}}, {Slug: "c", Scales: []int{no, no}},
		}, "reports 1 110; next 1 110; none"},
		{"a boss of all who is not above all", roles{
			{Slug: "a", Scales: []int{no, no}, ReportsTo: []string{"b", "x"}, LeadsTo: []string{"y"}}, {Slug: "b", Scales: []int{no, no}, ReportsTo: []string{"x"}, LeadsTo: []string{"y"}},
		}, "reports 1 10; same-next y; none"},
	}
	for _, tt := range tests {
		var profiles []*Profile
		for _, r := range tt.roles {
			profiles = append(profiles, NewProfile(r))
		}
		got := said(Differences(nil, profiles, ctxOf(2, "ic", "mg")))
		if got != tt.want {
			t.Errorf("%s:\n got %s\nwant %s", tt.name, got, tt.want)
		}
	}
}

// randomProfiles are roles that say anything or nothing.
func randomProfiles(seed uint64, n int) []*Profile {
	random := rand.New(rand.NewPCG(seed, 7))
	slug := func(i int) string { return fmt.Sprintf("r%02d", i) }
	pick := func(from ...string) string { return from[random.IntN(len(from))] }
	var out []*Profile
	for i := range n {
		r := &role.Role{Slug: slug(i), Family: pick("", "x", "y"), Track: pick("", "ic", "mg")}
		for range 5 {
			r.Scales = append(r.Scales, random.IntN(6)-1)
		}
		for range 10 {
			var statements []string
			for range random.IntN(4) {
				statements = append(statements, pick("plans work", "leads people", "writes code", "reviews designs", "reviews design")+" "+pick("", "daily", "alone"))
			}
			r.Dimensions = append(r.Dimensions, cell(slices.Compact(slices.Sorted(slices.Values(statements)))...))
		}
		for range random.IntN(3) {
			if other := random.IntN(n); other != i {
				r.ReportsTo = append(r.ReportsTo, slug(other))
			}
			if other := random.IntN(n); other != i {
				r.LeadsTo = append(r.LeadsTo, slug(other))
			}
		}
		out = append(out, NewProfile(r))
	}
	return out
}

// sharedStatements counts the plain way what all in who say.
func sharedStatements(set []*Profile, who Slots) int {
	said, roles := map[string]int{}, 0
	for slot, p := range set {
		if !who.Has(slot) {
			continue
		}
		roles++
		for d, c := range p.Role.Dimensions {
			for _, statement := range c.Statements {
				said[fmt.Sprint(d, statement)]++
			}
		}
	}
	n := 0
	for _, times := range said {
		if times == roles {
			n++
		}
	}
	return n
}

func TestDifferencesAreFewAndTrue(t *testing.T) {
	profiles := randomProfiles(1, 24)
	ctx := ctxOf(5, "ic", "mg")
	check := func(set []*Profile) {
		got := Differences(nil, set, ctx)
		if len(got) == 0 || len(got) > MaxSentences {
			t.Fatalf("%d sentences", len(got))
		}
		for _, s := range got {
			if one := s.Kind == SharesOne || s.Kind == AllShareOne; one || s.Kind == Shares || s.Kind == AllShare {
				if n := sharedStatements(set, s.Who); n != s.Count || (n == 1) != one {
					t.Fatalf("%s: they share %d", said([]Sentence{s}), n)
				}
				if all := s.Kind == AllShareOne || s.Kind == AllShare; all != (s.Who == Full(len(set))) {
					t.Fatalf("%s: not the right kind", said([]Sentence{s}))
				}
			}
			if s.Who == 0 || s.Who&^Full(len(set)) != 0 {
				t.Fatalf("%s is about %b of %d", kindNames[s.Kind], s.Who, len(set))
			}
			for slot, p := range set {
				at := p.Role.Scales[s.Scale]
				switch s.Kind {
				case LevelAll:
					if !slices.Equal(p.Role.Scales, set[0].Role.Scales) || slices.Contains(p.Role.Scales, role.NotStated) || s.Count != ctx.scales {
						t.Fatalf("%s: slot %d stands at %d", said([]Sentence{s}), slot, p.Role.Scales)
					}
				case Level:
					for scale := range ctx.scales {
						if s.On>>scale&1 == 1 && p.Role.Scales[scale] != set[0].Role.Scales[scale] {
							t.Fatalf("%s: slot %d stands elsewhere", said([]Sentence{s}), slot)
						}
					}
				case Most:
					if s.Who.Has(slot) != (at == s.Step) || s.Whom.Has(slot) != (at == s.OtherStep) || at > s.Step || at < s.OtherStep || s.Step == s.OtherStep {
						t.Fatalf("%s: slot %d stands at %d", said([]Sentence{s}), slot, at)
					}
				case More:
					if s.Who.Has(slot) && at != s.Step || s.Whom.Has(slot) && at != s.OtherStep || s.Step <= s.OtherStep {
						t.Fatalf("%s: slot %d stands at %d", said([]Sentence{s}), slot, at)
					}
				}
			}
		}
	}
	for i, j := range Pairs(len(profiles)) {
		check([]*Profile{profiles[i], profiles[j]})
	}
	for trio := range Trios(len(profiles)) {
		check([]*Profile{profiles[trio[0]], profiles[trio[1]], profiles[trio[2]]})
	}
}

// Level on a few scales is told scale by scale, level on all of many at once.
func TestLevelOnAllScales(t *testing.T) {
	no := role.NotStated
	for _, tt := range []struct {
		a, b []int
		want string
	}{
		{[]int{0, 1, 2}, []int{0, 1, 2}, "none; level on all 3"},
		{[]int{0, 1, no}, []int{0, 1, 2}, "none; level 11 scales 11"},
		{[]int{0, 1, no}, []int{0, 1, no}, "none; level 11 scales 11"},
		{[]int{0, 1, 2}, []int{0, 1, 1}, "more 1 scale 2 at 2 against 1 of 10; none; level 11 scales 11"},
		{[]int{0, 1}, []int{0, 1}, "none; level 11 scales 11"},
	} {
		set := []*Profile{NewProfile(&role.Role{Slug: "a", Scales: tt.a}), NewProfile(&role.Role{Slug: "b", Scales: tt.b})}
		if got := said(Differences(nil, set, ctxOf(len(tt.a)))); got != tt.want {
			t.Errorf("%v and %v:\n got %s\nwant %s", tt.a, tt.b, got, tt.want)
		}
	}
}

func TestMoving(t *testing.T) {
	no := role.NotStated
	tests := []struct {
		name string
		a, b *role.Role
		want string
	}{
		{"along leads_to", &role.Role{Slug: "a", Scales: []int{3, 0}, LeadsTo: []string{"b"}}, &role.Role{Slug: "b", Scales: []int{1, 2}}, "next 0 to 1, up [1], down [0], new [], gone []"},
		{"back along leads_to", &role.Role{Slug: "a", Scales: []int{0, 0}}, &role.Role{Slug: "b", Scales: []int{1, 2}, LeadsTo: []string{"a"}}, "next 1 to 0, up [], down [0 1], new [], gone []"},
		{"towards the higher", &role.Role{Slug: "a", Scales: []int{2, 2}}, &role.Role{Slug: "b", Scales: []int{1, 1}}, "1 to 0, up [0 1], down [], new [], gone []"},
		{"without places", &role.Role{Slug: "a", Scales: []int{no, 2}}, &role.Role{Slug: "b", Scales: []int{1, no}}, "0 to 1, up [], down [], new [], gone []"},
		{"lists only", &role.Role{Slug: "a", Scales: []int{no, no}, Dimensions: []role.Cell{cell("x"), cell("p", "q"), cell("p", "q")}},
			&role.Role{Slug: "b", Scales: []int{no, no}, Dimensions: []role.Cell{cell("y"), cell("q", "r"), cell("z")}}, "0 to 1, up [], down [], new [{1 1}], gone [{1 0}]"},
		{"a circle", &role.Role{Slug: "a", Scales: []int{1, 1}, LeadsTo: []string{"b"}}, &role.Role{Slug: "b", Scales: []int{1, 1}, LeadsTo: []string{"a"}}, "next 0 to 1, up [], down [], new [], gone []"},
	}
	for _, tt := range tests {
		m := Moving(NewProfile(tt.a), NewProfile(tt.b))
		got := fmt.Sprintf("%d to %d, up %v, down %v, new %v, gone %v", m.From, m.To, m.Up, m.Down, m.New, m.Gone)
		if m.Next {
			got = "next " + got
		}
		if got != tt.want {
			t.Errorf("%s:\n got %s\nwant %s", tt.name, got, tt.want)
		}
	}
}

func TestSimilarityIsSymmetricAndBounded(t *testing.T) {
	profiles := randomProfiles(2, 40)
	near := make([][]Neighbor, len(profiles))
	for i := range profiles {
		near[i] = Nearest(profiles, i, 6)
	}
	usual := usualOf(profiles, near)
	for i, a := range profiles {
		for j, b := range profiles {
			got := Similarity(a, b)
			if got != Similarity(b, a) || got < 0 || got > 1000 {
				t.Fatalf("%d and %d are %d alike one way and %d the other", i, j, got, Similarity(b, a))
			}
			alike, different := Explain(a, b, usual)
			backAlike, backDifferent := Explain(b, a, usual)
			if !slices.Equal(alike, backAlike) || different != backDifferent {
				t.Fatalf("%d and %d are explained in two ways", i, j)
			}
			if len(alike) > 2 || slices.Contains(alike, different) {
				t.Fatalf("%d and %d: alike in %v, different in %d", i, j, alike, different)
			}
			for _, d := range alike {
				if len(a.Cells[d]) == 0 || len(b.Cells[d]) == 0 {
					t.Fatalf("%d and %d are alike in what one does not state", i, j)
				}
			}
		}
		for k, nb := range near[i] {
			if nb.Index == i || k > 0 && near[i][k-1].Similarity < nb.Similarity {
				t.Fatalf("nearest of %d: %v", i, near[i])
			}
		}
	}
	empty := NewProfile(&role.Role{Slug: "empty", Dimensions: make([]role.Cell, 10)})
	if got := Similarity(empty, NewProfile(&role.Role{Slug: "other", Dimensions: make([]role.Cell, 10)})); got != 0 {
		t.Errorf("two roles that say nothing are %d alike", got)
	}
	if near := Nearest(profiles[:1], 0, 6); len(near) != 0 {
		t.Errorf("a role alone has the neighbours %v", near)
	}
}

func ctxOf(scales int, tracks ...string) *Context {
	ctx := NewContext(scales, tracks)
	return &ctx
}
