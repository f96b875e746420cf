// Package ci_test runs the shell steps of the workflows as the workflows do: in a
// small repository made here, and with a stand-in for GitHub's client.
package ci_test

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"
)

// sh runs a script of this folder in dir and returns its output and exit code.
func sh(t *testing.T, dir string, env []string, script string, args ...string) (string, int) {
	t.Helper()
	path, err := filepath.Abs(script)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("sh", append([]string{path}, args...)...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), env...)
	output, err := cmd.CombinedOutput()
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		return string(output), exit.ExitCode()
	}
	if err != nil {
		t.Fatalf("%s: %v", script, err)
	}
	return string(output), 0
}

// repository makes one with a commit of two roles and, on top, one that adds a role
// with the given text; the program is a stand-in.
func repository(t *testing.T, added string) string {
	t.Helper()
	dir := t.TempDir()
	program, err := os.ReadFile("testdata/rolediff.go.txt")
	if err != nil {
		t.Fatal(err)
	}
	git(t, dir, "init", "-q")
	write(t, dir, "go.mod", "module example.com/x\n\ngo 1.26\n")
	write(t, dir, "generator/main.go", string(program))
	write(t, dir, "content/roles/a.md", "A")
	write(t, dir, "content/roles/b.md", "B")
	git(t, dir, "add", ".")
	git(t, dir, "commit", "-q", "-m", "base")
	write(t, dir, "content/roles/c.md", added)
	git(t, dir, "add", ".")
	git(t, dir, "commit", "-q", "-m", "head")
	return dir
}

func git(t *testing.T, dir string, args ...string) {
	t.Helper()
	cmd := exec.Command("git", append([]string{"-c", "user.name=t", "-c", "user.email=t@example.com", "-c", "commit.gpgsign=false"}, args...)...)
	cmd.Dir = dir
	if output, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("git %v: %v\n%s", args, err, output)
	}
}

