package site

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/rolediff/rolediff/generator/internal/role"
)

// llms makes llms.txt: what a language model, or any program that reads
// markdown, needs to find its way. Its links are relative, so that it holds
// wherever the site stands.
func (s *Site) llms() []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "# %s\n", inMarkdown(s.cfg.Title))
	if s.cfg.Description != "" {
		fmt.Fprintf(&b, "\n> %s\n", inMarkdown(s.cfg.Description))
	}
	fmt.Fprintf(&b, "\n%d %s, each described in the same %d dimensions", len(s.roles), s.Noun(), len(s.cfg.Dimensions))
	if n := len(s.cfg.Scales); n > 0 {
		fmt.Fprintf(&b, " and placed on %d scales", n)
	}
	b.WriteString(". Addresses here are relative to this file.\n\n## Addresses\n\n")
	fmt.Fprintf(&b, "In these, a, b and c are slugs sorted by their bytes: the names of the folders below.\n\n")
	fmt.Fprintf(&b, "- one %s: `a/index.html`\n", inMarkdown(s.cfg.NounOne))
	for _, p := range []struct {
		many, address string
		pages         int
	}{
		{"two", "a/" + role.Name("b"), s.plan.pairs},
		{"three", "a/" + role.Name("b", "c"), s.plan.trios},
	} {
		if p.pages > 0 {
			fmt.Fprintf(&b, "- %s compared: `%s` (%d pages)\n", p.many, p.address, p.pages)
		}
	}
	b.WriteString("- two to six in any order, put together in the browser: `compare/index.html#a,b,c`\n")
	fmt.Fprintf(&b, "\n## Data\n\n- [Index](%sindex.json): dimensions, scales, families and tracks, with their meaning\n", apiDir)
	fmt.Fprintf(&b, "- [All %s](%sroles.json): one short record for each\n", inMarkdown(s.cfg.NounMany), apiDir)
	fmt.Fprintf(&b, "- `%sroles/a.json`: everything about one, with its nearest and the notes about it\n", apiDir)
	fmt.Fprintf(&b, "\n## %s\n\n", inMarkdown(capital(s.cfg.NounMany)))
	for _, r := range s.roles {
		r := r.profile.Role
		fmt.Fprintf(&b, "- [%s](%s/index.html): %s\n", inMarkdown(r.Title), r.Slug, inMarkdown(r.Summary))
	}
	if len(s.content.Pages) > 0 {
		b.WriteString("\n## Optional\n\n")
	}
	for _, p := range s.content.Pages {
		fmt.Fprintf(&b, "- [%s](%s/index.html)", inMarkdown(p.Title), p.Slug)
		if p.Summary != "" {
			fmt.Fprintf(&b, ": %s", inMarkdown(p.Summary))
		}
		b.WriteByte('\n')
	}
	return b.Bytes()
}

var markdownEscapes = strings.NewReplacer(
	`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "<", `\<`, ">", `\>`,
)

// inMarkdown is a text of one line as it stands in markdown.
func inMarkdown(text string) string { return markdownEscapes.Replace(text) }

// capital writes a word with a capital first letter.
func capital(word string) string {
	_, size := utf8.DecodeRuneInString(word)
	return strings.ToUpper(word[:size]) + word[size:]
}
