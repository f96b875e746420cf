package main

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/printer"
	"go/token"
	"maps"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// dataType is a struct that layouts see.
type dataType struct {
	name, doc string
	layouts   []string // whose data it is
	fields    []dataField
}

type dataField struct{ name, form, doc string }

// layoutFile finds the layouts that the comment of a type names.
var layoutFile = regexp.MustCompile(`[a-z0-9/-]+\.html`)

// layoutData is the page of all data that layouts get, printed from the comments
// of the package that makes it.
func layoutData(dir string) ([]byte, error) {
	types, err := readTypes(dir)
	if err != nil {
		return nil, err
	}
	var b strings.Builder
	b.WriteString(notice + `# What a layout can place

Each page layout and each partial gets one value, the dot. These are its fields, printed
from the program itself; [layouts.md](layouts.md) says what to do with them. A field of
the form "value" is placed and nothing else in ` + "`comparison.html`" + `: what it holds is put in
later. "Ready HTML" is placed as it is; everything else is escaped for the place where it
stands.

## Of each layout

| layout | data |
| --- | --- |
`)
	reached := map[string]bool{}
	byLayout := map[string]string{}
	for name, t := range types {
		for _, l := range t.layouts {
			byLayout[l] = name
		}
	}
	for _, l := range slices.Sorted(maps.Keys(byLayout)) {
		fmt.Fprintf(&b, "| `%s` | [%s](#%s) |\n", l, byLayout[l], strings.ToLower(byLayout[l]))
		reach(types, byLayout[l], reached)
	}
	for _, name := range slices.Sorted(maps.Keys(reached)) {
		t := types[name]
		fmt.Fprintf(&b, "\n## %s\n\n%s\n\n| field | form | |\n| --- | --- | --- |\n", name, t.doc)
		for _, f := range t.fields {
			fmt.Fprintf(&b, "| `%s` | %s | %s |\n", f.name, f.form, strings.ReplaceAll(f.doc, "|", `\|`))
		}
	}
	return []byte(b.String()), nil
}

// reach notes a type and those of its fields.
func reach(types map[string]*dataType, name string, reached map[string]bool) {
	t := types[name]
	if t == nil || reached[name] {
		return
	}
	reached[name] = true
	for _, f := range t.fields {
		for _, word := range regexp.MustCompile(`[A-Z]\w+`).FindAllString(f.form, -1) {
			reach(types, word, reached)
		}
	}
}

// readTypes reads the exported structs of a package and their comments.
func readTypes(dir string) (map[string]*dataType, error) {
	files, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		return nil, err
	}
	fset := token.NewFileSet()
	out := map[string]*dataType{}
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(fset, file, nil, parser.ParseComments)
		if err != nil {
			return nil, err
		}
		for _, d := range f.Decls {
			decl, ok := d.(*ast.GenDecl)
			if !ok || decl.Tok != token.TYPE {
				continue
			}
			for _, spec := range decl.Specs {
				ts := spec.(*ast.TypeSpec)
				if s, ok := ts.Type.(*ast.StructType); ok && ts.Name.IsExported() {
					out[ts.Name.Name] = readType(fset, ts.Name.Name, flat(decl.Doc.Text()), s)
				}
			}
		}
	}
	return out, nil
}

func flat(doc string) string { return strings.Join(strings.Fields(doc), " ") }

func readType(fset *token.FileSet, name, doc string, s *ast.StructType) *dataType {
	t := &dataType{name: name, doc: doc}
	if _, after, ok := strings.Cut(doc, "data of "); ok {
		t.layouts = layoutFile.FindAllString(after, -1)
	}
	for _, f := range s.Fields.List {
		form := formOf(fset, f.Type)
		comment := flat(f.Comment.Text() + " " + f.Doc.Text())
		if len(f.Names) == 0 { // all that the other type has
			t.fields = append(t.fields, dataField{"*", "all fields of " + form, comment})
		}
		for _, n := range f.Names {
			if n.IsExported() {
				t.fields = append(t.fields, dataField{"." + n.Name, form, comment})
			}
		}
	}
	return t
}

// formOf says in words what a field holds.
func formOf(fset *token.FileSet, e ast.Expr) string {
	switch e := e.(type) {
	case *ast.StarExpr:
		return formOf(fset, e.X)
	case *ast.ArrayType:
		return "list of " + formOf(fset, e.Elt)
	case *ast.Ident:
		switch e.Name {
		case "string":
			return "text"
		case "int":
			return "number"
		case "bool":
			return "true or false"
		case "any":
			return "value"
		}
		return fmt.Sprintf("[%s](#%s)", e.Name, strings.ToLower(e.Name))
	case *ast.SelectorExpr:
		switch e.Sel.Name {
		case "HTML":
			return "ready HTML"
		case "URL":
			return "address"
		case "HTMLAttr":
			return "ready attributes"
		}
	}
	var b strings.Builder
	_ = printer.Fprint(&b, fset, e) // into memory
	return "`" + b.String() + "`"
}
