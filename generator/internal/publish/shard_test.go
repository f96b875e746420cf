package publish

import (
	"archive/tar"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/rolediff/rolediff/generator/internal/diag"
)

func TestShardsMergeToTheWholeTar(t *testing.T) {
	files := map[string]string{"index.html": "home", "404.html": "none", "empty.txt": ""}
	for a := range 5 {
		for b := range 23 {
			files[fmt.Sprintf("role-%d/vs-%d.html", a, b)] = fmt.Sprintf("page %d %d", a, b)
		}
	}
	files["api/v1/roles.json"] = "{}"
	tree := fakeTree(files)
	var whole bytes.Buffer
	if _, err := ToTar(context.Background(), tree, &whole, TarOptions{}); err != nil {
		t.Fatal(err)
	}
	for n := 1; n <= 7; n++ {
		var shards []TarShare
		seen := 0
		for i := 1; i <= n; i++ {
			var out bytes.Buffer
			stats, err := ToTar(context.Background(), Shard(tree, i, n), &out, TarOptions{})
			if err != nil {
				t.Fatal(err)
			}
			seen += stats.Files
			if most := len(files)/n + 8; stats.Files > most {
				t.Errorf("shard %d/%d holds %d of %d files, want at most %d", i, n, stats.Files, len(files), most)
			}
			shards = append(shards, TarShare{fmt.Sprint(i), &out})
		}
		if seen != len(files) {
			t.Errorf("%d shards hold %d files, want %d", n, seen, len(files))
		}
		var merged bytes.Buffer
		if _, err := Merge(context.Background(), &merged, shards); err != nil {
			t.Fatalf("%d shards: %v", n, err)
		}
		if !bytes.Equal(merged.Bytes(), whole.Bytes()) {
			t.Errorf("%d shards merge to other bytes than the whole tar", n)
		}
	}
}

