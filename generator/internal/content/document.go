package content

import (
	"github.com/rolediff/rolediff/generator/internal/diag"
	"github.com/rolediff/rolediff/generator/internal/schema"
)

// Document is the front matter of a file as it was written, every key and value
// with its place.
type Document struct {
	Source *diag.Source
	Front  *schema.Value
}

// Document returns the front matter of a file that the last Load read, and
// whether it could be read.
func (l *Loader) Document(file string) (Document, bool) {
	if l.last == nil {
		return Document{}, false
	}
	p := l.last.files[file]
	if p == nil || p.doc == nil {
		return Document{}, false
	}
	return Document{p.doc.src, p.doc.front}, true
}

// Key returns the place of a key inside a set of keys, such as one dimension
// inside dimensions, and whether it is there.
func (d Document) Key(keys ...string) (diag.Position, bool) {
	v, pos, found := d.Front, diag.Position{}, false
	for _, key := range keys {
		if v == nil {
			return pos, false
		}
		found = false
		for _, e := range v.Fields {
			if e.Key == key {
				v, pos, found = e.Value, e.Pos, true
				break
			}
		}
		if !found {
			return pos, false
		}
	}
	return pos, found
}
