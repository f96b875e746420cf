package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/rolediff/rolediff/generator/internal/diag"
)

const ruleScripts = "testdata/rule"

// TestRules breaks each rule in a new site. The scripts are the examples of
// docs/diagnostics.md as well: what they hold is what people are shown.
func TestRules(t *testing.T) {
	starter := t.TempDir()
	if status := run(t.Context(), []string{"init", starter}, new(bytes.Buffer), new(bytes.Buffer)); status != exitDone {
		t.Fatal("there is no new site to break")
	}
	testscript.Run(t, testscript.Params{
		Dir:                 filepath.FromSlash(ruleScripts),
		UpdateScripts:       *update,
		RequireExplicitExec: true,
		Setup:               func(env *testscript.Env) error { return copyMissing(env.WorkDir, starter) },
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"status": status, "bytes": writeBytes, "problem": problem, "like": like,
		},
	})
}

// TestEveryRuleIsBrokenByAScript: but for those that only a broken machine
// breaks; which test stands in for the script is said here, and looked up.
func TestEveryRuleIsBrokenByAScript(t *testing.T) {
	elsewhere := map[string]string{
		"front-matter": "", "failed": "", "server-failed": "", // nothing is known that leads there
		"cannot-format": "internal/content/format_test.go", "reserved-text": "internal/site/oracle_test.go",
		"kept": "internal/publish/strange_test.go", "locked": "internal/publish/lock_test.go", "differs": "internal/publish/verify_test.go",
		"left-over": "internal/publish/warnings_test.go", "damaged-work": "internal/publish/warnings_test.go",
		"no-space": "internal/publish/stats_test.go", "no-inodes": "internal/publish/faults_linux_test.go", "read-only": "internal/publish/stats_test.go",
		"no-permission": "internal/publish/stats_test.go", "too-many-files": "internal/publish/stats_test.go", "other-device": "internal/publish/stats_test.go",
		"port-taken": "internal/preview/refuse_test.go", "cannot-listen": "internal/preview/refuse_test.go", "not-in-site": "internal/preview/refuse_test.go",
	}
	scripts := map[string]bool{}
	files, err := filepath.Glob(filepath.FromSlash(ruleScripts + "/*.txtar"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		scripts[strings.TrimSuffix(filepath.Base(file), ".txtar")] = true
	}
	groups := map[string]bool{}
	for _, g := range diag.RuleGroups() {
		groups[g] = true
	}
	seen := map[string]bool{}
	for _, r := range diag.Rules() {
		if seen[r.Code] || !groups[r.Group] || r.Title == "" || r.Means == "" || r.Mend == "" {
			t.Errorf("%s: stands twice, or lacks something: %+v", r.Code, r)
		}
		seen[r.Code] = true
		test, excused := elsewhere[r.Code]
		if scripts[r.Code] == excused {
			t.Errorf("%s: has a script: %v, is excused: %v", r.Code, scripts[r.Code], excused)
		}
		if test != "" {
			if text, err := os.ReadFile(filepath.FromSlash(test)); err != nil || !strings.Contains(string(text), `"`+r.Code+`"`) {
				t.Errorf("%s: %s does not name it, %v", r.Code, test, err)
			}
		}
	}
	for code := range scripts {
		if !seen[code] {
			t.Errorf("%s.txtar breaks a rule that is not registered", code)
		}
	}
}

// copyMissing copies a tree but for the files that are there already.
func copyMissing(dir, from string) error {
	return filepath.WalkDir(from, func(path string, e os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name, err := filepath.Rel(from, path)
		if err != nil {
			return err
		}
		to := filepath.Join(dir, name)
		if _, err := os.Lstat(to); err == nil || e.IsDir() {
			return nil
		}
		if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
			return err
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		return os.WriteFile(to, text, 0o644)
	})
}

var number = regexp.MustCompile(`[0-9][0-9,.]*`)

// like FILE WANT: the same but for the numbers in it, which change with layouts.
func like(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: like file want")
	}
	got, want := ts.ReadFile(args[0]), ts.ReadFile(args[1])
	if number.ReplaceAllString(got, "N") != number.ReplaceAllString(want, "N") {
		ts.Fatalf("it is\n%s\nwhere this was due\n%s", got, want)
	}
}

// problem CODE PLACE [ARG...]: check, or rolediff with the arguments, has a
// problem with that code at that place, which is FILE:LINE:COLUMN, FILE, or a
// dash where no place is due; of those arguments only an error counts.
func problem(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: problem code place [arg...]")
	}
	var out []byte
	if len(args) == 2 {
		var stdout, stderr bytes.Buffer
		run(context.Background(), []string{"check", "--format", "json", "--site", ts.MkAbs(".")}, &stdout, &stderr)
		out = stdout.Bytes()
	} else {
		ts.Check(ts.Exec("problems", args[2:]...))
		out = []byte(ts.ReadFile("stdout"))
	}
	var list []struct {
		Severity, Code, File string
		Line, Column         int
	}
	if err := json.Unmarshal(out, &list); err != nil {
		ts.Fatalf("%v in %q", err, out)
	}
	var got []string
	for _, d := range list {
		at := diag.Position{File: filepath.ToSlash(d.File), Line: d.Line, Column: d.Column}.String()
		if at == "" {
			at = "-"
		}
		if d.Code == args[0] && at == args[1] {
			for _, r := range diag.Rules() {
				if r.Code == d.Code && r.Severity.String() != d.Severity {
					ts.Fatalf("%s is registered as a %s and comes as a %s", r.Code, r.Severity, d.Severity)
				}
			}
			return
		}
		got = append(got, fmt.Sprintf("problem %s %s", d.Code, at))
	}
	ts.Fatalf("there is no such problem; what there is:\n%s", strings.Join(got, "\n"))
}
