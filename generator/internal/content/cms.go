package content

import (
	"bytes"
	"encoding/json"
	"strings"

	"github.com/rolediff/rolediff/generator/internal/config"
	"github.com/rolediff/rolediff/generator/internal/schema"
)

// cmsField is a field as the Front Matter extension declares one.
type cmsField struct {
	Title       string     `json:"title"`
	Name        string     `json:"name"`
	Type        string     `json:"type"`
	Description string     `json:"description,omitempty"`
	Single      bool       `json:"single,omitempty"`
	Choices     []string   `json:"choices,omitempty"`
	Fields      []cmsField `json:"fields,omitempty"`
}

// frontMatterCMS returns the settings of the Front Matter extension: the one
// editor that checks front matter inside markdown, and that shows it as a form.
// It takes every markdown file for its default type, so nothing is required here
// that a note or page does not have; and dates are left out, which it would
// write back with a time of day.
func frontMatterCMS(cfg *config.Config) []byte {
	names := cfg.Names()
	var fields []cmsField
	for _, f := range RoleFields() {
		out := cmsField{Title: fieldLabel(f.Key), Name: f.Key, Type: "string", Description: f.Help}
		switch {
		case f.Type == schema.TypeDate:
			continue
		case f.Type == schema.TypeName:
			out.Type, out.Choices = "choice", names[f.Names]
		case f.Type == schema.TypeTexts, f.Type == schema.TypeNames:
			out.Type = "list"
		case f.Type == schema.TypeByName:
			out.Type = "fields"
			for _, name := range names[f.Names] {
				one := cmsField{Title: name, Name: name, Type: "json", Description: describe(cfg, f.Names, name)} // a text or a list
				if f.Elem.Type == schema.TypeName {
					one.Type, one.Choices = "choice", words(names[strings.ReplaceAll(f.Elem.Names, "*", name)])
				}
				out.Fields = append(out.Fields, one)
			}
		default:
			out.Single = f.Max <= 120
		}
		if f.Type == schema.TypeName && len(out.Choices) == 0 || f.Type == schema.TypeByName && len(out.Fields) == 0 {
			continue // the site has no such words
		}
		fields = append(fields, out)
	}
	type folder struct {
		Title        string   `json:"title"`
		Path         string   `json:"path"`
		ContentTypes []string `json:"contentTypes,omitempty"`
	}
	type contentType struct {
		Name       string     `json:"name"`
		PageBundle bool       `json:"pageBundle"`
		Fields     []cmsField `json:"fields"`
	}
	settings := struct {
		Schema    string        `json:"$schema"`
		Framework string        `json:"frontMatter.framework.id"`
		Folders   []folder      `json:"frontMatter.content.pageFolders"`
		Types     []contentType `json:"frontMatter.taxonomy.contentTypes"`
	}{
		Schema: "https://frontmatter.codes/frontmatter.schema.json", Framework: "other",
		Folders: []folder{
			{fieldLabel(cfg.NounMany), "[[workspace]]/" + RolesDir, []string{"default"}},
			{"Notes", "[[workspace]]/" + NotesDir, nil}, {"Pages", "[[workspace]]/" + PagesDir, nil},
		},
		Types: []contentType{{"default", false, fields}},
	}
	return indented(settings)
}

// words are names that are no numbers: a step may be given by its number, but a
// form shows each step once.
func words(names []string) []string {
	var out []string
	for _, name := range names {
		if strings.Trim(name, "0123456789") != "" {
			out = append(out, name)
		}
	}
	return out
}

// fieldLabel is a key as people read it.
func fieldLabel(key string) string {
	return strings.ReplaceAll(strings.ToUpper(key[:1])+key[1:], "_", " ")
}

// indented writes JSON for people. What is written here always has a form.
func indented(v any) []byte {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		panic("content: " + err.Error())
	}
	return b.Bytes()
}
