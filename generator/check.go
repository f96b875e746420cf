package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/rolediff/rolediff/generator/internal/diag"
)

func (a *app) check() *cobra.Command {
	var format *choice
	var strict bool
	cmd := &cobra.Command{
		Use:   "check",
		Short: "Find every problem in content, config and layouts",
		Long: `Find every problem in content, config and layouts, all of them in one run, each with
its file, line and column and with what to do. Errors stop a build. Warnings are
about what harms a comparison, such as a row that is far longer than the others'.
Each problem has a code, which --format json and github show: rolediff help CODE
explains it.`,
		Example: `  rolediff check --strict
  rolediff check --format json
  rolediff help uneven-length`,
		Args: noArgs,
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
			switch format.value {
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
			if format.value != "json" {
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
	format = addFormat(cmd, "print problems as `FORMAT`: text, json or github (annotations of a workflow)", "text", "json", "github")
	cmd.Flags().BoolVar(&strict, "strict", false, "fail on warnings too")
	return cmd
}
