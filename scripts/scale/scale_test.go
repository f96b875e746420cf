// Package scale_test runs the scripts that spread a build over machines, as four
// processes on this one, and holds that what calls them counts alike.
package scale_test

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"go.yaml.in/yaml/v4"
)

const shares = 4

// program builds rolediff once for a test, and makes a site for it.
func program(t *testing.T) (bin, site string) {
	t.Helper()
	dir := t.TempDir()
	bin, site = filepath.Join(dir, "rolediff"), filepath.Join(dir, "site")
	run(t, nil, "go", "build", "-o", bin, "../../generator")
	run(t, nil, bin, "init", site)
	return bin, site
}

func run(t *testing.T, env []string, args ...string) string {
	t.Helper()
	cmd := exec.Command(args[0], args[1:]...)
	cmd.Env = append(os.Environ(), env...)
	said, err := cmd.CombinedOutput()
	if err != nil {
		t.Errorf("%v: %v\n%s", args, err, said)
	}
	return string(said)
}

// together runs share.sh once for each share, all at the same time.
func together(t *testing.T, env func(i int) []string) {
	t.Helper()
	var wg sync.WaitGroup
	for i := range shares {
		wg.Go(func() { run(t, append(env(i), fmt.Sprintf("SHARES=%d", shares)), "sh", "share.sh") })
	}
	wg.Wait()
}

func TestFourSharesMergeToTheTarOfOneMachine(t *testing.T) {
	bin, site := program(t)
	dir := t.TempDir()
	parts, merged, whole := filepath.Join(dir, "parts"), filepath.Join(dir, "merged.tar"), filepath.Join(dir, "whole.tar")
	together(t, func(i int) []string {
		return []string{"ROLEDIFF=" + bin, "SITE=" + site, "TAR=" + parts, "BASE_URL=https://roles.example", fmt.Sprintf("SHARE=%d", i+1)}
	})
	run(t, []string{"ROLEDIFF=" + bin, fmt.Sprintf("SHARES=%d", shares)}, "sh", "merge.sh", parts, merged)
	run(t, nil, bin, "build", "--site", site, "--tar", whole, "--base-url", "https://roles.example/")
	if got, want := read(t, merged), read(t, whole); got != want {
		t.Errorf("the merged tar has %d bytes and is not the one of %d that one machine writes", len(got), len(want))
	}

	if err := os.Remove(filepath.Join(parts, "2-of-4.tar")); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("sh", "merge.sh", parts, merged)
	cmd.Env = append(os.Environ(), "ROLEDIFF="+bin, fmt.Sprintf("SHARES=%d", shares))
	if said, err := cmd.CombinedOutput(); err == nil || !bytes.Contains(said, []byte("share 2 of 4 is not in")) {
		t.Errorf("a missing share: %v\n%s", err, said)
	}
}

// TestFourSharesFillOneBucket runs the pods of the Job: each copies its share to the
// storage, for which a stand-in of rclone takes a folder.
func TestFourSharesFillOneBucket(t *testing.T) {
	bin, site := program(t)
	dir := t.TempDir()
	bucket, whole := filepath.Join(dir, "bucket"), filepath.Join(dir, "whole")
	rclone := `#!/bin/sh
set -eu
[ "$1 $3 $4 $5" = "copy remote:roles --exclude /.rolediff/**" ]
cd "$2"
find . -path ./.rolediff -prune -o -type f -print | while read -r file; do
	[ ! -e "` + bucket + `/$file" ] || { echo "$file is in two shares" >&2; exit 1; }
	mkdir -p "` + bucket + `/$(dirname "$file")"
	cp "$file" "` + bucket + `/$file"
done
`
	if err := os.WriteFile(filepath.Join(dir, "rclone"), []byte(rclone), 0o755); err != nil {
		t.Fatal(err)
	}
	together(t, func(i int) []string {
		return []string{
			"ROLEDIFF=" + bin, "SITE=" + site, "TO=remote:roles", fmt.Sprintf("JOB_COMPLETION_INDEX=%d", i),
			"FOLDER=" + filepath.Join(dir, fmt.Sprint(i)), "PATH=" + dir + string(os.PathListSeparator) + os.Getenv("PATH"),
		}
	})
	run(t, nil, bin, "build", "--site", site, "--output", whole)
	got, want := tree(t, bucket), tree(t, whole)
	for name, text := range want {
		if got[name] != text {
			t.Errorf("%s is not in the bucket as one machine writes it", name)
		}
	}
	if len(got) != len(want) {
		t.Errorf("the bucket has %d files, the folder of one machine %d", len(got), len(want))
	}
}

// TestTheCallersCountAlike: a matrix or a Job of another size than SHARES would make a
// site with holes.
func TestTheCallersCountAlike(t *testing.T) {
	var workflow struct {
		Env struct {
			Shares int `yaml:"SHARES"`
		}
		Jobs struct {
			Share struct {
				Strategy struct{ Matrix struct{ Share []int } }
			}
		}
	}
	parse(t, "../../.github/workflows/shares.yml", &workflow)
	matrix := workflow.Jobs.Share.Strategy.Matrix.Share
	if len(matrix) != workflow.Env.Shares {
		t.Errorf("the matrix has %v, SHARES is %d", matrix, workflow.Env.Shares)
	}
	for i, share := range matrix {
		if share != i+1 {
			t.Errorf("the matrix is %v", matrix)
		}
	}

	var job struct {
		Spec struct {
			CompletionMode string `yaml:"completionMode"`
			Completions    int
			Parallelism    int
			Template       struct {
				Spec struct {
					Containers []struct {
						Command []string
						Env     []struct{ Name, Value string }
					}
				}
			}
		}
	}
	parse(t, "job.yaml", &job)
	pod := job.Spec.Template.Spec.Containers[0]
	env := map[string]string{}
	for _, e := range pod.Env {
		env[e.Name] = e.Value
	}
	n := job.Spec.Completions
	if job.Spec.CompletionMode != "Indexed" || job.Spec.Parallelism > n || env["SHARES"] != fmt.Sprint(n) {
		t.Errorf("the Job is %s, of %d completions and %s shares", job.Spec.CompletionMode, n, env["SHARES"])
	}
	script := strings.TrimPrefix(pod.Command[len(pod.Command)-1], env["SITE"]+"/")
	if _, err := os.Stat(filepath.Join("../..", script)); err != nil {
		t.Error(err)
	}
	for _, name := range []string{"ROLEDIFF", "FOLDER", "TO", "RCLONE_CONFIG"} {
		if env[name] == "" {
			t.Errorf("the Job sets no %s", name)
		}
	}
}

func parse(t *testing.T, file string, into any) {
	t.Helper()
	if err := yaml.Unmarshal([]byte(read(t, file)), into); err != nil {
		t.Fatalf("%s: %v", file, err)
	}
}

func read(t *testing.T, file string) string {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func tree(t *testing.T, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			if e != nil && e.Name() == ".rolediff" {
				return fs.SkipDir
			}
			return err
		}
		name, err := filepath.Rel(dir, path)
		out[filepath.ToSlash(name)] = read(t, path)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}
