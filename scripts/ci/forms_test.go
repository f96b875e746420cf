package ci_test

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v4"
)

// form is what GitHub takes as an issue form. It shows none of a form that breaks a
// rule of its schema, and says so to nobody but the maintainers.
type form struct {
	Name, Description, Title string
	Labels                   []string
	Body                     []struct {
		Type, ID   string
		Attributes struct {
			Label, Description, Placeholder, Value string
			Options                                []string
		}
		Validations struct{ Required bool }
	}
}

var formID = regexp.MustCompile(`^[A-Za-z0-9_-]+$`)

func TestIssueFormsAreWhatGitHubTakes(t *testing.T) {
	files, err := filepath.Glob("../../.github/ISSUE_TEMPLATE/*.yml")
	if err != nil || len(files) < 4 {
		t.Fatalf("%d forms, %v", len(files), err)
	}
	names := map[string]bool{}
	for _, file := range files {
		if filepath.Base(file) == "config.yml" {
			continue
		}
		var f form
		readStrict(t, file, &f)
		if len(f.Name) < 3 || f.Description == "" || names[f.Name] || len(f.Body) == 0 {
			t.Errorf("%s: a name that is its own, a description and a body are due: %+v", file, f)
		}
		names[f.Name] = true
		ids, labels, required := map[string]bool{}, map[string]bool{}, 0
		for i, b := range f.Body {
			if b.Type == "markdown" {
				if b.Attributes.Value == "" || b.ID != "" {
					t.Errorf("%s: %d: text is due, and no id", file, i)
				}
				continue
			}
			if !slices.Contains([]string{"input", "textarea", "dropdown"}, b.Type) {
				t.Errorf("%s: %d: %q is no kind of field", file, i, b.Type)
			}
			if !formID.MatchString(b.ID) || ids[b.ID] || b.Attributes.Label == "" || labels[b.Attributes.Label] {
				t.Errorf("%s: %d: id %q and label %q are due, once", file, i, b.ID, b.Attributes.Label)
			}
			ids[b.ID], labels[b.Attributes.Label] = true, true
			options := slices.Clone(b.Attributes.Options)
			slices.Sort(options)
			if (b.Type == "dropdown") != (len(options) > 0) || len(slices.Compact(options)) != len(b.Attributes.Options) || slices.Contains(options, "None") {
				t.Errorf("%s: %s: options %q", file, b.ID, b.Attributes.Options)
			}
			if b.Validations.Required {
				required++
			}
		}
		if required == 0 || required > 3 {
			t.Errorf("%s: %d fields are required: some are, and hardly many", file, required)
		}
	}
}

func TestTheChooserOfIssuesLeadsOn(t *testing.T) {
	var chooser struct {
		Blank bool                                `yaml:"blank_issues_enabled"`
		Links []struct{ Name, URL, About string } `yaml:"contact_links"`
	}
	readStrict(t, "../../.github/ISSUE_TEMPLATE/config.yml", &chooser)
	for _, l := range chooser.Links {
		if l.Name == "" || l.About == "" || !strings.HasPrefix(l.URL, "https://github.com/rolediff/rolediff/") {
			t.Errorf("a name, an address of this repository and words are due: %+v", l)
		}
		if _, file, ok := strings.Cut(l.URL, "/blob/main/"); ok {
			if _, err := os.Stat(filepath.Join("../..", file)); err != nil {
				t.Error(err)
			}
		}
	}
	if len(chooser.Links) == 0 {
		t.Error("there are no links")
	}
}

// TestPullRequestsBeginWithAQuestion: what people are asked stands outside of what
// GitHub hides, here and in a new site.
func TestPullRequestsBeginWithAQuestion(t *testing.T) {
	for _, file := range []string{"../../.github/pull_request_template.md", "../../generator/starter/.github/pull_request_template.md"} {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		shown, hidden, ok := strings.Cut(string(text), "<!--")
		if !ok || !strings.Contains(shown, "?") || strings.Count(hidden, "-->") != 1 || !strings.HasSuffix(hidden, "-->\n") {
			t.Errorf("%s: %q", file, text)
		}
	}
}

// readStrict reads YAML into a value that has to know every key.
func readStrict(t *testing.T, file string, into any) {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	dec := yaml.NewDecoder(strings.NewReader(string(text)))
	dec.KnownFields(true)
	if err := dec.Decode(into); err != nil {
		t.Fatalf("%s: %v", file, err)
	}
}
