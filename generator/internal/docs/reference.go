package main

import (
	"strings"

	"github.com/rolediff/rolediff/generator/internal/config"
	"github.com/rolediff/rolediff/generator/internal/content"
	"github.com/rolediff/rolediff/generator/internal/schema"
)

const notice = "<!-- Printed by make generate; do not edit. -->\n\n"

// reference is the page of all fields.
func reference() []byte {
	var b strings.Builder
	b.WriteString(notice + `# Reference

Every key of every file that people write. The same declaration drives
` + "`rolediff check`" + `, the schemas in ` + "`schema/`" + `, the snippets and forms of editors, the issue form
and the file that ` + "`rolediff new role`" + ` makes. A key that is not listed is an error with
a suggestion.

`)
	section := func(title, text string, fields []schema.Field) {
		b.WriteString("## " + title + "\n\n" + text + "\n\n" + schema.Table(fields) + "\n")
	}
	section("A role: `content/roles/*.md`",
		"Front matter between two lines of `---`, then a text in markdown. The file's name\nwithout `.md` is the role's address, and how other files refer to it. Texts are one line;\na text that holds a colon and a blank needs double quotes.", content.RoleFields())
	section("A note: `content/notes/*.md`", "What a person says about one pair or trio, in the text below the front matter.", content.NoteFields())
	section("A page: `content/pages/*.md`", "Any other page; the file's name is its address.", content.PageFields())
	section("`config.json`", "Keys inside a set stand behind a dot, keys of every entry of a list behind `[]`.", config.Fields())
	return []byte(strings.TrimRight(b.String(), "\n") + "\n")
}
