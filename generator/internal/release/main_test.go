package main

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
)

// TestAReleaseIsWholeAndTheSameTwice makes the release for this system, the second
// time in another folder and under other settings.
func TestAReleaseIsWholeAndTheSameTwice(t *testing.T) {
	if testing.Short() {
		t.Skip("it compiles the program")
	}
	if !slices.Contains(targets, target{runtime.GOOS, runtime.GOARCH}) || runtime.GOOS == "windows" {
		t.Skip("no release is packed as a tar for this system")
	}
	r := release{root: filepath.Join("..", "..", ".."), version: "v1.2.3", commit: strings.Repeat("ab", 20)}
	r.targets = []target{{runtime.GOOS, runtime.GOARCH}}
	first, second := filepath.Join(t.TempDir(), "dist"), filepath.Join(t.TempDir(), "a", "dist")
	if err := r.make(first); err != nil {
		t.Fatal(err)
	}
	t.Setenv("GOFLAGS", "-buildvcs=true")
	t.Setenv("TZ", "Pacific/Auckland")
	if err := os.MkdirAll(filepath.Join(second, "left over"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := r.make(second); err != nil {
		t.Fatal(err)
	}
	name := "rolediff_1.2.3_" + runtime.GOOS + "_" + runtime.GOARCH + ".tar.gz"
	want := []string{"SHA256SUMS", "rolediff_1.2.3.cdx.json", name}
	for _, dir := range []string{first, second} {
		if got := list(t, dir); !slices.Equal(got, want) {
			t.Fatalf("it holds %q, want %q", got, want)
		}
	}
	for _, file := range want {
		if !bytes.Equal(read(t, first, file), read(t, second, file)) {
			t.Errorf("%s differs the second time", file)
		}
	}
	for line := range strings.Lines(string(read(t, first, "SHA256SUMS"))) {
		sum, file, _ := strings.Cut(strings.TrimSpace(line), "  ")
		if got := fmt.Sprintf("%x", sha256.Sum256(read(t, first, file))); got != sum {
			t.Errorf("%s has the sum %s, not %s", file, got, sum)
		}
	}
	program := unpack(t, read(t, first, name))
	said, err := exec.Command(program, "version").Output()
	if err != nil || !strings.HasPrefix(string(said), "rolediff v1.2.3 "+runtime.GOOS+"/"+runtime.GOARCH) {
		t.Errorf("it says %q, %v", said, err)
	}
	if data := read(t, filepath.Dir(program), filepath.Base(program)); bytes.Contains(data, []byte(filepath.Join(mustAbs(t, r.root), "generator"))) {
		t.Error("the program holds paths of this machine")
	}
	checkBill(t, read(t, first, "rolediff_1.2.3.cdx.json"))
}

// checkBill compares the bill with what the Go command says the program needs.
func checkBill(t *testing.T, text []byte) {
	t.Helper()
	var bill struct {
		BOMFormat, SpecVersion string
		Components             []struct{ Name, Version, PURL string }
	}
	if err := json.Unmarshal(text, &bill); err != nil || bill.BOMFormat != "CycloneDX" || bill.SpecVersion != "1.6" {
		t.Fatalf("%v in\n%s", err, text)
	}
	cmd := exec.Command("go", "list", "-deps", "-f", "{{with .Module}}{{if not .Main}}{{.Path}}@{{.Version}}{{end}}{{end}}", "./generator")
	cmd.Dir, cmd.Env = filepath.Join("..", "..", ".."), append(os.Environ(), "CGO_ENABLED=0", "GOFLAGS=")
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	want := strings.Fields(string(out))
	slices.Sort(want)
	want = slices.Compact(want)
	var got []string
	for _, c := range bill.Components {
		if c.PURL != "pkg:golang/"+c.Name+"@"+strings.ReplaceAll(c.Version, "+", "%2B") && c.PURL != "pkg:golang/"+c.Name+"@"+c.Version {
			t.Errorf("%s %s is called %s", c.Name, c.Version, c.PURL)
		}
		if c.Name != "std" {
			got = append(got, c.Name+"@"+c.Version)
		}
	}
	slices.Sort(got)
	if !slices.Equal(got, want) {
		t.Errorf("the bill lists\n%q\nand the program needs\n%q", got, want)
	}
}

func TestAReleaseRefusesWhatIsNoVersion(t *testing.T) {
	for _, r := range []release{{version: ""}, {version: "v1 -X main.x=y"}, {version: "v1.0.0", commit: "abc"}} {
		if err := r.make(filepath.Join(t.TempDir(), "dist")); err == nil {
			t.Errorf("%+v is made", r)
		}
	}
	r := release{}
	if err := r.keep("linux/amd64,plan9/386"); err == nil {
		t.Error("plan9 is a target")
	}
	if err := r.keep("linux/arm64"); err != nil || len(r.targets) != 1 {
		t.Errorf("%v, %v", r.targets, err)
	}
}

func TestArchivesForWindowsAreTheSameTwiceToo(t *testing.T) {
	members := []member{{"rolediff.exe", 0o755, []byte("MZ")}, {"LICENSE", 0o644, []byte("text")}}
	a, err := zipped(members)
	if err != nil {
		t.Fatal(err)
	}
	b, err := zipped(members)
	if err != nil || !bytes.Equal(a, b) || len(a) == 0 {
		t.Errorf("two archives differ, %v", err)
	}
}

// unpack writes the program of an archive and returns its path.
func unpack(t *testing.T, data []byte) string {
	t.Helper()
	z, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	path := filepath.Join(t.TempDir(), "rolediff")
	for r := tar.NewReader(z); ; {
		h, err := r.Next()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		names = append(names, h.Name)
		if h.Name == "rolediff" {
			if err := os.WriteFile(path, text, os.FileMode(h.Mode)); err != nil {
				t.Fatal(err)
			}
		}
	}
	if !slices.Equal(names, []string{"rolediff", "LICENSE", "README.md"}) {
		t.Errorf("the archive holds %q", names)
	}
	return path
}

func list(t *testing.T, dir string) (names []string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

func read(t *testing.T, dir, file string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(dir, file))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func mustAbs(t *testing.T, path string) string {
	t.Helper()
	out, err := filepath.Abs(path)
	if err != nil {
		t.Fatal(err)
	}
	return out
}
