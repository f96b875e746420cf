package schema

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/rolediff/rolediff/generator/internal/diag"
)

// outline writes a document with the place of every key and value.
func outline(v *Value) string {
	switch v.Kind {
	case List:
		var items []string
		for _, item := range v.Items {
			items = append(items, outline(item))
		}
		return fmt.Sprintf("%d:%d[%s]", v.Pos.Line, v.Pos.Column, strings.Join(items, " "))
	case Map:
		var fields []string
		for _, e := range v.Fields {
			fields = append(fields, fmt.Sprintf("%d:%d %s=%s", e.Pos.Line, e.Pos.Column, e.Key, outline(e.Value)))
		}
		return fmt.Sprintf("%d:%d{%s}", v.Pos.Line, v.Pos.Column, strings.Join(fields, " "))
	case Null:
		return fmt.Sprintf("%d:%d null", v.Pos.Line, v.Pos.Column)
	}
	return fmt.Sprintf("%d:%d %s", v.Pos.Line, v.Pos.Column, v.Text)
}

func problems(list diag.List) string {
	var out []string
	for _, d := range list {
		out = append(out, fmt.Sprintf("%d:%d %s", d.Line, d.Column, d.Code))
	}
	return strings.Join(out, ", ")
}

func TestYAMLKnowsThePlaceOfEverything(t *testing.T) {
	tests := []struct{ text, want, problems string }{
		{"a: b", "3:1{3:1 a=3:4 b}", ""},
		{"é: 大\nb:   c", "3:1{3:1 é=3:4 大 4:1 b=4:6 c}", ""},
		{"a:\n  - b\n  - 大 c", "3:1{3:1 a=4:3[4:5 b 5:5 大 c]}", ""},
		{"a: {b: c, é: d}", "3:1{3:1 a=3:4{3:5 b=3:8 c 3:11 é=3:14 d}}", ""},
		{"a:\nb: c", "3:1{3:1 a=3:1 null 4:1 b=4:4 c}", ""},
		{"a: no\nb: 010\nc: 1.10\nd: 2024-01-01\ne: 1e3\nf: \"null\"", "3:1{3:1 a=3:4 no 4:1 b=4:4 010 5:1 c=5:4 1.10 6:1 d=6:4 2024-01-01 7:1 e=7:4 1e3 8:1 f=8:4 null}", ""},
		{"a: ~\nb: null\nc: NULL", "3:1{3:1 a=3:4 null 4:1 b=4:4 null 5:1 c=5:4 null}", ""},
		{"", "3:1{}", ""},
		{"# only a comment", "3:1{}", ""},
		{"a: >\n  folded\n  text", "3:1{3:1 a=3:4 folded text}", ""},
		{"a: C #1", "3:1{3:1 a=3:4 C}", "3:6 text-lost"},
		{"a: C # remark", "3:1{3:1 a=3:4 C}", ""},
		{"a: \"C #1\"", "3:1{3:1 a=3:4 C #1}", ""},
		{"a: b: c", "", "3:5 yaml-syntax"},
		{"a: b\na: c", "3:1{3:1 a=3:4 b 4:1 a=4:4 c}", ""}, // Check reports it
		{"a: &x b\nb: *x", "", "3:4 yaml-alias, 4:4 yaml-alias"},
		{"a: !!str b", "", "3:4 yaml-tag"},
		{"? [a]\n: b", "", "3:3 yaml-key"},
		{"a: b\n--- # next\nc: d", "", "4:1 second-document"},
		{"a: \x01", "", "3:4 control-character"},
		{"a: é\xff", "", "3:5 invalid-utf8"},
		{"a: b\u2028c\nd: [", "", "3:5 control-character"},
		{"a: b\u0085c", "", "3:5 control-character"},
		{strings.Repeat("[", 40) + strings.Repeat("]", 40), "", "3:34 too-deep"},
	}
	for _, tt := range tests {
		src := diag.NewSource("f.md", []byte("---\n\n"+tt.text))
		v, list := ParseYAML(src, []byte(tt.text), 3)
		got := ""
		if v != nil {
			got = outline(v)
		}
		if got != tt.want {
			t.Errorf("%q reads as\n%s, want\n%s", tt.text, got, tt.want)
		}
		if got := problems(list); got != tt.problems {
			t.Errorf("%q reports %q, want %q", tt.text, got, tt.problems)
		}
	}
}

