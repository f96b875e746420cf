package layout

import "testing"

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
		want, ok := m.executeLooks(text)
		if !ok {
			t.Errorf("%q cannot be executed", text)
		}
		for in, look := range looks {
			if look != want[in] {
				t.Errorf("%q in context %d is %q, want %q", text, in, look, want[in])
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
