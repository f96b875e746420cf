package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/rolediff/rolediff/generator/internal/diag"
)

// TestEveryCodeIsARuleAndEveryRuleIsEmitted reads the program's source: a code is
// a text that is given to a parameter called code or to a field called Code. What
// the docs explain and what the program says are the same set.
func TestEveryCodeIsARuleAndEveryRuleIsEmitted(t *testing.T) {
	found := codesInSource(t)
	registered := map[string]bool{}
	for _, r := range diag.Rules() {
		registered[r.Code] = true
	}
	for code, where := range found {
		if !registered[code] {
			t.Errorf("%s: %q is no rule in internal/diag/rules_*.go", where, code)
		}
	}
	for code := range registered {
		// The kind of the name is put behind it.
		if _, ok := found[code]; !ok && code != "unknown-dimension" && code != "unknown-scale" {
			t.Errorf("nothing emits the rule %q", code)
		}
	}
	if _, ok := found["unknown-"]; ok || len(found) < 50 {
		t.Errorf("only %d codes were found in the source", len(found))
	}
}

var kebab = regexp.MustCompile(`^[a-z][a-z0-9]*(-[a-z0-9]+)*$`)

// codesInSource returns every code with one place where it is emitted.
func codesInSource(t *testing.T) map[string]string {
	t.Helper()
	fset := token.NewFileSet()
	packages := map[string][]*ast.File{}
	err := filepath.WalkDir(".", func(path string, e fs.DirEntry, err error) error {
		rules := strings.HasPrefix(e.Name(), "rules_") && filepath.Base(filepath.Dir(path)) == "diag"
		if err != nil || e.IsDir() || filepath.Ext(path) != ".go" || strings.HasSuffix(path, "_test.go") || rules {
			return err
		}
		f, err := parser.ParseFile(fset, path, nil, 0)
		packages[filepath.Dir(path)] = append(packages[filepath.Dir(path)], f)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	exported := map[string][]int{}
	for _, files := range packages {
		for name, places := range codeParameters(files) {
			if ast.IsExported(strings.TrimPrefix(name, ".")) {
				exported[name] = places
			}
		}
	}
	out := map[string]string{}
	add := func(e ast.Expr) {
		if lit, ok := e.(*ast.BasicLit); ok && lit.Kind == token.STRING {
			if code, err := strconv.Unquote(lit.Value); err == nil && kebab.MatchString(code) {
				out[code] = fset.Position(lit.Pos()).String()
			}
		}
	}
	for _, files := range packages {
		at := codeParameters(files)
		maps.Copy(at, exported)
		for _, f := range files {
			ast.Inspect(f, func(n ast.Node) bool {
				switch n := n.(type) {
				case *ast.KeyValueExpr:
					if key, ok := n.Key.(*ast.Ident); ok && key.Name == "Code" {
						add(n.Value)
					}
				case *ast.CallExpr:
					for _, i := range at[callee(n)] {
						if i < len(n.Args) {
							add(n.Args[i])
						}
					}
				case *ast.AssignStmt: // code, message, hint := "no-space", ...
					for i, left := range n.Lhs {
						if id, ok := left.(*ast.Ident); ok && id.Name == "code" && i < len(n.Rhs) {
							add(n.Rhs[i])
						}
					}
				}
				return true
			})
		}
	}
	return out
}

// codeParameters says at which places the functions of a package take a code. The
// names of methods have a dot in front.
func codeParameters(files []*ast.File) map[string][]int {
	out := map[string][]int{}
	note := func(name string, params *ast.FieldList) {
		i := 0
		for _, p := range params.List {
			for _, id := range p.Names {
				if id.Name == "code" && !slices.Contains(out[name], i) {
					out[name] = append(out[name], i)
				}
				i++
			}
		}
	}
	for _, f := range files {
		ast.Inspect(f, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.FuncDecl:
				name := n.Name.Name
				if n.Recv != nil {
					name = "." + name
				}
				note(name, n.Type.Params)
			case *ast.AssignStmt: // fail := func(line int, code string) ...
				for i, right := range n.Rhs {
					if fn, ok := right.(*ast.FuncLit); ok && i < len(n.Lhs) {
						if id, ok := n.Lhs[i].(*ast.Ident); ok {
							note(id.Name, fn.Type.Params)
						}
					}
				}
			}
			return true
		})
	}
	return out
}

func callee(call *ast.CallExpr) string {
	switch f := call.Fun.(type) {
	case *ast.Ident:
		return f.Name
	case *ast.SelectorExpr:
		return "." + f.Sel.Name
	}
	return ""
}
