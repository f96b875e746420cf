package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/rolediff/rolediff/generator/internal/diag"
)

// caret stands in a broken text where the problem has to be reported, and is
// taken out before the text is written. A text without one is wrong as a whole.
const caret = "¦"

// breakage is one edit of one file of this repository's own site.
type breakage struct {
	code string
	file string
	find string // a regular expression; empty: text is the whole file
	text string
}

const (
	devops = "content/roles/devops-engineer.md"
	fresh  = "content/roles/keeper-of-keys.md"
	words  = "\nsummary: Keeps the keys of every door and knows who has been where.\nupdated: 2026-11-24\ndimensions:\n  primary-role: Keeps every key of the house where it belongs and hands it out to whoever needs it\n---\n"
)

var breakages = []breakage{
	{"missing-front-matter", devops, `\A---\n`, caret},
	{"unclosed-front-matter", devops, `(?s)\A(---\n.*?\n)---\n`, caret + "${1}\n"},
	{"front-matter-fence", devops, `\n---\n`, "\n" + caret + "----\n"},
	{"empty-file", devops, "", caret + "\n"},
	{"invalid-utf8", devops, `title: Dev`, "title: Dév" + caret + "\xff"},
	{"control-character", devops, `title: Dev`, "title: Dev" + caret + "\x07"},
	{"too-long", devops, `title: `, "title: " + caret + strings.Repeat("very ", 30)},
	{"yaml-syntax", devops, `title: DevOps`, "title: DevOps" + caret + ":"},
	{"yaml-alias", devops, `title: `, "title: " + caret + "&name "},
	{"yaml-tag", devops, `title: `, "title: " + caret + "!str "},
	{"yaml-key", devops, `title: `, "? " + caret + "[title]\n: "},
	{"second-document", devops, `\n---\n`, "\n" + caret + "--- more\n---\n"},
	{"too-deep", devops, `aliases: .*`, "aliases: " + strings.Repeat("[", 32) + caret + strings.Repeat("[", 8) + "a" + strings.Repeat("]", 40)},
	{"text-lost", devops, `(title: .*)`, "${1} " + caret + "#1"},
	{"skipped-file", "content/roles/devops.txt", "", "x\n"},

	{"unknown-key", devops, `\nsummary:`, "\n" + caret + "sumary:"},
	{"missing-key", devops, `---\n(title: .*\n)summary: .*\n`, "---\n" + caret + "${1}"},
	{"duplicate-key", devops, `(title: .*\n)`, "${1}" + caret + "${1}"},
	{"duplicate-entry", devops, `aliases: .*`, "aliases: [Pipeline keeper, " + caret + "Pipeline keeper]"},
	{"no-value", devops, `\nsummary: .*`, "\n" + caret + "summary:"},
	{"wrong-type", devops, `reports_to: .*`, "reports_to: " + caret + "cto"},
	{"wrong-date", devops, `updated: .*`, "updated: " + caret + "24.11.2026"},
	{"wrong-url", "config.json", `"base_url": ".*"`, `"base_url": ` + caret + `"example.org"`},
	{"unknown-name", devops, `family: .*`, "family: " + caret + "plattform"},
	{"unknown-dimension", devops, `  primary-role:`, "  " + caret + "primary-rule:"},
	{"unknown-scale", devops, `scales: \{`, "scales: {" + caret + "scop: company, "},
	{"too-many", "content/notes/all.md", "", "---\nroles: " + caret + "[ceo, coo, cto, cio]\n---\nText.\n"},
	{"too-few", "content/notes/one.md", "", "---\nroles: " + caret + "[ceo]\n---\nText.\n"},

	{"wrong-slug", "content/roles/Keeper of Keys.md", "", "---\ntitle: Keeper of Keys" + words},
	{"duplicate-slug", "content/roles/devops_engineer.md", "", "---\ntitle: Keeper of Keys" + words},
	{"device-name", "content/roles/aux.md", "", "---\ntitle: Keeper of Keys" + words},
	{"name-taken", fresh, "", "---\ntitle: " + caret + "DevOps Engineer" + words},
	{"unknown-role", devops, `reports_to: \[`, "reports_to: [" + caret + "enginering-manager, "},
	{"refers-to-itself", devops, `leads_to: \[`, "leads_to: [" + caret + "devops-engineer, "},
	{"duplicate-note", "content/notes/zz.md", "", "---\nroles: " + caret + "[vp-of-engineering, cto]\n---\nText.\n"},
	{"empty-note", "content/notes/zz.md", "", "---\nroles: " + caret + "[agile-coach, ceo]\n---\n\n"},
	{"address-taken", "content/pages/devops-engineer.md", "", "---\ntitle: DevOps\n---\nText.\n"},

	{"broken-link", devops, `\n## `, "\nAsk " + caret + "[somebody](somebody-else.md).\n\n## "},
	{"forbidden-link", devops, `\n## `, "\nAsk " + caret + "[somebody](javascript:alert(1)).\n\n## "},
	{"absolute-link", devops, `\n## `, "\nAsk " + caret + "[somebody](/index.html).\n\n## "},
	{"foreign-picture", devops, `\n## `, "\nLook: " + caret + "![a picture](https://example.org/a.png)\n\n## "},
	{"raw-html", devops, `  primary-role: `, "  primary-role: Häufig " + caret + "<b>"},

	{"spelling-variant", devops, `    - Incident review\n`, "    - " + caret + "Incident-reviews\n"},
	{"uneven-length", devops, `  primary-role: .*`, "  " + caret + "primary-role: Helps"},
	{"uneven-form", devops, `  meeting-involvement:\n(    - .*\n)+`, "  " + caret + "meeting-involvement: Whatever meeting there is that nobody else has time for on that day\n"},
	{"uneven-ending", devops, `  primary-role: (.*)`, "  primary-role: " + caret + "${1}."},
	{"near-duplicate", fresh, "", "---\ntitle: Keeper of Keys\nsummary: " + caret + "SUMMARY-OF-DEVOPS\nupdated: 2026-11-24\ndimensions:\n  primary-role: Keeps every key of the house where it belongs and hands it out to whoever needs it\n---\n"},
	{"odd-relation", fresh, "", "---\ntitle: Keeper of Keys\ntrack: executive\nleads_to: [" + caret + "devops-engineer]" + words},
	{"report-loop", fresh, "", "---\ntitle: Keeper of Keys\nreports_to: [" + caret + "keeper-of-locks]" + words},
	{"no-date", devops, `\A---\n((?s:.*?))updated: .*\n`, "---\n" + caret + "${1}"},

	{"json-syntax", "config.json", `"language": "en",\n  `, "\"language\": \"en\"\n  " + caret},
	{"wrong-key", "config.json", `"primary-role"`, caret + `"Primary Role"`},
	{"over-limit", "config.json", `"branch": "main"`, `"branch": "main", "limits": {"files": ` + caret + `1000}`},
	{"wrong-branch", "config.json", `"branch": "main"`, `"branch": ` + caret + `"my branch"`},

	{"layout", "layouts/page.html", "", "{{define \"main\"}}\n{{" + caret + ".Titel}}\n{{end}}\n"},
	{"layout-unused", "layouts/pages.html", "", "x\n"},
	{"layout-outdated", "layouts/partials/card.html", "", "<h2>{{.Title}}</h2>\n"},
	{"layout-record", "layouts/.originals", "", strings.Repeat("0", 64) + "  partials/card.html\n" + caret + "what\n"},
	{"slow-layout", "layouts/comparison.html", "", "{{define \"main\"}}{{range .Roles}}\n{{if " + caret + ".Family}}{{.Family}}{{end}}{{end}}{{end}}\n"},
	{"no-folder", "layouts", "", "x\n"},
}

