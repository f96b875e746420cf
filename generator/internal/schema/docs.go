package schema

import (
	"fmt"
	"strings"
)

// Table prints a declaration as a markdown table, one row a key. Keys inside a
// set are written behind a dot, and those inside a list of sets behind [].
func Table(fields []Field) string {
	var b strings.Builder
	b.WriteString("| Key | Form | What it says | Example |\n| --- | --- | --- | --- |\n")
	rows(&b, "", fields)
	return b.String()
}

func rows(b *strings.Builder, prefix string, fields []Field) {
	for _, f := range fields {
		key := "`" + prefix + f.Key + "`"
		if f.Required {
			key += " (required)"
		}
		example := ""
		if f.Example != "" {
			example = "`" + f.Example + "`"
		}
		fmt.Fprintf(b, "| %s | %s | %s | %s |\n", key, cell(f.form()), cell(f.Help), cell(example))
		switch f.Type {
		case TypeObject:
			rows(b, prefix+f.Key+".", f.Fields)
		case TypeObjects:
			rows(b, prefix+f.Key+"[].", f.Fields)
		}
	}
}

// cell makes a text fit a table.
func cell(text string) string { return strings.ReplaceAll(text, "|", `\|`) }

// form says in words what a field holds.
func (f Field) form() string {
	switch f.Type {
	case TypeTexts:
		return fmt.Sprintf("list of texts, %d at most", limitOr(f.Max, MaxList))
	case TypeTextOrList:
		return "text, or list of texts"
	case TypeName:
		if len(f.Enum) > 0 {
			return strings.Join(f.Enum[:len(f.Enum)-1], ", ") + " or " + f.Enum[len(f.Enum)-1]
		}
		return "a " + f.Names
	case TypeNames:
		return fmt.Sprintf("list of %ss, %d at most", f.Names, limitOr(f.Max, MaxList))
	case TypeDate:
		return "date"
	case TypeBool:
		return "true or false"
	case TypeNumber:
		return "whole number"
	case TypeURL:
		return "http or https address"
	case TypeObject:
		return "set of keys"
	case TypeObjects:
		return "list of sets of keys"
	case TypeByName:
		if f.Elem.Type == TypeTextOrList {
			return "for each " + f.Names + " a text or a list of texts"
		}
		return "for each " + f.Names + " one of its steps"
	}
	return fmt.Sprintf("text, %d characters at most", limitOr(f.Max, MaxText))
}
