package schema

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/rolediff/rolediff/generator/internal/diag"
)

// Checker validates one document.
type Checker struct {
	Source *diag.Source
	Names  Names
	Labels Labels // may be nil
	List   diag.List
}

// Labels are the words that readers see, in lower case, for each kind of Names, and
// the name that each stands for. People write them now and then where the name is due.
type Labels map[string]map[string]string

// didYouMean is the hint for a word that is no name of its kind.
func (c *Checker) didYouMean(word, kind string) string {
	if name := c.Labels[kind][strings.ToLower(word)]; name != "" {
		return "did you mean " + name + "?"
	}
	return diag.DidYouMean(word, c.Names[kind])
}

// Errorf adds an error at pos.
func (c *Checker) Errorf(pos diag.Position, code, hint, format string, args ...any) {
	c.add(diag.Error, code, pos, fmt.Sprintf(format, args...), hint)
}

// Warnf adds a warning at pos.
func (c *Checker) Warnf(pos diag.Position, code, hint, format string, args ...any) {
	c.add(diag.Warning, code, pos, fmt.Sprintf(format, args...), hint)
}

// maxProblems is how many of one document are reported. Nobody mends more at once, and
// whoever wrote the file may only want them to be many.
const maxProblems = 1000

func (c *Checker) add(sev diag.Severity, code string, pos diag.Position, message, hint string) {
	switch n := len(c.List); {
	case n == maxProblems:
		c.List.Add(c.Source.Report(diag.Error, "too-many", pos, "there are more problems behind this place", "mend those before it first"))
	case n < maxProblems:
		c.List.Add(c.Source.Report(sev, code, pos, message, hint))
	}
}

// Check reports every way in which the document differs from its declaration.
// where names the document in messages, such as "a role".
func (c *Checker) Check(v *Value, fields []Field, where string) {
	if v.Kind != Map {
		c.Errorf(v.Pos, "wrong-type", "write key: value lines", "%s is a set of keys, not %s", where, v.Kind)
		return
	}
	c.duplicates(v)
	for _, e := range v.Fields {
		if len(c.List) > maxProblems {
			return // to look for what was meant takes time
		}
		f := Find(fields, e.Key)
		if f == nil {
			c.Errorf(e.Pos, "unknown-key", diag.DidYouMean(e.Key, keys(fields)), "%s has no key %s", where, quote(e.Key))
			continue
		}
		c.field(e.Value, f, f.Key)
	}
	for _, f := range fields {
		if f.Required && v.Get(f.Key) == nil {
			hint := "add " + f.Key + ": " + f.Example
			if f.Help != "" {
				hint += "  (" + strings.TrimSuffix(f.Help, ".") + ")"
			}
			c.Errorf(v.Pos, "missing-key", hint, "%s needs %s", where, f.Key)
		}
	}
}

func (c *Checker) duplicates(v *Value) {
	seen := make(map[string]int, len(v.Fields))
	for _, e := range v.Fields {
		if line, ok := seen[e.Key]; ok {
			c.Errorf(e.Pos, "duplicate-key", "remove one of the two", "%s is already given in line %d", quote(e.Key), line)
			continue
		}
		seen[e.Key] = e.Pos.Line
	}
}

// field checks one value. name is how messages call it.
func (c *Checker) field(v *Value, f *Field, name string) {
	if v.Kind == Null {
		c.Errorf(v.Pos, "no-value", "write something behind the colon, or remove the line", "%s has no value", name)
		return
	}
	switch f.Type {
	case TypeTexts, TypeNames:
		if v.Kind == Text && f.Type == TypeNames {
			c.wrongType(v, name, "a list", "put it in brackets: ["+v.String()+"]")
			return
		}
		c.list(v, f, name)
	case TypeTextOrList:
		if v.Kind == List {
			c.list(v, f, name)
			return
		}
		c.text(v, f, name)
	case TypeObject:
		c.Check(v, f.Fields, name)
	case TypeObjects:
		if v.Kind != List {
			c.wrongType(v, name, "a list", "")
			return
		}
		for _, item := range v.Items {
			c.Check(item, f.Fields, "an entry of "+name)
		}
	case TypeByName:
		c.byName(v, f, name)
	case TypeNumber:
		if n, err := strconv.ParseInt(v.Text, 10, 64); err != nil || n < 0 {
			if v.Kind == Number {
				c.Errorf(v.Pos, "wrong-type", "write digits only, such as "+f.Example, "%s must be a whole number, not %.40s", name, v.Text)
				return
			}
			c.wrongType(v, name, "a whole number", "")
		}
	case TypeBool:
		if v.Text != "true" && v.Text != "false" {
			c.wrongType(v, name, "true or false", "")
		}
	default:
		c.text(v, f, name)
	}
}

func (c *Checker) wrongType(v *Value, name, want, hint string) {
	c.Errorf(v.Pos, "wrong-type", hint, "%s must be %s, not %s", name, want, v.Kind)
}

