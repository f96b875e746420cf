// Package schema says once which fields a file has. A []Field is the
// declaration: Check validates a document against it, and the JSON Schema, the
// scaffold of a new file and the reference in the docs are printed from it, so
// that they cannot drift apart.
//
// Documents are JSON or YAML, read into a Value that knows the place of every
// key and value. Text is kept as it was written: `no`, `010` and `2024-01-01`
// are those characters, never a boolean, a number or a date.
package schema

import (
	"github.com/rolediff/rolediff/generator/internal/diag"
)

// Kind is the form of a value.
type Kind int

const (
	Null Kind = iota // nothing where a value is due
	Text
	Number // JSON only; YAML scalars are Text
	Bool   // JSON only
	List
	Map
)

func (k Kind) String() string {
	return [...]string{"nothing", "text", "a number", "true or false", "a list", "a set of keys"}[k]
}

// Value is one node of a document. The zero of *Value, nil, is an absent value;
// all methods accept it.
type Value struct {
	Kind   Kind
	Text   string // of Text, Number and Bool
	Pos    diag.Position
	Items  []*Value // of List
	Fields []Entry  // of Map, in the order written
}

// Entry is one key of a Map with its value.
type Entry struct {
	Key   string
	Pos   diag.Position // of the key
	Value *Value
}

// Get returns the value of a key, or nil.
func (v *Value) Get(key string) *Value {
	if v == nil {
		return nil
	}
	for _, e := range v.Fields {
		if e.Key == key {
			return e.Value
		}
	}
	return nil
}

// String returns a scalar's text on one line: trimmed, white space collapsed.
func (v *Value) String() string {
	if v == nil {
		return ""
	}
	return oneLine(v.Text)
}

// Strings returns the texts of a list, or the one text of a scalar.
func (v *Value) Strings() []string {
	if v == nil {
		return nil
	}
	if v.Kind == Text {
		return []string{v.String()}
	}
	var out []string
	for _, item := range v.Items {
		out = append(out, item.String())
	}
	return out
}
