package content

import (
	"bytes"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/rolediff/rolediff/generator/internal/config"
	"github.com/rolediff/rolediff/generator/internal/seeds"
)

const fuzzConfig = `{"title": "T", "dimensions": [{"key": "a", "label": "A"}], "families": [{"key": "f", "label": "F"}],
 "scales": [{"key": "s", "label": "S", "steps": [{"key": "x", "label": "X"}, {"key": "y", "label": "Y"}]}]}`

// FuzzRole holds that any bytes in a role file give a role or errors that point
// into the file, and that a byte order mark and CRLF make no difference.
func FuzzRole(f *testing.F) {
	for _, s := range []string{
		"---\ntitle: A\nsummary: b\ndimensions: {a: c}\n---\nBody", "---\ntitle: A\n---", "\n\n---\ntitle: a: b\n---\n", "---js\n---", "---\n...\n", "", " ", "---\n---\n---\n", "# heading",
		"---\ntitle: A\nsummary: b\nscales: {s: 2}\nfamily: f\nreports_to: [role]\ndimensions: {a: [x, y]}\n---\n[x](role.md) <b>\n", "---\n ---\n", "---\nt: |\n  ---\n  x\n---\nBody\n---\n",
		"---\ntitle: \"a\\u0000\"\n---\n", "---\ntitle: caf\xe9\n---\n", "---  \ntitle: x\n---\t\nBody",
	} {
		f.Add([]byte(s))
	}
	for _, raw := range seeds.Files(f, ".md") {
		f.Add(raw)
	}
	cfg, list := config.Parse([]byte(fuzzConfig))
	if cfg == nil {
		f.Fatal(list)
	}
	load := func(raw []byte) (*Content, string) {
		var l Loader
		c, list := l.Load(fstest.MapFS{"content/roles/role.md": {Data: raw}}, cfg)
		return c, list.Error()
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		var l Loader
		c, list := l.Load(fstest.MapFS{"content/roles/role.md": {Data: raw}}, cfg)
		if (c == nil) != list.HasErrors() {
			t.Fatalf("%q: content %v, problems %v", raw, c, list)
		}
		lines := strings.Count(string(raw), "\n") + 1
		for _, d := range list {
			if d.Line < 0 || d.Line > lines || d.Column < 0 || d.Message == "" {
				t.Errorf("%q: %s", raw, d)
			}
		}
		if c != nil {
			if r := c.Roles.At(0); r.Title == "" || r.Summary == "" || strings.ContainsAny(r.Title+r.Summary, "\r\n") {
				t.Errorf("%q gives the title %q and the summary %q", raw, r.Title, r.Summary)
			}
		}
		if strings.Contains(string(raw), "\r") || strings.HasPrefix(string(raw), "\uFEFF") {
			return
		}
		other := "\uFEFF" + strings.ReplaceAll(string(raw), "\n", "\r\n")
		if len(other) > maxFile {
			return
		}
		windows, said := load([]byte(other))
		if said != list.Error() || (c == nil) != (windows == nil) {
			t.Fatalf("%q: with CRLF and a mark it says\n%s\ninstead of\n%s", raw, said, list.Error())
		}
		if c != nil && c.Roles.At(0).Body != windows.Roles.At(0).Body {
			t.Errorf("%q: with CRLF and a mark the body is %q", raw, windows.Roles.At(0).Body)
		}
	})
}

// FuzzFrontMatter holds that front matter and body are the file's own bytes, and
// that each part knows its place.
func FuzzFrontMatter(f *testing.F) {
	for _, raw := range seeds.Files(f, ".md") {
		f.Add(raw)
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		doc, list := split("content/roles/role.md", raw)
		if doc == nil {
			if !list.HasErrors() {
				t.Fatalf("%q is refused and nothing says why", raw)
			}
			return
		}
		text := bytes.ReplaceAll(bytes.TrimPrefix(raw, []byte("\uFEFF")), []byte("\r\n"), []byte("\n"))
		if !bytes.HasSuffix(text, []byte(doc.body)) {
			t.Fatalf("%q has the body %q", raw, doc.body)
		}
		before := text[:len(text)-len(doc.body)]
		if len(before) > maxFrontMatter+1024 && len(bytes.TrimLeft(before, " \t\n")) > maxFrontMatter+1024 {
			t.Errorf("front matter of %d bytes is taken", len(before))
		}
		if want := bytes.Count(before, []byte("\n")) + 1; doc.bodyLine != want {
			t.Errorf("%q: the body begins in line %d, not %d", raw, doc.bodyLine, want)
		}
		for _, e := range doc.front.Fields {
			if line := doc.src.Line(e.Pos.Line); e.Pos.Line < 2 || e.Pos.Line >= doc.bodyLine || e.Pos.Column > len([]rune(line))+1 {
				t.Errorf("%q: the key %q is at %v", raw, e.Key, e.Pos)
			}
		}
	})
}
