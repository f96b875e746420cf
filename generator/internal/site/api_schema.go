package site

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"
)

// apiSchemas are the JSON Schemas of the API's files, by their own file's name.
// They allow what they do not know: within v1 fields are added, and a program
// that checks with an older schema must not fail.
func apiSchemas() map[string]any {
	out := map[string]any{}
	for name, value := range map[string]any{"index": apiIndex{}, "roles": apiRoles{}, "role": apiRole{}} {
		schema := schemaOf(reflect.TypeOf(value), "")
		schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
		schema["title"] = "rolediff API v1: " + name
		out["schema/"+name+".json"] = schema
	}
	return out
}

func sortedKeys(m map[string]any) []string { return slices.Sorted(maps.Keys(m)) }

// forms are the shapes that a text can be declared to have.
var textForms = map[string]map[string]any{
	"":        {"type": "string"},
	"slug":    {"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"},
	"date":    {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
	"address": {"type": "string", "format": "uri-reference", "minLength": 1},
}

// schemaOf describes a Go type as a JSON Schema. form is the shape of its texts.
func schemaOf(t reflect.Type, form string) map[string]any {
	switch t.Kind() {
	case reflect.String:
		return maps.Clone(textForms[form])
	case reflect.Bool:
		return map[string]any{"type": "boolean"}
	case reflect.Int:
		return map[string]any{"type": "integer", "minimum": 0}
	case reflect.Slice:
		return map[string]any{"type": "array", "items": schemaOf(t.Elem(), form)}
	case reflect.Map:
		return map[string]any{"type": "object", "propertyNames": textForms["slug"], "additionalProperties": schemaOf(t.Elem(), form)}
	case reflect.Struct:
		properties, required := map[string]any{}, []string{}
		for _, f := range apiFields(t) {
			property := schemaOf(f.typ, f.form)
			property["description"] = f.doc
			if f.max > 0 {
				property["maximum"] = f.max
			}
			properties[f.name] = property
			if !f.optional {
				required = append(required, f.name)
			}
		}
		return map[string]any{"type": "object", "properties": properties, "required": required}
	}
	panic(fmt.Sprintf("site: the API cannot hold a %s", t))
}

// apiField is one key of an object.
type apiField struct {
	name      string
	typ       reflect.Type
	form, doc string
	max       int
	optional  bool
}

// apiFields lists the keys of a struct in order, those of embedded ones in their
// place.
func apiFields(t reflect.Type) []apiField {
	var out []apiField
	for i := range t.NumField() {
		f := t.Field(i)
		if f.Anonymous {
			out = append(out, apiFields(f.Type)...)
			continue
		}
		name, options, _ := strings.Cut(f.Tag.Get("json"), ",")
		most, _ := strconv.Atoi(f.Tag.Get("max")) // absent: no limit
		out = append(out, apiField{name, f.Type, f.Tag.Get("form"), f.Tag.Get("doc"), most, options == "omitempty"})
	}
	return out
}