func write(t *testing.T, dir, name, text string) {
	t.Helper()
	path := filepath.Join(dir, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func read(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestPreviewHoldsTheSiteBeforeAndAfter(t *testing.T) {
	dir, out := repository(t, "C"), t.TempDir()
	summary := filepath.Join(t.TempDir(), "summary")
	output, code := sh(t, dir, []string{"GITHUB_STEP_SUMMARY=" + summary, "RUN_URL=https://example.com/run"},
		"preview.sh", out, "HEAD^1")
	if code != 0 {
		t.Fatalf("exit %d\n%s", code, output)
	}
	comment := read(t, filepath.Join(out, "comment/comment.md"))
	for _, want := range []string{
		"| pages | 2 | 3 |",
		"The check found no problem.",
		"diff HEAD^1 --site . --format markdown\n",
		"(https://example.com/run#artifacts)",
	} {
		if !strings.Contains(comment, want) {
			t.Errorf("the comment lacks %q:\n%s", want, comment)
		}
	}
	if got := read(t, summary); got != comment {
		t.Errorf("the job's summary is another text:\n%s", got)
	}
	if worktrees, err := os.ReadDir(filepath.Join(dir, ".git/worktrees")); err == nil && len(worktrees) > 0 {
		t.Errorf("a worktree was left behind: %v", worktrees)
	}
}

func TestPreviewOfABrokenRoleFailsAndSaysWhere(t *testing.T) {
	// What is quoted tries to end the quotation.
	dir, out := repository(t, "BROKEN </details> ```"), t.TempDir()
	output, code := sh(t, dir, nil, "preview.sh", out, "HEAD^1")
	if code != 1 {
		t.Fatalf("exit %d, not 1\n%s", code, output)
	}
	if !strings.Contains(output, "::error file=content/roles/c.md,line=1,col=2::it is broken") {
		t.Errorf("no annotation:\n%s", output)
	}
	comment := read(t, filepath.Join(out, "comment/comment.md"))
	for _, want := range []string{
		"| pages | 2 | none: it does not build |",
		"The check found problems: 1<",
		"\n    content/roles/c.md:1:2: error: it is broken\n        BROKEN </details> ```\n",
		"    A\tcontent/roles/c.md\n", // where there is no diff
	} {
		if !strings.Contains(comment, want) {
			t.Errorf("the comment lacks %q:\n%s", want, comment)
		}
	}
}

func TestPreviewBlamesNobodyForABrokenBase(t *testing.T) {
	dir, out := repository(t, "BROKEN"), t.TempDir()
	write(t, dir, "content/roles/c.md", "C, mended")
	git(t, dir, "commit", "-q", "-a", "-m", "mended")
	if output, code := sh(t, dir, nil, "preview.sh", out, "HEAD^1"); code != 0 {
		t.Fatalf("exit %d\n%s", code, output)
	}
	comment := read(t, filepath.Join(out, "comment/comment.md"))
	if want := "| pages | none: it does not build | 3 |"; !strings.Contains(comment, want) {
		t.Errorf("the comment lacks %q:\n%s", want, comment)
	}
}

func TestCommentIsKeptUpToDate(t *testing.T) {
	hostile := "hello @everyone\n" + strings.Repeat("é", 50_000)
	tests := []struct {
		name, pull, comment, want string
	}{
		{"first", "7", "", "api --method POST repos/o/r/issues/7/comments "},
		{"later", "7", "99\n101", "api --method PATCH repos/o/r/issues/comments/99 "},
		{"closed", "", "", ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			log, dir := t.TempDir(), t.TempDir()
			write(t, dir, "comment.md", hostile)
			output, code := sh(t, dir, github(t, log, test.pull, test.comment), "comment.sh", "comment.md")
			if code != 0 {
				t.Fatalf("exit %d\n%s", code, output)
			}
			if asked := read(t, filepath.Join(log, "pulls")); !strings.Contains(asked, "head=me:a b&state=closed") ||
				!strings.Contains(asked, `.head.sha == "abc"`) {
				t.Errorf("the pull request was not looked up by branch and commit: %s", asked)
			}
			sent, err := os.ReadFile(filepath.Join(log, "sent"))
			if test.want == "" {
				if err == nil {
					t.Fatalf("sent %s", sent)
				}
				return
			}
			if !strings.HasPrefix(string(sent), test.want) {
				t.Fatalf("sent %q, not %q", sent, test.want)
			}
			body := read(t, filepath.Join(log, "body"))
			if !strings.HasPrefix(body, "<!-- rolediff: preview -->\nhello @\u200beveryone\n") {
				t.Errorf("the body begins %q", body[:60])
			}
			if !utf8.ValidString(body) || len(body) > 65_000 {
				t.Errorf("the body has %d bytes, valid: %v", len(body), utf8.ValidString(body))
			}
		})
	}
}

func TestCommentIgnoresWhatIsNoFile(t *testing.T) {
	for _, name := range []string{"missing.md", "link.md"} {
		log, dir := t.TempDir(), t.TempDir()
		if err := os.Symlink("/etc/hostname", filepath.Join(dir, "link.md")); err != nil {
			t.Fatal(err)
		}
		if output, code := sh(t, dir, github(t, log, "7", ""), "comment.sh", name); code != 0 {
			t.Fatalf("%s: exit %d\n%s", name, code, output)
		}
		if entries, _ := os.ReadDir(log); len(entries) != 0 {
			t.Errorf("%s: GitHub was asked: %v", name, entries)
		}
	}
}

// github returns the environment of comment.sh, with a stand-in for the client.
func github(t *testing.T, log, pull, comment string) []string {
	t.Helper()
	client, err := filepath.Abs("testdata")
	if err != nil {
		t.Fatal(err)
	}
	return []string{
		"PATH=" + client + string(os.PathListSeparator) + os.Getenv("PATH"),
		"LOG=" + log, "PULL=" + pull, "COMMENT=" + comment,
		"REPOSITORY=o/r", "HEAD_OWNER=me", "HEAD_BRANCH=a b&state=closed", "HEAD_SHA=abc",
	}
}
