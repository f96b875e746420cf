package publish

import (
	"archive/tar"
	"bytes"
	"context"
	"fmt"
	"io"
	"testing"
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
		var shards []io.Reader
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
			shards = append(shards, &out)
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

func TestMergeRefusesForeignTars(t *testing.T) {
	tarOf := func(files map[string]string, i, n int) io.Reader {
		var out bytes.Buffer
		if _, err := ToTar(context.Background(), Shard(fakeTree(files), i, n), &out, TarOptions{}); err != nil {
			t.Fatal(err)
		}
		return &out
	}
	one := map[string]string{"a/x.html": "1", "a/y.html": "2"}
	if _, err := Merge(context.Background(), io.Discard, []io.Reader{tarOf(one, 1, 2), tarOf(one, 1, 2)}); err == nil {
		t.Error("one shard twice was merged")
	}
	var foreign bytes.Buffer
	w := tar.NewWriter(&foreign)
	for _, name := range []string{"b.html", "a.html"} {
		if err := w.WriteHeader(&tar.Header{Name: name, Mode: 0o644}); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := Merge(context.Background(), io.Discard, []io.Reader{&foreign}); err == nil {
		t.Error("a tar in another order was merged")
	}
}
