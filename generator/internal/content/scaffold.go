package content

import (
	"bytes"
	"fmt"
	"strings"

	yaml "go.yaml.in/yaml/v4"

	"github.com/rolediff/rolediff/generator/internal/config"
	"github.com/rolediff/rolediff/generator/internal/schema"
)

// Scaffold returns a new role file for people to fill in: every field with what
// it means. It is valid as soon as summary and one dimension have words.
func Scaffold(title string, cfg *config.Config) []byte {
	var b bytes.Buffer
	b.WriteString("---\n")
	for _, f := range RoleFields() {
		if f.Key == "dimensions" {
			continue // they come last
		}
		help := "# " + f.Help
		if names := cfg.Names()[f.Names]; f.Type == schema.TypeName && len(names) > 0 {
			help += "\n# One of: " + strings.Join(names, ", ")
		}
		switch {
		case f.Key == "title":
			fmt.Fprintf(&b, "%s\ntitle: %s\n", help, scalar(title))
		case f.Required:
			fmt.Fprintf(&b, "%s\n%s:\n", help, f.Key)
		case f.Key == "scales":
			if len(cfg.Scales) > 0 {
				fmt.Fprintf(&b, "%s\n# scales:\n", help)
			}
			for _, s := range cfg.Scales {
				fmt.Fprintf(&b, "#   %s: # one of: %s\n", s.Key, strings.Join(termKeys(s.Steps), ", "))
			}
		default:
			fmt.Fprintf(&b, "%s\n# %s: %s\n", help, f.Key, f.Example)
		}
	}
	dims := schema.Find(RoleFields(), "dimensions")
	fmt.Fprintf(&b, "# %s Text in one line, or a list with one entry a line behind a dash.\ndimensions:\n", dims.Help)
	for _, d := range cfg.Dimensions {
		if d.Help != "" {
			fmt.Fprintf(&b, "  # %s\n", d.Help)
		}
		fmt.Fprintf(&b, "  %s:\n", d.Key)
	}
	b.WriteString("---\n\nMore about the role, in markdown. This text stands on the role's own page.\n")
	return b.Bytes()
}

func termKeys(terms []config.Term) []string {
	var out []string
	for _, t := range terms {
		out = append(out, t.Key)
	}
	return out
}

// scalar writes a text as YAML needs it: in quotes where it would mean something
// else without them.
func scalar(text string) string {
	out, err := yaml.Marshal(text)
	if err != nil {
		return fmt.Sprintf("%q", text)
	}
	return strings.TrimSpace(string(out))
}
