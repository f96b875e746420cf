package layout

import (
	"html/template"
	"text/template/parse"
)

// handed is which fields a layout hands to functions, which may see more of them than
// whether they are empty. It is found out before a layout is executed for the first
// time, when html/template changes it.
type handed struct {
	fields    map[string]bool
	variables map[string]bool // by themselves
	declared  map[string]bool // variables that may be any field: not only the number of an entry
	dot       bool
}

// Computes tells whether a page's layout, or a partial that it calls, hands one of the
// named fields to a function, or what could be one of them.
func (t *Template) Computes(fields map[string]bool) bool {
	for f := range fields {
		if t.handed.fields[f] {
			return true
		}
	}
	for v := range t.handed.variables {
		if v == "$" || t.handed.declared[v] {
			return true
		}
	}
	return t.handed.dot
}

func newHanded(set *template.Template, name string) handed {
	h := handed{fields: map[string]bool{}, variables: map[string]bool{}, declared: map[string]bool{}}
	walk(set, name, func(_ *template.Template, pipe *parse.PipeNode, _ use) bool {
		h.pipe(pipe)
		return false
	})
	return h
}

// pipe looks at the functions of a pipeline: what comes before one is its last argument.
func (h *handed) pipe(pipe *parse.PipeNode) {
	decl := pipe.Decl
	if len(decl) == 2 { // of a range: the first one is the number of an entry
		decl = decl[1:]
	}
	for _, v := range decl {
		h.declared[v.Ident[0]] = true
	}
	var before []parse.Node
	for _, cmd := range pipe.Cmds {
		before = append(before, cmd.Args...)
		if f, calls := cmd.Args[0].(*parse.IdentifierNode); calls && f.Ident != "join" && f.Ident != "print" { // these place all of it
			for _, arg := range before {
				h.hand(arg)
			}
		}
		for _, arg := range cmd.Args {
			if inner, ok := arg.(*parse.PipeNode); ok {
				h.pipe(inner)
			}
		}
	}
}

func (h *handed) hand(arg parse.Node) {
	path := func(fields []string) {
		for _, name := range fields {
			h.fields[name] = true
		}
	}
	switch n := arg.(type) {
	case *parse.DotNode:
		h.dot = true
	case *parse.VariableNode:
		if len(n.Ident) == 1 {
			h.variables[n.Ident[0]] = true
		}
		path(n.Ident[1:])
	case *parse.FieldNode:
		path(n.Ident)
	case *parse.ChainNode:
		path(n.Field)
		h.hand(n.Node)
	case *parse.PipeNode:
		for _, cmd := range n.Cmds {
			for _, inner := range cmd.Args {
				h.hand(inner)
			}
		}
	}
}
