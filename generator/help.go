package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/rolediff/rolediff/generator/internal/diag"
)

// groups of commands in the help, by what a person wants to do.
var groups = []*cobra.Group{
	{ID: "write", Title: "Write:"}, {ID: "publish", Title: "Publish:"}, {ID: "begin", Title: "Begin a site:"}, {ID: "more", Title: "More:"},
}

// addGroup adds commands to the help in the order in which they are used.
func addGroup(root *cobra.Command, id string, commands ...*cobra.Command) {
	for _, c := range commands {
		c.GroupID = id
		root.AddCommand(c)
	}
}

// help shows what a command does, or what a problem means: who has nothing but the
// program has its docs as well.
func (a *app) help() *cobra.Command {
	return &cobra.Command{
		Use:   "help [COMMAND | CODE]",
		Short: "Show what a command does, or what the code of a problem means",
		Long: `Show what a command does, or what the code of a problem means and how it is mended.
Codes stand in the output of check --format json and in annotations on GitHub.`,
		Example: `  rolediff help build
  rolediff help broken-link`,
		GroupID: "more",
		Args: func(cmd *cobra.Command, args []string) error {
			if _, ok := rule(args); ok {
				return nil
			}
			if found, left, err := cmd.Root().Find(args); err != nil || len(left) > 0 {
				return noTopic(found, left, args)
			}
			return nil
		},
		ValidArgsFunction: func(cmd *cobra.Command, args []string, _ string) ([]cobra.Completion, cobra.ShellCompDirective) {
			var out []cobra.Completion
			if found, left, err := cmd.Root().Find(args); err == nil && len(left) == 0 {
				for _, sub := range found.Commands() {
					if sub.IsAvailableCommand() {
						out = append(out, cobra.CompletionWithDesc(sub.Name(), sub.Short))
					}
				}
			}
			if len(args) == 0 {
				for _, r := range diag.Rules() {
					out = append(out, cobra.CompletionWithDesc(r.Code, r.Title))
				}
			}
			return out, cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			if r, ok := rule(args); ok {
				return explain(a.stdout, r)
			}
			found, _, err := cmd.Root().Find(args)
			if err != nil {
				return err
			}
			found.InitDefaultHelpFlag()
			return found.Help()
		},
	}
}

// rule is the rule whose code is all of args. No command has the name of one.
func rule(args []string) (diag.Rule, bool) {
	if len(args) == 1 {
		for _, r := range diag.Rules() {
			if r.Code == args[0] {
				return r, true
			}
		}
	}
	return diag.Rule{}, false
}

// noTopic says that there is no help on args, of which found took all but left.
func noTopic(found *cobra.Command, left, args []string) error {
	name := strings.Join(args, " ")
	if len(left) > 0 {
		name = left[0]
	}
	var codes []string
	for _, r := range diag.Rules() {
		codes = append(codes, r.Code)
	}
	if near := diag.Suggest(name, codes); near != "" && len(found.SuggestionsFor(name)) == 0 {
		return fmt.Errorf("there is no command or code %q, did you mean %s?", name, near)
	}
	return noCommand(found, name, "or code ")
}

// explain prints a rule for people: docs/diagnostics.md says the same with an example.
func explain(w io.Writer, r diag.Rule) error {
	_, err := fmt.Fprintf(w, "%s (%s): %s\n\n%s\n\n%s\n", r.Code, r.Severity, r.Title, wrap(r.Means, 90), wrap(r.Mend, 90))
	return err
}

// wrap breaks a paragraph into lines of at most width bytes where its words allow.
func wrap(text string, width int) string {
	var b strings.Builder
	length := 0
	for _, word := range strings.Fields(text) {
		switch {
		case length == 0:
		case length+1+len(word) > width:
			b.WriteByte('\n')
			length = 0
		default:
			b.WriteByte(' ')
			length++
		}
		b.WriteString(word)
		length += len(word)
	}
	return b.String()
}
