package layout

import (
	"html/template"
	"text/template/parse"
)

// use is what a layout does with the value of a pipeline.
type use int

const (
	places  use = iota // where it stands
	passes             // to another template
	decides            // by it, in an if, with or range
)

// walk visits all pipelines of a layout and of the partials that it calls, each once
// and in order, until a visit returns true. A pipeline that others stand in comes
// before these, and they are its visitor's to look at.
func walk(set *template.Template, name string, visit func(tmpl *template.Template, pipe *parse.PipeNode, does use) (stop bool)) {
	called, seen := []string{name}, map[string]bool{}
	for len(called) > 0 {
		tmpl := set.Lookup(called[0])
		called = called[1:]
		if tmpl == nil || tmpl.Tree == nil || seen[tmpl.Name()] {
			continue
		}
		seen[tmpl.Name()] = true
		w := walker{visit: func(pipe *parse.PipeNode, does use) bool { return pipe != nil && visit(tmpl, pipe, does) }}
		if w.list(tmpl.Tree.Root) {
			return
		}
		called = append(called, w.calls...)
	}
}

// walker walks one template.
type walker struct {
	visit func(*parse.PipeNode, use) (stop bool)
	calls []string // the templates that it calls
}

func (w *walker) list(list *parse.ListNode) (stop bool) {
	if list == nil {
		return false
	}
	for _, node := range list.Nodes {
		switch n := node.(type) {
		case *parse.ActionNode:
			stop = w.visit(n.Pipe, places)
		case *parse.TemplateNode:
			w.calls = append(w.calls, n.Name)
			stop = w.visit(n.Pipe, passes)
		case *parse.IfNode:
			stop = w.branch(&n.BranchNode)
		case *parse.WithNode:
			stop = w.branch(&n.BranchNode)
		case *parse.RangeNode:
			stop = w.branch(&n.BranchNode)
		}
		if stop {
			return true
		}
	}
	return false
}

func (w *walker) branch(n *parse.BranchNode) (stop bool) {
	return w.visit(n.Pipe, decides) || w.list(n.List) || w.list(n.ElseList)
}
