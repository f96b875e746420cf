package config

import "github.com/rolediff/rolediff/generator/internal/schema"

// SchemaFile is the name of the JSON Schema of config.json.
const SchemaFile = "config.schema.json"

// Schema returns the JSON Schema of config.json.
func Schema() []byte {
	return schema.JSONSchema(schema.JSONSchemaOptions{
		Title:       File,
		Description: "Printed by rolediff generate from the declaration that rolediff check uses; do not edit.",
		Fields:      Fields(),
	})
}
