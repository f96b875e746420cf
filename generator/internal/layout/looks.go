package layout

import (
	"bytes"
	"html/template"
	"strings"
)

// Context is a kind of place in a page, each of which writes a text in its own way.
type Context int

// The places where a text mostly stands.
const (
	InText       Context = iota // between tags
	InAttribute                 // in the quotes of an attribute
	InData                      // as a value in a script's JSON
	InDataString                // in quotes there
	InStyle                     // in a style attribute, written by cssString
	InAddress                   // as all of an address, and given as one
	contexts
)

// everyContext places one text once in each context, in order.
var everyContext = template.Must(template.New("contexts").Funcs(functions).Parse(
	`<p>{{.Text}}</p><p title="{{.Text}}"></p>` +
		`<script type="application/ld+json">[{{.Text}},"{{.Text}}"]</script>` +
		`<p style="--a:{{cssString .Text}}"></p><a href="{{.Address}}"></a>`))

// Looks is how one text looks in each Context. That depends on nothing but the text and
// the context: the templates and the minifier do the same whatever stands around.
type Looks [contexts]string

// NewLooks finds out how a text looks. It cannot tell of one that holds a mark.
func (m Marker) NewLooks(text string) (looks Looks, ok bool) {
	if plain(text) {
		for c := range looks {
			looks[c] = text
		}
		looks[InAddress] = strings.ReplaceAll(text, " ", "%20")
		return looks, true
	}
	return m.executeLooks(text)
}

func (m Marker) executeLooks(text string) (looks Looks, ok bool) {
	marked := m.Wrap(0, text)
	data := struct {
		Text    string
		Address template.URL
	}{marked, template.URL(marked)} //nolint:gosec // nothing of it is shown here
	raw := buffers.Get().(*bytes.Buffer)
	defer buffers.Put(raw)
	raw.Reset()
	if err := everyContext.Execute(raw, data); err != nil {
		return looks, false
	}
	out, err := minifyHTML(raw.Bytes())
	if err != nil {
		return looks, false
	}
	pieces, err := m.Cut(out)
	if err != nil {
		return looks, false
	}
	n := 0
	for _, p := range pieces {
		if p.Hole == Literal {
			continue
		}
		if n == len(looks) {
			return looks, false
		}
		looks[n] = string(p.Bytes())
		n++
	}
	return looks, n == len(looks)
}

// PlainAddress tells whether an address looks as it is in an attribute.
func PlainAddress(address string) bool {
	rest, ok := strings.CutPrefix(address, "https://")
	return ok && rest != "" && !strings.ContainsFunc(rest, func(r rune) bool {
		return !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("/-._", r))
	})
}

// plain tells whether a text is words of letters and digits, with a hyphen, full stop or
// comma here and there. They look the same everywhere.
func plain(text string) bool {
	blank := true // what comes before
	for i := range len(text) {
		c := text[i]
		switch {
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c >= '0' && c <= '9', c == '-', c == '.', c == ',':
			blank = false
		case c == ' ' && !blank:
			blank = true
		default:
			return false
		}
	}
	return !blank
}
