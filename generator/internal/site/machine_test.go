package site

import (
	"encoding/xml"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

// hostile is text that breaks out of every context that does not escape it. A
// body may hold U+2028 too; texts of one line have it replaced when they are read.
const hostile = "A </script><!-- & \"quotes\" 'single' \\ ]]> 大 é"

// quoted is a text as YAML and JSON hold it.
func quoted(text string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(text) + `"`
}

// machineFiles is a small site of three roles, one of them hostile, and a note.
func machineFiles(config string) fstest.MapFS {
	file := func(text string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(text)} }
	return fstest.MapFS{
		"config.json": file(`{"title": "Roles & co", "description": "Who does what?", ` + config + `
			"dimensions": [{"key": "purpose", "label": "Purpose"}, {"key": "meetings", "label": "Meetings", "help": "Which?"}],
			"scales": [{"key": "scope", "label": "Scope", "steps": [{"key": "own", "label": "Own work"}, {"key": "team", "label": "Team"}]}],
			"families": [{"key": "web", "label": "Web"}], "tracks": [{"key": "ic", "label": "IC"}]}`),
		"content/roles/plain.md": file("---\ntitle: Plain\nsummary: Says little.\ndimensions:\n  purpose: Be there\n---\n"),
		"content/roles/full.md": file("---\ntitle: Full\nsummary: Says all.\nfamily: web\ntrack: ic\naliases: [All, Whole]\nreports_to: [plain]\nleads_to: [hostile]\n" +
			"scales: {scope: team}\nupdated: 2026-03-01\ndimensions:\n  purpose: Be *all* there\n  meetings: [One, \"[Two](../plain/index.html)\"]\n---\nA **body**.\n"),
		"content/roles/hostile.md": file("---\ntitle: " + quoted(hostile) + "\nsummary: " + quoted("S "+hostile+"x") +
			"\naliases: [" + quoted("Alias "+hostile+"x") + "]\nupdated: 2026-04-01\ndimensions:\n  purpose: " + quoted("P `</script><!-- &`, \"quotes\"") + "\n---\nA `</script>` & a \u2028 separator.\n"),
		"content/notes/full-vs-plain.md": file("---\nroles: [full, plain]\nupdated: 2026-03-15\n---\nThe *first* paragraph.\n\nThe second.\n"),
		"content/pages/about.md":         file("---\ntitle: About\nsummary: What this is.\n---\nText.\n"),
	}
}

const withBase = `"base_url": "https://example.org/roles",`

func machineSite(t *testing.T, config string) *Site {
	t.Helper()
	return load(t, machineFiles(config))
}

func text(t *testing.T, s fs.FS, name string) string {
	t.Helper()
	data, err := fs.ReadFile(s, name)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func TestWithoutBaseURLNothingNeedsOne(t *testing.T) {
	s := machineSite(t, "")
	for _, name := range []string{"feed.xml", "sitemap.xml", socialFile} {
		if _, err := fs.Stat(s, name); err == nil {
			t.Errorf("%s is there without a base URL", name)
		}
	}
	for _, name := range []string{"index.html", "full/index.html", "full/vs-plain.html", "full/vs-hostile-vs-plain.html", "about/index.html", "404.html"} {
		page := text(t, s, name)
		for _, never := range []string{"og:title", "og:image", "og:url", "canonical", "twitter:", "feed.xml"} {
			if strings.Contains(page, never) {
				t.Errorf("%s holds %s without a base URL", name, never)
			}
		}
	}
}

func TestMachineFilesAreTheSameEveryTime(t *testing.T) {
	names := []string{"feed.xml", "llms.txt", socialFile, "assets/icon.svg", "robots.txt", "sitemap.xml"}
	a, b := machineSite(t, withBase), machineSite(t, withBase)
	for name := range maps.Keys(a.files) {
		if strings.HasPrefix(name, apiDir) {
			names = append(names, name)
		}
	}
	if len(names) < 6+3+5 {
		t.Fatalf("only %q are there", names)
	}
	for _, name := range names {
		if text(t, a, name) != text(t, b, name) {
			t.Errorf("%s differs between two builds of the same input", name)
		}
	}
}

func TestRobotsNamesTheSitemap(t *testing.T) {
	if got := text(t, machineSite(t, withBase), "robots.txt"); !strings.Contains(got, "Sitemap: https://example.org/roles/sitemap.xml\n") {
		t.Error(got)
	}
}

func TestSitemapListsEveryPageOnce(t *testing.T) {
	s := machineSite(t, withBase)
	var want []string
	for _, folder := range s.Folders() {
		for f := range s.Files(folder) {
			if name := path.Join(folder, f.Name()); f.Page() && name != "404.html" {
				want = append(want, exampleBase+strings.TrimSuffix(name, "index.html"))
			}
		}
	}
	var sitemap struct {
		URLs []struct {
			Loc string `xml:"loc"`
		} `xml:"url"`
	}
	if err := xml.Unmarshal([]byte(text(t, s, "sitemap.xml")), &sitemap); err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, u := range sitemap.URLs {
		got = append(got, u.Loc)
	}
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("the sitemap lists %q, the pages are %q", got, want)
	}
}

func TestLLMsListsRolesAddressesAndData(t *testing.T) {
	s := machineSite(t, withBase)
	got := text(t, s, "llms.txt")
	for _, line := range []string{
		"# Roles & co\n", "> Who does what?\n", "- two compared: `a/vs-b.html` (3 pages)\n", "- three compared: `a/vs-b-vs-c.html` (1 pages)\n",
		"- [Full](full/index.html): Says all.\n", "- [About](about/index.html): What this is.\n", "(api/v1/roles.json)",
		`- [A \</script\>\<!-- & "quotes" 'single' \\ \]\]\> 大 é](hostile/index.html)`,
	} {
		if !strings.Contains(got, line) {
			t.Errorf("llms.txt has no %q:\n%s", line, got)
		}
	}
	for line := range strings.Lines(got) {
		_, rest, link := strings.Cut(line, "](")
		address, _, _ := strings.Cut(rest, ")")
		if _, err := fs.Stat(s, address); link && err != nil {
			t.Errorf("llms.txt leads to %s: %v", address, err)
		}
	}
	none := text(t, machineSite(t, `"policy": {"pairs": "none", "trios": "none"},`), "llms.txt")
	if strings.Contains(none, "vs-b") || !strings.Contains(none, "compare/index.html#a,b,c") {
		t.Errorf("without pages of comparisons:\n%s", none)
	}
}

func TestCapital(t *testing.T) {
	for in, want := range map[string]string{"": "", "roles": "Roles", "état": "État", "大": "大"} {
		if got := capital(in); got != want {
			t.Errorf("capital(%q) = %q, want %q", in, got, want)
		}
	}
}

// manyRoles is a site of n roles, each with the day of its last change.
func manyRoles(n int, updated func(int) string) fstest.MapFS {
	files := machineFiles(withBase)
	maps.DeleteFunc(files, func(name string, _ *fstest.MapFile) bool { return strings.HasPrefix(name, "content/") })
	for i := range n {
		files[fmt.Sprintf("content/roles/r%03d.md", i)] = &fstest.MapFile{Data: fmt.Appendf(nil,
			"---\ntitle: Role %d\nsummary: S.\n%sdimensions:\n  purpose: P\n---\n", i, updated(i))}
	}
	return files
}
