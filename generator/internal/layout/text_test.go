package layout

import "testing"

func TestPlainText(t *testing.T) {
	for in, want := range map[string]string{
		"<li>A &amp; B has the <b>widest</b> scope: Company.</li>": "A & B has the widest scope: Company.",
		"<i>A</i>, <i>B</i> and\n<i>C</i>":                         "A, B and C",
		"a &lt;b&gt; c":                                            "a <b> c",
		"<li>unclosed <b":                                          "unclosed",
		"":                                                         "",
	} {
		if got := PlainText([]byte(in)); got != want {
			t.Errorf("PlainText(%q) = %q, want %q", in, got, want)
		}
	}
}
