// Package scripts_test holds what the checks promise: each finds what it is for,
// and is content with what is right.
package scripts_test

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// run runs a command in dir and returns its output and exit code.
func run(t *testing.T, dir, name string, args ...string) (string, int) {
	t.Helper()
	cmd := exec.Command(name, args...)
	cmd.Dir = dir
	output, err := cmd.CombinedOutput()
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		return string(output), exit.ExitCode()
	}
	if err != nil {
		t.Fatalf("%s %v: %v", name, args, err)
	}
	return string(output), 0
}

// repository makes one with a copy of a script of ours and the given files, and
// returns the script's path in it.
func repository(t *testing.T, script string, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	text, err := os.ReadFile(script)
	if err != nil {
		t.Fatal(err)
	}
	files["scripts/"+script] = string(text)
	for name, text := range files {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if output, code := run(t, dir, "git", "init", "-q"); code != 0 {
		t.Fatal(output)
	}
	return filepath.Join(dir, "scripts", script)
}

func TestLinesRefusesTheFourHundredAndFirst(t *testing.T) {
	script := repository(t, "lines.sh", map[string]string{
		"long.go":             strings.Repeat("x\n", 401),
		"full.go":             strings.Repeat("x\n", 400),
		"no-final-newline.go": strings.Repeat("x\n", 400) + "x",
		"go.sum":              strings.Repeat("x\n", 500),
		"a/testdata/data.txt": strings.Repeat("x\n", 500),
		".gitignore":          "/ignored.go\n",
		"ignored.go":          strings.Repeat("x\n", 500),
	})
	output, code := run(t, ".", "sh", script)
	want := "long.go: 401 lines, the limit is 400\nno-final-newline.go: 401 lines, the limit is 400\n"
	if code != 1 || !strings.HasPrefix(output, want) || strings.Count(output, "\n") != 3 {
		t.Errorf("exit %d, said:\n%s", code, output)
	}
	script = repository(t, "lines.sh", map[string]string{"full.go": strings.Repeat("x\n", 400)})
	if output, code := run(t, ".", "sh", script); code != 0 || output != "" {
		t.Errorf("exit %d for 400 lines, said:\n%s", code, output)
	}
}

func TestLockNamesNoHost(t *testing.T) {
	for _, test := range []struct {
		lock string
		code int
	}{
		{`{"packages": {"a": {"version": "1.0.0"}}}`, 0},
		{"{\"packages\": {\"a\": {\n\"resolved\": \"https://mirror.example/a.tgz\"}}}", 1},
	} {
		script := repository(t, "lock.sh", map[string]string{"package-lock.json": test.lock})
		if output, code := run(t, ".", "sh", script); code != test.code {
			t.Errorf("exit %d for %s, said:\n%s", code, test.lock, output)
		}
	}
}

func TestProseIsWhatAPersonReads(t *testing.T) {
	file := filepath.Join(t.TempDir(), "role.md")
	text := "---\n" +
		"title: Tytle\n" +
		"reports_to: [slugg]\n" +
		"dimensions:\n" +
		"  primary-roleky: Statemint\n" +
		"  meetings:\n" +
		"    - Lisst\n" +
		"---\n" +
		"Boddy's `codee` and [linkk](addresss.html) https://hostt.example/x\n" +
		"```\nfencedd\n```\n" +
		"<b classs=\"x\">bolld</b> docs/filee.md\n"
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	output, code := run(t, ".", "awk", "-f", "prose.awk", file)
	if code != 0 {
		t.Fatal(output)
	}
	for _, word := range []string{"Tytle", "Statemint", "Lisst", "Boddy", "linkk", "bolld"} {
		if !strings.Contains(output, word) {
			t.Errorf("%s is not spelled", word)
		}
	}
	for _, word := range []string{"slugg", "roleky", "codee", "addresss", "hostt", "fencedd", "classs", "filee"} {
		if strings.Contains(output, word) {
			t.Errorf("%s is spelled, and is no prose", word)
		}
	}
}

func TestValidatorTakesMinifiedPagesAndNothingInvalid(t *testing.T) {
	if output, code := run(t, ".", "sh", "html-validate.sh", "testdata/minified.html"); code != 0 {
		t.Errorf("exit %d for a valid page, said:\n%s", code, output)
	}
	output, code := run(t, ".", "sh", "html-validate.sh", "testdata/invalid.html")
	if code != 1 {
		t.Errorf("exit %d for an invalid page", code)
	}
	for _, rule := range []string{
		"no-inline-style", "close-order", "element-permitted-content", "wcag/h37", "no-dup-id", "no-implicit-button-type",
	} {
		if !strings.Contains(output, "["+rule+"]") {
			t.Errorf("%s is not found:\n%s", rule, output)
		}
	}
	if output, code := run(t, ".", "sh", "html-validate.sh", "testdata/broken.html"); code == 0 || !strings.Contains(output, "1:52: error [parse] duplicate-attribute") {
		t.Errorf("exit %d for a page that no browser takes without complaint, said:\n%s", code, output)
	}
}

func TestHelpListsEveryTargetWithAText(t *testing.T) {
	output, code := run(t, ".", "sh", "help.sh", "../Makefile")
	if code != 0 {
		t.Fatal(output)
	}
	makefile, err := os.ReadFile("../Makefile")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(makefile)) {
		targets, found := strings.CutPrefix(line, ".PHONY:")
		if !found {
			continue
		}
		for _, target := range strings.Fields(targets) {
			if target != "FORCE" && !strings.Contains(output, "make "+target+" ") {
				t.Errorf("make help does not list %s:\n%s", target, output)
			}
		}
	}
}

