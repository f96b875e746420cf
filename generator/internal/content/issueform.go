package content

import (
	"strconv"
	"strings"

	"github.com/rolediff/rolediff/generator/internal/config"
	"github.com/rolediff/rolediff/generator/internal/schema"
)

// issueForm returns a form for GitHub issues that asks for a role, field by
// field, for people who would rather not edit a file.
func issueForm(cfg *config.Config) []byte {
	f := &formWriter{labels: map[string]bool{}}
	one := cfg.NounOne
	f.line(0, "# Printed by rolediff generate; do not edit.")
	f.line(0, "name: "+quote("Suggest a "+one))
	f.line(0, "description: "+quote("Describe a "+one+" that is missing, in words. Somebody else can make the file."))
	f.line(0, "title: "+quote("New "+one+": "))
	f.line(0, "labels: [\"new "+one+"\"]")
	f.line(0, "body:")
	f.markdown("Fill in what you know. What stays empty is shown as *Not stated*.")
	for _, field := range RoleFields() {
		label := fieldLabel(field.Key)
		switch {
		case field.Key == "updated":
		case field.Type == schema.TypeName:
			if terms := map[string][]config.Term{"family": cfg.Families, "track": cfg.Tracks}[field.Names]; len(terms) > 0 {
				f.dropdown(field.Key, label, field.Help, terms)
			}
		case field.Key == "scales":
			for _, s := range cfg.Scales {
				f.dropdown("scale-"+s.Key, s.Label, s.Help, s.Steps)
			}
		case field.Key == "dimensions":
			for _, d := range cfg.Dimensions {
				f.field("textarea", "dimension-"+d.Key, d.Label, d.Help, "", false)
			}
		default:
			f.field("input", field.Key, label, field.Help, strings.Trim(field.Example, "[]"), field.Required)
		}
	}
	f.field("textarea", "body", "Anything else", "More about the "+one+", in markdown; it stands on the "+one+"'s own page.", "", false)
	f.field("textarea", "sources", "Where you know this from", "Your own work, a job description, a book: it helps whoever checks.", "", false)
	return []byte(f.b.String())
}

type formWriter struct {
	b      strings.Builder
	labels map[string]bool // GitHub refuses a form with two questions of one name
}

func (f *formWriter) line(indent int, text string) {
	f.b.WriteString(strings.Repeat("  ", indent) + text + "\n")
}

func (f *formWriter) markdown(text string) {
	f.line(1, "- type: markdown")
	f.line(2, "attributes:")
	f.line(3, "value: "+quote(text))
}

// field writes one question. Help and example may be empty.
func (f *formWriter) field(kind, id, label, help, example string, required bool) {
	f.line(1, "- type: "+kind)
	f.line(2, "id: "+id)
	f.line(2, "attributes:")
	if f.labels[strings.ToLower(label)] {
		label += " (" + id + ")"
	}
	f.labels[strings.ToLower(label)] = true
	f.line(3, "label: "+quote(label))
	if help != "" {
		f.line(3, "description: "+quote(help))
	}
	if example != "" {
		f.line(3, "placeholder: "+quote(example))
	}
	if required {
		f.line(2, "validations:")
		f.line(3, "required: true")
	}
}

// dropdown offers words by their labels and keys: a key alone says little, and
// GitHub refuses a form whose option is the bare word none.
func (f *formWriter) dropdown(id, label, help string, options []config.Term) {
	f.field("dropdown", id, label, help, "", false)
	f.line(3, "options:")
	for _, o := range options {
		f.line(4, "- "+quote(o.Label+" ("+o.Key+")"))
	}
}

// quote writes a text in double quotes, as both YAML and JSON read them.
func quote(text string) string { return strconv.Quote(text) }
