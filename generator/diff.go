package main

import (
	"encoding/json"
	"fmt"
	"os"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"github.com/rolediff/rolediff/generator/internal/change"
	"github.com/rolediff/rolediff/generator/internal/diag"
)

func (a *app) diff() *cobra.Command {
	var format *choice
	cmd := &cobra.Command{
		Use:   "diff [REV]",
		Short: "Show what an edit means for readers",
		Long: `Show what an edit means for readers: the roles that came, went and changed, word
by word, how many pages change, and which key differences read otherwise.

The site's folder is compared with REV: a revision of git (HEAD, the last commit,
when it is not given), another site's folder, or a tar of one.`,
		Example: `  rolediff diff
  rolediff diff main --format markdown`,
		Args: takes(0, 1, "one revision, folder or tar", "rolediff diff main"),
		RunE: func(cmd *cobra.Command, args []string) error {
			rev := "HEAD"
			if len(args) > 0 {
				rev = args[0]
			}
			report, err := a.runDiff(cmd, rev)
			if err != nil {
				return err
			}
			switch format.value {
			case "json":
				out := json.NewEncoder(a.stdout)
				out.SetIndent("", "  ")
				return out.Encode(report)
			case "markdown":
				return change.WriteMarkdown(a.stdout, report)
			}
			return change.WriteText(a.stdout, report, a.colors())
		},
	}
	format = addFormat(cmd, "print it as `FORMAT`: text, json or markdown (a comment for GitHub)", "text", "json", "markdown")
	return cmd
}

// runDiff loads both sides. What is wrong with the earlier one is nobody's fault
// now: it is told in a warning, and everything counts as new.
func (a *app) runDiff(cmd *cobra.Command, rev string) (*change.Report, error) {
	w, err := openWorkspace(a.site)
	if err != nil {
		return nil, err
	}
	defer w.close()
	s, list := w.load()
	if s == nil {
		a.print(list)
		fmt.Fprintf(a.stderr, "%s: mend what is here first, then see what it changes\n", summary(list))
		return nil, errReported
	}
	after := change.Side{Name: "the site's folder", Config: w.cfg, Content: w.content, Site: s}
	earlier, err := openRevision(cmd.Context(), a.site, rev)
	if err != nil {
		return nil, err
	}
	defer earlier.close()
	before := change.Side{Name: earlier.name}
	old := &workspace{root: earlier.root}
	was, problems := old.load()
	if was != nil {
		before.Config, before.Content, before.Site = old.cfg, old.content, was
	} else {
		a.print(diag.List{earlierProblem(earlier.name, problems)})
	}
	return change.Compare(before, after)
}

// earlierProblem says why there is nothing to compare with.
func earlierProblem(name string, problems diag.List) diag.Diagnostic {
	d := diag.Diagnostic{
		Severity: diag.Warning, Code: "nothing-before", Position: diag.Position{File: name},
		Message: "there is no site to compare with: everything counts as new",
	}
	for _, p := range problems {
		if p.Severity != diag.Error {
			continue
		}
		if p.Code != "missing-config" {
			d.Message = fmt.Sprintf("the earlier site has errors, so everything counts as new; the first is in %s: %s", p.Position, p.Message)
			d.Hint = "compare with a revision whose check was clean"
		}
		break
	}
	return d
}

// colors tells whether stdout is a terminal that shows them.
func (a *app) colors() bool {
	out, ok := a.stdout.(*results)
	if !ok {
		return false
	}
	f, ok := out.Writer.(*os.File)
	return ok && term.IsTerminal(int(f.Fd())) && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"
}
