package site

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/rolediff/rolediff"
	"github.com/rolediff/rolediff/generator/internal/config"
	"github.com/rolediff/rolediff/generator/internal/content"
	"github.com/rolediff/rolediff/generator/internal/layout"
)

// pickerFiles is a site of seven roles whose names are hard to find and whose
// words are hard to copy.
func pickerFiles(pairs, trios string) fstest.MapFS {
	files := fstest.MapFS{"config.json": {Data: []byte(fmt.Sprintf(`{
		"title": "Jobs", "description": "All jobs.", "base_url": "https://example.org/repo/", "repository": "https://code.example/jobs",
		"noun": {"one": "job", "many": "jobs"}, "policy": {"pairs": %q, "trios": %q},
		"dimensions": [{"key": "aim", "label": "Aim"}, {"key": "meetings", "label": "Meetings | calls"}, {"key": "tools", "label": "Tools"}, {"key": "money", "label": "Money"}],
		"scales": [{"key": "scope", "label": "Scope", "steps": [{"key": "team", "label": "Team"}, {"key": "all", "label": "All"}]}],
		"tracks": [{"key": "ic", "label": "Contributor"}], "families": [{"key": "tech", "label": "Technology"}, {"key": "top", "label": "Executives"}]
	}`, pairs, trios))}}
	add := func(slug, head, aim string, meetings, tools []string) {
		var b strings.Builder
		fmt.Fprintf(&b, "---\n%s\nsummary: %s\ndimensions:\n  aim: %q\n", head, aim, aim)
		for key, list := range map[string][]string{"meetings": meetings, "tools": tools} {
			if len(list) > 0 {
				quoted, _ := json.Marshal(list)
				fmt.Fprintf(&b, "  %s: %s\n", key, quoted)
			}
		}
		b.WriteString("---\n")
		files["content/roles/"+slug+".md"] = &fstest.MapFile{Data: []byte(b.String())}
	}
	stand := []string{"Stand-up", "Review"}
	add("cto", "title: CTO\nfamily: top\naliases: [Chief technology officer]\nscales: {scope: all}", "Chooses technology", []string{"Board meeting"}, nil)
	add("devops-engineer", "title: DevOps Engineer\nfamily: tech\naliases: [Build engineer]\nreports_to: [cto]\nleads_to: [site-reliability-engineer]\nscales: {scope: team}", "Ships code", stand, []string{"=SUM(A1) \"x\"", "CI|CD", "*Make*"})
	add("equipe-lead", "title: Équipe Lead\nfamily: tech", "Leads a crew", []string{"Review", "Café round"}, nil)
	add("product-owner", "title: Product Owner", "Orders the backlog", nil, nil)
	add("release-manager", "title: Release Manager\nfamily: tech\nreports_to: [cto]\nleads_to: [cto]\nscales: {scope: team}", "Ships code", stand, []string{"-v flags", "+1", "@home"})
	add("site-reliability-engineer", "title: Site Reliability Engineer\nfamily: tech\naliases: [SRE, Production engineer]\nscales: {scope: all}", "Keeps the site up", []string{"Review", "Postmortem"}, []string{"Pager"})
	add("writer", "title: Writer", "Writes", nil, []string{"Pen"})
	files["content/pages/about.md"] = &fstest.MapFile{Data: []byte("---\ntitle: About\n---\nAll jobs of [Jobs](../index.html).\n")}
	files["content/notes/cto-vs-product-owner-vs-writer.md"] = &fstest.MapFile{Data: []byte("---\nroles: [cto, product-owner, writer]\n---\nAll three write.\n")}
	return files
}

func pickerSite(t testing.TB, files fs.FS) *Site {
	t.Helper()
	raw, err := fs.ReadFile(files, config.File)
	if err != nil {
		t.Fatal(err)
	}
	cfg, list := config.Parse(raw)
	if list.HasErrors() {
		t.Fatal(list)
	}
	c, list := new(content.Loader).Load(files, cfg)
	if list.HasErrors() {
		t.Fatal(list)
	}
	builtin, err := fs.Sub(rolediff.Layouts, layout.Dir)
	if err != nil {
		t.Fatal(err)
	}
	layouts, list := layout.Load(builtin, nil, nil)
	if list.HasErrors() {
		t.Fatal(list)
	}
	s, list := New(Inputs{Config: cfg, Content: c, Layouts: layouts}, nil)
	if list.HasErrors() {
		t.Fatal(list)
	}
	return s
}

