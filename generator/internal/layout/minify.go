package layout

import (
	"bytes"
	"fmt"
	"html/template"
	"regexp"
	"slices"
	"strings"

	"github.com/tdewolff/minify/v2"
	"github.com/tdewolff/minify/v2/css"
	"github.com/tdewolff/minify/v2/html"
	"github.com/tdewolff/minify/v2/js"
	"github.com/tdewolff/minify/v2/json"
)

// minifier removes white space, and the end tags that HTML lets one leave out
// wherever they stand (of cells, rows and list entries): half a kilobyte of each
// comparison. Nothing that depends on what stands beside it is removed, so that
// fragments minified alone and joined equal the page minified whole.
var minifier = func() *minify.M {
	m := minify.New()
	m.Add("text/html", &html.Minifier{KeepDocumentTags: true, KeepQuotes: true, KeepDefaultAttrVals: true})
	m.Add("text/css", &css.Minifier{})
	m.AddRegexp(regexp.MustCompile(`^(application|text)/(x-)?(java|ecma)script$`), &js.Minifier{})
	m.AddRegexp(regexp.MustCompile(`[/+]json$`), &json.Minifier{KeepNumbers: true})
	return m
}()

// minifyHTML changes its input. What it returns is apart from that.
func minifyHTML(in []byte) ([]byte, error) {
	in = bytes.TrimSpace(in)
	// A paragraph's end tag may go before some tags and at the end of a page, but
	// this may be a part, with text to come: text behind it holds it.
	more := ""
	if bytes.HasSuffix(bytes.ToLower(in[max(len(in)-len("</p>"), 0):]), []byte("</p>")) {
		more = "."
	}
	in, standIn := hideQuotes(in)
	in = append(in, more...)
	var out bytes.Buffer
	out.Grow(len(in))
	// The library takes a buffer's bytes as they are, where it would copy a reader's.
	if err := minifier.Minify("text/html", &out, bytes.NewBuffer(in)); err != nil {
		return nil, fmt.Errorf("the page cannot be minified: %w", err)
	}
	out.Truncate(out.Len() - len(more))
	if standIn != nil {
		return bytes.ReplaceAll(out.Bytes(), standIn, []byte("&#34;")), nil
	}
	return out.Bytes(), nil
}

// Minify minifies a whole page again. Pages that are equal after it look equal.
func Minify(page []byte) ([]byte, error) { return minifyHTML(bytes.Clone(page)) }

const (
	cssDir = "css/"
	jsDir  = "js/"
)

// assets makes what Assets returns.
func (s *Set) assets() (map[string][]byte, error) {
	out := map[string][]byte{}
	var styles bytes.Buffer
	scripts := map[string]*bytes.Buffer{}
	for _, file := range s.names() {
		switch {
		case strings.HasPrefix(file, cssDir) && strings.HasSuffix(file, ".css"):
			styles.Write(s.files[file])
			styles.WriteByte('\n')
		case strings.HasPrefix(file, jsDir) && strings.HasSuffix(file, ".js"):
			bundle, _, nested := strings.Cut(strings.TrimPrefix(file, jsDir), "/")
			if !nested {
				bundle = strings.TrimSuffix(bundle, ".js")
			}
			if scripts[bundle] == nil {
				scripts[bundle] = new(bytes.Buffer)
			}
			scripts[bundle].Write(s.files[file])
			scripts[bundle].WriteByte('\n')
		case strings.HasPrefix(file, cssDir), strings.HasPrefix(file, jsDir):
			out[file[strings.IndexByte(file, '/')+1:]] = s.files[file]
		}
	}
	var err error
	if out["site.css"], err = asset("text/css", "layouts/css", styles.Bytes()); err != nil {
		return nil, err
	}
	for bundle, text := range scripts {
		if out[bundle+".js"], err = asset("text/javascript", "layouts/js/"+bundle, text.Bytes()); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func asset(mediatype, where string, in []byte) ([]byte, error) {
	var out bytes.Buffer
	if err := minifier.Minify(mediatype, &out, bytes.NewReader(in)); err != nil {
		return nil, fmt.Errorf("%s: %w", where, err)
	}
	return out.Bytes(), nil
}

// functions are what layouts may call beside the built-in ones.
var functions = template.FuncMap{
	"add":       func(a, b int) int { return a + b },
	"sub":       func(a, b int) int { return a - b },
	"cssString": cssString,
	"join":      func(sep string, list []string) string { return strings.Join(list, sep) },
}

func functionNames() []string {
	var out []string
	for name := range functions {
		out = append(out, name)
	}
	slices.Sort(out)
	return out
}
