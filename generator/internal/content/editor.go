package content

import (
	"fmt"
	"strings"

	"github.com/rolediff/rolediff/generator/internal/config"
	"github.com/rolediff/rolediff/generator/internal/schema"
)

// Generated returns every file that a site's config.json and the declaration of
// fields decide, by its path below the site's folder: schemas, editor settings
// and the issue form.
func Generated(cfg *config.Config) map[string][]byte {
	out := map[string][]byte{
		"schema/" + config.SchemaFile:     config.Schema(),
		".vscode/rolediff.code-snippets":  snippets(cfg),
		"frontmatter.json":                frontMatterCMS(cfg),
		".github/ISSUE_TEMPLATE/role.yml": issueForm(cfg),
	}
	for name, text := range schemas(cfg) {
		out["schema/"+name] = text
	}
	return out
}

// schemas returns the JSON Schemas of role, note and page files by their names,
// with the words that a site defines.
func schemas(cfg *config.Config) map[string][]byte {
	names := cfg.Names()
	one := func(what string, fields []schema.Field) []byte {
		return schema.JSONSchema(schema.JSONSchemaOptions{
			Title:       "Front matter of " + what,
			Description: "Printed by rolediff generate from the declaration that rolediff check uses; do not edit.",
			Fields:      fields, Names: names, YAML: true,
			Describe: func(kind, name string) string { return describe(cfg, kind, name) },
		})
	}
	return map[string][]byte{
		"role.schema.json": one("a role", RoleFields()),
		"note.schema.json": one("a note", NoteFields()),
		"page.schema.json": one("a page", PageFields()),
	}
}

// describe explains a word of the site.
func describe(cfg *config.Config, kind, name string) string {
	terms := cfg.Dimensions
	if kind == "scale" {
		terms = nil
		for _, s := range cfg.Scales {
			terms = append(terms, s.Term)
		}
	}
	i := config.Index(terms, name)
	if i < 0 {
		return ""
	}
	return strings.TrimSuffix(terms[i].Label+": "+terms[i].Help, ": ")
}

// snippets returns snippets for VS Code: it cannot complete front matter inside
// markdown by a schema, but it offers choices inside a snippet. Typing "role",
// "note", or a key gives the lines with every allowed word to choose from.
func snippets(cfg *config.Config) []byte {
	names := cfg.Names()
	type snippet struct {
		Scope       string   `json:"scope"`
		Prefix      string   `json:"prefix"`
		Description string   `json:"description"`
		Body        []string `json:"body"`
	}
	out := map[string]snippet{}
	add := func(name, prefix, description string, body []string) {
		out[name] = snippet{"markdown", prefix, description, body}
	}
	lines := func(fields []schema.Field) []string {
		body, stop := []string{"---"}, 1
		for _, f := range fields {
			line := snippetLine(cfg, names, f, &stop)
			body = append(body, line...)
			if f.Type == schema.TypeName || f.Key == "scales" {
				add(fieldLabel(f.Key), f.Key, f.Help, snippetLine(cfg, names, f, new(int)))
			}
		}
		return append(body, "---", "", "$0")
	}
	add("Role", "role", "The front matter of a role", lines(RoleFields()))
	add("Note", "note", "The front matter of a note about two or three roles", lines(NoteFields()))
	add("Page", "page", "The front matter of a page", lines(PageFields()))
	return indented(out)
}

// snippetLine writes one field with places to fill in, numbered from stop.
func snippetLine(cfg *config.Config, names schema.Names, f schema.Field, stop *int) []string {
	place := func(form string, args ...any) string {
		*stop++
		return fmt.Sprintf("${%d"+form+"}", append([]any{*stop - 1}, args...)...)
	}
	hint := func(text string) string {
		return place(":%s", strings.NewReplacer("}", `\}`, "$", `\$`).Replace(text))
	}
	choices := func(words []string) string {
		var escaped []string
		for _, w := range words {
			escaped = append(escaped, strings.NewReplacer(",", `\,`, "|", `\|`).Replace(w))
		}
		return place("|%s|", strings.Join(escaped, ","))
	}
	if *stop == 0 {
		*stop = 1
	}
	switch {
	case f.Type == schema.TypeName && len(names[f.Names]) > 0:
		return []string{f.Key + ": " + choices(names[f.Names])}
	case f.Key == "scales":
		var parts []string
		for _, s := range cfg.Scales {
			parts = append(parts, s.Key+": "+choices(termKeys(s.Steps)))
		}
		return []string{"scales: {" + strings.Join(parts, ", ") + "}"}
	case f.Key == "dimensions":
		out := []string{"dimensions:"}
		for _, d := range cfg.Dimensions {
			out = append(out, "  "+d.Key+": "+hint(d.Help))
		}
		return out
	case f.Key == "updated":
		return []string{"updated: $CURRENT_YEAR-$CURRENT_MONTH-$CURRENT_DATE"}
	case f.Type == schema.TypeTexts || f.Type == schema.TypeNames:
		return []string{f.Key + ": [" + hint(strings.Trim(f.Example, "[]")) + "]"}
	}
	return []string{f.Key + ": " + hint(f.Example)}
}
