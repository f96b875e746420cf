package layout

import (
	"errors"
	"strings"
	"testing"
)

// joined puts pieces together again as they were wrapped.
func (m Marker) joined(pieces []Piece) string {
	var b strings.Builder
	for _, p := range pieces {
		if p.Hole == Literal {
			b.Write(p.Text)
		} else {
			b.WriteString(m.Wrap(p.Hole, m.joined(p.Inner)))
		}
	}
	return b.String()
}

func TestCutFindsWhatWasWrapped(t *testing.T) {
	m := NewMarker(0)
	tests := []struct{ name, in, want string }{
		{"nothing", "", ""},
		{"no hole", "plain xq text Bqx", "plain xq text Bqx"},
		{"one", "a" + m.Wrap(1, "value") + "b", "a[1:value]b"},
		{"empty", m.Wrap(7, ""), "[7:]"},
		{"side by side", m.Wrap(1, "x") + m.Wrap(2, "y"), "[1:x][2:y]"},
		{"twice", m.Wrap(1, "x") + "-" + m.Wrap(1, "x"), "[1:x]-[1:x]"},
		{"nested", m.Wrap(1, "a"+m.Wrap(100001, "b")+"c"+m.Wrap(2, "")), "[1:a[100001:b]c[2:]]"},
		{"ends like a mark", m.Wrap(1, "xq") + "xq1B", "[1:xq]xq1B"},
		{"ends in the guard", m.Wrap(1, "more") + "e", "[1:more]e"},
		{"other salt", "xqz1Bqx" + m.Wrap(1, "x"), "xqz1Bqx[1:x]"},
	}
	for _, tt := range tests {
		pieces, err := m.Cut([]byte(tt.in))
		if err != nil {
			t.Errorf("%s: %v", tt.name, err)
			continue
		}
		var show func([]Piece) string
		show = func(pieces []Piece) string {
			out := ""
			for _, p := range pieces {
				if p.Hole == Literal {
					out += string(p.Text)
				} else {
					out += "[" + strings.TrimPrefix(strings.Split(m.Wrap(p.Hole, ""), opening)[0], m.salt) + ":" + show(p.Inner) + "]"
				}
			}
			return out
		}
		if got := show(pieces); got != tt.want {
			t.Errorf("%s: got %s, want %s", tt.name, got, tt.want)
		}
	}
}

func TestCutRefusesMarksThatDidNotSurvive(t *testing.T) {
	m := NewMarker(0)
	one := m.Wrap(1, "value")
	for name, in := range map[string]string{
		"never closed":     strings.Split(one, "value")[0] + "value",
		"never opened":     strings.Split(one, "value")[1],
		"closed by others": "xq1Bqxvaluee" + "xq2Eqx",
		"crossed":          "xq1Bqx" + "xq2Bqx" + "exq1Eqx" + "exq2Eqx",
		"without guard":    "xq1Bqxvaluxq1Eqx",
	} {
		if pieces, err := m.Cut([]byte(in)); !errors.Is(err, errMarks) {
			t.Errorf("%s: %v, %v", name, pieces, err)
		}
	}
}

func FuzzCut(f *testing.F) {
	m := NewMarker(0)
	f.Add([]byte("a" + m.Wrap(1, "b"+m.Wrap(200001, "c")) + "d"))
	f.Add([]byte("xq1Bqx xq1Eqx"))
	f.Add([]byte("exq1Eqx"))
	f.Add([]byte("xq99999999999999Bqx"))
	f.Add([]byte("xqxq1Bqxexq1Eqxq"))
	f.Fuzz(func(t *testing.T, in []byte) {
		if pieces, err := m.Cut(in); err == nil {
			for _, p := range pieces {
				if p.Hole != Literal && p.Hole < 0 {
					t.Errorf("%q has hole %d", in, p.Hole)
				}
			}
		}
		// Whatever a text without marks is wrapped in comes apart again.
		text := string(in)
		if m.In(text) {
			return
		}
		wrapped := text + m.Wrap(3, text+m.Wrap(14, text)) + text + m.Wrap(1, "")
		pieces, err := m.Cut([]byte(wrapped))
		if err != nil {
			t.Fatalf("%q: %v", wrapped, err)
		}
		if got := m.joined(pieces); got != wrapped {
			t.Errorf("%q comes back as %q", wrapped, got)
		}
	})
}