// scriptData decodes what a data file sets.
func scriptData(t *testing.T, s *Site, name, global string) map[string]any {
	t.Helper()
	raw, err := fs.ReadFile(s, "assets/"+name)
	if err != nil {
		t.Fatal(err)
	}
	_, value, found := bytes.Cut(raw, []byte("rolediff."+global+"="))
	if !found {
		t.Fatalf("%s sets no rolediff.%s: %.80s", name, global, raw)
	}
	var out map[string]any
	if err := json.Unmarshal(bytes.TrimSuffix(value, []byte(";\n")), &out); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return out
}

func TestPickerDataNamesEveryRole(t *testing.T) {
	data := scriptData(t, pickerSite(t, pickerFiles("all", "all")), "roles.js", "roles")
	if data["one"] != "job" || data["many"] != "jobs" || data["pairs"] != "all" {
		t.Errorf("noun and policy are %v, %v, %v", data["one"], data["many"], data["pairs"])
	}
	roles := data["roles"].([]any)
	if len(roles) != 7 {
		t.Fatalf("%d roles, want 7", len(roles))
	}
	got, _ := json.Marshal(roles[5])
	want := `["site-reliability-engineer","Site Reliability Engineer","Keeps the site up",0,["SRE","Production engineer"]]`
	if string(got) != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if owner := roles[3].([]any); owner[3] != -1.0 || len(owner[4].([]any)) != 0 {
		t.Errorf("a role without family and aliases is %v", owner)
	}
	if near, there := data["near"]; there {
		t.Errorf("near is there although no policy asks: %v", near)
	}
}

func TestSearchDataHoldsStatementsAsRead(t *testing.T) {
	data := scriptData(t, pickerSite(t, pickerFiles("all", "all")), "search.js", "words")
	got, _ := json.Marshal(data["roles"].([]any)[1])
	want := `["devops-engineer",["Ships code"],["Stand-up","Review"],["=SUM(A1) \"x\"","CI|CD","Make"],[]]`
	if string(got) != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if got := fmt.Sprint(data["dimensions"].([]any)[1]); got != "[meetings Meetings | calls]" {
		t.Errorf("second dimension is %s", got)
	}
}

func TestPickerDataIsSafeInsideAPage(t *testing.T) {
	files := pickerFiles("all", "all")
	files["content/roles/writer.md"].Data = bytes.ReplaceAll(files["content/roles/writer.md"].Data, []byte("Writes"), []byte("A </script> B <!-- C"))
	s := pickerSite(t, files)
	for _, name := range []string{"roles.js", "search.js"} {
		raw, err := fs.ReadFile(s, "assets/"+name)
		if err != nil {
			t.Fatal(err)
		}
		if bytes.ContainsRune(raw, 0x3c) {
			t.Errorf("%s holds a < as it is", name)
		}
	}
}

func TestSearchDataOfAHundredRolesIsSmall(t *testing.T) {
	s := pickerSite(t, os.DirFS("../../.."))
	for name, limit := range map[string]int{"roles.js": 30_000, "search.js": 250_000} {
		raw, err := fs.ReadFile(s, "assets/"+name)
		if err != nil {
			t.Fatal(err)
		}
		if each := len(raw) / s.Roles(); each*100 > limit {
			t.Errorf("%s takes %d bytes a role, so 100 roles take more than %d", name, each, limit)
		}
	}
}

func TestOwnScriptCannotHideTheData(t *testing.T) {
	builtin, err := fs.Sub(rolediff.Layouts, layout.Dir)
	if err != nil {
		t.Fatal(err)
	}
	s := pickerSite(t, pickerFiles("all", "all"))
	layouts, list := layout.Load(builtin, fstest.MapFS{"js/search.js": {Data: []byte("1")}}, nil)
	if list.HasErrors() {
		t.Fatal(list)
	}
	_, list = New(Inputs{Config: s.cfg, Content: s.content, Layouts: layouts}, nil)
	if len(list) != 1 || list[0].Code != "address-taken" || list[0].File != "layouts/js/search.js" {
		t.Errorf("got %v", list)
	}
}
