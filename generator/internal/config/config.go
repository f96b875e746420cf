// Package config reads config.json, strictly: an unknown key, a wrong type, a
// key given twice or a missing one is a diagnostic with its line and column, and
// one run reports all of them.
package config

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/rolediff/rolediff/generator/internal/diag"
	"github.com/rolediff/rolediff/generator/internal/schema"
)

// File is the name of the file in a site's folder.
const File = "config.json"

// Policies for pairs and trios: which of them get a page of their own.
const (
	PolicyAll     = "all"
	PolicyRelated = "related"
	PolicyNone    = "none"
)

// Config is a valid config.json.
type Config struct {
	Title       string
	Description string
	Language    string // a BCP 47 tag
	BaseURL     string // ends in a slash, or is empty
	Repository  string // no slash at the end, or empty
	Branch      string
	NounOne     string // "role"
	NounMany    string // "roles"
	Pairs       string // a policy
	Trios       string // a policy
	MaxBytes    Limit  // of all files together
	MaxFiles    Limit
	Dimensions  []Term
	Scales      []Scale
	Families    []Term
	Tracks      []Term
}

// Limit is a number that the site must not exceed. The zero Limit is none.
type Limit struct {
	Most  int64
	place diag.Diagnostic
}

// Exceeded is what to say when it is.
func (l Limit) Exceeded(message, hint string) diag.Diagnostic {
	d := l.place
	d.Message, d.Hint = message, hint
	return d
}

func limit(src *diag.Source, doc *schema.Value, key string) Limit {
	v := doc.Get("limits").Get(key)
	if v == nil {
		return Limit{}
	}
	most, _ := strconv.ParseInt(v.Text, 10, 64) // what is no number is reported by the Checker
	return Limit{most, src.Report(diag.Error, "over-limit", v.Pos, "", "")}
}

// Term is a word that the site defines: a dimension, a step, a family, a track.
type Term struct {
	Key   string
	Label string
	Help  string // may be empty
}

// Scale is an ordered axis with named steps, low to high.
type Scale struct {
	Term
	Most, More, Least string // "widest scope", "wider scope", "narrowest scope"
	Steps             []Term
}

// Step returns the index of a step given by its key or its number from 1, and
// -1 when there is none.
func (s Scale) Step(name string) int {
	if i := Index(s.Steps, name); i >= 0 {
		return i
	}
	if n, err := strconv.Atoi(name); err == nil && n >= 1 && n <= len(s.Steps) {
		return n - 1
	}
	return -1
}

// Index returns the place of a key among terms, or -1.
func Index(terms []Term, key string) int {
	return slices.IndexFunc(terms, func(t Term) bool { return t.Key == key })
}

// Names are the words that role files may refer to.
func (c *Config) Names() schema.Names {
	names := schema.Names{
		"family": keys(c.Families), "track": keys(c.Tracks), "dimension": keys(c.Dimensions),
	}
	for _, s := range c.Scales {
		names["scale"] = append(names["scale"], s.Key)
		steps := keys(s.Steps)
		for i := range s.Steps {
			steps = append(steps, strconv.Itoa(i+1))
		}
		names["step of "+s.Key] = steps
	}
	return names
}

// Labels are the words for Names that readers see.
func (c *Config) Labels() schema.Labels {
	labels := schema.Labels{}
	add := func(kind string, terms []Term) {
		labels[kind] = map[string]string{}
		for _, t := range terms {
			if label := strings.ToLower(t.Label); labels[kind][label] == "" {
				labels[kind][label] = t.Key
			}
		}
	}
	add("family", c.Families)
	add("track", c.Tracks)
	add("dimension", c.Dimensions)
	for _, s := range c.Scales {
		add("step of "+s.Key, s.Steps)
	}
	return labels
}

func keys(terms []Term) []string {
	out := make([]string, len(terms))
	for i, t := range terms {
		out[i] = t.Key
	}
	return out
}

// Missing is what to say when there is no config.json.
func Missing() diag.List {
	return diag.List{{
		Severity: diag.Error, Code: "missing-config", Position: diag.Position{File: File},
		Message: "there is no config.json here",
		Hint:    "run rolediff in a site's folder, name it with --site DIR, or make a new site with: rolediff init DIR",
	}}
}

// Parse reads the text of config.json. The Config is nil when there are errors.
func Parse(text []byte) (*Config, diag.List) {
	text = bytes.TrimPrefix(text, []byte("\uFEFF"))
	src := diag.NewSource(File, text)
	doc, list := schema.ParseJSON(src, text)
	if doc == nil {
		return nil, list
	}
	c := schema.Checker{Source: src, List: list}
	c.Check(doc, Fields(), File)
	cfg := decode(doc)
	cfg.MaxBytes, cfg.MaxFiles = limit(src, doc, "bytes"), limit(src, doc, "files")
	check(&c, doc, cfg)
	c.List.Sort()
	if c.List.HasErrors() {
		return nil, c.List
	}
	return cfg, c.List
}

