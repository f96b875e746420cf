package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// TestABareBinaryMakesASiteOnAnEmptyMachine: no repository, no home, no programs.
func TestABareBinaryMakesASiteOnAnEmptyMachine(t *testing.T) {
	if testing.Short() {
		t.Skip("it links the program")
	}
	bin := filepath.Join(t.TempDir(), "rolediff")
	if runtime.GOOS == "windows" {
		bin += ".exe"
	}
	if out, err := exec.Command("go", "build", "-o", bin, ".").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	dir := t.TempDir()
	for _, args := range [][]string{
		{"init", "."}, {"check", "--strict"}, {"fmt", "--check"}, {"new", "role", "Product Manager"}, {"init", "--layouts", ".", "base.html"}, {"build"},
	} {
		cmd := exec.Command(bin, args...)
		cmd.Dir = dir
		cmd.Env = []string{"HOME=" + t.TempDir(), "PATH=", "TMPDIR=" + t.TempDir(), "SystemRoot=" + os.Getenv("SystemRoot")}
		out, err := cmd.CombinedOutput()
		if args[0] == "build" {
			// The new role waits for its words.
			if err == nil || !strings.Contains(string(out), "summary has no value") {
				t.Errorf("build of an unfilled role: %v\n%s", err, out)
			}
			continue
		}
		if err != nil {
			t.Fatalf("rolediff %s: %v\n%s", strings.Join(args, " "), err, out)
		}
	}
	if err := os.Remove(filepath.Join(dir, "content", "roles", "product-manager.md")); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(bin, "build")
	cmd.Dir, cmd.Env = dir, []string{"HOME=", "PATH=", "SystemRoot=" + os.Getenv("SystemRoot")}
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	if _, err := os.Stat(filepath.Join(dir, "public", "devops-engineer", "vs-head-of-engineering-vs-vp-of-engineering.html")); err != nil {
		t.Error(err)
	}
}
