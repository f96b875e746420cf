package content

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	yaml "go.yaml.in/yaml/v4"

	"github.com/rolediff/rolediff/generator/internal/diag"
	"github.com/rolediff/rolediff/generator/internal/schema"
	"github.com/rolediff/rolediff/generator/internal/seeds"
)

var formatNames = schema.Names{
	"dimension": {"primary-role", "meeting-involvement", "communication"},
	"scale":     {"scope", "horizon"},
}

func TestFormatWritesCanonicalForm(t *testing.T) {
	tests := map[string]struct{ in, want string }{
		"key order is that of the declaration": {
			"summary: S.\ndimensions:\n  communication: c\n  primary-role: p\ntitle: Some title\n",
			"title: Some title\nsummary: S.\ndimensions:\n  primary-role: p\n  communication: c\n",
		},
		"unknown keys follow in their order": {
			"zeta: z\nalpha: a\ntitle: Some title\n",
			"title: Some title\nzeta: z\nalpha: a\n",
		},
		"quotes that are not needed go": {
			"title: \"Plain words\"\nsummary: 'it is'\n", "title: Plain words\nsummary: it is\n",
		},
		"quotes that are needed stay": {
			"title: 'A: B'\nsummary: \"A #1\"\n", "title: \"A: B\"\nsummary: \"A #1\"\n",
		},
		"quotes inside choose the other kind": {
			"title: \"a \\\"b\\\": c\"\n", "title: 'a \"b\": c'\n",
		},
		"both kinds inside need escapes": {
			"title: \"a \\\"b\\\": c's\"\n", "title: \"a \\\"b\\\": c's\"\n",
		},
		"numbers and truth values become texts for editors too": {
			"title: 404\nsummary: true\nscales: {scope: 2}\n", "title: \"404\"\nsummary: \"true\"\nscales: {scope: 2}\n",
		},
		"null words stay texts": {
			"title: \"null\"\nsummary: \"\"\nfamily: ~\ntrack:\n", "title: \"null\"\nsummary: \"\"\nfamily: ~\ntrack:\n",
		},
		"dates stay bare": {"updated: \"2026-11-24\"\n", "updated: 2026-11-24\n"},
		"short lists of names go into brackets": {
			"reports_to:\n  - cto\n  - vp-of-engineering\n", "reports_to: [cto, vp-of-engineering]\n",
		},
		"long lists take a line an entry": {
			"aliases: [" + strings.Repeat("a long alias, ", 9) + "x]\n", "aliases:\n" + strings.Repeat("  - a long alias\n", 9) + "  - x\n",
		},
		"texts with commas are quoted in brackets only": {
			"aliases: ['a, b', c]\n", "aliases: [\"a, b\", c]\n",
		},
		"statements always take a line each": {
			"dimensions: {meeting-involvement: [One, 'Two, three']}\n",
			"dimensions:\n  meeting-involvement:\n    - One\n    - Two, three\n",
		},
		"scales come in the order of the config": {
			"scales:\n  horizon: year\n  scope: one-team\n", "scales: {scope: one-team, horizon: year}\n",
		},
		"folded and literal texts become one line": {
			"title: >-\n  a\n  b\nsummary: |\n  c\n\n  d\n", "title: a b\nsummary: c d\n",
		},
		"blank lines and trailing blanks go": {"title: a  \n\n\nsummary: b\t\n", "title: a\nsummary: b\n"},
		"an empty list stays":                {"aliases: []\n", "aliases: []\n"},
		"no front matter at all":             {"", ""},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			for _, body := range []string{"", "Body.\n"} {
				got, list := Format("content/roles/a.md", []byte("---\n"+tt.in+"---\n"+body), formatNames)
				if want := "---\n" + tt.want + "---\n" + body; string(got) != want {
					t.Errorf("got:\n%s\nwant:\n%s\n%v", got, want, list)
				}
			}
		})
	}
}

