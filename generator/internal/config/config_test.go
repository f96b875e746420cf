package config

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

const small = `{"title": "T", "dimensions": [{"key": "a", "label": "A"}]}`

// extra is a valid config with further keys.
func extra(keys string) string { return strings.TrimSuffix(small, "}") + ", " + keys + "}" }

func TestParseFillsInWhatIsNotSaid(t *testing.T) {
	cfg, list := Parse([]byte(small))
	if len(list) > 0 {
		t.Fatal(list)
	}
	got := fmt.Sprint(cfg.Language, cfg.BaseURL, cfg.Repository, cfg.Branch, cfg.NounOne, cfg.NounMany, cfg.Pairs, cfg.Trios)
	if want := fmt.Sprint("en", "", "", "main", "role", "roles", "all", "all"); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestAddressesGetOneSlash(t *testing.T) {
	for base, want := range map[string]string{
		"https://a.example": "https://a.example/", "https://a.example/": "https://a.example/", "https://a.example/b": "https://a.example/b/", "https://a.example/b//": "https://a.example/b/",
	} {
		cfg, list := Parse([]byte(extra(fmt.Sprintf(`"base_url": %q, "repository": %q`, base, base))))
		if len(list) > 0 {
			t.Fatal(list)
		}
		if cfg.BaseURL != want || strings.HasSuffix(cfg.Repository, "/") {
			t.Errorf("%s becomes %s and %s", base, cfg.BaseURL, cfg.Repository)
		}
	}
}

func TestParseRefuses(t *testing.T) {
	var many strings.Builder
	for i := range 65 {
		fmt.Fprintf(&many, `{"key": "f%d", "label": "F"},`, i)
	}
	for text, want := range map[string]string{
		extra(`"titel": "x"`):                                                                  "unknown-key",
		extra(`"title": "again"`):                                                              "duplicate-key",
		extra(`"base_url": "javascript:alert(1)"`):                                             "wrong-url",
		extra(`"base_url": "https://a.example/?q"`):                                            "wrong-url",
		extra(`"base_url": "/roles/"`):                                                         "wrong-url",
		extra(`"branch": "../x y"`):                                                            "wrong-branch",
		extra(`"policy": {"pairs": "most"}`):                                                   "unknown-name",
		extra(`"noun": "job"`):                                                                 "wrong-type",
		extra(`"families": [{"key": "A", "label": "A"}]`):                                      "wrong-key",
		extra(`"families": [{"key": "a", "label": ""}]`):                                       "no-value",
		extra(`"families": [` + strings.TrimSuffix(many.String(), ",") + `]`):                  "too-many",
		extra(`"scales": [{"key": "s", "label": "S", "steps": [{"key": "x", "label": "X"}]}]`): "too-few",
		extra(`"scales": [{"key": "s", "label": "S", "steps": [{"key": "x", "label": "X"}, {"key": "x", "label": "Y"}]}]`): "duplicate-key",
		extra(`"scales": [{"key": "s", "label": "S", "steps": [{"key": "1", "label": "X"}, {"key": "y", "label": "Y"}]}]`): "wrong-key",
		`{"title": "T", "dimensions": []}`: "no-value",
		`{"title": "T"}`:                   "missing-key",
		`{"dimensions": [{"key": "a", "label": "A"}, {"key": "a", "label": "A"}], "title": "T"}`:    "duplicate-key",
		`{"title": "` + strings.Repeat("t", 301) + `", "dimensions": [{"key": "a", "label": "A"}]}`: "too-long",
		`null`: "wrong-type",
		`[]`:   "wrong-type",
		`"x"`:  "wrong-type",
		``:     "json-syntax",
	} {
		cfg, list := Parse([]byte(text))
		if cfg != nil || len(list) == 0 {
			t.Errorf("%s is taken", text)
			continue
		}
		found := false
		for _, d := range list {
			found = found || d.Code == want
			if d.Line == 0 || d.Column == 0 {
				t.Errorf("%s: %s has no place", text, d.Code)
			}
		}
		if !found {
			t.Errorf("%s reports %v, want %s", text, list, want)
		}
	}
}

func TestAByteOrderMarkMovesNoPlace(t *testing.T) {
	text := "{\r\n  \"titel\": \"x\"}"
	_, plain := Parse([]byte(text))
	_, marked := Parse([]byte("\uFEFF" + text))
	if fmt.Sprint(plain) != fmt.Sprint(marked) {
		t.Errorf("without: %v\nwith: %v", plain, marked)
	}
}

func TestStepsAreNamedByKeyOrNumber(t *testing.T) {
	s := Scale{Steps: []Term{{Key: "team"}, {Key: "company"}}}
	for text, want := range map[string]int{"team": 0, "company": 1, "1": 0, "2": 1, "0": -1, "3": -1, "-1": -1, "": -1, "Team": -1, "99999999999999999999": -1} {
		if got := s.Step(text); got != want {
			t.Errorf("Step(%q) = %d, want %d", text, got, want)
		}
	}
}

func TestOurOwnConfigIsValid(t *testing.T) {
	raw, err := os.ReadFile("../../../config.json")
	if err != nil {
		t.Fatal(err)
	}
	if _, list := Parse(raw); len(list) > 0 {
		t.Error(list)
	}
}