// TestEachRuleIsBrokenOnceInTheRealContent edits one file at a time, loads the
// site again, as the preview does, and looks for the problem at its very place.
func TestEachRuleIsBrokenOnceInTheRealContent(t *testing.T) {
	if testing.Short() {
		t.Skip("checks the real content for every rule, and this is a short run")
	}
	dir := copyOfTheSite(t)
	w, err := openWorkspace(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer w.close()
	all := func() diag.List {
		_, list, err := w.check()
		if err != nil {
			t.Fatal(err)
		}
		return list
	}
	if list := all(); len(list) > 0 {
		t.Fatalf("it is broken before: %v", list)
	}
	covered := map[string]bool{}
	for _, b := range breakages {
		covered[b.code] = true
		file := filepath.Join(dir, filepath.FromSlash(b.file))
		before, missing := os.ReadFile(file)
		text := breakText(t, dir, b, string(before))
		at, text := cutCaret(b.file, text)
		writeText(t, file, text)
		switch b.code { // what it takes two files for
		case "report-loop":
			writeText(t, filepath.Join(dir, "content/roles/keeper-of-locks.md"), "---\ntitle: Keeper of Locks\nreports_to: [keeper-of-keys]"+strings.Replace(words, "keys", "locks", -1))
			at.File = "content/roles/keeper-of-locks.md" // the circle closes there
		case "layout-outdated":
			writeText(t, filepath.Join(dir, "layouts/.originals"), strings.Repeat("0", 64)+"  partials/card.html\n")
		}
		found := false
		list := all()
		for _, d := range list {
			found = found || d.Code == b.code && d.Position == at
		}
		if !found {
			t.Errorf("no %s at %s, but:\n%v", b.code, at, list)
		}
		if missing == nil {
			writeText(t, file, string(before))
		} else if err := os.Remove(file); err != nil {
			t.Fatal(err)
		}
		_ = os.Remove(filepath.Join(dir, "content/roles/keeper-of-locks.md"))
		_ = os.RemoveAll(filepath.Join(dir, "layouts"))
	}
	if list := all(); len(list) > 0 {
		t.Errorf("something is left: %v", list)
	}
	excused := map[string]bool{"front-matter": true, "unreadable": true, "cannot-format": true, "missing-config": true, "reserved-text": true, "wrong-name": true}
	for _, r := range diag.Rules() {
		switch r.Group {
		case "Commands", "Writing the site", "Preview":
		default:
			if covered[r.Code] == excused[r.Code] {
				t.Errorf("%s is broken: %v, and excused: %v", r.Code, covered[r.Code], excused[r.Code])
			}
		}
	}
}

func breakText(t *testing.T, dir string, b breakage, before string) string {
	t.Helper()
	if b.code == "near-duplicate" {
		other, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(devops)))
		if err != nil {
			t.Fatal(err)
		}
		m := regexp.MustCompile(`\nsummary: (.*)`).FindStringSubmatch(string(other))
		return strings.Replace(b.text, "SUMMARY-OF-DEVOPS", m[1], 1)
	}
	if b.find == "" {
		return b.text
	}
	find := regexp.MustCompile(b.find)
	m := find.FindStringSubmatchIndex(before)
	if m == nil {
		t.Fatalf("%s: %s holds nothing like %s", b.code, b.file, b.find)
	}
	return before[:m[0]] + string(find.ExpandString(nil, b.text, before, m)) + before[m[1]:]
}

// cutCaret takes the caret out of a text and returns its place.
func cutCaret(file, text string) (diag.Position, string) {
	before, after, ok := strings.Cut(text, caret)
	if !ok {
		return diag.Position{File: file}, text
	}
	line := before[strings.LastIndexByte(before, '\n')+1:]
	return diag.Position{File: file, Line: strings.Count(before, "\n") + 1, Column: utf8.RuneCountInString(line) + 1}, before + after
}

func writeText(t *testing.T, file, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// copyOfTheSite copies this repository's config.json and content.
func copyOfTheSite(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(filepath.Join(dir, "content"), os.DirFS(filepath.Join("..", "content"))); err != nil {
		t.Fatal(err)
	}
	raw, err := os.ReadFile(filepath.Join("..", "config.json"))
	if err != nil {
		t.Fatal(err)
	}
	writeText(t, filepath.Join(dir, "config.json"), string(raw))
	return dir
}
