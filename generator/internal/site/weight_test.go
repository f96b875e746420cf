package site

import (
	"io/fs"
	"path"
	"strings"
	"testing"
)

// TestAHundredRolesFitPages holds what a site of a hundred roles takes, with
// texts of average length and every feature: see docs/bytes.md.
func TestAHundredRolesFitPages(t *testing.T) {
	s, err := synthetic()
	if err != nil {
		t.Fatal(err)
	}
	sizes, err := s.Measure(false)
	if err != nil {
		t.Fatal(err)
	}
	trios, all := sizes.Of[TrioPages], sizes.Total()
	if trios.Files != 161_700 {
		t.Fatalf("%d trios", trios.Files)
	}
	if each := trios.Bytes / int64(trios.Files); each >= 6000 {
		t.Errorf("a trio takes %d bytes", each)
	}
	if all.Bytes >= 1_000_000_000 {
		t.Errorf("the site takes %d bytes", all.Bytes)
	}
	t.Logf("%d bytes a trio, %d in all", trios.Bytes/int64(trios.Files), all.Bytes)
}

// TestScriptsAndStylesAreSmall holds what readers load once: 20 kB of each,
// minified. Data is not counted.
func TestScriptsAndStylesAreSmall(t *testing.T) {
	s, err := synthetic()
	if err != nil {
		t.Fatal(err)
	}
	const limit = 20_000
	sizes := map[string]int{}
	for _, name := range []string{"site.css", "site.js", "compare.js", "single.js"} {
		raw, err := fs.ReadFile(s, path.Join("assets", name))
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(raw), "\n\n") {
			t.Errorf("%s is not minified", name)
		}
		sizes[path.Ext(name)] += len(raw)
	}
	for ext, n := range sizes {
		if n >= limit {
			t.Errorf("%d bytes of %s, not below %d", n, ext, limit)
		}
		t.Logf("%d bytes of %s", n, ext)
	}
}
