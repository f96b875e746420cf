package main

import (
	"fmt"
	"go/parser"
	"go/token"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const module = "github.com/rolediff/rolediff"

// order is the house from the ground up. A package imports only what stands
// before it: then each can be understood, tested and changed without those that
// come later. publish stands before site because it says what a tree of files
// is, and site is one; the two that show a site, publish and preview, know no
// site at all.
var order = strings.Fields("parallel diag schema config role markdown content compare lint graph social layout publish site capacity change preview")

// workshop are packages for tests and measurements. The program has none of them.
var workshop = strings.Fields("browser browser/shoot bench docs release seeds synth")

func TestImportsPointUpwards(t *testing.T) {
	imports := listImports(t)
	for _, problem := range checkImports(imports) {
		t.Error(problem)
	}
	for _, name := range order {
		if _, ok := imports[name]; !ok {
			t.Errorf("the order names %s, which is no package", name)
		}
	}
}

func TestTheProgramCarriesNoWorkshop(t *testing.T) {
	out, err := exec.Command("go", "list", "-deps", ".").Output()
	if err != nil {
		t.Fatal(err)
	}
	for path := range strings.FieldsSeq(string(out)) {
		if name, ok := strings.CutPrefix(path, module+"/generator/internal/"); ok && !slices.Contains(order, name) {
			t.Errorf("the program imports %s, which is for tests and measurements", name)
		}
		if strings.Contains(path, "chromedp") || path == "testing" {
			t.Errorf("the program imports %s, which is for tests", path)
		}
	}
}

// TestOnlyThePreviewKnowsTheNetwork: a build cannot ask anybody for anything, and
// no command runs a program, but diff, which runs git.
func TestOnlyThePreviewKnowsTheNetwork(t *testing.T) {
	allowed := map[string]string{ // of this package, the files; of others, the packages
		"net": "preview serve.go", "net/http": "preview", "os/exec": "revision.go", "net/rpc": "", "crypto/tls": "", "plugin": "",
	}
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range order {
		more, err := filepath.Glob(filepath.Join("internal", name, "*.go"))
		if err != nil || len(more) == 0 {
			t.Fatalf("%s: %v", name, err)
		}
		files = append(files, more...)
	}
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ImportsOnly)
		if err != nil {
			t.Fatal(err)
		}
		who := filepath.Base(filepath.Dir(file))
		if who == "." {
			who = file
		}
		for _, i := range f.Imports {
			path := strings.Trim(i.Path.Value, `"`)
			if may, ok := allowed[path]; ok && !slices.Contains(strings.Fields(may), who) {
				t.Errorf("%s imports %s", file, path)
			}
		}
	}
}

func TestTheCheckSeesAnImportDownwards(t *testing.T) {
	for name, imports := range map[string][]string{
		"diag": {"schema"}, "compare": {"content", "site"}, "publish": {"site"}, "preview": {"site"}, "layout": {"browser"}, "newcomer": {},
	} {
		if len(checkImports(map[string][]string{name: imports})) == 0 {
			t.Errorf("%s may import %v", name, imports)
		}
	}
}

// checkImports explains every import that points downwards.
func checkImports(imports map[string][]string) (problems []string) {
	for name, list := range imports {
		at := slices.Index(order, name)
		if at < 0 {
			if !slices.Contains(workshop, name) {
				problems = append(problems, fmt.Sprintf("internal/%s has no place in the order: put it into arch_test.go and ARCHITECTURE.md", name))
			}
			continue
		}
		for _, imported := range list {
			if i := slices.Index(order, imported); i < 0 || i >= at {
				problems = append(problems, fmt.Sprintf("internal/%s imports internal/%s, which does not stand before it in:\n  %s\n"+
					"move what it needs upwards, or hand it in as a value or an interface", name, imported, strings.Join(order, " ")))
			}
		}
		if imported := "site"; name == "preview" && slices.Contains(list, imported) {
			problems = append(problems, "internal/preview imports internal/site: it serves any fs.FS, and is given one")
		}
	}
	return problems
}

// listImports returns, for each package of internal, which others it imports.
func listImports(t *testing.T) map[string][]string {
	t.Helper()
	cmd := exec.Command("go", "list", "-f", "{{.ImportPath}} {{join .Imports \" \"}}", "./internal/...")
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	imports := map[string][]string{}
	for line := range strings.Lines(string(out)) {
		var names []string
		for _, path := range strings.Fields(line) {
			if name, ok := strings.CutPrefix(path, module+"/generator/internal/"); ok {
				names = append(names, name)
			}
		}
		imports[names[0]] = names[1:]
	}
	return imports
}
