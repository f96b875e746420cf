package seeds

import "testing"

func TestWrittenReadsTheLinesOfScripts(t *testing.T) {
	for line, want := range map[string][2]string{
		`bytes content/roles/a.md '---\n' '3*k: v\n' 'q"q'` + "\n": {"content/roles/a.md", "---\nk: v\nk: v\nk: v\nq\"q"},
		`[unix] bytes b.md 'x\xff'`:                                {"b.md", "x\xff"},
		`# bytes c.md 'x'`:                                         {"", ""},
		`exec rolediff build`:                                      {"", ""},
	} {
		if name, text := written(line); name != want[0] || text != want[1] {
			t.Errorf("%q writes %q to %q", line, text, name)
		}
	}
}

func TestScriptsHoldSeedsOfEachKind(t *testing.T) {
	for _, suffix := range []string{".md", "config.json", ".html"} {
		if n := len(Files(t, suffix)); n < 5 {
			t.Errorf("%d files end in %s", n, suffix)
		}
	}
}
