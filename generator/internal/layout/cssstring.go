package layout

import (
	"fmt"
	"html/template"
	"strings"
)

// cssString writes a text as a string of CSS, quotes and all. In quotes that a
// layout writes itself, html/template takes a text for an address, and refuses one
// with a colon in it. It is given anything that has a text: in a frame, values are
// such that nothing else can be done with them.
func cssString(value any) template.CSS {
	var b strings.Builder
	b.WriteByte('\'')
	for _, r := range fmt.Sprint(value) {
		switch {
		case r >= '0' && r <= '9', r >= 'A' && r <= 'Z', r >= 'a' && r <= 'z', r > 0x9f, r == ' ', r == '-', r == '_', r == '.', r == ',', r == ':':
			b.WriteRune(r)
		default:
			fmt.Fprintf(&b, "\\%X ", r)
		}
	}
	b.WriteByte('\'')
	return template.CSS(b.String()) //nolint:gosec // every character that means something is escaped
}
