package ci_test

import (
	"archive/tar"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v4"
)

// runnerTemp is one for all tests, so that the program is linked once.
var runnerTemp string

func TestMain(m *testing.M) {
	var err error
	if runnerTemp, err = os.MkdirTemp("", "rolediff-ci-"); err != nil {
		panic(err)
	}
	code := m.Run()
	_ = os.RemoveAll(runnerTemp)
	os.Exit(code)
}

// contentOnly makes a repository with a site and nothing else, in its folder roles,
// and a commit on top that changes a summary. It returns the environment of a step.
func contentOnly(t *testing.T) (dir string, env []string) {
	t.Helper()
	dir = t.TempDir()
	git(t, dir, "init", "-q")
	write(t, dir, "roles/config.json", `{"title": "Roles", "base_url": "https://old.example/", "dimensions": [{"key": "row", "label": "Row"}]}`)
	write(t, dir, "roles/content/static/CNAME", "roles.example\n")
	for _, name := range []string{"a", "b", "c"} {
		write(t, dir, "roles/content/roles/"+name+".md", "---\ntitle: Role "+name+"\nsummary: What "+name+" does.\nupdated: 2026-11-24\ndimensions:\n  row: Does "+name+"\n---\n")
	}
	git(t, dir, "add", ".")
	git(t, dir, "commit", "-q", "-m", "base")
	edit(t, dir, "roles/content/roles/a.md", "What a does.", "What a does every day.")
	git(t, dir, "commit", "-q", "-a", "-m", "head")
	return dir, []string{"RUNNER_TEMP=" + runnerTemp, "GITHUB_PATH=" + filepath.Join(runnerTemp, "path"), "SITE=roles", "CHECK=strict"}
}

func edit(t *testing.T, dir, name, from, to string) {
	t.Helper()
	text := read(t, filepath.Join(dir, name))
	if !strings.Contains(text, from) {
		t.Fatalf("%s holds no %q", name, from)
	}
	write(t, dir, name, strings.Replace(text, from, to, 1))
}

func TestActionChecksAndBuildsARepositoryOfContentOnly(t *testing.T) {
	dir, env := contentOnly(t)
	artifact := filepath.Join(t.TempDir(), "artifact.tar")
	output, code := sh(t, dir, append(env, "OUTPUT=public", "TAR="+artifact, "BASE_URL=https://me.example/fork"), "action.sh")
	if code != 0 {
		t.Fatalf("exit %d\n%s", code, output)
	}
	page := read(t, filepath.Join(dir, "public/a/vs-b-vs-c.html"))
	if !strings.Contains(page, `href="https://me.example/fork/a/vs-b-vs-c.html"`) {
		t.Errorf("the page has another address:\n%.2000s", page)
	}
	if got := read(t, filepath.Join(dir, "public/CNAME")); got != "roles.example\n" {
		t.Errorf("CNAME is %q", got)
	}
	folders := strings.Fields(read(t, strings.TrimPrefix(env[1], "GITHUB_PATH=")))
	program := filepath.Join(folders[len(folders)-1], "rolediff")
	if info, err := os.Stat(program); err != nil || info.Mode()&0o111 == 0 {
		t.Errorf("later steps cannot run %s: %v", program, err)
	}
	f, err := os.Open(artifact)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var names []string
	for r := tar.NewReader(f); ; {
		h, err := r.Next()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		names = append(names, h.Name)
	}
	if !slices.Contains(names, "index.html") || !slices.Contains(names, "CNAME") {
		t.Errorf("the tar holds %v", names)
	}
}

func TestActionBuildsNothingThatHasProblems(t *testing.T) {
	dir, env := contentOnly(t)
	edit(t, dir, "roles/content/roles/b.md", "updated: 2026-11-24\n", "")
	output, code := sh(t, dir, append(env, "OUTPUT=public"), "action.sh")
	if want := "::warning file=roles/content/roles/b.md,line=2,col=1,title=no-date::"; code != 1 || !strings.Contains(output, want) {
		t.Errorf("exit %d, without %q:\n%s", code, want, output)
	}
	if _, err := os.Stat(filepath.Join(dir, "public")); err == nil {
		t.Error("it was built")
	}
	// What is not strict passes.
	if output, code := sh(t, dir, append(env, "CHECK=errors", "OUTPUT=public"), "action.sh"); code != 0 {
		t.Errorf("exit %d\n%s", code, output)
	}
	if output, code := sh(t, dir, append(env, "CHECK=sometimes"), "action.sh"); code != 2 || !strings.Contains(output, "::error::") {
		t.Errorf("exit %d\n%s", code, output)
	}
}

func TestActionPreviewsAPullRequest(t *testing.T) {
	dir, env := contentOnly(t)
	preview := t.TempDir()
	output, code := sh(t, dir, append(env, "BEFORE=HEAD^1", "PREVIEW="+preview, "OUTPUT="), "action.sh")
	if code != 0 {
		t.Fatalf("exit %d\n%s", code, output)
	}
	for folder, want := range map[string]string{"before": "What a does.", "after": "What a does every day."} {
		if page := read(t, filepath.Join(preview, folder, "a/index.html")); !strings.Contains(page, want) {
			t.Errorf("the page of %s does not say %q", folder, want)
		}
	}
	comment := read(t, filepath.Join(preview, "comment/comment.md"))
	for _, want := range []string{"### What this edit means for readers", "<b>Role a</b> changed", "<del>does.</del> <ins>does every day.</ins>", "The check found no problem."} {
		if !strings.Contains(comment, want) {
			t.Errorf("the comment lacks %q:\n%s", want, comment)
		}
	}
}

// TestWorkflowsGiveTheActionsWhatTheyTake: actionlint knows no inputs of an action
// in another repository, which this one is for the starter's workflows.
func TestWorkflowsGiveTheActionsWhatTheyTake(t *testing.T) {
	type action struct {
		Inputs map[string]struct{ Default string }
	}
	inputs := map[string]action{}
	for name, file := range map[string]string{"": "../../action.yml", "/comment": "../../comment/action.yml"} {
		var a action
		if err := yaml.Unmarshal([]byte(read(t, file)), &a); err != nil {
			t.Fatal(err)
		}
		inputs[name] = a
	}
	files, err := filepath.Glob("../../generator/starter/.github/workflows/*.yml")
	if err != nil {
		t.Fatal(err)
	}
	used := 0
	for _, file := range files {
		var workflow struct {
			Jobs map[string]struct {
				Steps []struct {
					Uses string
					With map[string]string
				}
			}
		}
		if err := yaml.Unmarshal([]byte(read(t, file)), &workflow); err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		for _, job := range workflow.Jobs {
			for _, step := range job.Steps {
				name, ref, _ := strings.Cut(step.Uses, "@")
				path, ours := strings.CutPrefix(name, "rolediff/rolediff")
				if step.Uses == "" {
					continue
				}
				if !ours && len(ref) < 40 {
					t.Errorf("%s: %s is not pinned by commit", file, step.Uses)
				}
				if !ours {
					continue
				}
				used++
				for input := range step.With {
					if _, ok := inputs[path].Inputs[input]; !ok {
						t.Errorf("%s: %s takes no %q", file, name, input)
					}
				}
			}
		}
	}
	if used < 3 {
		t.Errorf("only %d steps use our actions", used)
	}
}
