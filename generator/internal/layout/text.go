package layout

import (
	"html"
	"strings"
)

// PlainText is what a reader sees of a piece of HTML that a layout made: without
// tags, with characters in place of references, on one line.
func PlainText(markup []byte) string {
	var b strings.Builder
	rest := string(markup)
	for {
		text, after, tag := strings.Cut(rest, "<")
		b.WriteString(text)
		if !tag {
			break
		}
		b.WriteByte(' ')
		_, rest, _ = strings.Cut(after, ">")
	}
	// A tag between words parts them; one before a comma does not.
	out := strings.Join(strings.Fields(html.UnescapeString(b.String())), " ")
	for _, mark := range []string{".", ",", ";", ":"} {
		out = strings.ReplaceAll(out, " "+mark, mark)
	}
	return out
}
