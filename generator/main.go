// Rolediff compares job roles: it reads one markdown file a role and writes a
// static site with a page for each role, each pair and each trio.
//
// Results go to stdout, progress and diagnostics to stderr. The exit status is 0
// when it is done, 1 when the content has problems or the work failed, and 2
// when it was called in a wrong way.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"github.com/rolediff/rolediff/generator/internal/diag"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, func() {
		stop() // a second signal ends the program at once
		// Only what waits for somebody else, such as a pipe that nobody reads, is not
		// done by then. Being killed anywhere does no harm, see package publish.
		time.Sleep(stopGrace)
		fmt.Fprintln(os.Stderr, "error: interrupted")
		os.Exit(exitFailed)
	})
	os.Exit(run(ctx, os.Args[1:], os.Stdout, os.Stderr))
}

// stopGrace is how long a command may take to end once it is told to.
const stopGrace = 5 * time.Second

// Exit statuses.
const (
	exitDone   = 0
	exitFailed = 1
	exitUsage  = 2
)

// app is what every command has at hand.
type app struct {
	stdout, stderr io.Writer
	site           string // the site's folder
	started        bool   // a command began: what fails from now on is not usage
}

// results is stdout, and notes when something could not be written to it: that must
// not pass for success.
type results struct {
	io.Writer
	err error
}

func (r *results) Write(p []byte) (int, error) {
	n, err := r.Writer.Write(p)
	if err != nil && r.err == nil {
		r.err = err
	}
	return n, err
}

// errReported ends a command whose problems have been printed.
var errReported = errors.New("problems were reported")

// run is the whole program. It returns the exit status.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	out := &results{Writer: stdout}
	a := &app{stdout: out, stderr: stderr}
	root := a.root()
	root.SetArgs(args)
	root.SetOut(out)
	root.SetErr(stderr)
	cmd, err := root.ExecuteContextC(ctx)
	switch {
	case out.err != nil && !errors.Is(err, context.Canceled):
		a.print(diag.List{{Severity: diag.Error, Code: "failed", Message: "the results cannot be written: " + diag.Reason(out.err)}})
		return exitFailed
	case err == nil:
		return exitDone
	case errors.Is(err, errReported):
		return exitFailed
	case errors.Is(err, context.Canceled):
		fmt.Fprintln(stderr, "error: interrupted")
		return exitFailed
	case !a.started:
		fmt.Fprint(stderr, usageError(cmd, err))
		return exitUsage
	}
	a.print(diag.FromError(err))
	return exitFailed
}

// Commands are listed in the order in which they are added. It is one setting for
// all of a process, so it is made before anything runs.
func init() { cobra.EnableCommandSorting = false }

func (a *app) root() *cobra.Command {
	root := &cobra.Command{
		Use:   "rolediff",
		Short: "Compare job roles: a static site with a page for every pair and trio",
		Long: `Compare job roles: one markdown file a role goes in, and a static site with a page for
every role, every pair and every trio comes out.

Results go to stdout, problems and progress to stderr. The exit status is 0 when it is
done, 1 when the content has problems or the work failed, 2 when the call was wrong.`,
		Example: `  rolediff init my-roles            make a small site
  rolediff serve --site my-roles    see it, and every save at once
  rolediff build --site my-roles    write my-roles/public`,
		SilenceErrors: true,
		SilenceUsage:  true,
		// How many letters may differ between a command and what was meant.
		SuggestionsMinimumDistance: 2,
		Args:                       knownCommand,
		RunE:                       func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	root.PersistentFlags().StringVar(&a.site, "site", ".", "folder `DIR` of the site")
	root.SetFlagErrorFunc(wrongFlag)
	root.Version = versionLine()
	root.SetVersionTemplate("{{.Version}}\n")
	root.AddGroup(groups...)
	addGroup(root, "write", a.serve(), a.check(), a.diff(), a.fmt(), a.new())
	addGroup(root, "publish", a.build(), a.plan(), a.merge())
	addGroup(root, "begin", a.init(), a.generate())
	addGroup(root, "more", a.version())
	root.SetHelpCommandGroupID("more")
	root.SetCompletionCommandGroupID("more")
	root.SetHelpCommand(a.help())
	a.markStart(root)
	return root
}

// markStart notes when a command begins its work. Whatever fails before, such as
// a flag, is the fault of the call.
func (a *app) markStart(cmd *cobra.Command) {
	if work := cmd.RunE; work != nil {
		cmd.RunE = func(cmd *cobra.Command, args []string) error {
			a.started = true
			return work(cmd, args)
		}
	}
	for _, sub := range cmd.Commands() {
		a.markStart(sub)
	}
}

// print writes diagnostics for people.
func (a *app) print(list diag.List) {
	_ = diag.WriteText(a.stderr, list) // nobody is left to tell
}

// summary says how many problems there were, or nothing when there were none.
func summary(list diag.List) string {
	errs, warnings := list.Count(diag.Error), list.Count(diag.Warning)
	count := func(n int, word string) string {
		if n == 1 {
			return "1 " + word
		}
		return fmt.Sprintf("%d %ss", n, word)
	}
	switch {
	case errs > 0 && warnings > 0:
		return count(errs, "error") + ", " + count(warnings, "warning")
	case errs > 0:
		return count(errs, "error")
	case warnings > 0:
		return count(warnings, "warning")
	}
	return ""
}
