package config

import (
	"net/url"
	"strings"
	"testing"
	"unicode"

	"github.com/rolediff/rolediff/generator/internal/schema"
	"github.com/rolediff/rolediff/generator/internal/seeds"
)

// FuzzConfig holds that any bytes give a config or errors that point into the
// file, and that what a config says is fit to be used.
func FuzzConfig(f *testing.F) {
	for _, raw := range seeds.Files(f, "config.json") {
		f.Add(raw)
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		cfg, list := Parse(raw)
		if (cfg == nil) != list.HasErrors() {
			t.Fatalf("%q: config %v, problems %v", raw, cfg, list)
		}
		lines := strings.Count(string(raw), "\n") + 1
		for _, d := range list {
			if d.Line < 0 || d.Line > lines || d.Column < 0 || d.Message == "" || d.File != File {
				t.Errorf("%q: %s", raw, d)
			}
		}
		if cfg == nil {
			return
		}
		if cfg.Title == "" || len(cfg.Dimensions) == 0 || strings.ContainsFunc(cfg.Title+cfg.Description+cfg.Language, unicode.IsControl) {
			t.Errorf("%q is taken: %+v", raw, cfg)
		}
		for _, address := range []string{cfg.BaseURL, cfg.Repository} {
			u, err := url.Parse(address)
			if address != "" && (err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "") {
				t.Errorf("%q gives the address %q", raw, address)
			}
		}
		if cfg.BaseURL != "" && !strings.HasSuffix(cfg.BaseURL, "/") {
			t.Errorf("%q gives the base URL %q", raw, cfg.BaseURL)
		}
		for _, terms := range [][]Term{cfg.Dimensions, cfg.Families, cfg.Tracks} {
			seen := map[string]bool{}
			for _, term := range terms {
				if !keyForm.MatchString(term.Key) || term.Label == "" || seen[term.Key] || len(terms) > schema.MaxList {
					t.Errorf("%q gives the term %+v", raw, term)
				}
				seen[term.Key] = true
			}
		}
		for _, scale := range cfg.Scales {
			if len(scale.Steps) < 2 || scale.Step("1") != 0 {
				t.Errorf("%q gives the scale %+v", raw, scale)
			}
		}
	})
}
