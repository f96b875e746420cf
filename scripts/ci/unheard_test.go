package ci_test

import (
	"slices"
	"strings"
	"testing"
)

// obeyed are the commands that GitHub's runner would carry out: see its ActionCommand.
func obeyed(output string) (commands []string) {
	stop := ""
	for line := range strings.Lines(output) {
		line = strings.TrimSpace(line)
		name, _, _ := strings.Cut(strings.TrimPrefix(line, "::"), "::")
		switch {
		case stop != "":
			if line == "::"+stop+"::" {
				stop = ""
			}
		case strings.HasPrefix(line, "::stop-commands::"):
			stop = strings.TrimPrefix(line, "::stop-commands::")
		case strings.HasPrefix(line, "::"):
			commands = append(commands, name)
		case strings.Contains(line, "##["):
			commands = append(commands, line)
		}
	}
	if stop != "" {
		commands = append(commands, "nothing is heard any more")
	}
	return commands
}

// TestNothingThatContentSaysCommandsTheWorkflow has commands of GitHub in a line that is
// quoted, in a key, in a file's name and in the subject of a commit.
func TestNothingThatContentSaysCommandsTheWorkflow(t *testing.T) {
	dir, env := contentOnly(t)
	const mine = "mine"
	evil := "---\ntitle: Evil\n::add-mask::" + mine + ": x\n'##[add-mask]" + mine + "': x\n  ::stop-commands::" + mine + "\nsummary: x\ndimensions:\n  row: x #" + mine + " ##[error]x\n---\n"
	write(t, dir, "roles/content/roles/evil.md", evil)
	write(t, dir, "roles/content/roles/Ev\n::error::"+mine+".md", evil)
	write(t, dir, "roles/content/static/x\n::add-mask::"+mine+".txt", "")
	write(t, dir, "roles/content/roles/d.md", "---\ntitle: Role d\nsummary: What d does.\nupdated: 2026-11-24\ndimensions:\n  row: Does d ##[add-mask]"+mine+"\n---\n<b>::add-mask::"+mine+"</b> ##[add-mask]"+mine+"\n")
	git(t, dir, "add", ".")
	git(t, dir, "commit", "-q", "-m", "##[add-mask]"+mine)
	git(t, dir, "commit", "-q", "--allow-empty", "-m", "next")
	preview := append(env, "BEFORE=HEAD^1", "PREVIEW="+t.TempDir())
	output, code := sh(t, dir, preview, "action.sh")
	commands := obeyed(output)
	if code != 1 || !strings.Contains(output, mine) || len(commands) < 3 {
		t.Fatalf("exit %d, %q\n%s", code, commands, output)
	}
	for _, c := range commands {
		if !strings.HasPrefix(c, "error file=roles/content/") && !strings.HasPrefix(c, "warning file=roles/content/") {
			t.Errorf("GitHub obeys %q:\n%s", c, output)
		}
	}
	// Nor what is only warned of, and published.
	git(t, dir, "rm", "-q", "-r", "roles/content/roles/evil.md", "roles/content/roles/Ev\n::error::"+mine+".md", "roles/content/static/x\n::add-mask::"+mine+".txt")
	env = append(slices.DeleteFunc(env, func(s string) bool { return s == "CHECK=strict" }), "CHECK=off", "OUTPUT=public")
	output, code = sh(t, dir, env, "action.sh")
	if code != 0 || !strings.Contains(output, mine) {
		t.Fatalf("exit %d\n%s", code, output)
	}
	if commands := obeyed(output); len(commands) > 0 {
		t.Errorf("GitHub obeys %q:\n%s", commands, output)
	}
}
