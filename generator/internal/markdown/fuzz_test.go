package markdown

import (
	"net/url"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/net/html"

	"github.com/rolediff/rolediff/generator/internal/seeds"
)

// FuzzSafe holds that no text gives HTML that runs a script, loads from
// elsewhere or leaves an element open, whatever it is.
func FuzzSafe(f *testing.F) {
	for _, s := range []string{
		"plain", "*a* **b** `c` ~~d~~", "[x](javascript:alert(1))", "[x](javascript&colon;alert(1))", "[x](data:text/html,hi)", "<script>alert(1)</script>",
		"<img src=x onerror=alert(1)>", "![x](https://example.org/x.png)", "[x](https://example.org \"a \\\"b\\\" <script>\")", "```\"><script>\ncode\n```",
		"# A\n\n## A\n\n[up](#a)", "| a | b |\n|---|:-:|\n| 1 | 2 |", "- [ ] task\n- [x] done", "<!-- a --><b>", "<https://example.org> www.example.org a@b.example",
		"[x]: javascript:y\n[x]", "&lt;script&gt; &#60;script&#62; \\<script\\>", "[x](//example.org) [y](/rooted) [z](cto.md)", "<a\nhref=\"javascript:x\">", "[a](<b\nc>)", "{{< x >}} {% y %}", "\u2028 \u202e \x00",
	} {
		f.Add(s)
	}
	for _, raw := range seeds.Files(f, ".md") {
		text := string(raw)
		if i := strings.LastIndex(text, "\n---\n"); i >= 0 {
			text = text[i+len("\n---\n"):]
		}
		f.Add(text)
	}
	r := testRenderer()
	f.Fuzz(func(t *testing.T, source string) {
		if !utf8.ValidString(source) {
			return // refused before it comes here
		}
		for what, render := range map[string]func(string) (string, []Problem){"cell": r.Cell, "body": r.Body} {
			out, problems := render(source)
			for _, p := range problems {
				if p.Offset < 0 || p.Offset > len(source) || p.Message == "" {
					t.Errorf("%s of %q: a problem at %d: %q", what, source, p.Offset, p.Message)
				}
			}
			checkSafe(t, what, source, out)
		}
		if text := r.Text(source); strings.Contains(text, "\n") {
			t.Errorf("the text of %q has two lines", source)
		}
	})
}

var allowedTags = strings.Fields("p a em strong code pre del ul ol li blockquote h2 h3 h4 h5 h6 hr br img table thead tbody tr th td input")

// checkSafe reads a rendering as a browser does.
func checkSafe(t *testing.T, what, source, out string) {
	t.Helper()
	z := html.NewTokenizer(strings.NewReader(out))
	var open []string
	for {
		kind := z.Next()
		if kind == html.ErrorToken {
			break
		}
		token := z.Token()
		switch kind {
		case html.CommentToken, html.DoctypeToken:
			t.Errorf("%s of %q holds %q", what, source, token.String())
		case html.StartTagToken, html.SelfClosingTagToken:
			if !slices.Contains(allowedTags, token.Data) {
				t.Errorf("%s of %q holds <%s>:\n%s", what, source, token.Data, out)
			}
			checkAttributes(t, what, source, token)
			if kind == html.StartTagToken && !slices.Contains([]string{"br", "hr", "img", "input"}, token.Data) {
				open = append(open, token.Data)
			}
		case html.EndTagToken:
			if len(open) == 0 || open[len(open)-1] != token.Data {
				t.Fatalf("%s of %q closes <%s> inside %v:\n%s", what, source, token.Data, open, out)
			}
			open = open[:len(open)-1]
		}
	}
	if len(open) > 0 {
		t.Errorf("%s of %q leaves %v open:\n%s", what, source, open, out)
	}
}

func checkAttributes(t *testing.T, what, source string, token html.Token) {
	t.Helper()
	for _, a := range token.Attr {
		if strings.HasPrefix(a.Key, "on") {
			t.Errorf("%s of %q runs %s", what, source, a.Key)
		}
		if a.Key == "style" && token.Data != "th" && token.Data != "td" {
			t.Errorf("%s of %q styles <%s>", what, source, token.Data)
		}
		if a.Key != "href" && a.Key != "src" {
			continue
		}
		// Browsers drop tabs, line ends and leading control characters.
		address := strings.TrimLeft(strings.NewReplacer("\t", "", "\n", "", "\r", "").Replace(a.Val), "\x00\x01\x02\x03\x04\x05\x06\x07\x08\x0b\x0c\x0e\x0f\x10\x1b\x1f ")
		scheme, _, found := strings.Cut(address, ":")
		if found && !strings.ContainsAny(scheme, "/?#") && !slices.Contains([]string{"https", "http", "mailto", "tel"}, strings.ToLower(scheme)) {
			t.Errorf("%s of %q links to %q", what, source, a.Val)
		}
		if u, err := url.Parse(address); err == nil && a.Key == "src" && (u.Scheme != "" || u.Host != "") {
			t.Errorf("%s of %q loads %q", what, source, a.Val)
		}
	}
}
