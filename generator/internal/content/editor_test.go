package content

import (
	"encoding/json"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	yaml "go.yaml.in/yaml/v4"

	"github.com/rolediff/rolediff/generator/internal/config"
	"github.com/rolediff/rolediff/generator/internal/schema"
)

func realConfig(t testing.TB) (*config.Config, []byte) {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join("..", "..", "..", config.File))
	if err != nil {
		t.Fatal(err)
	}
	cfg, list := config.Parse(raw)
	if cfg == nil {
		t.Fatal(list)
	}
	return cfg, raw
}

func compiled(t *testing.T, text []byte) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(strings.NewReader(string(text)))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource("a.json", doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("a.json")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// asEditorsRead is front matter as a YAML editor takes it: with numbers and
// truth values, dates as texts.
func asEditorsRead(t *testing.T, block string) any {
	t.Helper()
	var doc yaml.Node
	if err := yaml.Unmarshal([]byte(block), &doc); err != nil {
		t.Fatal(err)
	}
	var walk func(n *yaml.Node)
	walk = func(n *yaml.Node) {
		if n.Tag == "!!timestamp" {
			n.Tag = "!!str"
		}
		for _, c := range n.Content {
			walk(c)
		}
	}
	walk(&doc)
	var out any
	if err := doc.Decode(&out); err != nil {
		t.Fatal(err)
	}
	raw, err := json.Marshal(out)
	if err != nil {
		t.Fatal(err)
	}
	value, err := jsonschema.UnmarshalJSON(strings.NewReader(string(raw)))
	if err != nil {
		t.Fatal(err)
	}
	return value
}

func TestSchemasTakeWhatCheckTakes(t *testing.T) {
	cfg, raw := realConfig(t)
	files := Generated(cfg)
	of := map[string]*jsonschema.Schema{
		RolesDir: compiled(t, files["schema/role.schema.json"]), NotesDir: compiled(t, files["schema/note.schema.json"]), PagesDir: compiled(t, files["schema/page.schema.json"]),
	}
	for file, text := range realFiles(t) {
		block, _, _ := cut(string(text))
		if err := of[path.Dir(file)].Validate(asEditorsRead(t, block)); err != nil {
			t.Errorf("%s: %v", file, err)
		}
	}
	odd := "title: 404\nsummary: true\nscales: {scope: 2, people: none}\nupdated: 2026-11-24\naliases: [1.10]\ndimensions: {primary-role: [007, b]}\n"
	if err := of[RolesDir].Validate(asEditorsRead(t, odd)); err != nil {
		t.Errorf("numbers where check takes texts: %v", err)
	}
	value, err := jsonschema.UnmarshalJSON(strings.NewReader(string(raw)))
	if err != nil {
		t.Fatal(err)
	}
	if err := compiled(t, config.Schema()).Validate(value); err != nil {
		t.Error(err)
	}
}

func TestSchemasFindWhatEditorsCanFind(t *testing.T) {
	cfg, _ := realConfig(t)
	s := compiled(t, Generated(cfg)["schema/role.schema.json"])
	const good = "title: T\nsummary: S\nfamily: product\nscales: {scope: 2}\nupdated: 2026-11-24\ndimensions: {primary-role: P}\n"
	if err := s.Validate(asEditorsRead(t, good)); err != nil {
		t.Fatal(err)
	}
	for was, is := range map[string]string{
		"title: T\n": "", "summary: S": "sumary: S", "product": "prodcut", "scope: 2": "scope: 9", "{scope": "{scop",
		"2026-11-24": "24.11.2026", "{primary-role: P}": "P", "primary-role: P": "primary-rolle: P", "primary-role: P}": "primary-role: []}", "title: T": "title: [T]",
	} {
		bad := strings.Replace(good, was, is, 1)
		if err := s.Validate(asEditorsRead(t, bad)); err == nil {
			t.Errorf("%q passes", bad)
		}
	}
}

// TestIssueFormIsOneThatGitHubTakes holds GitHub's rules for forms: it shows a
// broken one as a blank issue, without a word.
func TestIssueFormIsOneThatGitHubTakes(t *testing.T) {
	cfg, _ := realConfig(t)
	clash := *cfg
	clash.Dimensions = append(slices.Clone(cfg.Dimensions), config.Term{Key: "title", Label: "Title"})
	for _, c := range []*config.Config{cfg, &clash} {
		var form struct {
			Name, Description string
			Body              []struct {
				Type, ID   string
				Attributes struct {
					Label, Value, Description string
					Options                   []string
				}
				Validations struct{ Required bool }
			}
		}
		if err := yaml.Unmarshal(issueForm(c), &form); err != nil {
			t.Fatal(err)
		}
		ids, labels, required := map[string]bool{}, map[string]bool{}, 0
		for _, q := range form.Body {
			if q.Type == "markdown" {
				continue
			}
			if q.ID == "" || strings.Trim(q.ID, "abcdefghijklmnopqrstuvwxyz0123456789-_") != "" || ids[q.ID] {
				t.Errorf("id %q is none, or stands twice", q.ID)
			}
			if l := strings.ToLower(q.Attributes.Label); l == "" || labels[l] {
				t.Errorf("label %q is none, or stands twice", q.Attributes.Label)
			}
			ids[q.ID], labels[strings.ToLower(q.Attributes.Label)] = true, true
			if q.Validations.Required {
				required++
			}
			options := map[string]bool{}
			for _, o := range q.Attributes.Options {
				if options[o] || strings.EqualFold(o, "none") {
					t.Errorf("%s: option %q is reserved, or stands twice", q.ID, o)
				}
				options[o] = true
			}
			if (q.Type == "dropdown") != (len(options) > 0) {
				t.Errorf("%s is a %s with %d options", q.ID, q.Type, len(options))
			}
		}
		if form.Name == "" || form.Description == "" || required != 2 || len(ids) < len(c.Dimensions)+len(c.Scales)+6 {
			t.Errorf("the form asks %d questions, %d of them required", len(ids), required)
		}
	}
}

// TestEveryFieldReachesEveryEditor holds the one declaration: a field that is
// added to it is in the schema, snippets, form, scaffold and settings at once.
func TestEveryFieldReachesEveryEditor(t *testing.T) {
	cfg, _ := realConfig(t)
	files := Generated(cfg)
	var snippet map[string]struct{ Body []string }
	if err := json.Unmarshal(files[".vscode/rolediff.code-snippets"], &snippet); err != nil {
		t.Fatal(err)
	}
	body := strings.Join(snippet["Role"].Body, "\n")
	scaffold := string(Scaffold(ScaffoldOptions{Title: "T", Updated: "2026-11-24"}, cfg))
	for _, f := range RoleFields() {
		if !strings.Contains(body, "\n"+f.Key+":") {
			t.Errorf("the snippet lacks %s", f.Key)
		}
		if !strings.Contains(scaffold, f.Key+":") || !strings.Contains(scaffold, "# "+f.Help) {
			t.Errorf("the scaffold lacks %s", f.Key)
		}
		if f.Type == schema.TypeDate {
			continue // whoever fills in a form need not say which day it is
		}
		if id := `name": "` + f.Key + `"`; !strings.Contains(string(files["frontmatter.json"]), id) {
			t.Errorf("frontmatter.json lacks %s", f.Key)
		}
		if id := "id: " + strings.TrimSuffix(f.Key, "s"); !strings.Contains(string(files[".github/ISSUE_TEMPLATE/role.yml"]), id) {
			t.Errorf("the issue form lacks %s", f.Key)
		}
	}
	for name := range maps.Keys(files) {
		if path.Ext(name) == ".json" && !json.Valid(files[name]) {
			t.Errorf("%s is no JSON", name)
		}
	}
}
