package lint_test

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/rolediff/rolediff/generator/internal/config"
	"github.com/rolediff/rolediff/generator/internal/content"
	"github.com/rolediff/rolediff/generator/internal/diag"
	"github.com/rolediff/rolediff/generator/internal/lint"
)

const testConfig = `{
  "title": "T",
  "dimensions": [{"key": "purpose", "label": "Purpose"}, {"key": "meetings", "label": "Meetings"}],
  "scales": [],
  "tracks": [{"key": "ic", "label": "Contributor"}, {"key": "lead", "label": "Lead"}, {"key": "boss", "label": "Manager"}]
}`

// files is a site's content below content/.
type files map[string]string

// filler returns n roles that no rule has anything to say about.
func filler(n int) files {
	out := files{}
	for i := range n {
		word := string(rune('a'+i)) + string(rune('k'+i))
		out["roles/"+word+".md"] = fmt.Sprintf(`---
title: Person %s
summary: Does %s.
track: ic
updated: 2026-11-24
dimensions:
  purpose: Makes sure that %s happens in time
  meetings:
    - Design review
    - Meeting about %s
---
`, word, word, word, word)
	}
	return out
}

func (f files) with(more files) files {
	for name, text := range more {
		f[name] = text
	}
	return f
}

// check lints a site whose files must be free of other problems.
func check(t testing.TB, f files) diag.List {
	t.Helper()
	fsys := fstest.MapFS{}
	for name, text := range f {
		fsys["content/"+name] = &fstest.MapFile{Data: []byte(text)}
	}
	cfg, list := config.Parse([]byte(testConfig))
	if len(list) > 0 {
		t.Fatal(list)
	}
	var loader content.Loader
	c, list := loader.Load(fsys, cfg)
	if len(list) > 0 {
		t.Fatal(list)
	}
	return lint.Check(cfg, c, loader.Document)
}

// role is a file with some lines of front matter behind the first four, and the
// dimensions' lines.
func role(title, front, dimensions string) string {
	return fmt.Sprintf("---\ntitle: %s\nsummary: Is %s.\nupdated: 2026-11-24\n%sdimensions:\n%s---\n", title, title, front, dimensions)
}

const plain = "  purpose: Makes sure that other things happen\n  meetings:\n    - Design review\n    - One of its own\n"

