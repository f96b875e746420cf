package diag

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"
)

func text(t *testing.T, list List) string {
	t.Helper()
	var b strings.Builder
	if err := WriteText(&b, list); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestTextPutsTheCaretUnderTheColumn(t *testing.T) {
	long := strings.Repeat("a", 300) + "HERE" + strings.Repeat("b", 300)
	tests := []struct{ name, source, needle string }{
		{"plain", "title: HERE", "HERE"},
		{"tabs", "\ttitle:\tHERE", "HERE"},
		{"accents", "título: é HERE", "HERE"},
		{"combining", "e\u0301te\u0301: HERE", "HERE"},
		{"wide", "標題: 大きい HERE", "HERE"},
		{"emoji", "🚀🚀: HERE", "HERE"},
		{"start", "HERE: x", "HERE"},
		{"long", long, "HERE"},
		{"very long", strings.Repeat("word ", 2000) + "HERE and more", "HERE"},
	}
	for _, tt := range tests {
		src := NewSource("f.md", []byte(tt.source))
		pos := src.Find(Position{File: "f.md", Line: 1, Column: 1}, tt.needle)
		line, caret := Excerpt(src.Report(Error, "x", pos, "m", ""))
		before, _, ok := strings.Cut(line, tt.needle)
		if !ok {
			t.Errorf("%s: the excerpt %q lacks the place", tt.name, line)
			continue
		}
		if got, want := cells(strings.TrimSuffix(caret, "^")), cells(before); got != want || !strings.HasSuffix(caret, "^") {
			t.Errorf("%s: the caret stands in cell %d, not %d:\n%s\n%s", tt.name, got, want, line, caret)
		}
		if n := len([]rune(line)); n > excerptWidth+2 {
			t.Errorf("%s: the excerpt has %d characters", tt.name, n)
		}
	}
}

// cells is how many cells of a terminal these test texts take.
func cells(s string) int {
	n := 0
	for _, r := range s {
		switch {
		case r == '\u0301':
		case r >= 0x3000:
			n += 2
		default:
			n++
		}
	}
	return n
}

func TestTextLayout(t *testing.T) {
	at := func(line, column int) Position { return Position{"a.md", line, column} }
	tests := []struct {
		name string
		d    Diagnostic
		want string
	}{
		{"whole", Diagnostic{Error, "c", at(3, 2), "- x", "message", "hint"},
			"a.md:3:2: error: message\n    - x\n     ^\n  hint: hint\n"},
		{"no hint", Diagnostic{Warning, "c", at(3, 1), "x", "message", ""}, "a.md:3:1: warning: message\n    x\n    ^\n"},
		{"no column", Diagnostic{Error, "c", at(3, 0), "x", "message", ""}, "a.md:3: error: message\n    x\n"},
		{"no line", Diagnostic{Error, "c", at(0, 0), "", "message", "do"}, "a.md: error: message\n  hint: do\n"},
		{"no file", Diagnostic{Severity: Error, Message: "message"}, "error: message\n"},
		{"blank line", Diagnostic{Error, "c", at(3, 1), " \t", "message", ""}, "a.md:3:1: error: message\n"},
		{"behind the end", Diagnostic{Error, "c", at(1, 99), "ab", "message", ""}, "a.md:1:99: error: message\n    ab\n      ^\n"},
	}
	for _, tt := range tests {
		if got := text(t, List{tt.d}); got != tt.want {
			t.Errorf("%s:\n%q, want\n%q", tt.name, got, tt.want)
		}
	}
}

func TestAQuotedLineCannotCommandTheTerminal(t *testing.T) {
	src := NewSource("f.md", []byte("a\x1b[31mred\x07\u009b\u2028\ttab"))
	got := text(t, List{src.Report(Error, "x", Position{"f.md", 1, 1}, "m", "")})
	if strings.ContainsAny(got, "\x1b\x07\u009b\u2028") {
		t.Errorf("control characters are printed: %q", got)
	}
}

// TestNoWordsOfOthersCommandTheTerminal: files have names that others gave them, and
// messages and hints quote them.
func TestNoWordsOfOthersCommandTheTerminal(t *testing.T) {
	const evil = "a\x1b]0;x\x07\n::error::b\r\u009b.md"
	got := text(t, List{{Error, "c", Position{evil, 1, 1}, "", "message " + evil, "hint " + evil}})
	if strings.ContainsAny(got, "\x1b\x07\u009b\r") || strings.Count(got, "\n") != 2 {
		t.Errorf("%q", got)
	}
}

// TestTheLogOfAWorkflowIsNotCommanded: GitHub obeys ::command:: where a line begins,
// also behind blanks, and ##[command] anywhere in it.
func TestTheLogOfAWorkflowIsNotCommanded(t *testing.T) {
	var list List
	for i := range 30 {
		list.Add(Diagnostic{Error, "c", Position{"content/roles/\n::error::b.md", i, 1}, "", "no \n::error::c or ##[error]d", "##[error]e"})
	}
	var b strings.Builder
	if err := WriteGitHub(&b, list, "."); err != nil {
		t.Fatal(err)
	}
	own := 0
	for line := range strings.Lines(b.String()) {
		if strings.HasPrefix(strings.TrimSpace(line), "::error ") {
			own++ // the newer form is looked for first
		} else if strings.HasPrefix(strings.TrimSpace(line), "::") || strings.Contains(line, "##[") {
			t.Errorf("this is obeyed: %q", line)
		}
	}
	if own != githubLimit {
		t.Errorf("%d annotations", own)
	}
}

// TestManyProblemsInOneLongLineShareItsText: a line of 64 kB may have thousands, and
// would take hundreds of megabytes if each had a text of its own.
func TestManyProblemsInOneLongLineShareItsText(t *testing.T) {
	for name, word := range map[string]string{"ASCII": "word, ", "other": "Wört, "} {
		line := strings.Repeat(word, 10_000)
		src := NewSource("f.md", []byte("---\n"+line+"\n"))
		src.Report(Error, "x", Position{"f.md", 2, 1}, "m", "")
		var list List
		more := testing.AllocsPerRun(10, func() {
			list = list[:0]
			for i := range 10_000 {
				list.Add(src.Report(Error, "x", Position{"f.md", 2, 1 + 6*i}, "m", ""))
			}
		})
		if more > 100 {
			t.Errorf("%s: %v allocations for 10,000 problems", name, more)
		}
		for i := 0; i < len(list); i += 999 {
			quoted, caret := Excerpt(list[i])
			at := utf8.RuneCountInString(caret) - 1
			if got := []rune(quoted)[at:]; !strings.HasPrefix(string(got), word[:3]) {
				t.Errorf("%s, problem %d: the caret is at %.10q of %q", name, i, string(got), quoted)
			}
		}
		// Back to an earlier place of the line.
		if d := src.Report(Error, "x", Position{"f.md", 2, 1}, "m", ""); !strings.HasPrefix(line, d.Source) || len(d.Source) > 300 {
			t.Errorf("%s: %d bytes", name, len(d.Source))
		}
	}
}

func TestJSONIsAnArrayOfAllFields(t *testing.T) {
	var b strings.Builder
	if err := WriteJSON(&b, nil); err != nil || b.String() != "[]\n" {
		t.Errorf("an empty list is %q, %v", b.String(), err)
	}
	b.Reset()
	if err := WriteJSON(&b, List{{Warning, "code", Position{"a.md", 1, 2}, "source", `say "<hi>"`, "hint"}}); err != nil {
		t.Fatal(err)
	}
	var got []map[string]any
	if err := json.Unmarshal([]byte(b.String()), &got); err != nil {
		t.Fatal(err)
	}
	want := map[string]any{"severity": "warning", "code": "code", "file": "a.md", "line": 1.0, "column": 2.0, "message": `say "<hi>"`, "hint": "hint"}
	if len(got) != 1 || fmt.Sprint(got[0]) != fmt.Sprint(want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestGitHubEscapesWhatItsCommandsMean(t *testing.T) {
	var b strings.Builder
	d := Diagnostic{Error, "a,b:c", Position{"ro,le:s/100%.md", 7, 3}, "", "50%\r\n::error::fake", "a, b: c"}
	if err := WriteGitHub(&b, List{d}, "."); err != nil {
		t.Fatal(err)
	}
	want := "::error file=ro%2Cle%3As/100%25.md,line=7,col=3,title=a%2Cb%3Ac::50%25%0D%0A::error::fake%0Aa, b: c\n"
	if b.String() != want {
		t.Errorf("got  %q\nwant %q", b.String(), want)
	}
}

func TestGitHubShowsTenOfEachSeverity(t *testing.T) {
	for _, tt := range []struct{ errors, warnings, lines int }{{1, 0, 1}, {10, 10, 20}, {11, 0, 10}, {300, 12, 20}} {
		var list List
		for i := range tt.errors {
			list.Add(Diagnostic{Severity: Error, Code: "e", Position: Position{"a.md", i + 1, 1}, Message: "m"})
		}
		for i := range tt.warnings {
			list.Add(Diagnostic{Severity: Warning, Code: "w", Position: Position{"a.md", i + 1, 1}, Message: "m"})
		}
		var b strings.Builder
		if err := WriteGitHub(&b, list, "roles"); err != nil {
			t.Fatal(err)
		}
		commands := strings.Count("\n"+b.String(), "\n::")
		if commands != tt.lines {
			t.Errorf("%d errors and %d warnings are %d annotations, want %d", tt.errors, tt.warnings, commands, tt.lines)
		}
		// All the others are in the log.
		for _, d := range list {
			annotated := strings.Contains(b.String(), fmt.Sprintf("::%s file=roles/a.md,line=%d,", d.Severity, d.Line))
			if logged := strings.Contains(b.String(), "\n"+d.String()+"\n"); annotated == logged {
				t.Errorf("%s is an annotation: %v, in the log: %v", d, annotated, logged)
			}
		}
		if rest := tt.errors - 9; tt.errors > 10 && !strings.Contains(b.String(), fmt.Sprintf("%d more errors", rest)) {
			t.Errorf("%d errors: nothing says that %d more are there:\n%s", tt.errors, rest, b.String())
		}
	}
}
