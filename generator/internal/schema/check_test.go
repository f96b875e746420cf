package schema

import (
	"strings"
	"testing"

	"github.com/rolediff/rolediff/generator/internal/diag"
)

func TestCheckHoldsADocumentToItsDeclaration(t *testing.T) {
	fields := []Field{
		{Key: "text", Type: TypeText, Max: 5},
		{Key: "texts", Type: TypeTexts, Max: 2},
		{Key: "either", Type: TypeTextOrList},
		{Key: "name", Type: TypeName, Names: "family"},
		{Key: "enum", Type: TypeName, Enum: []string{"all", "none"}},
		{Key: "names", Type: TypeNames, Names: "family"},
		{Key: "date", Type: TypeDate},
		{Key: "bool", Type: TypeBool},
		{Key: "number", Type: TypeNumber},
		{Key: "url", Type: TypeURL},
		{Key: "object", Type: TypeObject, Fields: []Field{{Key: "in", Required: true}}},
		{Key: "objects", Type: TypeObjects, Fields: []Field{{Key: "in"}}},
		{Key: "by", Type: TypeByName, Names: "scale", Elem: &Field{Type: TypeName, Names: "step of *"}},
	}
	names := Names{"family": {"web", "data"}, "scale": {"scope"}, "step of scope": {"team", "1"}}
	tests := []struct{ text, want string }{
		{"text: abcde", ""},
		{"text: éééé大", ""},
		{"text: abcdef", "1:7 too-long"},
		{"text: [a]", "1:7 wrong-type"},
		{"text: {a: b}", "1:7 wrong-type"},
		{"text:", "1:1 no-value"},
		{`text: ""`, "1:7 no-value"},
		{`text: "  "`, "1:7 no-value"},
		{`text: "\0"`, "1:7 control-character"},
		{"texts: [a, b]", ""},
		{"texts: [a, b, c]", "1:8 too-many"},
		{"texts: []", "1:8 no-value"},
		{"texts: [a, a]", "1:12 duplicate-entry"},
		{"texts: [a, ~]", "1:12 no-value"},
		{"texts: a", "1:8 wrong-type"},
		{"texts: [[a]]", "1:9 wrong-type"},
		{"either: a", ""},
		{"either: [a]", ""},
		{"either: {a: b}", "1:9 wrong-type"},
		{"name: web", ""},
		{"name: wbe", "1:7 unknown-name"},
		{"enum: some", "1:7 unknown-name"},
		{"names: web", "1:8 wrong-type"},
		{"names: [web, nowhere]", "1:14 unknown-name"},
		{"date: 2026-11-24", ""},
		{"date: 2026-02-30", "1:7 wrong-date"},
		{"bool: true", ""},
		{"bool: yes", "1:7 wrong-type"},
		{"number: 12", ""},
		{"number: -1", "1:9 wrong-type"},
		{"number: 1.5", "1:9 wrong-type"},
		{"url: https://example.org/a", ""},
		{"url: javascript:alert(1)", "1:6 wrong-url"},
		{"url: //example.org", "1:6 wrong-url"},
		{`url: "https:"`, "1:6 wrong-url"},
		{"object: {}", "1:9 missing-key"},
		{"object: {in: a, out: b}", "1:17 unknown-key"},
		{"objects: [{in: a}, b]", "1:20 wrong-type"},
		{"objects: {in: a}", "1:10 wrong-type"},
		{"by: {scope: team}", ""},
		{"by: {scope: 1}", ""},
		{"by: {scope: 2}", "1:13 unknown-name"},
		{"by: {scop: team}", "1:6 unknown-scale"},
		{"by: [scope]", "1:5 wrong-type"},
		{"text: a\ntext: b", "2:1 duplicate-key"},
		{"txet: a", "1:1 unknown-key"},
		{"- a", "1:1 wrong-type"},
		{"texts: [a, b]\ntext: abcdef\nnothing: x", "2:7 too-long, 3:1 unknown-key"},
	}
	for _, tt := range tests {
		src := diag.NewSource("f.md", []byte(tt.text))
		v, list := ParseYAML(src, []byte(tt.text), 1)
		if v == nil {
			t.Errorf("%q is no YAML: %v", tt.text, list)
			continue
		}
		c := Checker{Source: src, Names: names}
		c.Check(v, fields, "a thing")
		if got := problems(c.List); got != tt.want {
			t.Errorf("%q reports %q, want %q", tt.text, got, tt.want)
		}
	}
}

