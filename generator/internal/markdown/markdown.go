// Package markdown turns what people write into HTML that is safe to publish.
//
// A cell is one line of inline markdown; a body is GitHub-flavoured markdown.
// In both, raw HTML is left out, links and images lead only where they may, and
// whatever is left out or changed is reported with its place. The result needs
// no further cleaning and can be placed wherever HTML text may stand.
package markdown

import (
	"bytes"
	"strings"
	"sync"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// Problem is something that was left out or changed.
type Problem struct {
	Offset  int // in bytes from the start of the source
	Code    string
	Error   bool // otherwise it is only worth a warning
	Message string
	Hint    string
}

// Link says where a destination leads. It returns the address to use, or a
// message when there is nothing. Only relative destinations are asked for.
type Link func(destination string) (href, problem string)

// Renderer renders cells and bodies. It is safe for concurrent use.
type Renderer struct {
	link Link
	cell goldmark.Markdown
	body goldmark.Markdown
}

// New returns a Renderer that asks link about relative destinations.
func New(link Link) *Renderer {
	return &Renderer{
		link: link,
		cell: goldmark.New(
			goldmark.WithParser(parser.NewParser(
				parser.WithBlockParsers(util.Prioritized(parser.NewParagraphParser(), 1000)),
				parser.WithInlineParsers(parser.DefaultInlineParsers()...),
			)),
			goldmark.WithRenderer(renderer.NewRenderer(renderer.WithNodeRenderers(
				util.Prioritized(html.NewRenderer(), 1000),
				util.Prioritized(noParagraph{}, 1),
			))),
		),
		body: goldmark.New(
			goldmark.WithExtensions(extension.GFM),
			goldmark.WithParserOptions(parser.WithAutoHeadingID()),
		),
	}
}

// Cell renders one line of inline markdown, without a paragraph around it.
func (r *Renderer) Cell(source string) (string, []Problem) {
	source = strings.TrimSpace(source)
	if len(source) > MaxCell {
		return "", []Problem{tooLong("a cell", len(source), MaxCell)}
	}
	if plain(source) {
		return source, nil
	}
	return r.render(r.cell, source)
}

// Body renders a document. Headings begin at the second level, because the page
// has a title of its own; their ids begin with "on-".
func (r *Renderer) Body(source string) (string, []Problem) {
	if len(source) > MaxBody {
		return "", []Problem{tooLong("a body", len(source), MaxBody)}
	}
	if p, ok := crowded(source); ok {
		return "", []Problem{p}
	}
	return r.render(r.body, source)
}

// plain tells whether a text has nothing that markdown or HTML could mean, so
// that it is its own rendering.
func plain(s string) bool { return !strings.ContainsAny(s, "\\`*_[]<>&\"!\n\r\x00") }

var buffers = sync.Pool{New: func() any { return new(bytes.Buffer) }}

func (r *Renderer) render(md goldmark.Markdown, source string) (string, []Problem) {
	src := []byte(source)
	ctx := parser.NewContext(parser.WithIDs(&headingIDs{}))
	doc := md.Parser().Parse(text.NewReader(src), parser.WithContext(ctx))
	c := cleaner{link: r.link, source: src}
	c.clean(doc)
	buf := buffers.Get().(*bytes.Buffer)
	defer buffers.Put(buf)
	buf.Reset()
	if err := md.Renderer().Render(buf, src, doc); err != nil {
		// A bytes.Buffer does not fail and all node kinds have a renderer.
		panic("markdown: " + err.Error())
	}
	return strings.TrimSpace(buf.String()), c.problems
}

// noParagraph renders the paragraph of a cell as its content alone.
type noParagraph struct{}

func (noParagraph) RegisterFuncs(reg renderer.NodeRendererFuncRegisterer) {
	reg.Register(ast.KindParagraph, func(util.BufWriter, []byte, ast.Node, bool) (ast.WalkStatus, error) {
		return ast.WalkContinue, nil
	})
}
