package schema

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/rolediff/rolediff/generator/internal/diag"
)

// maxDepth bounds nesting in both formats; real files need four.
const maxDepth = 32

// ParseJSON reads one JSON document, the whole of src. It returns nil and
// diagnostics when the text is no JSON; duplicate keys are left to Check.
func ParseJSON(src *diag.Source, text []byte) (*Value, diag.List) {
	if !utf8.Valid(text) {
		return nil, diag.List{invalidUTF8(src, text)}
	}
	p := &jsonParser{src: src, text: text, dec: json.NewDecoder(bytes.NewReader(text))}
	p.dec.UseNumber()
	v, err := p.value(0)
	if !errors.Is(err, errTooDeep) {
		// Offsets in errors of Token do not count from the start of the text, and
		// it reads no further than the first value.
		err = json.Unmarshal(text, new(json.RawMessage))
	}
	if err != nil {
		return nil, diag.List{p.report(err)}
	}
	return v, nil
}

type jsonParser struct {
	src  *diag.Source
	text []byte
	dec  *json.Decoder
	at   int           // an offset, and the position there: a document may be one long line
	pos  diag.Position // that no token begins to count at the start of
}

// here is the position of an offset; they come in order.
func (p *jsonParser) here(offset int) diag.Position {
	if p.at == 0 || bytes.IndexByte(p.text[p.at:offset], '\n') >= 0 {
		p.pos = p.src.At(offset)
	} else {
		p.pos.Column += utf8.RuneCount(p.text[p.at:offset])
	}
	p.at = offset
	return p.pos
}

// next is the offset of the next token: the decoder stands behind the last one.
func (p *jsonParser) next() int {
	i := int(p.dec.InputOffset())
	for i < len(p.text) && strings.IndexByte(" \t\r\n,:", p.text[i]) >= 0 {
		i++
	}
	return i
}

func (p *jsonParser) value(depth int) (*Value, error) {
	if depth > maxDepth {
		return nil, errTooDeep
	}
	v := &Value{Pos: p.here(p.next())}
	tok, err := p.dec.Token()
	if err != nil {
		return nil, err
	}
	switch t := tok.(type) {
	case nil:
		v.Kind = Null
	case string:
		v.Kind, v.Text = Text, t
	case json.Number:
		v.Kind, v.Text = Number, t.String()
	case bool:
		v.Kind, v.Text = Bool, fmt.Sprint(t)
	case json.Delim:
		if t == '[' {
			v.Kind = List
			err = p.list(v, depth)
		} else {
			v.Kind = Map
			err = p.object(v, depth)
		}
	}
	return v, err
}

func (p *jsonParser) list(v *Value, depth int) error {
	for p.dec.More() {
		item, err := p.value(depth + 1)
		if err != nil {
			return err
		}
		v.Items = append(v.Items, item)
	}
	_, err := p.dec.Token()
	return err
}

func (p *jsonParser) object(v *Value, depth int) error {
	for p.dec.More() {
		pos := p.here(p.next())
		key, err := p.dec.Token()
		if err != nil {
			return err
		}
		item, err := p.value(depth + 1)
		if err != nil {
			return err
		}
		v.Fields = append(v.Fields, Entry{Key: key.(string), Pos: pos, Value: item})
	}
	_, err := p.dec.Token()
	return err
}

var errTooDeep = errors.New("nested too deeply")

func (p *jsonParser) report(err error) diag.Diagnostic {
	pos := p.src.At(p.next())
	message, hint := err.Error(), "look for a missing or extra comma, quote or bracket just before this place"
	var syntax *json.SyntaxError
	switch {
	case errors.Is(err, errTooDeep):
		hint = ""
	case errors.As(err, &syntax) && int(syntax.Offset) >= len(p.text) && strings.Contains(message, "unexpected end"):
		pos, message = p.src.At(len(p.text)), "the file ends too early"
		hint = "close what is open: a quote, a bracket ] or a brace }"
	case errors.As(err, &syntax):
		pos = p.src.At(int(syntax.Offset) - 1)
	}
	return p.src.Report(diag.Error, "json-syntax", pos, "this is no JSON: "+message, hint)
}

// invalidUTF8 points at the first byte that is no UTF-8.
func invalidUTF8(src *diag.Source, text []byte) diag.Diagnostic {
	i := 0
	for i < len(text) {
		r, size := utf8.DecodeRune(text[i:])
		if r == utf8.RuneError && size <= 1 {
			break
		}
		i += size
	}
	return src.Report(diag.Error, "invalid-utf8", src.At(i), "this byte is not valid UTF-8",
		"save the file as UTF-8 in your editor")
}