func TestARequiredKeyIsAskedForWithAnExample(t *testing.T) {
	src := diag.NewSource("f.md", []byte("{}"))
	v, _ := ParseYAML(src, []byte("{}"), 1)
	c := Checker{Source: src}
	c.Check(v, []Field{{Key: "title", Required: true, Help: "What it is called.", Example: "CTO"}}, "a role")
	if len(c.List) != 1 || c.List[0].Message != "a role needs title" || c.List[0].Hint != "add title: CTO  (What it is called)" {
		t.Errorf("got %+v", c.List)
	}
}

func TestANameIsSuggested(t *testing.T) {
	text := "family: enginering\ntitel: x"
	src := diag.NewSource("f.md", []byte(text))
	v, _ := ParseYAML(src, []byte(text), 1)
	c := Checker{Source: src, Names: Names{"family": {"engineering", "design"}}}
	c.Check(v, []Field{{Key: "family", Type: TypeName, Names: "family"}, {Key: "title"}}, "a role")
	var hints []string
	for _, d := range c.List {
		hints = append(hints, d.Hint)
	}
	if got := strings.Join(hints, " "); got != "did you mean engineering? did you mean title?" {
		t.Errorf("hints: %s", got)
	}
}

func TestAddressesThatCannotStandInPages(t *testing.T) {
	for _, s := range []string{
		"javascript:alert(1)", "//example.org/", "https://", "https:///x", "https:example.org", "/x/", "ftp://example.org",
		"https://example.org/a b", "https://example.org/a\nb", "https://example.org/\"><script>", "https://example.org/`", "https://example.org\\@evil.example/",
		"https://example.org/../x", "https://example.org/%2e%2e/x", "https://example.org/a/./b", "https://\u202eexample.org/", "https://example.org/\x00",
		"https://me:secret@example.org/", "https://me@example.org/",
	} {
		if CheckURL(s) == "" {
			t.Errorf("%q is taken", s)
		}
	}
	for _, s := range []string{"https://example.org/", "http://localhost:8080/", "https://example.org", "https://münchen.example/rollen/", "https://example.org/a..b/", "https://example.org/%C3%BC/"} {
		if why := CheckURL(s); why != "" {
			t.Errorf("%q %s", s, why)
		}
	}
}

// TestTextThatNobodySees: a title of them would be a link without words, and what
// turns the direction makes one title read as another.
func TestTextThatNobodySees(t *testing.T) {
	for text, want := range map[string]string{
		"a: \"\\u200b\"": "no-value", "a: '\u00ad\u200d'": "no-value", "a: \"\\ufeff \\u2060\"": "no-value",
		"a: \"x \\u202e y\"": "control-character", "a: \"x \\u202a y\"": "control-character", "a: \"x \\0 y\"": "control-character",
		"a: \"é\\u0301\"": "", "a: \"שלום \\u200f!\"": "", "a: 👩\u200d🔬": "", "a: می\u200cخواهم": "", "a: x \u2067עברית\u2069 y": "",
	} {
		src := diag.NewSource("f", []byte(text))
		v, list := ParseYAML(src, []byte(text), 1)
		c := Checker{Source: src, List: list}
		c.Check(v, []Field{{Key: "a", Type: TypeText}}, "a role")
		if len(c.List) == 0 && want != "" || len(c.List) > 0 && c.List[0].Code != want {
			t.Errorf("%s: %v, want %q", text, c.List, want)
		}
	}
	for _, text := range []string{"a: x \u202e y", "a: x \u202d y"} {
		if _, list := ParseYAML(diag.NewSource("f", []byte(text)), []byte(text), 1); len(list) != 1 || list[0].Code != "control-character" {
			t.Errorf("%q: %v", text, list)
		}
	}
}
