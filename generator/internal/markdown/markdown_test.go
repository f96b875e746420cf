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

// TestHostileInputTakesBoundedTime repeats constructs up to the limits: of the
// whole body without an empty line, and of each paragraph with one in between.
// Each took between 0.5 s and two minutes when nothing bounded it.
func TestHostileInputTakesBoundedTime(t *testing.T) {
	units := []string{
		"[", "*a_ ", "> ", ">>", " >-", "`a", "[a](", "![[]()", "&amp", "<a ", "|a", "([]", "a~_", "~*", "- ", "1. ", "#\n", "\n#", "a\n===\n", "--\n", "[a]: b\n", "<!--", "[^1]", "<a b='", "- [ ] ",
	}
	for _, unit := range units {
		fits := 0 // of the unit in one paragraph
		for _, problem := crowded(strings.Repeat(unit, fits)); !problem && fits*len(unit) < MaxBody-4096; fits += 50 {
			_, problem = crowded(strings.Repeat(unit, fits+50))
			if problem {
				break
			}
		}
		paragraph := strings.Repeat(unit, fits) + "\n\n"
		body := strings.Repeat(paragraph, max(1, MaxBody/len(paragraph)))
		if testing.Short() {
			body = body[:len(body)/8] // the race detector makes it ten times slower
		}
		start := time.Now()
		if _, problems := testRenderer().Body(body); len(problems) > 0 && problems[0].Code == "too-long" {
			t.Fatalf("%q: the test does not stay below the limits: %v", unit, problems)
		}
		testRenderer().Cell(strings.Repeat(unit, MaxCell/len(unit)))
		if took := time.Since(start); took > time.Minute {
			t.Errorf("%q takes %v", unit, took)
		} else {
			t.Logf("%q takes %v", unit, took)
		}
	}
}

func TestWhatIsTooMuchIsRefusedAtItsPlace(t *testing.T) {
	crowd := "First.\n\n" + strings.Repeat("[a](", MaxMarks/3+1) + "\n\nLast."
	for name, c := range map[string]struct {
		source, says string
		offset       int
	}{
		"a body over the limit": {strings.Repeat("a", MaxBody+1), "65537 bytes; 65536", 0},
		"a crowded paragraph":   {crowd, "more than 3000 brackets", len("First.\n\n")},
	} {
		out, problems := testRenderer().Body(c.source)
		if out != "" || len(problems) != 1 || !problems[0].Error || problems[0].Offset != c.offset || !strings.Contains(problems[0].Message, c.says) || problems[0].Hint == "" {
			t.Errorf("%s: %.50q, %v", name, out, problems)
		}
	}
	if out, problems := testRenderer().Cell(strings.Repeat("a", MaxCell+1)); out != "" || len(problems) != 1 || !problems[0].Error {
		t.Errorf("a cell over the limit gives %v", problems)
	}
	apart := strings.ReplaceAll(crowd, "[a](", "*a*\n\n")
	if out, problems := testRenderer().Body(apart); out == "" || len(problems) > 0 {
		t.Errorf("many short paragraphs give %v", problems)
	}
}

func TestEqualHeadingsGetIDsOfTheirOwn(t *testing.T) {
	out, _ := testRenderer().Body("# a\n# a-2\n# a\n# a\n# a-2\n#\n#\n")
	for _, want := range []string{"on-a", "on-a-2", "on-a-3", "on-a-4", "on-a-2-2", "on-section", "on-section-2"} {
		if n := strings.Count(out, `id="`+want+`"`); n != 1 {
			t.Errorf("the id %s stands %d times:\n%s", want, n, out)
		}
	}
}
