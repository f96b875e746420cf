package main

import (
	"errors"
	"fmt"
	"slices"
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

// knownCommand refuses what is no command, and names the one that was meant.
func knownCommand(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	return noCommand(cmd, args[0], "")
}

// noCommand says that name is no command below cmd, nor what else it might have been,
// and what was meant.
func noCommand(cmd *cobra.Command, name, nor string) error {
	meant := ""
	if near := cmd.SuggestionsFor(name); len(near) > 0 {
		meant = ", did you mean " + near[0] + "?"
	}
	return fmt.Errorf("there is no command %s%q%s", nor, name, meant)
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

// wrongFlag says what is wrong with a flag, and names the one that was meant.
func wrongFlag(cmd *cobra.Command, err error) error {
	var unknown *pflag.NotExistError
	var bare *pflag.ValueRequiredError
	var value *pflag.InvalidValueError
	switch {
	case errors.As(err, &unknown) && unknown.GetSpecifiedShortnames() != "":
		return fmt.Errorf("there is no flag -%s; flags begin with two dashes, such as --site", unknown.GetSpecifiedName())
	case errors.As(err, &unknown):
		name := unknown.GetSpecifiedName()
		var names []string
		cmd.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, f.Name) })
		if near := diag.Suggest(name, names); near != "" {
			return fmt.Errorf("there is no flag --%s, did you mean --%s?", name, near)
		}
		return fmt.Errorf("there is no flag --%s", name)
	case errors.As(err, &bare):
		name, _ := pflag.UnquoteUsage(bare.GetFlag())
		return fmt.Errorf("--%s needs a value: --%[1]s %s", bare.GetSpecifiedName(), name)
	case errors.As(err, &value) && value.GetFlag().Value.Type() == "bool":
		return fmt.Errorf("--%s is given or left out, and takes no value such as %q", value.GetFlag().Name, value.GetValue())
	case errors.As(err, &value):
		return fmt.Errorf("--%s %q %w", value.GetFlag().Name, value.GetValue(), value.Unwrap())
	}
	return err
}

// choice is the value of a flag that takes one of some words, the first unless it is given.
type choice struct {
	value string
	words []string
}

func (c *choice) String() string { return c.value }
func (c *choice) Type() string   { return "word" }

func (c *choice) Set(value string) error {
	if !slices.Contains(c.words, value) {
		return fmt.Errorf("is none of %s", strings.Join(c.words, ", "))
	}
	c.value = value
	return nil
}

// addFormat gives cmd the flag --format, which takes one of the words.
func addFormat(cmd *cobra.Command, usage string, words ...string) *choice {
	c := &choice{value: words[0], words: words}
	cmd.Flags().Var(c, "format", usage)
	_ = cmd.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(words, cobra.ShellCompDirectiveNoFileComp))
	return c
}
