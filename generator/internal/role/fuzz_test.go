package role

import (
	"net/url"
	"path/filepath"
	"strings"
	"testing"
)

func FuzzSlug(f *testing.F) {
	for _, s := range []string{"cto", "DevOps Engineer", "a-vs-b", "vs-", "..", "a%2e", "大", "a\\b", "con", "Worker's", "K\u212a", strings.Repeat("ab ", 60)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if CheckSlug(s) == nil {
			// What is accepted is an address, a file name and no comparison.
			if url.PathEscape(s) != s || filepath.Base(s) != s || s != "vs" && strings.Contains("-"+s+"-", "-vs-") || len(s) > MaxSlug {
				t.Errorf("CheckSlug takes %q", s)
			}
			if Slugify(s) != s {
				t.Errorf("Slugify changes the slug %q to %q", s, Slugify(s))
			}
		}
		slug := Slugify(s)
		if Slugify(slug) != slug {
			t.Errorf("Slugify(%q) = %q is not final", s, slug)
		}
		if len(slug) > MaxSlug || strings.Contains(slug, "--") || strings.Trim(slug, "-") != slug || strings.Trim(slug, "abcdefghijklmnopqrstuvwxyz0123456789-") != "" {
			t.Errorf("Slugify(%q) = %q", s, slug)
		}
	})
}
