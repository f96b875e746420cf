package content

import (
	"bytes"
	"fmt"
	"unicode/utf8"

	"github.com/adrg/frontmatter"

	"github.com/rolediff/rolediff/generator/internal/diag"
	"github.com/rolediff/rolediff/generator/internal/schema"
)

// maxFrontMatter bounds what the YAML parser is given, in bytes.
const maxFrontMatter = 64 << 10

// document is a file taken apart.
type document struct {
	src      *diag.Source
	front    *schema.Value
	body     string
	bodyLine int // the line of the file at which body begins
}

// split takes a file into front matter and body. The library finds the block;
// what it would pass over in silence (no block, no end, another kind of block)
// is looked for first. Line ends and a byte order mark make no difference.
func split(file string, raw []byte) (*document, diag.List) {
	text := bytes.TrimPrefix(raw, []byte("\uFEFF"))
	text = bytes.ReplaceAll(text, []byte("\r\n"), []byte("\n"))
	doc := &document{src: diag.NewSource(file, text)}
	if d, ok := checkCharacters(doc.src, text); !ok {
		return nil, diag.List{d}
	}
	if d, ok := checkFences(doc.src, text); !ok {
		return nil, diag.List{d}
	}
	var list diag.List
	body, err := frontmatter.Parse(bytes.NewReader(text), &doc.front, frontmatter.NewFormat("---", "---", func(block []byte, _ any) error {
		fence := blankLines(bytes.Split(text, []byte("\n"))) + 1
		doc.front, list = schema.ParseYAML(doc.src, block, fence+1)
		return nil
	}))
	if err != nil {
		return nil, diag.List{doc.src.Report(diag.Error, "front-matter", diag.Position{File: file, Line: 1}, err.Error(), "")}
	}
	if doc.front == nil {
		return nil, list
	}
	doc.body = string(body)
	doc.bodyLine = doc.src.At(len(text) - len(body)).Line
	return doc, list
}

// blankLines counts those that stand before everything else.
func blankLines(lines [][]byte) (n int) {
	for n < len(lines) && len(bytes.TrimSpace(lines[n])) == 0 {
		n++
	}
	return n
}

// checkCharacters reports the first byte that is no text. Tabs and line ends are.
func checkCharacters(src *diag.Source, text []byte) (diag.Diagnostic, bool) {
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRune(text[i:])
		switch {
		case r == utf8.RuneError && size == 1:
			return src.Report(diag.Error, "invalid-utf8", src.At(i), "this byte is not valid UTF-8", "save the file as UTF-8 in your editor"), false
		case schema.IsControl(r) || r == '\r':
			return src.Report(diag.Error, "control-character", src.At(i), "control characters are not allowed here", "delete the invisible character at this place"), false
		}
		i += size
	}
	return diag.Diagnostic{}, true
}

// checkFences reports front matter that is missing, unusual or never closed.
func checkFences(src *diag.Source, text []byte) (diag.Diagnostic, bool) {
	fail := func(line int, code, message, hint string) (diag.Diagnostic, bool) {
		return src.Report(diag.Error, code, diag.Position{File: src.File, Line: line, Column: 1}, message, hint), false
	}
	lines := bytes.Split(text, []byte("\n"))
	open := blankLines(lines)
	if open == len(lines) {
		return fail(1, "empty-file", "the file is empty", "begin with --- and title:, or make a file with: rolediff new role \"Title\"")
	}
	switch first := string(bytes.TrimRight(lines[open], " \t")); {
	case first == "---":
	case bytes.HasPrefix(lines[open], []byte("---")):
		return fail(open+1, "front-matter-fence", fmt.Sprintf("front matter begins with ---, not with %.20q", first), "write --- alone in its line; only YAML is read")
	default:
		return fail(open+1, "missing-front-matter", "the file does not begin with front matter", "begin with a line of three dashes, then title:, summary: and dimensions:, then three dashes again")
	}
	size := 0
	for i := open + 1; i < len(lines); i++ {
		line := bytes.TrimRight(lines[i], " \t")
		if string(line) == "---" {
			return diag.Diagnostic{}, true
		}
		if string(bytes.TrimSpace(line)) == "---" {
			return fail(i+1, "front-matter-fence", "blanks stand before the dashes", "remove the blanks if front matter ends here, or change the text if it does not")
		}
		if string(line) == "..." || len(line) > 3 && len(bytes.Trim(line, "-")) == 0 {
			return fail(i+1, "front-matter-fence", fmt.Sprintf("front matter ends with ---, not with %.20q", line), "write three dashes")
		}
		if size += len(line) + 1; size > maxFrontMatter {
			return fail(open+1, "too-long", fmt.Sprintf("front matter is longer than %d kB", maxFrontMatter>>10), "close it with a line of three dashes, or shorten it")
		}
	}
	return fail(open+1, "unclosed-front-matter", "front matter is never closed", "put a line of three dashes behind the last key, before the text of the page")
}
