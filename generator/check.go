package main

import (
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"github.com/rolediff/rolediff/generator/internal/diag"
)

var checkFormats = []string{"text", "json", "github"}

func (a *app) check() *cobra.Command {
	var format string
	var strict bool
	cmd := &cobra.Command{
		Use:   "check",
		Short: "Find every problem in content, config and layouts",
		Long: `Find every problem in content, config and layouts, all of them in one run, each with
its file, line and column and with what to do. Errors stop a build. Warnings are
about what harms a comparison, such as a row that is far longer than the others'.
docs/diagnostics.md explains each code, which --format json and github show.`,
		Example: `  rolediff check --strict
  rolediff check --format json`,
		Args: noArgs,
		PreRunE: func(*cobra.Command, []string) error {
			if !slices.Contains(checkFormats, format) {
				return fmt.Errorf("--format %q is none of text, json, github", format)
			}
			return nil
		},
		RunE: func(*cobra.Command, []string) error {
			w, err := openWorkspace(a.site)
			if err != nil {
				return err
			}
			defer w.close()
			s, list, err := w.check()
			if err != nil {
				return err
			}
			switch format {
			case "json":
				err = diag.WriteJSON(a.stdout, list)
			case "github":
				err = diag.WriteGitHub(a.stdout, list, a.site)
			default:
				a.print(list)
			}
			if err != nil {
				return err
			}
			if format != "json" {
				if said := summary(list); said != "" {
					fmt.Fprintln(a.stderr, said)
				} else {
					fmt.Fprintf(a.stdout, "%d %s, no problems\n", s.Roles(), s.Noun())
				}
			}
			if list.HasErrors() || strict && len(list) > 0 {
				return errReported
			}
			return nil
		},
	}
	cmd.Flags().StringVar(&format, "format", "text", "print problems as `FORMAT`: text, json or github (annotations of a workflow)")
	cmd.Flags().BoolVar(&strict, "strict", false, "fail on warnings too")
	_ = cmd.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(checkFormats, cobra.ShellCompDirectiveNoFileComp))
	return cmd
}
