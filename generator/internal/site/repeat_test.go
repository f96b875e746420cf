package site

import (
	"encoding/xml"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"runtime"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"
)

// shuffled lists folders backwards, as another file system may.
type shuffled struct{ fs.FS }

func (s shuffled) ReadDir(name string) ([]fs.DirEntry, error) {
	entries, err := fs.ReadDir(s.FS, name)
	slices.Reverse(entries)
	return entries, err
}

// digest names every file with its key and bytes.
func digest(t *testing.T, s *Site) string {
	key := s.Key()
	return fmt.Sprintf("%x %v", key[:], pages(t, s))
}

func TestTheSameInputGivesTheSameBytes(t *testing.T) {
	want := digest(t, load(t, smallFiles(t)))
	t.Run("files listed in another order", func(t *testing.T) {
		if digest(t, load(t, shuffled{smallFiles(t)})) != want {
			t.Error("other bytes")
		}
	})
	t.Run("one processor", func(t *testing.T) {
		defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
		if digest(t, load(t, smallFiles(t))) != want {
			t.Error("other bytes")
		}
	})
	t.Run("another zone", func(t *testing.T) {
		defer func(zone *time.Location) { time.Local = zone }(time.Local)
		time.Local = time.FixedZone("far", 14*3600)
		if digest(t, load(t, smallFiles(t))) != want {
			t.Error("other bytes")
		}
	})
	t.Run("another process and locale", func(t *testing.T) {
		if os.Getenv("ROLEDIFF_DIGEST") != "" {
			fmt.Print("digest:" + want + ":digest")
			return
		}
		cmd := exec.Command(os.Args[0], "-test.run", "^"+t.Name()[:strings.Index(t.Name(), "/")]+"$")
		cmd.Env = append(os.Environ(), "ROLEDIFF_DIGEST=1", "TZ=Asia/Tokyo", "LC_ALL=tr_TR.UTF-8", "GOMAXPROCS=1")
		out, err := cmd.Output()
		if err != nil {
			t.Fatal(err)
		}
		_, got, _ := strings.Cut(string(out), "digest:")
		if got, _, _ = strings.Cut(got, ":digest"); got != want {
			t.Error("other bytes")
		}
	})
}

func TestTheSitemapIsSplitWhereTheProtocolAsks(t *testing.T) {
	const n = 70 // 54,740 trios, and more pages than one sitemap holds
	files := fstest.MapFS{"config.json": {Data: []byte(`{"title": "T", "base_url": "https://a.example/b&c/", "dimensions": [{"key": "a", "label": "A"}]}`)}}
	for i := range n {
		files[fmt.Sprintf("content/roles/r%02d.md", i)] = &fstest.MapFile{Data: fmt.Appendf(nil, "---\ntitle: R%d\nsummary: x\ndimensions: {a: x}\n---\n", i)}
	}
	s := load(t, files)
	var index struct {
		XMLName  xml.Name
		Sitemaps []string `xml:"sitemap>loc"`
	}
	raw, err := fs.ReadFile(s, "sitemap.xml")
	if err != nil {
		t.Fatal(err)
	}
	if err := xml.Unmarshal(raw, &index); err != nil || index.XMLName.Local != "sitemapindex" {
		t.Fatalf("%v: %.200s", err, raw)
	}
	seen := map[string]bool{}
	for _, address := range index.Sitemaps {
		name, ok := strings.CutPrefix(address, "https://a.example/b&c/")
		if !ok {
			t.Fatalf("the index lists %s", address)
		}
		raw, err := fs.ReadFile(s, name)
		if err != nil {
			t.Fatal(err)
		}
		text, ok := strings.CutSuffix(string(raw), "\n")
		addresses := strings.Split(text, "\n")
		if !ok || path.Ext(name) != ".txt" || len(addresses) > 50_000 || len(raw) > 50<<20 {
			t.Errorf("%s has %d addresses and %d bytes", name, len(addresses), len(raw))
		}
		for _, u := range addresses {
			if !strings.HasPrefix(u, "https://a.example/b&c/") {
				t.Fatalf("%s lists %q", name, u)
			}
			if seen[u] {
				t.Errorf("%s is listed twice", u)
			}
			seen[u] = true
		}
	}
	roles, pairs, trios := comparisons(t, s)
	if len(seen) < 1+roles+pairs+trios {
		t.Errorf("%d addresses for home, %d roles, %d pairs and %d trios", len(seen), roles, pairs, trios)
	}
	if want := "https://a.example/b&c/r00/vs-r01-vs-r02.html"; !seen[want] {
		t.Errorf("%s is not listed", want)
	}
	if len(index.Sitemaps) < 2 {
		t.Errorf("%d sitemaps", len(index.Sitemaps))
	}
}
