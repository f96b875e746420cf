package ci_test

import (
	"encoding/json"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v4"
)

const ours = "github.com/rolediff/rolediff"

var code = regexp.MustCompile("`([^`\n]+)`")

// named are the words in backquotes below a heading of docs/dependencies.md.
func named(t *testing.T, heading string) []string {
	t.Helper()
	_, text, ok := strings.Cut(read(t, "../../docs/dependencies.md"), "\n## "+heading+"\n")
	if !ok {
		t.Fatalf("docs/dependencies.md has no heading %q", heading)
	}
	text, _, _ = strings.Cut(text, "\n## ")
	var out []string
	for _, m := range code.FindAllStringSubmatch(text, -1) {
		out = append(out, m[1])
	}
	slices.Sort(out)
	return out
}

// TestEveryDependencyHasItsReason: docs/dependencies.md names every module that ends
// up in the program on some system, every other one that go.mod requires, and every
// package of npm; and nothing else.
func TestEveryDependencyHasItsReason(t *testing.T) {
	var program []string
	for _, system := range []string{"linux", "windows", "darwin"} {
		cmd := exec.Command("go", "list", "-deps", "-f", "{{with .Module}}{{.Path}}{{end}}", "./generator")
		cmd.Dir = "../.."
		cmd.Env = append(cmd.Environ(), "GOOS="+system, "CGO_ENABLED=0")
		out, err := cmd.Output()
		if err != nil {
			t.Fatalf("go list: %v", err)
		}
		program = append(program, strings.Fields(string(out))...)
	}
	slices.Sort(program)
	program = slices.DeleteFunc(slices.Compact(program), func(s string) bool { return s == ours })
	compareNames(t, "In the program", named(t, "In the program"), program)

	tests := slices.DeleteFunc(requires(t, "../../go.mod"), func(s string) bool { return slices.Contains(program, s) })
	compareNames(t, "Only in tests", named(t, "Only in tests"), tests)

	var npm []string
	for _, file := range []string{"../../package.json", "../../tools/lighthouse/package.json"} {
		var p struct{ DevDependencies, Dependencies, OptionalDependencies map[string]string }
		if err := json.Unmarshal([]byte(read(t, file)), &p); err != nil {
			t.Fatal(err)
		}
		if len(p.Dependencies)+len(p.OptionalDependencies) > 0 {
			t.Errorf("%s: a site needs nothing from npm", file)
		}
		for name, version := range p.DevDependencies {
			if !regexp.MustCompile(`^\d+\.\d+\.\d+$`).MatchString(version) {
				t.Errorf("%s: %s is not pinned: %s", file, name, version)
			}
			npm = append(npm, name)
		}
		if lock := read(t, filepath.Join(filepath.Dir(file), "package-lock.json")); !strings.Contains(lock, `"integrity"`) {
			t.Errorf("the lock beside %s holds no hashes", file)
		}
	}
	compareNames(t, "From npm", named(t, "From npm"), npm)

	var tools []string
	for _, line := range strings.Split(between(read(t, "../../tools/go.mod"), "tool (", ")"), "\n") {
		if line = strings.TrimSpace(line); line != "" {
			tools = append(tools, filepath.Base(line))
		}
	}
	compareNames(t, "Tools", named(t, "Tools"), tools)
}

func between(text, from, to string) string {
	_, text, _ = strings.Cut(text, from)
	text, _, _ = strings.Cut(text, to)
	return text
}

func requires(t *testing.T, file string) (paths []string) {
	t.Helper()
	for _, m := range regexp.MustCompile(`(?m)^\t(\S+) v\S+`).FindAllStringSubmatch(read(t, file), -1) {
		paths = append(paths, m[1])
	}
	return paths
}

func compareNames(t *testing.T, heading string, got, want []string) {
	t.Helper()
	for _, name := range want {
		if !slices.Contains(got, name) {
			t.Errorf("docs/dependencies.md gives no reason for %s under %q", name, heading)
		}
	}
	for _, name := range got {
		if !slices.Contains(want, name) {
			t.Errorf("docs/dependencies.md names %s under %q, which is not there", name, heading)
		}
	}
}

// TestTheSumsOfAllModulesArePinned: without its line in go.sum, a module could be
// another one tomorrow.
func TestTheSumsOfAllModulesArePinned(t *testing.T) {
	for _, dir := range []string{"../..", "../../tools"} {
		sums := read(t, dir+"/go.sum")
		for _, path := range requires(t, dir+"/go.mod") {
			if !strings.Contains(sums, path+" v") {
				t.Errorf("%s/go.sum has no hash of %s", dir, path)
			}
		}
		if strings.Contains(read(t, dir+"/go.mod"), "replace ") {
			t.Errorf("%s/go.mod puts something else in the place of a module", dir)
		}
	}
}

