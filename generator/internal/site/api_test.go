package site

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path"
	"reflect"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// strict closes every object of a schema that lists its keys: what is published
// lets unknown keys pass, but we must not write any.
func strict(value any) {
	switch v := value.(type) {
	case map[string]any:
		if _, ok := v["properties"]; ok {
			v["additionalProperties"] = false
		}
		for _, inner := range v {
			strict(inner)
		}
	case []any:
		for _, inner := range v {
			strict(inner)
		}
	}
}

func parseJSON(t *testing.T, data string) any {
	t.Helper()
	value, err := jsonschema.UnmarshalJSON(strings.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return value
}

// schemas compiles the published schemas, strictly.
func schemas(t *testing.T, s *Site) map[string]*jsonschema.Schema {
	t.Helper()
	out := map[string]*jsonschema.Schema{}
	for _, name := range []string{"index", "roles", "role"} {
		c := jsonschema.NewCompiler()
		c.DefaultDraft(jsonschema.Draft2020)
		c.AssertFormat()
		doc := parseJSON(t, text(t, s, apiDir+"schema/"+name+".json"))
		strict(doc)
		if err := c.AddResource("mem:"+name, doc); err != nil {
			t.Fatal(err)
		}
		schema, err := c.Compile("mem:" + name)
		if err != nil {
			t.Fatal(err)
		}
		out[name] = schema
	}
	return out
}

// apiFiles lists the files of the API with the name of the schema of each.
func apiFilesOf(s *Site) map[string]string {
	out := map[string]string{}
	for name := range s.files {
		below, ok := strings.CutPrefix(name, apiDir)
		switch dir := path.Dir(below); {
		case !ok || dir == "schema":
		case dir == "roles":
			out[name] = "role"
		default:
			out[name] = strings.TrimSuffix(below, ".json")
		}
	}
	return out
}

func TestAPIFilesFitTheirSchemas(t *testing.T) {
	for what, s := range map[string]*Site{
		"small site": machineSite(t, withBase), "without base URL": machineSite(t, ""),
		"without roles": load(t, manyRoles(0, nil)), "real content": load(t, os.DirFS("../../..")),
	} {
		compiled, files := schemas(t, s), apiFilesOf(s)
		if len(files) != 2+s.Roles() {
			t.Errorf("%s: %d files", what, len(files))
		}
		for name, schema := range files {
			doc := parseJSON(t, text(t, s, name))
			if err := compiled[schema].Validate(doc); err != nil {
				t.Errorf("%s: %s: %v", what, name, err)
			}
			declared, _ := doc.(map[string]any)["$schema"].(string)
			if at := path.Join(path.Dir(name), declared); at != apiDir+"schema/"+schema+".json" {
				t.Errorf("%s: %s names the schema %s", what, name, at)
			}
		}
	}
}

// A schema that lets anything pass would fit too.
func TestAPISchemasRefuseWhatIsWrong(t *testing.T) {
	s := machineSite(t, withBase)
	role := schemas(t, s)["role"]
	good := text(t, s, apiDir+"roles/full.json")
	for _, c := range []struct{ old, new string }{
		{`"version":1`, `"version":"1"`}, {`"slug":"full",`, ``}, {`"slug":"full"`, `"slug":"Full One"`}, {`"updated":"2026-03-01"`, `"updated":"March"`},
		{`"aliases":["All","Whole"]`, `"aliases":null`}, {`"list":true`, `"list":1`}, {`"title":"Full"`, `"title":"Full","extra":1`},
		{`"scope":{"step":"team","number":2}`, `"scope":2`},
	} {
		bad := strings.Replace(good, c.old, c.new, 1)
		if bad == good {
			t.Errorf("%s is not in %s", c.old, good)
		} else if role.Validate(parseJSON(t, bad)) == nil {
			t.Errorf("%s passes", c.new)
		}
	}
}

func TestAPIRoleHoldsEverything(t *testing.T) {
	var got apiRole
	if err := json.Unmarshal([]byte(text(t, machineSite(t, withBase), apiDir+"roles/full.json")), &got); err != nil {
		t.Fatal(err)
	}
	want := apiRole{
		Schema: "../schema/role.json", Version: 1,
		apiSummary: apiSummary{
			Slug: "full", Title: "Full", Summary: "Says all.", Family: "web", Track: "ic", Aliases: []string{"All", "Whole"},
			ReportsTo: []string{"plain"}, LeadsTo: []string{"hostile"}, Scales: map[string]apiPlace{"scope": {"team", 2}},
			Updated: "2026-03-01", URL: "../../../full/index.html", Data: "full.json",
		},
		ReportedBy: []string{}, ComesFrom: []string{},
		Dimensions: map[string]apiCell{
			"purpose":  {false, []apiStatement{{"Be all there", "Be *all* there"}}},
			"meetings": {true, []apiStatement{{"One", "One"}, {"Two", "[Two](../plain/index.html)"}}},
		},
		Body: got.Body, Nearest: got.Nearest,
		Notes: []apiNote{{[]string{"full", "plain"}, "../../../full/vs-plain.html", got.Notes[0].Markdown, "2026-03-15"}},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
	if strings.TrimSpace(got.Body) != "A **body**." || !strings.Contains(got.Notes[0].Markdown, "The second.") {
		t.Errorf("body %q, note %q", got.Body, got.Notes[0].Markdown)
	}
	if len(got.Nearest) != 2 || got.Nearest[0].Similarity < got.Nearest[1].Similarity {
		t.Errorf("nearest: %+v", got.Nearest)
	}
}

// Addresses are relative to the file that holds them, and lead somewhere.
func TestAPIAddressesLeadSomewhere(t *testing.T) {
	for _, config := range []string{withBase, `"policy": {"pairs": "none", "trios": "none"},`} {
		s := machineSite(t, config)
		count := 0
		for name := range apiFilesOf(s) {
			var visit func(key string, value any)
			visit = func(key string, value any) {
				switch v := value.(type) {
				case map[string]any:
					for k, inner := range v {
						visit(k, inner)
					}
				case []any:
					for _, inner := range v {
						visit(key, inner)
					}
				case string:
					if key != "url" && key != "data" && key != "$schema" && key != "home" && key != "schemas" {
						return
					}
					file, _, _ := strings.Cut(path.Join(path.Dir(name), v), "#")
					count++
					if _, err := fs.Stat(s, file); err != nil {
						t.Errorf("%s: %s: %v", name, v, err)
					}
				}
			}
			visit("", parseJSON(t, text(t, s, name)))
		}
		if count < 20 {
			t.Errorf("only %d addresses were looked at", count)
		}
	}
}

func TestAPIEscapesForScripts(t *testing.T) {
	s := machineSite(t, withBase)
	for _, name := range []string{"roles.json", "roles/hostile.json", "index.json"} {
		if got := text(t, s, apiDir+name); strings.ContainsAny(got, "<>&\u2028\u2029") {
			t.Errorf("%s holds a character that ends a script: %s", name, got)
		}
	}
	var role apiRole
	if err := json.Unmarshal([]byte(text(t, s, apiDir+"roles/hostile.json")), &role); err != nil || role.Title != hostile {
		t.Errorf("the title comes back as %q: %v", role.Title, err)
	}
}

// fieldTable is the reference of a file in docs/api.md.
func fieldTable(t reflect.Type) string {
	var b bytes.Buffer
	b.WriteString("| field | type | meaning |\n|---|---|---|\n")
	var walk func(prefix string, t reflect.Type)
	walk = func(prefix string, t reflect.Type) {
		for _, f := range apiFields(t) {
			name, kind, inner := prefix+f.name, "text", f.typ
			for {
				switch inner.Kind() {
				case reflect.Slice:
					name, inner = name+"[]", inner.Elem()
					continue
				case reflect.Map:
					name, inner = name+".*", inner.Elem()
					continue
				case reflect.Int:
					kind = "number"
				case reflect.Bool:
					kind = "true or false"
				case reflect.Struct:
					kind = "object"
				}
				break
			}
			if f.form != "" {
				kind = f.form
			}
			if f.optional {
				kind += ", may be absent"
			}
			fmt.Fprintf(&b, "| `%s` | %s | %s |\n", name, kind, f.doc)
			if inner.Kind() == reflect.Struct {
				walk(name+".", inner)
			}
		}
	}
	walk("", t)
	return b.String()
}

// The tables of docs/api.md are the promise of v1: a row that is there stays.
// Whoever takes one out of a struct has to take it out of the promise too.
func TestAPIDocumentationListsEveryField(t *testing.T) {
	doc, err := os.ReadFile("../../../docs/api.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, value := range []any{apiIndex{}, apiRoles{}, apiRole{}} {
		if table := fieldTable(reflect.TypeOf(value)); !strings.Contains(string(doc), table) {
			t.Errorf("docs/api.md lacks this table of %T:\n%s", value, table)
		}
	}
}
