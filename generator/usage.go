package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/rolediff/rolediff/generator/internal/diag"
)

// How wrong calls are answered: lower case, no period, what was meant where it can be
// guessed, and always where to read more.

// usageError is the answer to a call that cmd could not take.
func usageError(cmd *cobra.Command, err error) string {
	return fmt.Sprintf("error: %v\n  hint: see %s --help\n", err, cmd.CommandPath())
}

// groups of commands in the help, by what a person wants to do.
var groups = []*cobra.Group{
	{ID: "write", Title: "Write:"}, {ID: "publish", Title: "Publish:"}, {ID: "begin", Title: "Begin a site:"},
}

// addGroup adds commands to the help in the order in which they are used.
func addGroup(root *cobra.Command, id string, commands ...*cobra.Command) {
	for _, c := range commands {
		c.GroupID = id
		root.AddCommand(c)
	}
}

// knownCommand refuses what is no command, and names the one that was meant.
func knownCommand(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	meant := ""
	if near := cmd.SuggestionsFor(args[0]); len(near) > 0 {
		meant = ", did you mean " + near[0] + "?"
	}
	return fmt.Errorf("there is no command %q%s", args[0], meant)
}

// noArgs refuses arguments of a command that takes flags only.
func noArgs(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	return fmt.Errorf("%s takes no argument and was given %q; name the site's folder with --site", cmd.CommandPath(), args[0])
}

// takes is for a command whose arguments are what, from least to most of them.
func takes(least, most int, what, such string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if n := len(args); n < least || n > most {
			return fmt.Errorf("%s takes %s, such as: %s", cmd.CommandPath(), what, such)
		}
		return nil
	}
}

// unknownFlag names the flag that was meant.
func unknownFlag(cmd *cobra.Command, err error) error {
	name, unknown := strings.CutPrefix(err.Error(), "unknown flag: --")
	if !unknown {
		return err
	}
	var names []string
	cmd.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, f.Name) })
	if near := diag.Suggest(name, names); near != "" {
		return fmt.Errorf("there is no flag --%s, did you mean --%s?", name, near)
	}
	return fmt.Errorf("there is no flag --%s", name)
}
