package publish

import (
	"bytes"
	"fmt"
	"hash/crc32"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// forge writes a manifest with whatever is asked for, and no check of it.
func forge(t *testing.T, out string, files map[string][]string) {
	t.Helper()
	own := filepath.Join(out, ownFolder)
	if err := os.MkdirAll(own, 0o755); err != nil {
		t.Fatal(err)
	}
	os.Remove(filepath.Join(own, manifestName))
	d, err := system().Open(own)
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	m, err := newManifestWriter(d, []byte("what a tree remembers"))
	if err != nil {
		t.Fatal(err)
	}
	var folders []string
	for folder := range files {
		folders = append(folders, folder)
	}
	slices.Sort(folders)
	for _, folder := range folders {
		s := &section{folder: folder}
		for _, name := range files[folder] {
			s.append(name, Key{}, 1)
			s.totals.files++
		}
		if err := m.write(s); err != nil {
			t.Fatal(err)
		}
	}
	if err := m.finish(Key{}); err != nil {
		t.Fatal(err)
	}
}

func TestTamperedManifestNeverReachesOutside(t *testing.T) {
	for _, c := range []struct {
		folder string
		name   string
	}{
		{"..", "victim"}, {"a/../..", "victim"}, {"", "victim"}, {"/etc", "passwd"}, {"a//b", "x"},
		{".", "../victim"}, {".", ".."}, {".", "."}, {".", ""}, {".", "/etc/passwd"}, {".", "a/b"}, {".", "a\x00b"},
		{".git", "HEAD"}, {"a/.git", "HEAD"}, {".rolediff", "manifest"},
	} {
		t.Run(fmt.Sprintf("%q,%q", c.folder, c.name), func(t *testing.T) {
			root := t.TempDir()
			out := filepath.Join(root, "public")
			mustBuild(t, site(), out)
			mustWrite(t, filepath.Join(root, "victim"), "precious")
			mustWrite(t, filepath.Join(out, ".git", "HEAD"), "ref")
			before, err := read(root)
			if err != nil {
				t.Fatal(err)
			}
			forge(t, out, map[string][]string{c.folder: {c.name}})
			delete(before, "public/"+ownFolder+"/"+manifestName)
			_, err = ToFolder(t.Context(), edited(), FolderOptions{Output: out})
			wantCode(t, err, "damaged-manifest")
			after, err := read(root)
			delete(after, "public/"+ownFolder+"/"+manifestName)
			if err == nil {
				err = same(after, before)
			}
			if err != nil {
				t.Error("something has changed:", err)
			}
		})
	}
}

func TestManifestOutOfOrderIsDamaged(t *testing.T) {
	for _, names := range [][]string{{"b", "a"}, {"a", "a"}, {"ab", "a"}, {"abc", "ab"}} {
		out := filepath.Join(t.TempDir(), "public")
		forge(t, out, map[string][]string{".": names})
		_, err := ToFolder(t.Context(), site(), FolderOptions{Output: out})
		wantCode(t, err, "damaged-manifest")
	}
}

// TestEveryDamagedByteOfAManifestIsNoticed flips each byte, and cuts the file off
// at each.
func TestEveryDamagedByteOfAManifestIsNoticed(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	mustBuild(t, site(), out)
	path := filepath.Join(out, ownFolder, manifestName)
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	try := func(b []byte, what string) {
		t.Helper()
		if err := os.WriteFile(path, b, 0o644); err != nil {
			t.Fatal(err)
		}
		_, err := ToFolder(t.Context(), edited(), FolderOptions{Output: out})
		if err == nil {
			t.Fatalf("%s: nobody noticed", what)
		}
		wantCode(t, err, "damaged-manifest")
	}
	for i := range whole {
		b := bytes.Clone(whole)
		b[i] ^= 1 << (i % 8)
		try(b, fmt.Sprintf("byte %d", i))
		try(whole[:i], fmt.Sprintf("length %d", i))
	}
	try(append(bytes.Clone(whole), 0), "a byte more")
	wantSite(t, out, site())
}

func TestStrangeThingInPlaceOfTheManifestIsDamage(t *testing.T) {
	for name, put := range map[string]func(own string){
		"strange file": func(own string) { makeStrange(t, filepath.Join(own, manifestName)) },
		"folder":       func(own string) { os.Mkdir(filepath.Join(own, manifestName), 0o755) },
		"link":         func(own string) { mustLink(t, "/etc/passwd", filepath.Join(own, manifestName)) },
		"no folder":    func(own string) { os.Remove(own); mustWrite(t, own, "file") },
		"linked folder": func(own string) {
			os.Rename(own, own+"-moved")
			mustLink(t, own+"-moved", own)
		},
	} {
		t.Run(name, func(t *testing.T) {
			out := filepath.Join(t.TempDir(), "public")
			mustBuild(t, site(), out)
			own := filepath.Join(out, ownFolder)
			os.Remove(filepath.Join(own, manifestName))
			put(own)
			_, err := ToFolder(t.Context(), edited(), FolderOptions{Output: out})
			wantCode(t, err, "damaged-manifest")
			got, _ := read(out)
			for name, text := range site() {
				if got[name] != text {
					t.Errorf("%s has changed", name)
				}
			}
		})
	}
}

// FuzzManifest reads whatever bytes as a manifest with a valid head: no input may
// give a name that leaves the folder, or make reading fail in another way.
func FuzzManifest(f *testing.F) {
	out := filepath.Join(f.TempDir(), "public")
	if _, err := ToFolder(f.Context(), site(), FolderOptions{Output: out}); err != nil {
		f.Fatal(err)
	}
	f.Add([]byte(manifestOf(out))[headSize:], 7)
	f.Add([]byte("\x01.\x01\x1d\x00\x02..\x05"), 1)
	f.Fuzz(func(t *testing.T, body []byte, files int) {
		h := head{length: uint64(len(body)), crc: crc32.Checksum(body, castagnoli), totals: totals{files: files}}
		m := &manifest{head: h, f: memory{bytes.NewReader(append(h.encode(), body...))}}
		if m.load() != nil {
			return
		}
		for _, folder := range m.list() {
			if !validFolder(folder) {
				t.Fatalf("the folder %q was taken", folder)
			}
			c, _, err := m.section(folder, nil)
			if err != nil {
				t.Fatal(err)
			}
			last := ""
			for n := 0; c.next(); n++ {
				if name := string(c.name); !validName(name) || n > 0 && name <= last {
					t.Fatalf("the name %q was taken after %q", name, last)
				}
				last = string(c.name)
			}
		}
	})
}

// memory is a file in memory that can only be read.
type memory struct{ *bytes.Reader }

func (memory) Write([]byte) (int, error)          { return 0, os.ErrInvalid }
func (memory) WriteAt([]byte, int64) (int, error) { return 0, os.ErrInvalid }
func (memory) Close() error                       { return nil }
