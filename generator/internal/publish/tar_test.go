package publish

import (
	"archive/tar"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
)

// readTar reads a tar with the standard library's reader, and holds what is the
// same in all entries.
func readTar(t *testing.T, r io.Reader) (files fakeTree, order []string) {
	t.Helper()
	files = fakeTree{}
	tr := tar.NewReader(r)
	for {
		h, err := tr.Next()
		if err == io.EOF {
			return files, order
		}
		if err != nil {
			t.Fatal(err)
		}
		order = append(order, h.Name)
		if h.Uid != 0 || h.Gid != 0 || h.Uname != "" || h.Gname != "" || !h.ModTime.Equal(time.Unix(0, 0)) {
			t.Errorf("%s: the header depends on the machine: %+v", h.Name, h)
		}
		if strings.HasSuffix(h.Name, "/") {
			if h.Mode != 0o755 || h.Typeflag != tar.TypeDir || h.Size != 0 {
				t.Errorf("%s: folder header %+v", h.Name, h)
			}
			continue
		}
		if h.Mode != 0o644 || h.Typeflag != tar.TypeReg {
			t.Errorf("%s: file header %+v", h.Name, h)
		}
		b, err := io.ReadAll(tr)
		if err != nil {
			t.Fatal(err)
		}
		files[h.Name] = string(b)
	}
}

