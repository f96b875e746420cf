package main

import (
	"bytes"
	"context"
	"io"
	"regexp"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/rolediff/rolediff/generator/internal/diag"
)

// commands are all of them that people call, by their path.
func commands(root *cobra.Command) map[string]*cobra.Command {
	out := map[string]*cobra.Command{}
	var walk func(c *cobra.Command)
	walk = func(c *cobra.Command) {
		out[c.CommandPath()] = c
		for _, sub := range c.Commands() {
			if sub.Name() != "completion" { // its words are cobra's
				walk(sub)
			}
		}
	}
	root.InitDefaultHelpCmd()
	walk(root)
	return out
}

func TestTheHelpOfEveryCommandIsWhole(t *testing.T) {
	all := commands((&app{stdout: io.Discard, stderr: io.Discard}).root())
	if len(all) < 13 {
		t.Errorf("only %d commands", len(all))
	}
	for path, c := range all {
		switch {
		case !regexp.MustCompile(`^[A-Z].*[a-z]$`).MatchString(c.Short):
			t.Errorf("%s: Short is %q", path, c.Short)
		case len(c.Long) < len(c.Short) || !strings.HasSuffix(c.Long, "."):
			t.Errorf("%s: Long is %q", path, c.Long)
		case c.Args == nil:
			t.Errorf("%s takes any argument", path)
		case c.HasParent() && !c.Parent().HasParent() && c.GroupID == "":
			t.Errorf("%s stands in no group", path)
		}
		for _, line := range strings.Split(c.Long+"\n"+c.Example, "\n") {
			if len(line) > 90 {
				t.Errorf("%s: a line of %d bytes: %s", path, len(line), line)
			}
		}
		if !strings.Contains(c.Example, "  "+path+" ") && c.Example != "  "+path && !strings.Contains(c.Example, "  "+path+"\n") {
			t.Errorf("%s: no example calls it: %q", path, c.Example)
		}
		c.NonInheritedFlags().VisitAll(func(f *pflag.Flag) {
			if regexp.MustCompile(`^[A-Z]|\.$`).MatchString(f.Usage) && !strings.HasPrefix(f.Usage, "URL ") && !strings.HasPrefix(f.Usage, "LINK ") {
				t.Errorf("%s --%s: %q", path, f.Name, f.Usage)
			}
		})
	}
}

// TestExamplesOfTheHelpAreRightCalls runs each up to where its work would begin.
func TestExamplesOfTheHelpAreRightCalls(t *testing.T) {
	word := regexp.MustCompile(`"[^"]*"|\S+`)
	calls := 0
	for path, c := range commands((&app{stdout: io.Discard, stderr: io.Discard}).root()) {
		for line := range strings.Lines(c.Example) {
			line, _, _ = strings.Cut(strings.TrimPrefix(line, "  "), "   ") // what it does stands behind
			var args []string
			for _, w := range word.FindAllString(line, -1) {
				args = append(args, strings.Trim(w, `"`))
			}
			if len(args) == 0 || args[0] != "rolediff" {
				t.Errorf("%s: %q is no call", path, line)
				continue
			}
			root := (&app{stdout: io.Discard, stderr: io.Discard}).root()
			root.SetOut(new(bytes.Buffer))
			root.SetErr(new(bytes.Buffer))
			for _, sub := range commands(root) {
				if sub.RunE != nil {
					sub.RunE = func(*cobra.Command, []string) error { calls++; return nil }
				}
			}
			root.SetArgs(args[1:])
			before := calls
			if err := root.ExecuteContext(context.Background()); err != nil || calls != before+1 {
				t.Errorf("%s: %s: %v", path, line, err)
			}
		}
	}
}

func TestHelpExplainsEveryCode(t *testing.T) {
	names := commands((&app{stdout: io.Discard, stderr: io.Discard}).root())
	for _, r := range diag.Rules() {
		var stdout, stderr bytes.Buffer
		if status := run(t.Context(), []string{"help", r.Code}, &stdout, &stderr); status != exitDone {
			t.Errorf("%s: %s", r.Code, &stderr)
		}
		said := strings.Join(strings.Fields(stdout.String()), " ")
		for _, want := range []string{r.Code, r.Title, r.Means, r.Mend} {
			if !strings.Contains(said, strings.Join(strings.Fields(want), " ")) {
				t.Errorf("%s: %q lacks %q", r.Code, said, want)
			}
		}
		if names["rolediff "+r.Code] != nil {
			t.Errorf("%s is a command as well", r.Code)
		}
	}
}