// mayWrite is all that any workflow may do beyond reading.
var mayWrite = map[string]string{
	"comment.yml comment": "pull-requests: write", // the summary of a preview
	"pages.yml deploy":    "id-token: write, pages: write",
	"release.yml publish": "contents: write",
	"shares.yml deploy":   "id-token: write, pages: write",
}

type steps []struct {
	Uses, Run string
	With      map[string]string
}

// TestWorkflowsArePinnedAndMayLittle reads our workflows, those of a new site and the
// actions: others' code is pinned by commit, a token may what is listed above, what
// a stranger wrote is never part of a script, and no token is left in a checkout.
func TestWorkflowsArePinnedAndMayLittle(t *testing.T) {
	seen := 0
	look := func(file string, all steps) {
		for _, s := range all {
			name, ref, _ := strings.Cut(s.Uses, "@")
			own := s.Uses == "" || strings.HasPrefix(s.Uses, "./") || strings.HasPrefix(name, "rolediff/rolediff")
			if !own && !regexp.MustCompile(`^[0-9a-f]{40}$`).MatchString(ref) {
				t.Errorf("%s: %s is not pinned by commit", file, s.Uses)
			}
			if strings.Contains(s.Run, "${{") {
				t.Errorf("%s: a value is pasted into a script, which it could change; hand it in with env:\n%s", file, s.Run)
			}
			if name == "actions/checkout" && s.With["persist-credentials"] != "false" {
				t.Errorf("%s: the token stays in the checkout", file)
			}
			seen++
		}
	}
	var files []string
	for _, pattern := range []string{"../../.github/workflows/*.yml", "../../generator/starter/.github/workflows/*.yml"} {
		found, err := filepath.Glob(pattern)
		if err != nil || len(found) < 3 {
			t.Fatalf("%s: %v, %v", pattern, found, err)
		}
		files = append(files, found...)
	}
	for _, file := range files {
		var w struct {
			On          any
			Permissions map[string]string
			Jobs        map[string]struct {
				Permissions map[string]string
				Timeout     int `yaml:"timeout-minutes"`
				Steps       steps
			}
		}
		text := read(t, file)
		if err := yaml.Unmarshal([]byte(text), &w); err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		if strings.Contains(text, "pull_request_target") {
			t.Errorf("%s runs with the rights of main on what a stranger sent", file)
		}
		if w.Permissions == nil {
			t.Errorf("%s: without permissions at its top a job gets all that the repository gives", file)
		}
		if writes := written(w.Permissions); writes != "" {
			t.Errorf("%s: every job may %s", file, writes)
		}
		for name, job := range w.Jobs {
			if at := filepath.Base(file) + " " + name; written(job.Permissions) != mayWrite[at] {
				t.Errorf("%s may %q, not %q", at, written(job.Permissions), mayWrite[at])
			}
			if job.Timeout == 0 || job.Timeout > 30 {
				t.Errorf("%s: %s may take %d minutes", file, name, job.Timeout)
			}
			look(file, job.Steps)
		}
	}
	for _, file := range []string{"../../action.yml", "../../comment/action.yml"} {
		var a struct{ Runs struct{ Steps steps } }
		if err := yaml.Unmarshal([]byte(read(t, file)), &a); err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		look(file, a.Runs.Steps)
	}
	if seen < 25 {
		t.Errorf("only %d steps were looked at", seen)
	}
}

// written is what of the permissions is more than reading.
func written(permissions map[string]string) string {
	var out []string
	for name, level := range permissions {
		if level != "read" && level != "none" {
			out = append(out, name+": "+level)
		}
	}
	slices.Sort(out)
	return strings.Join(out, ", ")
}

// TestVulnerabilitiesAndTheBillAreLookedAfter: make check asks for known
// vulnerabilities, on every push; a release comes with a list of what is in it, and
// robots propose newer versions of all that is pinned.
func TestVulnerabilitiesAndTheBillAreLookedAfter(t *testing.T) {
	for file, want := range map[string][]string{
		"../../scripts/check.sh":                   {"tool govulncheck ./...", "sh scripts/lock.sh"},
		"../../.github/workflows/test.yml":         {"make test", "make check"},
		"../../.github/workflows/release.yml":      {"scripts/release.sh"},
		"../../generator/internal/release/bill.go": {"CycloneDX"},
		"../../.github/dependabot.yml":             {"github-actions", "gomod", "npm"},
	} {
		text := read(t, file)
		for _, w := range want {
			if !strings.Contains(text, w) {
				t.Errorf("%s: no %q", file, w)
			}
		}
	}
}