func TestEachRuleSpeaksAtTheRightPlace(t *testing.T) {
	tests := []struct {
		name string
		site files
		want []string // "file:line:column code", all of them
	}{
		{"nothing to say", filler(6), nil},
		{"nothing to say about one role", filler(1), nil},
		{"far longer", filler(5).with(files{"roles/x.md": role("X", "", "  purpose: "+strings.Repeat("very long ", 20)+"\n")}),
			[]string{"content/roles/x.md:6:3 uneven-length"}},
		{"far shorter", longPurposes(5).with(files{"roles/x.md": role("X", "", "  purpose: Does it\n")}),
			[]string{"content/roles/x.md:6:3 uneven-length"}},
		{"too few roles to have habits", filler(2).with(files{"roles/x.md": role("X", "", "  purpose: "+strings.Repeat("very long ", 20)+"\n")}), nil},
		{"list among texts", filler(6).with(files{"roles/x.md": role("X", "", "  purpose:\n    - Makes sure\n    - Lends a hand\n")}),
			[]string{"content/roles/x.md:6:3 uneven-form"}},
		{"text among lists", filler(6).with(files{"roles/x.md": role("X", "", "  meetings: Design review and another\n")}),
			[]string{"content/roles/x.md:6:3 uneven-form"}},
		{"sentence among fragments", filler(6).with(files{"roles/x.md": role("X", "", "  purpose: Makes sure that it works.\n")}),
			[]string{"content/roles/x.md:6:12 uneven-ending"}},
		{"abbreviation at the end", filler(6).with(files{"roles/x.md": role("X", "", "  purpose: Makes sure that machines run, etc.\n")}), nil},
		{"fragment among sentences", sentences(6).with(files{"roles/x.md": role("X", "", "  meetings:\n    - Ends right.\n    - Has no end\n")}),
			[]string{"content/roles/x.md:8:7 uneven-ending"}},
		{"hyphen", filler(4).with(files{"roles/x.md": role("X", "", "  meetings:\n    - Design-reviews\n    - One more\n")}),
			[]string{"content/roles/x.md:7:7 spelling-variant"}},
		{"within one role", files{"roles/x.md": role("X", "", "  meetings:\n    - Stand ups\n    - Stand-ups\n    - Standups\n")},
			[]string{"content/roles/x.md:8:7 spelling-variant", "content/roles/x.md:9:7 spelling-variant"}},
		{"one letter", filler(4).with(files{"roles/x.md": role("X", "", "  meetings:\n    - Desing review\n    - One more\n")}),
			[]string{"content/roles/x.md:7:7 spelling-variant"}},
		{"one digit is another thing", filler(4).with(files{
			"roles/x.md": role("X", "", "  meetings: [Support level 1, Other]\n"), "roles/y.md": role("Y", "", "  meetings: [Support level 2, Another]\n"),
		}), nil},
		{"variants in different rows", files{"roles/x.md": role("X", "", "  purpose: Stand ups\n  meetings: [Stand-ups]\n")}, nil},
		{"title in another spelling", filler(1).with(files{"roles/dev-ops.md": role("Dev-Ops Person", "", plain), "roles/x.md": strings.Replace(role("Dev Ops Persons", "", "  purpose: Otherwise\n"), "Is ", "Was ", 1)}),
			[]string{"content/roles/x.md:2:8 name-taken"}},
		{"alias is another's title", filler(1).with(files{"roles/x.md": role("X", "aliases: [Y, Person-AK]\n", plain)}),
			[]string{"content/roles/x.md:5:14 name-taken"}},
		{"own title as alias", files{"roles/x.md": role("Dev Ops", "aliases: [DevOps]\n", plain)}, nil},
		{"copied and not rewritten", files{"roles/x.md": role("X", "", longPlain), "roles/y.md": role("Y", "", longPlain)},
			[]string{"content/roles/y.md:2:8 near-duplicate"}},
		{"copied summary", files{
			"roles/x.md": role("X", "", plain), "roles/y.md": strings.Replace(role("Y", "", "  purpose: Otherwise\n"), "Is Y.", "is x", 1),
		}, []string{"content/roles/y.md:3:10 near-duplicate"}},
		{"short and alike by nature", files{"roles/x.md": role("X", "", "  purpose: Tests\n"), "roles/y.md": role("Y", "", "  purpose: Tests\n")}, nil},
		{"leads to a lower track", filler(2).with(files{"roles/x.md": role("X", "track: lead\nleads_to: [bl, ak]\n", plain)}),
			[]string{"content/roles/x.md:6:12 odd-relation", "content/roles/x.md:6:16 odd-relation"}},
		{"leads to the same track", filler(2).with(files{"roles/x.md": role("X", "track: ic\nleads_to: [ak]\n", plain)}), nil},
		{"reports to a lower track", filler(1).with(files{"roles/x.md": role("X", "track: boss\nreports_to:\n  - ak\n", plain)}),
			[]string{"content/roles/x.md:7:5 odd-relation"}},
		{"no track, no judgment", filler(1).with(files{"roles/x.md": role("X", "reports_to: [ak]\n", plain)}), nil},
		{"next step reports back", files{
			"roles/x.md": role("X", "leads_to: [y]\n", plain), "roles/y.md": role("Y", "reports_to: [x]\n", "  purpose: Otherwise\n"),
		}, []string{"content/roles/x.md:5:12 odd-relation"}},
		{"circle", files{
			"roles/x.md": role("X", "reports_to: [y]\n", plain), "roles/y.md": role("Y", "reports_to: [z]\n", "  purpose: Otherwise\n"),
			"roles/z.md": role("Z", "reports_to: [x]\n", "  purpose: Not at all\n"),
		}, []string{"content/roles/z.md:5:14 report-loop"}},
		{"no day", files{
			"roles/x.md":   strings.Replace(role("X", "", plain), "updated: 2026-11-24\n", "", 1),
			"roles/y.md":   role("Y", "", "  purpose: Otherwise\n"),
			"notes/x-y.md": "---\nroles: [x, y]\n---\nText.\n",
		}, []string{"content/notes/x-y.md:2:1 no-date", "content/roles/x.md:2:1 no-date"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, d := range check(t, tt.site) {
				got = append(got, d.Position.String()+" "+d.Code)
				if d.Severity != diag.Warning || d.Hint == "" || d.Source == "" {
					t.Errorf("%+v: want a warning with a hint and the line", d)
				}
			}
			if strings.Join(got, "\n") != strings.Join(tt.want, "\n") {
				t.Errorf("got:\n%s\nwant:\n%s\n%v", strings.Join(got, "\n"), strings.Join(tt.want, "\n"), check(t, tt.site))
			}
		})
	}
}

const longPlain = `  purpose: Makes sure that whatever was promised is done in time and that nobody has to ask twice
  meetings:
    - Design review
    - Weekly meeting of everybody who has promised something
`

func longPurposes(n int) files {
	f := filler(n)
	for name, text := range f {
		f[name] = strings.Replace(text, "in time", "in time and well, whatever the weather is like and whoever may ask", 1)
	}
	return f
}

func sentences(n int) files {
	f := filler(n)
	for name, text := range f {
		f[name] = strings.NewReplacer("review\n", "review.\n", "\n---\n", ".\n---\n").Replace(text)
	}
	return f
}

func TestMajorityDecidesWhichSpellingIsRight(t *testing.T) {
	site := files{
		"roles/a.md": role("A", "", "  meetings: [Stand ups]\n"), "roles/b.md": role("B", "", "  meetings: [Stand-ups]\n"),
		"roles/c.md": role("C", "", "  meetings: [stand-ups.]\n"),
	}
	list := check(t, site)
	if len(list) != 1 || list[0].File != "content/roles/a.md" || list[0].Hint != "write: Stand-ups" {
		t.Errorf("got %v, want one warning about the rare spelling in a.md", list)
	}
}

// realSite is this repository's own content.
func realSite(t testing.TB) (*config.Config, *content.Content, *content.Loader) {
	t.Helper()
	root := os.DirFS("../../..")
	raw, err := os.ReadFile("../../../config.json")
	if err != nil {
		t.Fatal(err)
	}
	cfg, list := config.Parse(raw)
	if list.HasErrors() {
		t.Fatal(list)
	}
	loader := &content.Loader{}
	c, list := loader.Load(root, cfg)
	if list.HasErrors() {
		t.Fatal(list)
	}
	return cfg, c, loader
}

func TestRealContentIsClean(t *testing.T) {
	cfg, c, loader := realSite(t)
	for _, d := range lint.Check(cfg, c, loader.Document) {
		t.Errorf("%v\n  hint: %s", d, d.Hint)
	}
}

// BenchmarkCheck of the real content: a preview runs it on every save.
func BenchmarkCheck(b *testing.B) {
	cfg, c, loader := realSite(b)
	for b.Loop() {
		lint.Check(cfg, c, loader.Document)
	}
}
