package content

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/rolediff/rolediff/generator/internal/config"
	"github.com/rolediff/rolediff/generator/internal/schema"
)

// ScaffoldOptions are what a new role file begins with.
type ScaffoldOptions struct {
	Title   string
	Updated string          // the day, as it is written
	Lists   map[string]bool // dimensions that the other roles fill with lists
}

// Scaffold returns a new role file for people to fill in: every field with what
// it means. It is valid as soon as the summary and the dimensions have words, in
// canonical form, and an optional line only has to lose its #.
func Scaffold(o ScaffoldOptions, cfg *config.Config) []byte {
	names := cfg.Names()
	var b bytes.Buffer
	b.WriteString("---\n")
	for _, f := range RoleFields() {
		words := names[f.Names]
		fmt.Fprintf(&b, "# %s\n", f.Help)
		switch {
		case f.Key == "title":
			fmt.Fprintf(&b, "title: %s\n", scalarText(o.Title, &f, false))
		case f.Key == "updated":
			fmt.Fprintf(&b, "updated: %s\n", o.Updated)
		case f.Key == "dimensions":
			b.WriteString("# Each is a text in one line, or a list with one statement a line behind a dash.\ndimensions:\n")
			for _, d := range cfg.Dimensions {
				if d.Help != "" {
					fmt.Fprintf(&b, "  # %s\n", d.Help)
				}
				fmt.Fprintf(&b, "  %s:\n", d.Key)
				if o.Lists[d.Key] {
					b.WriteString("    -\n")
				}
			}
		case f.Required:
			fmt.Fprintf(&b, "%s:\n", f.Key)
		case f.Type == schema.TypeName && len(words) > 0:
			fmt.Fprintf(&b, "# One of: %s\n# %s: %s\n", strings.Join(words, ", "), f.Key, words[0])
		case f.Key == "scales" && len(cfg.Scales) > 0:
			var steps []string
			for _, s := range cfg.Scales {
				keys := termKeys(s.Steps)
				fmt.Fprintf(&b, "#   %s is one of: %s\n", s.Key, strings.Join(keys, ", "))
				steps = append(steps, s.Key+": "+keys[0])
			}
			fmt.Fprintf(&b, "# scales: {%s}\n", strings.Join(steps, ", "))
		case f.Type == schema.TypeName, f.Key == "scales":
			b.Truncate(b.Len() - len(f.Help) - len("# \n")) // the site has no such words
		default:
			fmt.Fprintf(&b, "# %s: %s\n", f.Key, f.Example)
		}
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
