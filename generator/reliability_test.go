package main

import (
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// testLink is a link to a test: its name, or words of a script, and the file.
var testLink = regexp.MustCompile("\\[`([^`]+)`\\]\\(([^)]+)\\)")

// checkTestLinks says which links of a text, in a page of a folder, name no test.
func checkTestLinks(folder, text string) (links int, problems []string) {
	for _, m := range testLink.FindAllStringSubmatch(text, -1) {
		name, file := m[1], path.Join(folder, m[2])
		if !strings.HasSuffix(file, "_test.go") && !strings.HasSuffix(file, ".txtar") {
			continue
		}
		links++
		want := name
		if strings.HasSuffix(file, "_test.go") {
			want = "\nfunc " + name + "("
		}
		raw, err := os.ReadFile(filepath.Join("..", filepath.FromSlash(file)))
		if err != nil || !strings.Contains(string(raw), want) {
			problems = append(problems, fmt.Sprintf("%s has no %s", file, name))
		}
	}
	return links, problems
}

// TestEveryFaultHasATestThatExists holds each row of docs/reliability.md to what it
// says: a way to go wrong, what is done, how often, what has to hold, and the tests.
func TestEveryFaultHasATestThatExists(t *testing.T) {
	page := readPage(t, "docs/reliability.md")
	rows := 0
	for line := range strings.Lines(page) {
		if !strings.HasPrefix(line, "| ") || strings.HasPrefix(line, "| what goes wrong ") || strings.HasPrefix(line, "| --- ") {
			continue
		}
		rows++
		cells := strings.Split(strings.TrimSuffix(strings.TrimSpace(line), " |"), " | ")
		if len(cells) != 5 {
			t.Errorf("a row of %d cells: %s", len(cells), line)
			continue
		}
		for i, c := range cells[1:] {
			if c == "" {
				t.Errorf("cell %d is empty: %s", i+2, line)
			}
		}
		links, problems := checkTestLinks("docs", cells[4])
		if links == 0 || links != strings.Count(cells[4], "](") {
			t.Errorf("a row without a test, or with a link to something else: %s", line)
		}
		for _, p := range problems {
			t.Error(p)
		}
	}
	if rows < 70 {
		t.Errorf("only %d rows", rows)
	}
	for name, file := range hardTests(t) {
		if !strings.Contains(page, "[`"+name+"`](../"+file+")") {
			t.Errorf("docs/reliability.md lacks %s of %s", name, file)
		}
	}
	if _, problems := checkTestLinks("docs", "[`TestNoSuch`](../generator/reliability_test.go) [`x`](../generator/testdata/script/nosuch.txtar)"); len(problems) != 2 {
		t.Errorf("links to nothing are not seen: %v", problems)
	}
}

// hardTests are all fuzz targets, and the tests that tell make torture what they did.
func hardTests(t *testing.T) map[string]string {
	t.Helper()
	function := regexp.MustCompile(`(?m)^func ((?:Test|Fuzz)\w+)\(`)
	out := map[string]string{}
	err := filepath.WalkDir(".", func(name string, e fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(name, "_test.go") || name == "reliability_test.go" {
			return err
		}
		raw, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		text, file := string(raw), "generator/"+filepath.ToSlash(name)
		found := function.FindAllStringSubmatchIndex(text, -1)
		for i, m := range found {
			end := len(text)
			if i+1 < len(found) {
				end = found[i+1][0]
			}
			if test := text[m[2]:m[3]]; strings.HasPrefix(test, "Fuzz") || strings.Contains(text[m[0]:end], `"torture: `) {
				out[test] = file
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(out) < 20 {
		t.Errorf("only %d fuzz targets and tests of torture", len(out))
	}
	return out
}

// TestEveryPromiseHasItsTest: the README's promises, each with a link to a test, and
// what SECURITY.md says is trusted and what is not.
func TestEveryPromiseHasItsTest(t *testing.T) {
	_, text, ok := strings.Cut(readPage(t, "README.md"), "\n## Promises\n")
	if !ok {
		t.Fatal("the README promises nothing")
	}
	text, _, _ = strings.Cut(text, "\n## ")
	promises := strings.Split(text, "\n- ")[1:]
	if len(promises) < 10 {
		t.Errorf("only %d promises", len(promises))
	}
	for _, p := range promises {
		links, problems := checkTestLinks(".", p)
		if links == 0 {
			t.Errorf("no test holds: %s", p)
		}
		for _, problem := range problems {
			t.Error(problem)
		}
	}
	links, problems := checkTestLinks(".", readPage(t, "SECURITY.md"))
	if links < 10 {
		t.Errorf("SECURITY.md names only %d tests", links)
	}
	for _, problem := range problems {
		t.Error(problem)
	}
}
