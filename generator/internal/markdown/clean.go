package markdown

import (
	"bytes"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"unicode"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/util"
)

// Schemes that a link may have. Everything else is inert and reported.
var schemes = []string{"http", "https", "mailto", "tel"}

// cleaner removes from a parsed document what must not be published.
type cleaner struct {
	link     Link
	source   []byte
	problems []Problem
}

func (c *cleaner) clean(doc ast.Node) {
	var drop []func()
	_ = ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.Heading:
			n.Level = max(n.Level, 2)
		case *ast.RawHTML:
			c.rawHTML(n.Segments.At(0).Start, n.Segments.Value(c.source))
			drop = append(drop, func() { n.Parent().RemoveChild(n.Parent(), n) })
		case *ast.HTMLBlock:
			if n.Lines().Len() > 0 {
				c.rawHTML(n.Lines().At(0).Start, n.Lines().Value(c.source))
			}
			drop = append(drop, func() { n.Parent().RemoveChild(n.Parent(), n) })
			return ast.WalkSkipChildren, nil
		case *ast.Link:
			if href, ok := c.destination(n, string(n.Destination), false); ok {
				n.Destination = []byte(href)
			} else {
				drop = append(drop, func() { unwrap(n) })
			}
		case *ast.Image:
			if href, ok := c.destination(n, string(n.Destination), true); ok {
				n.Destination = []byte(href)
			} else {
				drop = append(drop, func() { unwrap(n) })
			}
		case *ast.AutoLink:
			if n.AutoLinkType == ast.AutoLinkURL && !allowed(string(n.URL(c.source))) {
				c.refuse(n, string(n.URL(c.source)))
				drop = append(drop, func() {
					label := ast.NewString(n.Label(c.source))
					n.Parent().ReplaceChild(n.Parent(), n, label)
				})
			}
		}
		return ast.WalkContinue, nil
	})
	for _, f := range drop {
		f()
	}
}

// rawHTML reports HTML, and passes over comments: nobody misses them.
func (c *cleaner) rawHTML(offset int, html []byte) {
	if bytes.HasPrefix(bytes.TrimSpace(html), []byte("<!--")) {
		return
	}
	tag, _, _ := strings.Cut(strings.TrimSpace(string(html)), "\n")
	if r := []rune(tag); len(r) > 40 {
		tag = string(r[:40]) + "…"
	}
	c.problems = append(c.problems, Problem{
		Offset: offset, Code: "raw-html", Message: fmt.Sprintf("HTML is left out: %s", tag),
		Hint: "write markdown instead, or put it in backquotes to show it as it is",
	})
}

// destination returns where a link or picture leads, and whether it may stay.
func (c *cleaner) destination(n ast.Node, dest string, picture bool) (string, bool) {
	decoded := string(util.ResolveEntityNames(util.ResolveNumericReferences(util.UnescapePunctuations([]byte(dest)))))
	u, err := url.Parse(strings.TrimSpace(decoded))
	if err != nil {
		// An address with blanks or stray percent signs has no scheme to fear as
		// long as no colon comes before a slash.
		if i := strings.IndexAny(decoded, ":/?#"); i >= 0 && decoded[i] == ':' {
			c.refuse(n, dest)
			return "", false
		}
		u = &url.URL{Path: decoded}
	}
	switch {
	case picture && (u.Scheme != "" || u.Host != ""):
		c.report(n, "foreign-picture", false, fmt.Sprintf("the picture %s is left out", short(dest)),
			"a page loads nothing from elsewhere; put the file in content/static and link it relative to the page")
		return "", false
	case u.Scheme != "":
		if !allowed(decoded) {
			c.refuse(n, dest)
			return "", false
		}
		return dest, true
	case u.Host != "" || strings.HasPrefix(decoded, "/") || strings.HasPrefix(decoded, "\\"):
		c.report(n, "absolute-link", false, fmt.Sprintf("the link %s is left out", short(dest)),
			"an address that begins with / breaks below a folder; link the markdown file of the role: cto.md")
		return "", false
	case strings.HasPrefix(decoded, "#"):
		return "#" + idPrefix + decoded[1:], true
	case c.link == nil:
		return dest, true
	}
	href, problem := c.link(decoded)
	if problem != "" {
		c.report(n, "broken-link", true, problem, "link a role by its file: [CTO](cto.md)")
		return "", false
	}
	return href, true
}

func allowed(dest string) bool {
	scheme, _, ok := strings.Cut(dest, ":")
	if !ok {
		return true
	}
	return slices.Contains(schemes, strings.ToLower(strings.TrimSpace(scheme)))
}

func (c *cleaner) refuse(n ast.Node, dest string) {
	c.report(n, "forbidden-link", false, fmt.Sprintf("the link %s is left out", short(dest)),
		"links may begin with https:, http:, mailto: or tel:, or lead to a file of this site")
}

func (c *cleaner) report(n ast.Node, code string, isError bool, message, hint string) {
	c.problems = append(c.problems, Problem{Offset: max(n.Pos(), 0), Code: code, Error: isError, Message: message, Hint: hint})
}

// unwrap replaces a link or picture by the text inside it.
func unwrap(n ast.Node) {
	parent := n.Parent()
	for child := n.FirstChild(); child != nil; {
		next := child.NextSibling()
		parent.InsertBefore(parent, n, child)
		child = next
	}
	parent.RemoveChild(parent, n)
}

func short(s string) string {
	if r := []rune(s); len(r) > 60 {
		return string(r[:60]) + "…"
	}
	return s
}

const idPrefix = "on-"

// headingIDs makes ids of headings that keep letters of every script and clash
// with no id of a layout.
type headingIDs struct {
	used map[string]bool
	last map[string]int // the number given last to a text, so that none is tried twice
}

func (h *headingIDs) Generate(value []byte, _ ast.NodeKind) []byte {
	var b strings.Builder
	for _, r := range strings.ToLower(strings.TrimSpace(string(value))) {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			b.WriteRune(r)
		case unicode.IsSpace(r) || r == '-' || r == '_':
			if s := b.String(); s != "" && !strings.HasSuffix(s, "-") {
				b.WriteByte('-')
			}
		}
	}
	id := idPrefix + strings.Trim(b.String(), "-")
	if id == idPrefix {
		id += "section"
	}
	base := id
	n := max(h.last[base], 1)
	for h.used[id] {
		n++
		id = fmt.Sprintf("%s-%d", base, n)
	}
	h.Put([]byte(id))
	h.last[base] = n
	return []byte(id)
}

func (h *headingIDs) Put(value []byte) {
	if h.used == nil {
		h.used, h.last = map[string]bool{}, map[string]int{}
	}
	h.used[string(value)] = true
}