func TestFormatKeepsCommentsWithWhatTheyBelongTo(t *testing.T) {
	tests := map[string]struct{ in, want string }{
		"above a key, through a change of order": {
			"# for the summary\nsummary: s\n# for the title\ntitle: t\n", "# for the title\ntitle: t\n# for the summary\nsummary: s\n",
		},
		"behind a value":  {"title: Word   # why\n", "title: Word # why\n"},
		"behind brackets": {"aliases: [ a-b , c-d ] # why\n", "aliases: [a-b, c-d] # why\n"},
		"behind a key whose list goes into brackets": {
			"reports_to: # why\n  - cto\n", "reports_to: [cto] # why\n",
		},
		"on an item keeps the list open": {
			"reports_to: [cto, # first\n  ceo]\n", "reports_to:\n  - cto # first\n  - ceo\n",
		},
		"above an item inside brackets": {
			"reports_to: [\n  # first\n  cto, ceo\n  # last\n  ]\n", "reports_to:\n  # first\n  - cto\n  - ceo\n  # last\n",
		},
		"below the last item of a list": {
			"dimensions:\n  communication:\n    - a\n    # more to come\n  primary-role: p\n",
			"dimensions:\n  primary-role: p\n  communication:\n    - a\n    # more to come\n",
		},
		"below the last dimension": {
			"dimensions:\n  communication:\n    - a\n  # end\ntitle: Some title\n",
			"title: Some title\ndimensions:\n  communication:\n    - a\n  # end\n",
		},
		"behind a block of text":   {"title: | # why\n  # no comment\n  b\n# next\nsummary: s\n", "title: \"# no comment b\" # why\n# next\nsummary: s\n"},
		"behind a block and a tab": {"title: |-\t#9\n  b # c\nsummary: s\n", "title: \"b # c\" #9\nsummary: s\n"},
		"in quotes there is none": {
			"title: \"a # b\"\nsummary: 'c '' # d'\n", "title: \"a # b\"\nsummary: \"c ' # d\"\n",
		},
		"two behind one value": {"aliases: # one\n  [a-b] # two\n", "# one\naliases: [a-b] # two\n"},
		"at the very end":      {"title: Word\n# end\n", "title: Word\n# end\n"},
		"and nothing else":     {"# only\n", "# only\n"},
		"behind a dash":        {"reports_to:\n  - # why\n    cto\n", "reports_to:\n  # why\n  - cto\n"},
		"characters are not bytes": {
			"title: \"大大\" # 大 # x\nsummary: 'é' # y\n", "title: 大大 # 大 # x\nsummary: é # y\n",
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			got, list := Format("content/roles/a.md", []byte("---\n"+tt.in+"---\n"), formatNames)
			if want := "---\n" + tt.want + "---\n"; string(got) != want {
				t.Errorf("got:\n%s\nwant:\n%s\n%v", got, want, list)
			}
		})
	}
}

func TestFormatLeavesTheBodyAlone(t *testing.T) {
	in := "\uFEFF\r\n--- \r\ntitle: Word\r\n---\t\r\n\r\nA line with a break  \r\nand\ta tab.\r\n\r\n```\r\n  x \r\n```\r\n\r\n\r\n"
	want := "---\ntitle: Word\n---\n\nA line with a break  \nand\ta tab.\n\n```\n  x \n```\n"
	if got, list := Format("content/pages/a.md", []byte(in), nil); string(got) != want {
		t.Errorf("got %q\nwant %q\n%v", got, want, list)
	}
	if got, _ := Format("content/pages/a.md", []byte("---\ntitle: Word\n---\nNo end"), nil); !strings.HasSuffix(string(got), "No end\n") {
		t.Errorf("got %q, want a line end at the end", got)
	}
}

func TestFormatRefusesWhatItCannotRead(t *testing.T) {
	tests := []struct {
		name, in, code string
		line, column   int
	}{
		{"syntax", "---\ntitle: a: b\n---\n", "yaml-syntax", 2, 9},
		{"no end", "---\ntitle: a\n", "unclosed-front-matter", 1, 1},
		{"key twice", "---\ntitle: a\ntitle: b\n---\n", "duplicate-key", 3, 1},
		{"map in a list", "---\naliases: [{a: b}]\n---\n", "wrong-type", 2, 11},
		{"map in a map in a map", "---\ndimensions:\n  communication: {a: b}\n---\n", "wrong-type", 3, 18},
		{"list for a document", "---\n- a\n---\n", "wrong-type", 2, 1},
		{"invisible line end", "---\ntitle: a\u2028b\n---\n", "control-character", 2, 9},
		{"tag without a name", "---\ntitle: ! 'a # b' # c\n---\n", "yaml-tag", 2, 8},
		{"list with a hole", "---\naliases:\n  - a\n  - ~\n---\n", "no-value", 4, 5},
		{"carriage return alone", "---\ntitle: a\n---\nb\rc\n", "control-character", 4, 2},
		{"alias", "---\ntitle: &a b\nsummary: *a\n---\n", "yaml-alias", 2, 8},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			out, list := Format("content/roles/a.md", []byte(tt.in), formatNames)
			if out != nil || len(list) == 0 {
				t.Fatalf("got %q and %v, want diagnostics only", out, list)
			}
			want := diag.Position{File: "content/roles/a.md", Line: tt.line, Column: tt.column}
			if list[0].Code != tt.code || list[0].Position != want {
				t.Errorf("got %s at %s, want %s at %s", list[0].Code, list[0].Position, tt.code, want)
			}
		})
	}
}

// realFiles are the files of this repository's own site.
func realFiles(t testing.TB) map[string][]byte {
	root := filepath.Join("..", "..", "..")
	out := map[string][]byte{}
	for _, dir := range FormatFolders() {
		files, _ := filepath.Glob(filepath.Join(root, filepath.FromSlash(dir), "*.md"))
		for _, file := range files {
			raw, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			out[dir+"/"+filepath.Base(file)] = raw
		}
	}
	if len(out) < 50 {
		t.Fatalf("found only %d files", len(out))
	}
	return out
}

