package layout

import (
	"bytes"
	"html/template"
	"testing"
)

// Short ways give what executing gives.
func TestShortWaysOfLooks(t *testing.T) {
	texts := []string{"", "a", "DevOps Engineer", "A-1, b.c", " a", "a ", "a  b", "a\tb", "é", "a&b", "a'b", `a"b`, "a/b", "a:b", "1 - 2", ".", "-", "a_b", "#"}
	m := NewMarker(0)
	for _, text := range texts {
		looks, ok := m.NewLooks(text)
		if !ok {
			t.Errorf("%q has no looks", text)
			continue
		}
		data := struct {
			Text    string
			Address template.URL
		}{m.Wrap(0, text), template.URL(m.Wrap(0, text))}
		var raw bytes.Buffer
		if err := everyContext.Execute(&raw, data); err != nil {
			t.Fatal(err)
		}
		out, err := minifyHTML(raw.Bytes())
		if err != nil {
			t.Fatal(err)
		}
		pieces, err := m.Cut(out)
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		for _, p := range pieces {
			if p.Hole != Literal {
				if got, want := looks[n], string(p.Bytes()); got != want {
					t.Errorf("%q in context %d is %q, want %q", text, n, got, want)
				}
				n++
			}
		}
	}
}

func TestPlainAddressesLookAsTheyAre(t *testing.T) {
	for address, want := range map[string]bool{
		"https://code.example/a/edit/main/content/roles/a-b.md": true, "https://a_b.example/": true,
		"https://": false, "http://a.example/": false, "javascript:a": false, "https://a.example/?a=b&c": false,
		"https://a.example/ b": false, "https://a.example/é": false, "https://a.example/%20'": false, "": false,
	} {
		if got := PlainAddress(address); got != want {
			t.Errorf("%s: %v", address, got)
		}
		looks, ok := NewMarker(0).NewLooks(address)
		if want && (!ok || looks[InAddress] != address) {
			t.Errorf("%s looks like %s (%v)", address, looks[InAddress], ok)
		}
	}
}