func mustTar(t *testing.T, tree Tree, opts TarOptions) []byte {
	t.Helper()
	var b bytes.Buffer
	if _, err := ToTar(t.Context(), tree, &b, opts); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// awkward is a tree of names and sizes at every edge of the format.
func awkward() fakeTree {
	t := smallSite()
	for _, n := range []int{90, 99, 100, 101, 120, 155, 156, 200, 255} {
		name := strings.Repeat("n", n)
		t[name] = fmt.Sprint(n)
		t["devops/"+name] = fmt.Sprint("below ", n)
		t[strings.Repeat("d", min(n, 120))+"/vs-x.html"] = fmt.Sprint("above ", n)
	}
	t["größe/naïve–名前.html"] = "not ASCII"
	t["größe/"+strings.Repeat("ü", 120)] = "not ASCII and long"
	for _, n := range []int{0, 1, 511, 512, 513, 1024, batchPart - 1, batchPart, 3*batchPart + 7} {
		t[fmt.Sprintf("sizes/%08d", n)] = strings.Repeat("s", n)
	}
	for i := range 3*batchFiles + 1 {
		t[fmt.Sprintf("many/%04d.html", i)] = fmt.Sprint(i)
	}
	return t
}

func TestTarHoldsTheTree(t *testing.T) {
	for name, tree := range map[string]fakeTree{"small": smallSite(), "awkward": awkward(), "empty": {}, "one": {"index.html": "one"}} {
		t.Run(name, func(t *testing.T) {
			var b bytes.Buffer
			st, err := ToTar(t.Context(), tree, &b, TarOptions{})
			if err != nil {
				t.Fatal(err)
			}
			got, order := readTar(t, &b)
			if err := same(got, tree); err != nil {
				t.Error(err)
			}
			size, pages := 0, 0
			for name, text := range tree {
				size += len(text)
				if strings.HasSuffix(name, ".html") {
					pages++
				}
			}
			if st.Files != len(tree) || st.Pages != pages || st.Bytes != int64(size) || st.Written != len(tree) {
				t.Errorf("the stats are %+v, want %d files, %d pages, %d bytes", st, len(tree), pages, size)
			}
			seen := map[string]bool{}
			for _, name := range order {
				up, _ := splitFolder(strings.TrimSuffix(name, "/"))
				if up != "." && !seen[up+"/"] || seen[name] {
					t.Errorf("%s comes before its folder, or twice", name)
				}
				seen[name] = true
			}
			if b.Len() != 0 {
				t.Errorf("%d bytes follow the end", b.Len())
			}
		})
	}
}

func TestTarIsTheSameWithAnyNumberOfWorkers(t *testing.T) {
	want := mustTar(t, awkward(), TarOptions{Workers: 1})
	for _, workers := range []int{2, 3, 8, 50} {
		if got := mustTar(t, awkward(), TarOptions{Workers: workers}); !bytes.Equal(got, want) {
			t.Errorf("%d workers make another tar", workers)
		}
	}
}

// TestTarEqualsFolder holds that both ways publish the same bytes, as the system's
// own tar reads them.
func TestTarEqualsFolder(t *testing.T) {
	root := t.TempDir()
	path, folder := filepath.Join(root, "site.tar"), filepath.Join(root, "public")
	tree := awkward()
	if _, err := ToTarFile(t.Context(), tree, path, TarOptions{}); err != nil {
		t.Fatal(err)
	}
	mustBuild(t, tree, folder)
	if _, err := exec.LookPath("tar"); err != nil {
		t.Skip("no tar on this system")
	}
	list, err := exec.Command("tar", "tf", path).CombinedOutput()
	if err != nil {
		t.Fatalf("tar tf: %v: %s", err, list)
	}
	unpacked := filepath.Join(root, "unpacked")
	if err := os.Mkdir(unpacked, 0o755); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command("tar", "xf", path, "-C", unpacked).CombinedOutput(); err != nil || len(out) > 0 {
		t.Fatalf("tar xf: %v: %s", err, out)
	}
	want, err := read(folder)
	if err != nil {
		t.Fatal(err)
	}
	wantSite(t, unpacked, want)
	wantSite(t, folder, tree)
}

func TestTarTakesTheGivenTime(t *testing.T) {
	at := time.Unix(1_700_000_000, 0)
	h, err := tar.NewReader(bytes.NewReader(mustTar(t, smallSite(), TarOptions{ModTime: at}))).Next()
	if err != nil || !h.ModTime.Equal(at) {
		t.Errorf("the time is %v (%v), want %v", h.ModTime, err, at)
	}
}

func TestTarErrorsOfTreeAndWriterEndIt(t *testing.T) {
	boom := errors.New("boom")
	tree := awkward()
	tree["many/page.html"] = "broken"
	for _, workers := range []int{1, 4} {
		if _, err := ToTar(t.Context(), broken{tree, boom}, io.Discard, TarOptions{Workers: workers}); !errors.Is(err, boom) {
			t.Errorf("the tree's error came out as %v", err)
		}
		if _, err := ToTar(t.Context(), awkward(), &fullWriter{room: 10_000, err: boom}, TarOptions{Workers: workers}); !errors.Is(err, boom) {
			t.Errorf("the writer's error came out as %v", err)
		}
		ctx, cancel := context.WithCancel(t.Context())
		if _, err := ToTar(ctx, cancels{smallSite(), cancel}, io.Discard, TarOptions{Workers: workers}); err != nil && !errors.Is(err, context.Canceled) {
			t.Errorf("cancelled, the error is %v", err)
		}
	}
}

type fullWriter struct {
	room int
	err  error
}

func (w *fullWriter) Write(b []byte) (int, error) {
	if w.room -= len(b); w.room < 0 {
		return 0, w.err
	}
	return len(b), nil
}

// TestTarMemoryIsBounded makes a tar of 600 MB and looks at what was held.
func TestTarMemoryIsBounded(t *testing.T) {
	tree := newBigTree(20, 5000, 6000)
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	if _, err := ToTar(t.Context(), tree, io.Discard, TarOptions{}); err != nil {
		t.Fatal(err)
	}
	runtime.ReadMemStats(&after)
	const limit = 32 << 20
	if grown := after.Sys - before.Sys; grown > limit {
		t.Errorf("the process grew by %s, want at most %s", FormatBytes(int64(grown)), FormatBytes(limit))
	}
	if made := after.TotalAlloc - before.TotalAlloc; made > 2*limit {
		t.Errorf("%s were allocated, want at most %s", FormatBytes(int64(made)), FormatBytes(2*limit))
	}
}

// TestFaultLeavesTheOldTarOrTheNew fails every operation of ToTarFile.
func TestFaultLeavesTheOldTarOrTheNew(t *testing.T) {
	want := mustTar(t, edited(), TarOptions{})
	for _, onwards := range []bool{false, true} {
		for n := 1; ; n++ {
			path := filepath.Join(fastDir(t), "site.tar")
			mustWrite(t, path, "old")
			fsys := &faultFS{real: system(), failAt: n, onwards: onwards}
			_, err := toTarFile(t.Context(), fsys, edited(), path, TarOptions{})
			got, _ := os.ReadFile(path)
			if err != nil && string(got) != "old" || err == nil && !bytes.Equal(got, want) {
				t.Fatalf("operation %d failed (%v): neither the old nor the new", n, err)
			}
			if _, err := ToTarFile(t.Context(), edited(), path, TarOptions{}); err != nil {
				t.Fatal(err)
			}
			if got, _ := os.ReadFile(path); !bytes.Equal(got, want) {
				t.Fatalf("operation %d: the next run left something else", n)
			}
			if entries, _ := os.ReadDir(filepath.Dir(path)); len(entries) != 1 {
				t.Fatalf("operation %d: the next run left %v", n, entries)
			}
			if !fsys.reached() {
				if n < 5 {
					t.Fatalf("only %d operations", n)
				}
				break
			}
		}
	}
}

func TestTarGoesStraightIntoAPipe(t *testing.T) {
	path := filepath.Join(t.TempDir(), "pipe")
	makeStrange(t, path)
	got := make(chan []byte, 1)
	go func() {
		b, _ := os.ReadFile(path)
		got <- b
	}()
	if _, err := ToTarFile(t.Context(), smallSite(), path, TarOptions{}); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(<-got, mustTar(t, smallSite(), TarOptions{})) {
		t.Error("something else came through the pipe")
	}
}

func TestTarRefusesWhatItCannotWriteTo(t *testing.T) {
	root := t.TempDir()
	_, err := ToTarFile(t.Context(), smallSite(), root, TarOptions{})
	wantCode(t, err, "unsafe-output")
	mustLink(t, "nothing", filepath.Join(root, "dangling"))
	_, err = ToTarFile(t.Context(), smallSite(), filepath.Join(root, "dangling"), TarOptions{})
	wantCode(t, err, "unsafe-output")
	_, err = ToTarFile(t.Context(), smallSite(), filepath.Join(root, "none", "site.tar"), TarOptions{})
	wantCode(t, err, "not-there")
}

func TestPaxRecordCountsItself(t *testing.T) {
	for n := range 2000 {
		r := paxRecord("path", strings.Repeat("x", n))
		if !strings.HasPrefix(r, fmt.Sprint(len(r))+" path=") {
			t.Fatalf("a value of %d bytes: %q", n, r[:12])
		}
	}
}

func TestUSTARNamesNeedNoRecord(t *testing.T) {
	long := "devops-engineer/vs-" + strings.Repeat("a", 40) + "-vs-" + strings.Repeat("b", 33) + ".html"
	if len(long) <= nameLen {
		t.Fatal("the name is not long")
	}
	prefix, rest, ok := splitName([]byte(long))
	if !ok || string(prefix) != "devops-engineer" || string(prefix)+"/"+string(rest) != long {
		t.Errorf("split into %q and %q, %t", prefix, rest, ok)
	}
}
