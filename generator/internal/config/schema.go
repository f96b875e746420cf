package config

import (
	"github.com/rolediff/rolediff/generator/internal/diag"
	"github.com/rolediff/rolediff/generator/internal/schema"
)

// Schema returns the JSON Schema of config.json.
func Schema() []byte {
	return schema.JSONSchema(schema.JSONSchemaOptions{
		Title:       File,
		Description: "Printed by rolediff generate from the declaration that rolediff check uses; do not edit.",
		Fields:      Fields(),
	})
}

// Locate returns the place of a value in the text of a config.json by its keys,
// and of the whole file when it is not there, for what is found out about a
// valid config only later.
func Locate(text []byte, keys ...string) (*diag.Source, diag.Position) {
	src := diag.NewSource(File, text)
	v, _ := schema.ParseJSON(src, text)
	for _, key := range keys {
		v = v.Get(key)
	}
	if v == nil {
		return src, diag.Position{File: File}
	}
	return src, v.Pos
}
