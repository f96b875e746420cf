package layout

import (
	"html/template"
	"slices"
	"text/template/parse"

	"github.com/rolediff/rolediff/generator/internal/diag"
)

// Branch finds the first place in a layout and the partials it calls that
// branches on one of the named fields, and reports it as a warning.
func (s *Set) Branch(t *Template, fields map[string]bool) (warning diag.Diagnostic, found bool) {
	walk(t.set, t.name, func(tmpl *template.Template, pipe *parse.PipeNode, does use) bool {
		var n parse.Node
		switch {
		case does == decides && reads(pipe, fields):
			n = pipe
		case does == places:
			n = tells(pipe, fields)
		}
		if n != nil {
			location, _ := tmpl.Tree.ErrorContext(n)
			warning = s.at(location, "a branch on the values of a role makes this layout slow: every page is executed by itself",
				"place values only; move what branches into a partial", diag.Warning, "slow-layout")
			found = true
		}
		return found
	})
	return warning, found
}

// tells finds the functions that look whether a value is empty. Every other one
// fails on a marked value, or places it.
func tells(pipe *parse.PipeNode, fields map[string]bool) parse.Node {
	for _, cmd := range pipe.Cmds {
		if f, ok := cmd.Args[0].(*parse.IdentifierNode); ok && (f.Ident == "and" || f.Ident == "or" || f.Ident == "not") && reads(pipe, fields) {
			return pipe
		}
		for _, arg := range cmd.Args {
			if inner, ok := arg.(*parse.PipeNode); ok {
				if found := tells(inner, fields); found != nil {
					return found
				}
			}
		}
	}
	return nil
}

func reads(node parse.Node, fields map[string]bool) bool {
	ends := func(ident []string) bool { return len(ident) > 0 && fields[ident[len(ident)-1]] }
	switch n := node.(type) {
	case *parse.PipeNode:
		return slices.ContainsFunc(n.Cmds, func(c *parse.CommandNode) bool {
			return slices.ContainsFunc(c.Args, func(a parse.Node) bool { return reads(a, fields) })
		})
	case *parse.FieldNode:
		return ends(n.Ident)
	case *parse.VariableNode:
		return ends(n.Ident[1:])
	case *parse.ChainNode:
		return ends(n.Field)
	}
	return false
}