// tarOf is the tar of a share.
func tarOf(t *testing.T, tree Tree) []byte {
	t.Helper()
	var out bytes.Buffer
	if _, err := ToTar(t.Context(), tree, &out, TarOptions{}); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// foreignTar holds entries that no site has; all have the same content.
func foreignTar(t *testing.T, entries ...tar.Header) []byte {
	t.Helper()
	var out bytes.Buffer
	w := tar.NewWriter(&out)
	for _, e := range entries {
		e.Mode = 0o644
		if e.Typeflag == 0 {
			e.Typeflag, e.Size = tar.TypeReg, 1
		}
		if err := w.WriteHeader(&e); err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(make([]byte, e.Size)); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// TestMergeTakesEveryShareOfOneSiteOnceAndWhole: a share too few would be a site
// with holes, and one that was cut off, too.
func TestMergeTakesEveryShareOfOneSiteOnceAndWhole(t *testing.T) {
	tree := fakeTree(map[string]string{"a/x.html": "1", "a/y.html": "2", "b.html": "3"})
	other := fakeTree(map[string]string{"a/x.html": "1", "a/y.html": "2", "b.html": "4"})
	one, two, three := tarOf(t, Shard(tree, 1, 3)), tarOf(t, Shard(tree, 2, 3)), tarOf(t, Shard(tree, 3, 3))
	whole, alien := tarOf(t, tree), tarOf(t, Shard(other, 3, 3))
	for name, c := range map[string]struct {
		tars [][]byte
		says string
	}{
		"all of them":          {[][]byte{three, one, two}, ""},
		"the whole":            {[][]byte{whole}, ""},
		"one is missing":       {[][]byte{one, three}, "share 2 of 3 is missing"},
		"one alone":            {[][]byte{one}, "share 2 of 3 is missing"},
		"one twice":            {[][]byte{one, two, two, three}, "share 2 of 3, and so is"},
		"of another site":      {[][]byte{one, two, alien}, "another site"},
		"of another number":    {[][]byte{one, two, tarOf(t, Shard(tree, 3, 4))}, "another site"},
		"the whole among them": {[][]byte{one, two, whole}, "does not say which share"},
		"nothing":              {[][]byte{one, {}, three}, "cut off"},
		"one empty file":       {[][]byte{{}}, "cut off"},
		"only zeros":           {[][]byte{make([]byte, 4096)}, "empty"},
		"no tar":               {[][]byte{bytes.Repeat([]byte("<html>"), 500)}, "no tar"},
	} {
		var shares []TarShare
		for i, b := range c.tars {
			shares = append(shares, TarShare{fmt.Sprint(i, ".tar"), bytes.NewReader(b)})
		}
		_, err := Merge(t.Context(), io.Discard, shares)
		if c.says == "" {
			if err != nil {
				t.Errorf("%s: %v", name, err)
			}
			continue
		}
		if d := wantCode(t, err, "wrong-share"); !strings.Contains(d.Message, c.says) {
			t.Errorf("%s: %q does not say %q", name, d.Message, c.says)
		}
	}
	for n := range len(two) {
		shares := []TarShare{{"1.tar", bytes.NewReader(one)}, {"2.tar", bytes.NewReader(two[:n])}, {"3.tar", bytes.NewReader(three)}}
		if _, err := Merge(t.Context(), io.Discard, shares); err == nil {
			t.Fatalf("a share that was cut off after %d of %d bytes was merged", n, len(two))
		}
	}
}

// TestMergeRefusesHostileTars: what is merged is unpacked by others.
func TestMergeRefusesHostileTars(t *testing.T) {
	file := func(name string) tar.Header { return tar.Header{Name: name} }
	huge := foreignTar(t, file("a.html"))
	copy(huge[124:136], "\x80\x00\x00\x00\x7f\xff\xff\xff\xff\xff\xff\xff") // a size in base 256
	sum := 0
	copy(huge[148:156], "        ")
	for _, c := range huge[:512] {
		sum += int(c)
	}
	copy(huge[148:], fmt.Sprintf("%06o\x00 ", sum))
	for name, b := range map[string][]byte{
		"absolute":          foreignTar(t, file("/etc/passwd")),
		"upwards":           foreignTar(t, file("../x.html")),
		"upwards inside":    foreignTar(t, file("a/../../x.html")),
		"a dot":             foreignTar(t, file("./x.html")),
		"twice a slash":     foreignTar(t, file("a//x.html")),
		"a backslash":       foreignTar(t, file("a\\x.html")),
		"a drive or stream": foreignTar(t, file("a\u202ex.html")),
		"a control":         foreignTar(t, file("a\x1b[31m.html")),
		"git":               foreignTar(t, file(".git/config")),
		"ours":              foreignTar(t, file(".rolediff/manifest")),
		"a folder outside":  foreignTar(t, tar.Header{Name: "../x/", Typeflag: tar.TypeDir}, file("z.html")),
		"symbolic link":     foreignTar(t, tar.Header{Name: "x", Typeflag: tar.TypeSymlink, Linkname: "/etc/passwd"}),
		"hard link":         foreignTar(t, tar.Header{Name: "x", Typeflag: tar.TypeLink, Linkname: "/etc/passwd"}),
		"device":            foreignTar(t, tar.Header{Name: "x", Typeflag: tar.TypeChar}),
		"pipe":              foreignTar(t, tar.Header{Name: "x", Typeflag: tar.TypeFifo}),
		"more said of it":   foreignTar(t, tar.Header{Name: "x", PAXRecords: map[string]string{"SCHILY.xattr.a": "b"}}),
		"huge":              huge,
		"wrong order":       foreignTar(t, file("b.html"), file("a.html")),
		"one name twice":    foreignTar(t, file("a.html"), file("a.html")),
	} {
		_, err := Merge(t.Context(), io.Discard, []TarShare{{"x.tar", bytes.NewReader(b)}})
		var list diag.List
		if !errors.As(err, &list) || list[0].Code != "wrong-share" || list[0].File != "x.tar" {
			t.Errorf("%s: %v", name, err)
		}
	}
}
