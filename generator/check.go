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
		Args:  cobra.NoArgs,
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
	cmd.Flags().StringVar(&format, "format", "text", "how to print problems: text, json or github")
	cmd.Flags().BoolVar(&strict, "strict", false, "fail on warnings too")
	_ = cmd.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(checkFormats, cobra.ShellCompDirectiveNoFileComp))
	return cmd
}
