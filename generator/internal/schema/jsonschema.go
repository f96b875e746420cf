package schema

import (
	"bytes"
	"encoding/json"
	"strconv"
	"strings"
)

// JSONSchemaOptions say what a schema is printed from.
type JSONSchemaOptions struct {
	Title       string
	Description string
	Fields      []Field
	Names       Names
	// Describe explains a name to people, such as a dimension by its label. It
	// may be nil, and may return nothing.
	Describe func(names, name string) string
	// YAML is set for front matter. An editor reads a bare 404 or true there as
	// a number or a truth value, while Check takes every scalar as text: the
	// schema must allow what Check allows.
	YAML bool
}

// JSONSchema prints a declaration as a JSON Schema for editors, which know draft
// 7 best. Whatever passes Check passes the schema; Check finds more.
func JSONSchema(o JSONSchemaOptions) []byte {
	p := schemaPrinter{o}
	root := object{{"$schema", "http://json-schema.org/draft-07/schema#"}, {"title", o.Title}, {"description", o.Description}}
	root = append(root, p.fields(o.Fields)...)
	out, err := json.Marshal(root)
	if err != nil {
		panic("schema: " + err.Error()) // it is made of strings and numbers
	}
	var b bytes.Buffer
	_ = json.Indent(&b, out, "", "  ") // it is valid
	b.WriteByte('\n')
	return b.Bytes()
}

// object is a JSON object that keeps its order.
type object []member

type member struct {
	key   string
	value any
}

func (o object) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	b.WriteByte('{')
	for i, m := range o {
		if i > 0 {
			b.WriteByte(',')
		}
		for k, part := range []any{m.key, m.value} {
			if k == 1 {
				b.WriteByte(':')
			}
			enc := json.NewEncoder(&b)
			enc.SetEscapeHTML(false)
			if err := enc.Encode(part); err != nil {
				return nil, err
			}
		}
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

type schemaPrinter struct{ JSONSchemaOptions }

// fields is the schema of a set of keys.
func (p schemaPrinter) fields(fields []Field) object {
	properties, required := object{}, []string{}
	for _, f := range fields {
		if f.Names != "" && f.Names != "role" && len(p.Names[f.Names]) == 0 {
			continue // a site without such words has no such key
		}
		properties = append(properties, member{f.Key, p.field(f)})
		if f.Required {
			required = append(required, f.Key)
		}
	}
	out := object{{"type", "object"}, {"properties", properties}}
	if len(required) > 0 {
		out = append(out, member{"required", required})
	}
	return append(out, member{"additionalProperties", false})
}

func (p schemaPrinter) field(f Field) object {
	out := object{}
	if f.Help != "" {
		out = object{{"description", f.Help}}
	}
	switch f.Type {
	case TypeTexts, TypeNames:
		return append(out, p.list(f)...)
	case TypeTextOrList:
		return append(out, member{"anyOf", []object{p.text(f), p.list(f)}})
	case TypeObject:
		return append(out, p.fields(f.Fields)...)
	case TypeObjects:
		return append(out, member{"type", "array"}, member{"maxItems", MaxList}, member{"items", p.fields(f.Fields)})
	case TypeByName:
		properties := object{}
		for _, name := range p.Names[f.Names] {
			elem := *f.Elem
			elem.Names = strings.ReplaceAll(elem.Names, "*", name)
			if p.Describe != nil {
				elem.Help = p.Describe(f.Names, name)
			}
			properties = append(properties, member{name, p.field(elem)})
		}
		return append(out, member{"type", "object"}, member{"properties", properties}, member{"additionalProperties", false})
	}
	return append(out, p.text(f)...)
}

func (p schemaPrinter) list(f Field) object {
	one := Field{Type: TypeText, Names: f.Names, Enum: f.Enum}
	if f.Type == TypeNames {
		one.Type = TypeName
	}
	return object{
		{"type", "array"}, {"minItems", 1}, {"maxItems", limitOr(f.Max, MaxList)}, {"uniqueItems", true}, {"items", p.text(one)},
	}
}

// text is the schema of a scalar.
func (p schemaPrinter) text(f Field) object {
	switch f.Type {
	case TypeBool:
		return object{{"type", "boolean"}}
	case TypeNumber:
		return object{{"type", "integer"}, {"minimum", 0}}
	case TypeDate:
		return object{{"type", "string"}, {"format", "date"}, {"pattern", `^\s*\d{4}-\d{2}-\d{2}\s*$`}}
	case TypeURL:
		return object{{"type", "string"}, {"format", "uri"}, {"pattern", `^\s*[Hh][Tt][Tt][Pp][Ss]?://`}}
	case TypeName:
		names := f.Enum
		if f.Names == "role" {
			return object{{"type", "string"}, {"pattern", `^\s*[a-z0-9]+(-[a-z0-9]+)*\s*$`}}
		}
		if f.Names != "" {
			names = p.Names[f.Names]
		}
		enum := []any{}
		for _, name := range names {
			enum = append(enum, name)
			if n, err := strconv.Atoi(name); err == nil && p.YAML {
				enum = append(enum, n)
			}
		}
		return object{{"enum", enum}}
	}
	var kind any = "string"
	if p.YAML {
		kind = []string{"string", "number", "boolean"}
	}
	return object{{"type", kind}, {"maxLength", limitOr(f.Max, MaxText)}, {"pattern", `\S`}}
}
