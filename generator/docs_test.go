package main

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v4"

	"github.com/rolediff/rolediff/generator/internal/config"
	"github.com/rolediff/rolediff/generator/internal/role"
)

// block is one fenced sample of a page.
type block struct {
	page string // below the repository
	line int
	tag  string // the words behind the fence
	text string
}

// elsewhere are pages whose samples other tests hold, all of them.
var elsewhere = map[string]string{
	"docs/diagnostics.md": "TestRules", "docs/layout-data.md": "internal/docs", "docs/reference.md": "internal/docs",
}

// networked are the programs on the pages that talk to another host, which the tests
// have not; they are called, and do nothing.
var networked = []string{"aws", "curl", "jq", "npx", "rclone", "rsync"}

var fence = regexp.MustCompile("(?m)^```(.*)\n((?s:.*?))^```$")

// docPages are the pages for people who use the program or its repository.
func docPages(t *testing.T) []string {
	t.Helper()
	pages := []string{"README.md", "CONTRIBUTING.md", "SECURITY.md", "ARCHITECTURE.md", "generator/starter/README.md"}
	files, err := filepath.Glob("../docs/*.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		pages = append(pages, "docs/"+filepath.Base(f))
	}
	return pages
}

func readPage(t *testing.T, page string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", filepath.FromSlash(page)))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// blocks returns the samples of the pages that have a tag.
func blocks(t *testing.T, tag string) []block {
	t.Helper()
	var out []block
	for _, page := range docPages(t) {
		if elsewhere[page] != "" {
			continue
		}
		text := readPage(t, page)
		for _, m := range fence.FindAllStringSubmatchIndex(text, -1) {
			b := block{page, strings.Count(text[:m[0]], "\n") + 1, text[m[2]:m[3]], text[m[4]:m[5]]}
			if first, _, _ := strings.Cut(b.tag, " "); first == tag || tag == "" {
				out = append(out, b)
			}
		}
	}
	return out
}

func (b block) String() string { return fmt.Sprintf("%s:%d", b.page, b.line) }

func TestEverySampleOfTheDocsIsOneThatTestsRun(t *testing.T) {
	for _, b := range blocks(t, "") {
		switch tag, _, _ := strings.Cut(b.tag, " "); {
		case slices.Contains([]string{"sh", "json", "yaml", "markdown"}, tag): // below
		case b.page == "docs/layouts.md" && (tag == "html" || tag == "css"): // TestTheExamplesOfTheLayoutsPageWork
		case b.page == "ARCHITECTURE.md" && tag == "": // a drawing
		default:
			t.Errorf("%s: no test runs a sample of %q", b, b.tag)
		}
	}
}

// TestEveryCommandOfTheDocsRuns runs the commands of each page in a new site, one
// after the other. It is a git repository, as the pages expect.
func TestEveryCommandOfTheDocsRuns(t *testing.T) {
	byPage := map[string][]block{}
	for _, b := range blocks(t, "sh") {
		byPage[b.page] = append(byPage[b.page], b)
	}
	if len(byPage) < 8 {
		t.Errorf("only %d pages have commands", len(byPage))
	}
	for page, list := range byPage {
		t.Run(page, func(t *testing.T) {
			t.Parallel()
			dir, env := desk(t)
			for _, b := range list {
				cmd := exec.Command("sh", "-eu", "-c", b.text)
				cmd.Dir, cmd.Env = dir, env
				if said, err := cmd.CombinedOutput(); err != nil {
					t.Fatalf("%s: %v\n%s\n%s", b, err, b.text, said)
				}
			}
		})
	}
}

// desk makes a site whose bin/, which is on the PATH, has what pages call:
// rolediff as people use it, make to be asked whether it knows a target, and
// stand-ins for programs that need a network.
func desk(t *testing.T) (dir string, env []string) {
	t.Helper()
	dir = filepath.Join(t.TempDir(), "site")
	if status := run(t.Context(), []string{"init", dir}, new(strings.Builder), new(strings.Builder)); status != exitDone {
		t.Fatal("there is no new site")
	}
	program := func(name, text string) {
		writeText(t, filepath.Join(dir, "bin", name), "#!/bin/sh\n"+text)
		if err := os.Chmod(filepath.Join(dir, "bin", name), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	real := map[string]string{}
	for _, name := range []string{"rolediff", "fillin", "make", "git", "sh"} {
		path, err := exec.LookPath(name)
		if err != nil {
			t.Fatal(err)
		}
		real[name] = path
	}
	repository, err := filepath.Abs("..")
	if err != nil {
		t.Fatal(err)
	}
	// A preview runs until it is stopped; a new role waits for its words.
	program("rolediff", fmt.Sprintf(`set -eu
case $1 in
serve)
	shift
	%[1]s serve "$@" --addr 127.0.0.1:0 >"$0.said" 2>&1 &
	until grep -q '^serving ' "$0.said"; do kill -0 $! && sleep 0.1; done
	kill $!
	wait $! || true ;;
new)
	file=$(%[1]s "$@")
	%[2]s "$file" ;;
*) exec %[1]s "$@" ;;
esac
`, real["rolediff"], real["fillin"]))
	program("make", fmt.Sprintf("exec %s -n -C %q \"$@\" >/dev/null\n", real["make"], repository))
	for _, name := range networked {
		program(name, "exit 0\n")
	}
	env = append(os.Environ(), "PATH="+filepath.Join(dir, "bin")+string(os.PathListSeparator)+os.Getenv("PATH"),
		"GIT_AUTHOR_NAME=t", "GIT_AUTHOR_EMAIL=t@example.org", "GIT_COMMITTER_NAME=t", "GIT_COMMITTER_EMAIL=t@example.org", "GIT_CONFIG_GLOBAL="+os.DevNull)
	for _, args := range [][]string{{"init", "-q"}, {"add", "content", "config.json"}, {"commit", "-q", "-m", "first"}} {
		cmd := exec.Command(real["git"], args...)
		cmd.Dir, cmd.Env = dir, env
		if said, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("git %v: %v\n%s", args, err, said)
		}
	}
	return dir, env
}

// TestEveryConfigOfTheDocsIsOne puts each sample of config.json into a whole one.
func TestEveryConfigOfTheDocsIsOne(t *testing.T) {
	list := blocks(t, "json")
	if len(list) < 6 {
		t.Errorf("only %d samples", len(list))
	}
	for _, b := range list {
		whole := map[string]any{"title": "Roles", "dimensions": []map[string]string{{"key": "row", "label": "Row"}}}
		if err := json.Unmarshal([]byte(b.text), &whole); err != nil {
			t.Errorf("%s: %v", b, err)
			continue
		}
		text, err := json.Marshal(whole)
		if err != nil {
			t.Fatal(err)
		}
		if _, problems := config.Parse(text); len(problems) > 0 {
			t.Errorf("%s: %v", b, problems)
		}
	}
}

// TestEveryRoleOfTheDocsIsOne puts each sample of a role or note into the real site.
func TestEveryRoleOfTheDocsIsOne(t *testing.T) {
	dir := copyOfTheSite(t)
	w, err := openWorkspace(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer w.close()
	title := regexp.MustCompile(`(?m)^title: (.*)$`)
	list := blocks(t, "markdown")
	if len(list) < 3 {
		t.Errorf("only %d samples", len(list))
	}
	for _, b := range list {
		file := "content/notes/of-the-docs.md"
		if m := title.FindStringSubmatch(b.text); m != nil {
			file = "content/roles/" + role.Slugify(m[1]) + ".md"
		}
		file = filepath.Join(dir, filepath.FromSlash(file))
		if _, err := os.Stat(file); err == nil {
			t.Fatalf("%s: %s is there already", b, file)
		}
		writeText(t, file, b.text)
		if _, problems, err := w.check(); err != nil || len(problems) > 0 {
			t.Errorf("%s: %v %v", b, err, problems)
		}
		if err := os.Remove(file); err != nil {
			t.Fatal(err)
		}
	}
}

// TestEveryStepOfTheDocsCallsTheActionAsItIs checks samples of workflows.
func TestEveryStepOfTheDocsCallsTheActionAsItIs(t *testing.T) {
	var action struct{ Inputs map[string]any }
	if err := yaml.Unmarshal([]byte(readPage(t, "action.yml")), &action); err != nil {
		t.Fatal(err)
	}
	for _, b := range blocks(t, "yaml") {
		var steps []struct {
			Uses string
			With map[string]string
		}
		if err := yaml.Unmarshal([]byte(b.text), &steps); err != nil || len(steps) == 0 {
			t.Errorf("%s: %v", b, err)
		}
		for _, s := range steps {
			if s.Uses != "rolediff/rolediff@"+majorTag {
				t.Errorf("%s: it uses %q", b, s.Uses)
			}
			for input := range s.With {
				if action.Inputs[input] == nil {
					t.Errorf("%s: the action takes no %q", b, input)
				}
			}
		}
	}
}
