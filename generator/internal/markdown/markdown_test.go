package markdown

import (
	"strings"
	"testing"
	"time"
)

func testRenderer() *Renderer {
	return New(func(dest string) (string, string) {
		if dest == "cto.md" {
			return "../cto/index.html", ""
		}
		return "", "there is no " + dest
	})
}

func TestCell(t *testing.T) {
	tests := []struct{ in, want, code string }{
		{"plain text", "plain text", ""},
		{"it's 1 > 0 & \"so\"", "it's 1 &gt; 0 &amp; &quot;so&quot;", ""},
		{"*a* `b` **c**", "<em>a</em> <code>b</code> <strong>c</strong>", ""},
		{"# no heading", "# no heading", ""},
		{"- no list", "- no list", ""},
		{"    no code", "no code", ""},
		{"a <b>bold</b> word", "a bold word", "raw-html"},
		{"a <!-- remark --> word", "a  word", ""},
		{"<script>alert(1)</script>", "alert(1)", "raw-html"},
		{"[x](javascript:alert(1))", "x", "forbidden-link"},
		{"[x](javascript&colon;alert(1))", "x", "forbidden-link"},
		{"[x](JaVaScRiPt:alert(1))", "x", "forbidden-link"},
		{"[x](<java\tscript:alert(1)>)", "x", "forbidden-link"},
		{"[x](&#106;avascript:alert(1))", "x", "forbidden-link"},
		{"[x](data:text/html,hi)", "x", "forbidden-link"},
		{"[x](vbscript:y)", "x", "forbidden-link"},
		{"<vbscript:y>", "vbscript:y", "forbidden-link"},
		{"[x](//evil.example/)", "x", "absolute-link"},
		{`[x](\\evil.example)`, "x", "absolute-link"},
		{"[x](https://example.org/a)", `<a href="https://example.org/a">x</a>`, ""},
		{`[x](https://example.org "a \"b\" <c>")`, `<a href="https://example.org" title="a &quot;b&quot; &lt;c&gt;">x</a>`, ""},
		{"[x](cto.md)", `<a href="../cto/index.html">x</a>`, ""},
		{"[x](ceo.md)", "x", "broken-link"},
		{"![x](https://example.org/a.png)", "x", "foreign-picture"},
		{"{{< shortcode >}} {% tag %}", "{{&lt; shortcode &gt;}} {% tag %}", ""},
	}
	r := testRenderer()
	for _, tt := range tests {
		got, problems := r.Cell(tt.in)
		if got != tt.want {
			t.Errorf("Cell(%q) = %q, want %q", tt.in, got, tt.want)
		}
		code := ""
		if len(problems) > 0 {
			code = problems[0].Code
		}
		if code != tt.code {
			t.Errorf("Cell(%q) reports %q, want %q", tt.in, code, tt.code)
		}
	}
}

func TestProblemsPointAtTheirPlace(t *testing.T) {
	source := "First line.\n\nSee <b>this</b> and [that](javascript:x).\n\n<div>\nblock\n</div>\n"
	_, problems := testRenderer().Body(source)
	var at []string
	for _, p := range problems {
		at = append(at, p.Code+"@"+source[p.Offset:p.Offset+4])
	}
	want := "raw-html@<b>t raw-html@</b> forbidden-link@[tha raw-html@<div"
	if got := strings.Join(at, " "); got != want {
		t.Errorf("problems at %q, want %q", got, want)
	}
}

func TestBodyHeadings(t *testing.T) {
	got, _ := testRenderer().Body("# Größe 大\n\n## A & B\n\n## A & B\n\n[up](#größe-大)\n\n| a |\n|---|\n| ~~b~~ |\n")
	for _, want := range []string{
		`<h2 id="on-größe-大">`, `<h2 id="on-a-b">`, `<h2 id="on-a-b-2">`, `<td><del>b</del></td>`, `href="#on-gr`,
	} {
		if !strings.Contains(got, want) {
			t.Errorf("body lacks %s:\n%s", want, got)
		}
	}
}

func TestText(t *testing.T) {
	for in, want := range map[string]string{
		"a *b* `c` [d](cto.md) &amp; \\*e\\*": "a b c d & *e*",
		"plain":                               "plain",
	} {
		if got := testRenderer().Text(in); got != want {
			t.Errorf("Text(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestHostileInputTakesBoundedTime(t *testing.T) {
	for name, unit := range map[string]string{
		"brackets": "[", "emphasis": "*a_ ", "quotes": "> ", "backquotes": "`a", "links": "[a](", "images": "![[]()", "entities": "&amp", "angles": "<a ", "tables": "|a",
	} {
		size := MaxBody
		if testing.Short() {
			size /= 8 // the race detector makes it ten times slower
		}
		body := strings.Repeat(unit, size/len(unit))
		start := time.Now()
		testRenderer().Body(body)
		testRenderer().Cell(body[:min(len(body), MaxCell)])
		if d := time.Since(start); d > 2*time.Minute {
			t.Errorf("%s: %v", name, d)
		} else {
			t.Logf("%s: %v", name, d)
		}
	}
	if _, problems := testRenderer().Body(strings.Repeat("a", MaxBody+1)); len(problems) != 1 || !problems[0].Error {
		t.Errorf("a body over the limit gives %v", problems)
	}
}