// holdsFormat checks the promise for one text: same meaning, same comments, and
// nothing to do the second time.
func holdsFormat(t *testing.T, file string, raw []byte) {
	t.Helper()
	once, list := Format(file, raw, formatNames)
	if once == nil {
		if !list.HasErrors() {
			t.Fatalf("no text and no error for %q", raw)
		}
		if list[0].Code == "cannot-format" {
			t.Fatalf("cannot format\n%s", raw)
		}
		return
	}
	block, body, _ := cut(strings.ReplaceAll(strings.TrimPrefix(string(raw), "\uFEFF"), "\r\n", "\n"))
	written, writtenBody, _ := cut(string(once))
	if before, after := values(t, block), values(t, written); !sameMeaning(before, after) {
		t.Fatalf("another meaning:\n%q\n%q", raw, once)
	}
	if strings.TrimRight(body, "\n") != strings.TrimRight(writtenBody, "\n") {
		t.Fatalf("another body:\n%q\n%q", body, writtenBody)
	}
	for _, comment := range libraryComments(block) {
		if !strings.Contains(written, comment) {
			t.Fatalf("lost %q:\n%s\n%s", comment, block, written)
		}
	}
	twice, list := Format(file, once, formatNames)
	if string(twice) != string(once) {
		t.Fatalf("not the same twice: %v\n%s\n%s", list, once, twice)
	}
}

func values(t *testing.T, block string) *schema.Value {
	t.Helper()
	v, list := schema.ParseYAML(diag.NewSource("a.md", []byte(block)), []byte(block), 1)
	if v == nil {
		t.Fatalf("cannot be read: %v\n%s", list, block)
	}
	return v
}

// libraryComments are the comments that the YAML library finds, which is not
// all of them, but by other means than ours.
func libraryComments(block string) []string {
	var doc yaml.Node
	_ = yaml.Unmarshal([]byte(block), &doc)
	var out []string
	var walk func(n *yaml.Node)
	walk = func(n *yaml.Node) {
		for line := range strings.Lines(n.HeadComment + "\n" + n.LineComment + "\n" + n.FootComment) {
			if line = strings.TrimRight(line, " \t\n"); line != "" {
				out = append(out, line)
			}
		}
		for _, c := range n.Content {
			walk(c)
		}
	}
	walk(&doc)
	return out
}

func TestFormatHoldsForTheRealContent(t *testing.T) {
	for file, raw := range realFiles(t) {
		holdsFormat(t, file, raw)
	}
}

// TestFormatHoldsForShuffledContent takes real files apart into lines, adds
// comments everywhere and turns keys around.
func TestFormatHoldsForShuffledContent(t *testing.T) {
	for file, raw := range realFiles(t) {
		block, body, _ := cut(string(raw))
		lines := strings.Split(strings.TrimSuffix(block, "\n"), "\n")
		for seed := 1; seed < 4; seed++ {
			var keys [][]string
			for i, line := range lines {
				if !strings.HasPrefix(line, " ") {
					keys = append(keys, nil)
				}
				k := len(keys) - 1
				if (i*7+seed)%3 == 0 {
					indent := strings.Repeat(" ", (i*5+seed)%7)
					keys[k] = append(keys[k], indent+"# above "+line)
				}
				if (i*11+seed)%4 == 0 {
					line += "  # behind"
				}
				keys[k] = append(keys[k], line)
			}
			slices.Reverse(keys)
			text := strings.Join(slices.Concat(keys...), "\n")
			holdsFormat(t, file, []byte("---\n"+text+"\n---\n"+body))
		}
	}
}

func FuzzFormat(f *testing.F) {
	n := 0
	for _, raw := range realFiles(f) {
		if n++; n > 5 {
			break
		}
		f.Add(string(raw))
	}
	for _, raw := range seeds.Files(f, ".md") {
		f.Add(string(raw))
	}
	for _, s := range []string{
		"---\ntitle: a # b\n# c\n  # d\nsummary: | # e\n  f\n # g\n---\nbody",
		"---\n? a # x\n: # y\n  b\nc: [d, # z\n  'e'] # w\n---\n",
		"---\ndimensions:\n  a:\n  - b\n  # c\n  - d\n # e\nscales: {x: 1, # f\n y: 'z'}\n---\n",
		"---\na: \"b\\\n  c # d\"\n\"e f\": >2\n    g\n   h # i\n# j\n---\n", "---\n{a: b, c: [d, e]} # f\n---\n",
		"---\na: - b\n---\n", "---\na: | # b\n   \n # c\n---\n", "---\na: ! 'b # c' # d\n---\n", "---\na:\n - -- # b\n - c # d\n---\n", "---\n  a: b\n  # c\n  d: e\n---\n", "---\na: 'b\n\n  c'  # d\n---\n\r\nx\r\n",
		"---\na: |\t# b\n  c\nd: >1-\t#e4\n  f # g\n---\n", "---\na:\t|\t# b\n\n  # c\n  - d\n---\n", "---\na:\t# b\n  - c\t# d\n  -\te\n---\n",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) { holdsFormat(t, "content/roles/a.md", []byte(text)) })
}
