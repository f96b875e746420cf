// Release makes what a release consists of: the program for each system in an archive,
// a list of what is in it (CycloneDX), and checksums of it all. It takes the same
// sources, Go and version to the same bytes, on any machine and day. Run it at the root
// of the repository, through make release.
package main

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// target is a system and a processor that the program is made for.
type target struct{ os, arch string }

var targets = []target{
	{"darwin", "amd64"}, {"darwin", "arm64"}, {"linux", "amd64"}, {"linux", "arm64"}, {"windows", "amd64"}, {"windows", "arm64"},
}

// release is one release.
type release struct {
	root    string // of the repository
	version string // v1.2.3
	commit  string
	targets []target
}

func main() {
	r := release{targets: targets}
	out := flag.String("o", "dist", "folder to write; what is in it is replaced")
	only := flag.String("only", "", "the targets to make, such as linux/amd64,windows/arm64; all when empty")
	flag.StringVar(&r.root, "root", ".", "the root of the repository")
	flag.StringVar(&r.version, "version", "", "the version, such as v1.2.3")
	flag.StringVar(&r.commit, "commit", "", "the commit that it is made of")
	flag.Parse()
	err := r.keep(*only)
	if err == nil {
		err = r.make(*out)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "error:", err)
		os.Exit(1)
	}
}

func (r *release) keep(only string) error {
	if only == "" {
		return nil
	}
	names := strings.Split(only, ",")
	r.targets = slices.DeleteFunc(slices.Clone(targets), func(t target) bool { return !slices.Contains(names, t.os+"/"+t.arch) })
	if len(r.targets) != len(names) {
		return fmt.Errorf("-only %q names something else than %v", only, targets)
	}
	return nil
}

var (
	versions = regexp.MustCompile(`^[0-9A-Za-z][0-9A-Za-z.+-]*$`)
	commits  = regexp.MustCompile(`^[0-9a-f]{40}$|^$`)
)

// make writes the release into a new folder beside out, which takes its place when
// all of it is there.
func (r *release) make(out string) (err error) {
	if !versions.MatchString(r.version) {
		return fmt.Errorf("-version %q is none", r.version)
	}
	if !commits.MatchString(r.commit) {
		return fmt.Errorf("-commit %q is no whole hash", r.commit)
	}
	if err := os.MkdirAll(filepath.Dir(out), 0o755); err != nil {
		return err
	}
	dir, err := os.MkdirTemp(filepath.Dir(out), ".release-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	bill := newBill(r.version)
	for _, t := range r.targets {
		program, err := r.compile(t, dir)
		if err != nil {
			return err
		}
		if err := bill.add(program); err != nil {
			return err
		}
		if err := r.pack(t, program, dir); err != nil {
			return err
		}
		if err := os.Remove(program); err != nil {
			return err
		}
	}
	if err := os.WriteFile(filepath.Join(dir, r.name()+".cdx.json"), bill.json(), 0o644); err != nil {
		return err
	}
	if err := writeSums(dir); err != nil {
		return err
	}
	if err := os.Chmod(dir, 0o755); err != nil {
		return err
	}
	if err := os.RemoveAll(out); err != nil {
		return err
	}
	return os.Rename(dir, out)
}

// name is what the names of all files begin with.
func (r *release) name() string { return "rolediff_" + strings.TrimPrefix(r.version, "v") }

// compile makes the program for a target. Nothing of this machine, its settings or
// the state of its checkout gets into it.
func (r *release) compile(t target, dir string) (string, error) {
	program := filepath.Join(dir, "rolediff")
	if t.os == "windows" {
		program += ".exe"
	}
	program, err := filepath.Abs(program)
	if err != nil {
		return "", err
	}
	set := "-s -w -buildid= -X main.release=" + r.version + " -X main.commit=" + r.commit
	cmd := exec.Command("go", "build", "-trimpath", "-buildvcs=false", "-ldflags", set, "-o", program, "./generator")
	cmd.Dir = r.root
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0", "GOOS="+t.os, "GOARCH="+t.arch, "GOAMD64=v1", "GOARM64=v8.0", "GOFLAGS=", "GOEXPERIMENT=")
	if said, err := cmd.CombinedOutput(); err != nil {
		return "", fmt.Errorf("%s/%s: %w\n%s", t.os, t.arch, err, said)
	}
	return program, nil
}

// writeSums lists the checksum of every file, as sha256sum -c reads it.
func writeSums(dir string) error {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	var sums bytes.Buffer
	for _, e := range entries {
		data, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			return err
		}
		fmt.Fprintf(&sums, "%x  %s\n", sha256.Sum256(data), e.Name())
	}
	return os.WriteFile(filepath.Join(dir, "SHA256SUMS"), sums.Bytes(), 0o644)
}
