package config

import "github.com/rolediff/rolediff/generator/internal/schema"

// Fields declares config.json.
func Fields() []schema.Field {
	text := func(key string, required bool, help, example string) schema.Field {
		return schema.Field{Key: key, Type: schema.TypeText, Required: required, Help: help, Example: example, Max: 300}
	}
	policy := func(key, help string) schema.Field {
		return schema.Field{Key: key, Type: schema.TypeName, Enum: []string{PolicyAll, PolicyRelated, PolicyNone}, Help: help, Example: `"all"`}
	}
	key := schema.Field{Key: "key", Type: schema.TypeText, Required: true, Max: 60, Example: `"some-key"`,
		Help: "The word that role files use: lower-case letters, digits and hyphens."}
	label := text("label", true, "The words that readers see.", `"Some label"`)
	help := text("help", false, "One sentence that explains it to readers and writers.", `"What it means."`)
	group := []schema.Field{key, label, help}
	return []schema.Field{
		text("$schema", false, "The schema that editors check this file with.", `"schema/config.schema.json"`),
		text("title", true, "The name of the site.", `"rolediff"`),
		text("description", false, "One sentence for the home page and search engines.", `"Every two or three roles, side by side."`),
		text("language", false, "The language of the content, as a BCP 47 tag; en when absent.", `"en"`),
		{Key: "base_url", Type: schema.TypeURL, Help: "Where the site is published; only canonical links, sitemap, feed and social metadata use it.", Example: `"https://example.org/roles/"`},
		{Key: "repository", Type: schema.TypeURL, Help: "The repository that edit links lead to.", Example: `"https://github.com/you/roles"`},
		text("branch", false, "The branch that edit links lead to; main when absent.", `"main"`),
		{Key: "noun", Type: schema.TypeObject, Help: "What is compared, in the singular and the plural.", Example: `{"one": "role", "many": "roles"}`, Fields: []schema.Field{
			text("one", true, "The singular.", `"role"`),
			text("many", true, "The plural.", `"roles"`),
		}},
		{Key: "policy", Type: schema.TypeObject, Help: "Which comparisons get a page of their own.", Example: `{"pairs": "all", "trios": "all"}`, Fields: []schema.Field{
			policy("pairs", "Which pairs: all, related or none; all when absent."),
			policy("trios", "Which trios: all, related or none; all when absent."),
		}},
		{Key: "limits", Type: schema.TypeObject, Help: "What the host takes: a build that would be larger stops before it writes.", Example: `{"bytes": 1000000000}`, Fields: []schema.Field{
			{Key: "bytes", Type: schema.TypeNumber, Help: "The most bytes of all files together; GitHub Pages takes 1000000000.", Example: "1000000000"},
			{Key: "files", Type: schema.TypeNumber, Help: "The most files; Cloudflare Pages takes 20000.", Example: "20000"},
		}},
		{Key: "dimensions", Type: schema.TypeObjects, Required: true, Help: "The rows of every comparison, in order.", Example: `[{"key": "primary-role", "label": "Primary Role"}]`, Fields: group},
		{Key: "scales", Type: schema.TypeObjects, Help: "Ordered axes on which roles have a place.", Example: `[]`, Fields: []schema.Field{
			key, label, help,
			text("most", false, "Words for the highest place; they follow \"has the\".", `"widest scope"`),
			text("more", false, "Words for the higher of two places; they follow \"has the\".", `"wider scope"`),
			text("least", false, "Words for the lowest place; they follow \"has the\".", `"narrowest scope"`),
			{Key: "steps", Type: schema.TypeObjects, Required: true, Help: "The places from low to high.", Example: `[{"key": "team", "label": "Team"}]`, Fields: group},
		}},
		{Key: "families", Type: schema.TypeObjects, Help: "Groups of roles.", Example: `[{"key": "engineering", "label": "Engineering"}]`, Fields: group},
		{Key: "tracks", Type: schema.TypeObjects, Help: "Career tracks, from low to high.", Example: `[{"key": "ic", "label": "Individual contributor"}]`, Fields: group},
	}
}
