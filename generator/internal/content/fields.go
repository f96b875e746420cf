package content

import "github.com/rolediff/rolediff/generator/internal/schema"

// RoleFields declares the front matter of a role file.
func RoleFields() []schema.Field {
	return []schema.Field{
		{Key: "title", Type: schema.TypeText, Required: true, Max: 120, Help: "What the role is called.", Example: "DevOps Engineer"},
		{Key: "summary", Type: schema.TypeText, Required: true, Max: 400, Help: "One sentence that tells the role apart from its neighbors.", Example: "Builds and runs the path from a commit to production."},
		{Key: "family", Type: schema.TypeName, Names: "family", Help: "The group of roles it belongs to, a key of families in config.json.", Example: "engineering"},
		{Key: "track", Type: schema.TypeName, Names: "track", Help: "The career track, a key of tracks in config.json.", Example: "ic"},
		{Key: "aliases", Type: schema.TypeTexts, Max: 24, Help: "Other names for the same role; search finds them.", Example: "[Build and release engineer]"},
		{Key: "reports_to", Type: schema.TypeNames, Names: "role", Max: 24, Help: "Roles it commonly reports to, by the names of their files.", Example: "[engineering-manager]"},
		{Key: "leads_to", Type: schema.TypeNames, Names: "role", Max: 24, Help: "Roles that are a common next step, by the names of their files.", Example: "[site-reliability-engineer]"},
		{Key: "scales", Type: schema.TypeByName, Names: "scale", Help: "The step on each scale, by its key or its number from 1.", Example: "{scope: several-teams}",
			Elem: &schema.Field{Type: schema.TypeName, Names: "step of *"}},
		{Key: "updated", Type: schema.TypeDate, Help: "The day of the last change in meaning.", Example: "2026-11-24"},
		{Key: "dimensions", Type: schema.TypeByName, Required: true, Names: "dimension", Help: "What the role is, row by row; an absent row reads Not stated.", Example: "{primary-role: What it is for}",
			Elem: &schema.Field{Type: schema.TypeTextOrList}},
	}
}

// NoteFields declares the front matter of a note.
func NoteFields() []schema.Field {
	return []schema.Field{
		{Key: "roles", Type: schema.TypeNames, Required: true, Names: "role", Max: 3, Help: "The two or three roles the note is about, by the names of their files.", Example: "[cto, vp-of-engineering]"},
		{Key: "updated", Type: schema.TypeDate, Help: "The day of the last change in meaning.", Example: "2026-11-24"},
	}
}

// PageFields declares the front matter of a page in content/pages.
func PageFields() []schema.Field {
	return []schema.Field{
		{Key: "title", Type: schema.TypeText, Required: true, Max: 120, Help: "The title of the page.", Example: "About"},
		{Key: "summary", Type: schema.TypeText, Max: 400, Help: "One sentence for search engines.", Example: "What this site is."},
		{Key: "updated", Type: schema.TypeDate, Help: "The day of the last change in meaning.", Example: "2026-11-24"},
	}
}
