package main

import (
	"archive/tar"
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/rolediff/rolediff/generator/internal/diag"
)

// update rewrites what the scripts expect with what they got: go test -update.
// Read the diff.
var update = flag.Bool("update", false, "rewrite the expected output in testdata/script")

// TestMain makes this test binary answer as rolediff when a script calls it; as
// problems, which is rolediff with its error as JSON; and as fillin, a person who
// fills in the words of a new role.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"rolediff": func() {
		ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
		status := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
		stop()
		os.Exit(status)
	}, "problems": func() {
		root := (&app{stdout: io.Discard, stderr: os.Stderr}).root()
		root.SetArgs(os.Args[1:])
		_ = diag.WriteJSON(os.Stdout, diag.FromError(root.Execute()))
	}, "fillin": func() {
		text, err := os.ReadFile(os.Args[1])
		if err == nil {
			err = os.WriteFile(os.Args[1], []byte(fillIn(string(text), false)), 0o644)
		}
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}})
}

// TestScripts runs every command end to end. A script is its own documentation:
// the commands, the files they find, and what they have to print.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 filepath.Join("testdata", "script"),
		UpdateScripts:       *update,
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"status":   status,
			"bytes":    writeBytes,
			"sametree": sameTree,
			"untar":    untar,
			"count":    count,
			"roles":    manyRoles,
		},
	})
}

// status N PROGRAM ARG... runs a program that has to end with that exit status.
func status(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: status N program arg...")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		var exit interface{ ExitCode() int }
		if !errors.As(err, &exit) {
			ts.Fatalf("%s does not run: %v", args[1], err)
		}
		got = exit.ExitCode()
	}
	if got != want {
		ts.Fatalf("exit status %d, not %d", got, want)
	}
}

// bytes FILE TEXT... writes a file that txtar cannot hold. Each TEXT is a Go
// string without its quotes, or N*TEXT for N copies of it.
func writeBytes(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: bytes file text...")
	}
	var out strings.Builder
	for _, arg := range args[1:] {
		times := 1
		if n, text, ok := strings.Cut(arg, "*"); ok {
			if k, err := strconv.Atoi(n); err == nil {
				times, arg = k, text
			}
		}
		text, err := strconv.Unquote(`"` + strings.ReplaceAll(arg, `"`, `\"`) + `"`)
		if err != nil {
			ts.Fatalf("%q is no text: %v", arg, err)
		}
		out.WriteString(strings.Repeat(text, times))
	}
	file := ts.MkAbs(args[0])
	ts.Check(os.MkdirAll(filepath.Dir(file), 0o755))
	ts.Check(os.WriteFile(file, []byte(out.String()), 0o644))
}

// sametree A B: both folders hold the same files with the same bytes, but for
// the manifest that a folder has and a tar does not.
func sameTree(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 2 {
		ts.Fatalf("usage: sametree a b")
	}
	a, b := readTree(ts, ts.MkAbs(args[0])), readTree(ts, ts.MkAbs(args[1]))
	var differ []string
	for _, name := range slices.Sorted(maps.Keys(a)) {
		if text, ok := b[name]; !ok || text != a[name] {
			differ = append(differ, name)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(b)) {
		if _, ok := a[name]; !ok {
			differ = append(differ, name)
		}
	}
	if len(a) == 0 {
		ts.Fatalf("%s is empty", args[0])
	}
	if (len(differ) > 0) != neg {
		ts.Fatalf("%s and %s differ in %q", args[0], args[1], differ)
	}
}

// notes is the folder in which publish keeps what it knows of the others.
const notes = ".rolediff"

func readTree(ts *testscript.TestScript, dir string) map[string]string {
	out := map[string]string{}
	ts.Check(filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if e.IsDir() {
			if e.Name() == notes {
				return fs.SkipDir
			}
			return nil
		}
		name, _ := filepath.Rel(dir, path)
		text, err := os.ReadFile(path)
		out[name] = string(text)
		return err
	}))
	return out
}

// untar FILE DIR takes a tar apart. FILE can be stdout.
func untar(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: untar file dir")
	}
	r := tar.NewReader(bytes.NewReader([]byte(ts.ReadFile(args[0]))))
	for {
		h, err := r.Next()
		if errors.Is(err, io.EOF) {
			return
		}
		ts.Check(err)
		to := filepath.Join(ts.MkAbs(args[1]), filepath.FromSlash(h.Name))
		switch h.Typeflag {
		case tar.TypeDir:
			ts.Check(os.MkdirAll(to, 0o755))
		case tar.TypeReg:
			text, err := io.ReadAll(r)
			ts.Check(err)
			ts.Check(os.MkdirAll(filepath.Dir(to), 0o755))
			ts.Check(os.WriteFile(to, text, 0o644))
		default:
			ts.Fatalf("%s is of type %q: Pages takes only files and folders", h.Name, h.Typeflag)
		}
	}
}

// count N DIR PATTERN: so many files below the folder match the pattern.
func count(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("usage: count n dir pattern")
	}
	n := 0
	for name := range readTree(ts, ts.MkAbs(args[1])) {
		if ok, err := filepath.Match(args[2], filepath.Base(name)); err != nil {
			ts.Fatalf("%v", err)
		} else if ok {
			n++
		}
	}
	if strconv.Itoa(n) != args[0] {
		ts.Fatalf("%d files match %s, not %s", n, args[2], args[0])
	}
}

// roles N writes N role files, the least that each can be.
func manyRoles(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: roles n")
	}
	n, err := strconv.Atoi(args[0])
	ts.Check(err)
	dir := ts.MkAbs("content/roles")
	ts.Check(os.MkdirAll(dir, 0o755))
	for i := range n {
		text := fmt.Sprintf("---\ntitle: Role %d\nsummary: The role %d.\ndimensions: {row: x}\n---\n", i, i)
		ts.Check(os.WriteFile(filepath.Join(dir, fmt.Sprintf("role-%d.md", i)), []byte(text), 0o644))
	}
}