func (c *Checker) byName(v *Value, f *Field, name string) {
	if v.Kind != Map {
		c.wrongType(v, name, "a set of keys", "known are: "+strings.Join(c.Names[f.Names], ", "))
		return
	}
	c.duplicates(v)
	for _, e := range v.Fields {
		if len(c.List) > maxProblems {
			return
		}
		if !slices.Contains(c.Names[f.Names], e.Key) {
			c.Errorf(e.Pos, "unknown-"+f.Names, c.didYouMean(e.Key, f.Names), "%s is not a %s of this site", quote(e.Key), f.Names)
			continue
		}
		elem := *f.Elem
		elem.Names = strings.ReplaceAll(elem.Names, "*", e.Key)
		c.field(e.Value, &elem, e.Key)
	}
}

func (c *Checker) list(v *Value, f *Field, name string) {
	if v.Kind != List {
		c.wrongType(v, name, "a list", "write one entry a line, each behind a dash")
		return
	}
	if limit := limitOr(f.Max, MaxList); len(v.Items) > limit {
		c.Errorf(v.Pos, "too-many", "shorten the list", "%s has %d entries; %d are the most", name, len(v.Items), limit)
		return
	}
	if len(v.Items) == 0 {
		c.Errorf(v.Pos, "no-value", "add an entry, or remove the key", "%s is an empty list", name)
	}
	one := Field{Type: TypeText, Names: f.Names, Enum: f.Enum}
	if f.Type == TypeNames {
		one.Type = TypeName
	}
	seen := map[string]bool{}
	for _, item := range v.Items {
		if item.Kind == Null {
			c.Errorf(item.Pos, "no-value", "write something behind the dash, or remove the line", "an entry of %s has no value", name)
			continue
		}
		c.text(item, &one, "an entry of "+name)
		if s := item.String(); s != "" && seen[s] {
			c.Errorf(item.Pos, "duplicate-entry", "remove one of the two", "%s holds %s twice", name, quote(s))
		} else {
			seen[s] = true
		}
	}
}

func (c *Checker) text(v *Value, f *Field, name string) {
	if v.Kind != Text {
		hint := "put the text in double quotes"
		if v.Kind == Map {
			hint = "a text that holds a colon and a blank needs double quotes around it"
		}
		c.wrongType(v, name, "text", hint)
		return
	}
	s := v.String()
	if i := strings.IndexFunc(v.Text, IsControl); i >= 0 {
		c.Errorf(v.Pos, "control-character", "remove it", "%s holds a control character", name)
		return
	}
	if !strings.ContainsFunc(s, visible) {
		c.Errorf(v.Pos, "no-value", "write something, or remove the key", "%s is empty", name)
		return
	}
	if n, limit := utf8.RuneCountInString(s), limitOr(f.Max, MaxText); n > limit && f.Type != TypeTexts {
		c.Errorf(v.Pos, "too-long", "shorten it", "%s has %d characters; %d are the most", name, n, limit)
		return
	}
	switch f.Type {
	case TypeName:
		names := f.Enum
		if f.Names != "" {
			names = c.Names[f.Names]
		}
		if f.Names == "role" || slices.Contains(names, s) {
			return // roles are checked when all of them are known
		}
		if f.Enum != nil {
			c.Errorf(v.Pos, "unknown-name", diag.DidYouMean(s, names), "%s cannot be %s", name, quote(s))
			return
		}
		c.Errorf(v.Pos, "unknown-name", c.didYouMean(s, f.Names), "%s: %s is not a %s of this site", name, quote(s), f.Names)
	case TypeDate:
		if _, err := time.Parse(time.DateOnly, s); err != nil {
			c.Errorf(v.Pos, "wrong-date", "write year, month and day: 2026-11-24", "%s: %s is no date", name, quote(s))
		}
	case TypeURL:
		if why := CheckURL(strings.TrimSpace(v.Text)); why != "" {
			c.Errorf(v.Pos, "wrong-url", "write a whole address: https://example.org/", "%s: %s %s", name, quote(s), why)
		}
	}
}

// CheckURL says why an address cannot stand in pages, or nothing.
func CheckURL(s string) string {
	u, err := url.Parse(s)
	switch {
	case err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "",
		strings.ContainsFunc(s, func(r rune) bool { return r <= ' ' || IsControl(r) || strings.ContainsRune("\"<>\\^`{|}", r) }),
		slices.ContainsFunc(strings.Split(u.Path, "/"), func(name string) bool { return name == "." || name == ".." }):
		return "is no http or https address"
	case u.User != nil:
		return "holds a name or a password, which every reader would see"
	}
	return ""
}

func limitOr(n, otherwise int) int {
	if n > 0 {
		return n
	}
	return otherwise
}

// quote shows a value inside a message, cut when it is long.
func quote(s string) string {
	if r := []rune(s); len(r) > 60 {
		s = string(r[:60]) + "…"
	}
	return strconv.Quote(s)
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
