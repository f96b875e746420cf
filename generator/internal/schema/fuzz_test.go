package schema

import (
	"strings"
	"testing"

	"github.com/rolediff/rolediff/generator/internal/diag"
	"github.com/rolediff/rolediff/generator/internal/seeds"
)

// inside fails the test when a place lies outside the text.
func inside(t *testing.T, src *diag.Source, lines int, pos diag.Position, what string) {
	t.Helper()
	if pos.Line == lines+1 && pos.Column == 1 {
		return // where the text has ended; front matter has its closing fence there
	}
	if pos.Line < 1 || pos.Line > lines || pos.Column < 1 || pos.Column > len([]rune(src.Line(pos.Line)))+1 {
		t.Errorf("%s is at %d:%d, outside the text of %d lines", what, pos.Line, pos.Column, lines)
	}
}

func checkParsed(t *testing.T, text string, parse func(*diag.Source, []byte) (*Value, diag.List)) {
	src := diag.NewSource("f", []byte(text))
	v, list := parse(src, []byte(text))
	if v == nil && !list.HasErrors() {
		t.Fatalf("%q is refused and nothing says why", text)
	}
	if v != nil && list.HasErrors() {
		t.Fatalf("%q is taken with errors: %v", text, list)
	}
	lines := strings.Count(text, "\n") + 1
	for _, d := range list {
		inside(t, src, lines, d.Position, d.Code)
	}
	var walk func(*Value)
	walk = func(v *Value) {
		inside(t, src, lines, v.Pos, "a value")
		for _, item := range v.Items {
			walk(item)
		}
		for _, e := range v.Fields {
			inside(t, src, lines, e.Pos, "the key "+e.Key)
			walk(e.Value)
		}
	}
	if v == nil {
		return
	}
	walk(v)
	// Whatever was parsed can be checked.
	c := Checker{Source: src, Names: Names{"family": {"a"}}}
	c.Check(v, []Field{{Key: "title", Required: true}, {Key: "a", Type: TypeTextOrList}, {Key: "family", Type: TypeNames, Names: "family"},
		{Key: "by", Type: TypeByName, Names: "family", Elem: &Field{Type: TypeDate}}, {Key: "o", Type: TypeObjects, Fields: []Field{{Key: "u", Type: TypeURL}}}}, "it")
	for _, d := range c.List {
		inside(t, src, lines, d.Position, d.Code)
	}
}

func FuzzParseYAML(f *testing.F) {
	for _, s := range []string{
		"title: a", "title: a: b", "title: a #b", "a:\n  - b\n  - c", "a: {b: c}", "a: [b", "a: &x b\nb: *x", "a: \"never", "\ta: b", "a: ~", "é: 大 #x",
		"--- # x\na: b", "a: >\n folded\n", "? [a]\n: b", "<<: {a: b}", "a: !!binary x", "%YAML 1.2\n---\na: b", "a: 'it''s'", "a: \"\\u0000\"", "- - - a", "family: [a, b, a]\nby: {a: 2026-01-01}\no: [{u: x}]", "a: b\r\nc: d",
	} {
		f.Add(s)
	}
	for _, raw := range seeds.Files(f, ".md") {
		_, rest, _ := strings.Cut(strings.ReplaceAll(string(raw), "\r\n", "\n"), "---\n")
		block, _, _ := strings.Cut(rest, "\n---")
		f.Add(block)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if strings.Contains(strings.ReplaceAll(text, "\r\n", ""), "\r") {
			return // refused before it comes here
		}
		checkParsed(t, text, func(src *diag.Source, raw []byte) (*Value, diag.List) { return ParseYAML(src, raw, 1) })
	})
}

func FuzzParseJSON(f *testing.F) {
	for _, s := range []string{
		`{"title": "a"}`, `{"a": [1, true, null, {"b": -1.5e3}]}`, `{"a" 1}`, `{"a": 1,}`, `{"a": "\u0000"}`, `[[[[`, `{"é": "大"} x`, ``, `"\ud800"`, "{\n\"a\":\n1}",
		`{"family": ["a"], "by": {"a": "2026-01-01"}, "o": [{"u": "https://a"}]}`, `{"a": 1, "a": 2}`, "\uFEFF{}",
	} {
		f.Add(s)
	}
	for _, raw := range seeds.Files(f, ".json") {
		f.Add(string(raw))
	}
	f.Fuzz(func(t *testing.T, text string) {
		if !strings.HasSuffix(text, "\r") { // half a line end is no part of the line
			checkParsed(t, text, ParseJSON)
		}
	})
}