func TestSetupInstallsABrowserOrSaysHow(t *testing.T) {
	shell, err := exec.LookPath("sh")
	if err != nil {
		t.Fatal(err)
	}
	for name, test := range map[string]struct {
		apt  string // what apt-get does after it was called with "install"
		code int
		want string
	}{
		"installed":     {apt: `for p in chromium firefox-esr; do : >"$BIN/$p"; /bin/chmod +x "$BIN/$p"; done`},
		"not installed": {apt: "exit 100", code: 1, want: "error: no browser found"},
	} {
		t.Run(name, func(t *testing.T) {
			script := repository(t, "setup-test.sh", map[string]string{
				"scripts/apt.sh": mustRead(t, "apt.sh"), "scripts/browser.sh": mustRead(t, "browser.sh"),
				"package-lock.json": "{}", "bin/.keep": "",
			})
			root := filepath.Dir(filepath.Dir(script))
			bin := filepath.Join(root, "bin")
			for program, body := range map[string]string{
				"go":      "exit 0",
				"npm":     `/bin/mkdir -p node_modules/axe-core; echo npm "$@"`,
				"id":      "echo 0",
				"apt-get": `case "$*" in *install*) ` + test.apt + ";; esac",
			} {
				text := "#!" + shell + "\nBIN=" + bin + "\n" + body + "\n"
				if err := os.WriteFile(filepath.Join(bin, program), []byte(text), 0o755); err != nil {
					t.Fatal(err)
				}
			}
			for _, program := range []string{"sh", "dirname", "cmp", "cp", "mkdir", "env"} {
				path, err := exec.LookPath(program)
				if err != nil {
					t.Fatal(err)
				}
				if err := os.Symlink(path, filepath.Join(bin, program)); err != nil {
					t.Fatal(err)
				}
			}
			t.Setenv("PATH", bin)
			t.Setenv("CHROMIUM", "")
			t.Setenv("FIREFOX", "")
			output, code := run(t, root, shell, script)
			if code != test.code || !strings.Contains(output, test.want) {
				t.Fatalf("exit %d, said:\n%s", code, output)
			}
			if test.code != 0 {
				if !strings.Contains(output, "hint: ") {
					t.Errorf("no fix in:\n%s", output)
				}
				return
			}
			if !strings.Contains(output, "npm ci") {
				t.Errorf("npm ci was not run:\n%s", output)
			}
			if output, code := run(t, root, shell, script); code != 0 || output != "" {
				t.Errorf("the second time: exit %d, said:\n%s", code, output)
			}
		})
	}
}

func mustRead(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