func decode(doc *schema.Value) *Config {
	or := func(s, otherwise string) string {
		if s == "" {
			return otherwise
		}
		return s
	}
	noun, policy := doc.Get("noun"), doc.Get("policy")
	cfg := &Config{
		Title:       doc.Get("title").String(),
		Description: doc.Get("description").String(),
		Language:    or(doc.Get("language").String(), "en"),
		BaseURL:     WithSlash(doc.Get("base_url").String()),
		Repository:  strings.TrimRight(doc.Get("repository").String(), "/"),
		Branch:      or(doc.Get("branch").String(), "main"),
		NounOne:     or(noun.Get("one").String(), "role"),
		NounMany:    or(noun.Get("many").String(), "roles"),
		Pairs:       or(policy.Get("pairs").String(), PolicyAll),
		Trios:       or(policy.Get("trios").String(), PolicyAll),
		Dimensions:  terms(doc.Get("dimensions")),
		Families:    terms(doc.Get("families")),
		Tracks:      terms(doc.Get("tracks")),
	}
	if scales := doc.Get("scales"); scales != nil {
		for i, v := range scales.Items {
			term := terms(scales)[i]
			cfg.Scales = append(cfg.Scales, Scale{
				Term: term, Steps: terms(v.Get("steps")),
				Most:  or(v.Get("most").String(), "highest place on "+term.Label),
				More:  or(v.Get("more").String(), "higher place on "+term.Label),
				Least: or(v.Get("least").String(), "lowest place on "+term.Label),
			})
		}
	}
	return cfg
}

func terms(v *schema.Value) []Term {
	if v == nil {
		return nil
	}
	var out []Term
	for _, item := range v.Items {
		out = append(out, Term{item.Get("key").String(), item.Get("label").String(), item.Get("help").String()})
	}
	return out
}

// WithSlash ends a base URL in one slash, so that paths can be appended. An
// empty one stays empty.
func WithSlash(base string) string {
	if base == "" {
		return ""
	}
	return strings.TrimRight(base, "/") + "/"
}

var keyForm = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

// check holds the rules that no single field can state.
func check(c *schema.Checker, doc *schema.Value, cfg *Config) {
	if base := doc.Get("base_url"); base != nil && strings.ContainsAny(base.Text, "?#") {
		c.Errorf(base.Pos, "wrong-url", "write the address of the folder only", "base_url must not have a query or fragment")
	}
	if strings.ContainsAny(cfg.Branch, " ?#%\\:") || strings.HasPrefix(cfg.Branch, "/") {
		c.Errorf(doc.Get("branch").Pos, "wrong-branch", "", "branch %q cannot be part of an address", cfg.Branch)
	}
	for _, key := range []string{"bytes", "files"} {
		if v := doc.Get("limits").Get(key); v != nil && v.Kind == schema.Text {
			c.Errorf(v.Pos, "wrong-type", "write it without quotes", "%s must be a whole number, not %s", key, v.Kind)
		}
	}
	if dims := doc.Get("dimensions"); dims != nil && dims.Kind == schema.List && len(dims.Items) == 0 {
		c.Errorf(dims.Pos, "no-value", "", "dimensions is empty: there is nothing to compare")
	}
	for _, list := range []string{"dimensions", "scales", "families", "tracks"} {
		uniqueKeys(c, doc.Get(list), list)
	}
	if scales := doc.Get("scales"); scales != nil {
		for _, v := range scales.Items {
			steps := v.Get("steps")
			uniqueKeys(c, steps, "steps of "+v.Get("key").String())
			if steps != nil && steps.Kind == schema.List && len(steps.Items) < 2 {
				c.Errorf(steps.Pos, "too-few", "", "a scale needs two steps or more")
			}
		}
	}
}

func uniqueKeys(c *schema.Checker, list *schema.Value, what string) {
	if list == nil {
		return
	}
	if len(list.Items) > schema.MaxList {
		c.Errorf(list.Pos, "too-many", "", "%s has %d entries; %d are the most", what, len(list.Items), schema.MaxList)
	}
	seen := map[string]int{}
	for _, item := range list.Items {
		v := item.Get("key")
		key := v.String()
		if key == "" {
			continue
		}
		if !keyForm.MatchString(key) {
			c.Errorf(v.Pos, "wrong-key", "such as: scope-of-responsibilities", "key %q must be lower-case letters, digits and single hyphens", key)
		}
		if line, ok := seen[key]; ok {
			c.Errorf(v.Pos, "duplicate-key", "give each a key of its own", "%s already has the key %q in line %d", what, key, line)
		} else {
			seen[key] = v.Pos.Line
		}
		if strings.HasPrefix(what, "steps") {
			if _, err := strconv.Atoi(key); err == nil {
				c.Errorf(v.Pos, "wrong-key", "a number always means the place on the scale", "%s: a key cannot be a number", fmt.Sprint(what))
			}
		}
	}
}