func TestJSONKnowsThePlaceOfEverything(t *testing.T) {
	tests := []struct{ text, want, problems string }{
		{`{"a": "b"}`, "1:1{1:2 a=1:7 b}", ""},
		{"{\"é\": \"大\",\r\n \"b\" : [1, true , null]}", "1:1{1:2 é=1:7 大 2:2 b=2:8[2:9 1 2:12 true 2:19 null]}", ""},
		{"\n\n  []", "3:3[]", ""},
		{`{"a": {"b": {}}}`, "1:1{1:2 a=1:7{1:8 b=1:13{}}}", ""},
		{`{"a": 1.10}`, "1:1{1:2 a=1:7 1.10}", ""},
		{`{"a": 1, "a": 2}`, "1:1{1:2 a=1:7 1 1:10 a=1:15 2}", ""}, // Check reports it
		{`{"a" 1}`, "", "1:6 json-syntax"},
		{"{\"a\": 1,\n}", "", "2:1 json-syntax"},
		{`{"a": 1} x`, "", "1:10 json-syntax"},
		{`{"a": 1`, "", "1:8 json-syntax"},
		{``, "", "1:1 json-syntax"},
		{"{\"é\": \"a\nb\"}", "", "1:9 json-syntax"},
		{"{\"a\": \"\xff\"}", "", "1:8 invalid-utf8"},
		{strings.Repeat("[", 40), "", "1:34 json-syntax"},
	}
	for _, tt := range tests {
		v, list := ParseJSON(diag.NewSource("f.json", []byte(tt.text)), []byte(tt.text))
		got := ""
		if v != nil {
			got = outline(v)
		}
		if got != tt.want {
			t.Errorf("%q reads as\n%s, want\n%s", tt.text, got, tt.want)
		}
		if got := problems(list); got != tt.problems {
			t.Errorf("%q reports %q, want %q", tt.text, got, tt.problems)
		}
	}
}

func TestHostileYAMLIsRefusedInBoundedTime(t *testing.T) {
	var keys strings.Builder
	for i := range 6000 {
		fmt.Fprintf(&keys, "k%d: v\n", i)
	}
	bomb := "a: &a [x,x,x,x,x,x,x,x,x]\n"
	for c := 'b'; c < 'k'; c++ {
		bomb += fmt.Sprintf("%c: &%c [*%c,*%c,*%c,*%c,*%c,*%c,*%c,*%c,*%c]\n", c, c, c-1, c-1, c-1, c-1, c-1, c-1, c-1, c-1, c-1)
	}
	for name, text := range map[string]string{
		"aliases":  bomb,
		"brackets": strings.Repeat("[", 20000),
		"braces":   strings.Repeat("{a: ", 16000),
		"dashes":   strings.Repeat("- ", 20000),
		"keys":     keys.String(),
		"quotes":   strings.Repeat("\"a\": ", 10000),
	} {
		start := time.Now()
		src := diag.NewSource("f.md", []byte(text))
		v, list := ParseYAML(src, []byte(text), 1)
		if v != nil {
			c := Checker{Source: src, List: list}
			c.Check(v, []Field{{Key: "title", Required: true}}, "a role")
			list = c.List
		}
		if !list.HasErrors() {
			t.Errorf("%s: not refused", name)
		}
		if d := time.Since(start); d > time.Minute { // without its limits: hours
			t.Errorf("%s: %v", name, d)
		}
	}
}

// TestHostileJSONIsReadInBoundedTime: one long line of 30,000 keys took minutes when
// each of them counted from the line's start.
func TestHostileJSONIsReadInBoundedTime(t *testing.T) {
	var keys strings.Builder
	for i := range 30_000 {
		fmt.Fprintf(&keys, "%q:1,", fmt.Sprint("ké", i))
	}
	for name, text := range map[string]string{
		"keys":    "{" + keys.String() + `"end":1}`,
		"numbers": "[" + strings.Repeat("1,", 200_000) + "1]",
		"entries": `{"list":[` + strings.Repeat(`{"x":1},`, 30_000) + "1]}",
		"a key":   `{"` + strings.Repeat("k", 500_000) + `":1}`,
	} {
		start := time.Now()
		src := diag.NewSource("f.json", []byte(text))
		v, list := ParseJSON(src, []byte(text))
		if v == nil {
			t.Fatalf("%s: %v", name, list)
		}
		c := Checker{Source: src, List: list}
		c.Check(v, []Field{{Key: "title", Required: true}, {Key: "list", Type: TypeObjects}}, "a config")
		if n := len(c.List); n == 0 || n > maxProblems+1 {
			t.Errorf("%s: %d problems", name, n)
		} else if n > maxProblems != (name == "keys" || name == "entries") {
			t.Errorf("%s: %d problems", name, n)
		}
		for _, d := range c.List {
			if len(d.Message) > 500 {
				t.Errorf("%s: a message of %d bytes", name, len(d.Message))
			}
		}
		if d := time.Since(start); d > time.Minute {
			t.Errorf("%s: %v", name, d)
		}
	}
	// The places are still those of the file.
	text := "{\"é\": [1, 2],\n \"b\": 3, \"c\": 4}"
	v, _ := ParseJSON(diag.NewSource("f", []byte(text)), []byte(text))
	if got, want := outline(v), "1:1{1:2 é=1:7[1:8 1 1:11 2] 2:2 b=2:7 3 2:10 c=2:15 4}"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}
