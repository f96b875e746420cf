package change

import (
	"fmt"
	"io"
	"strings"
)

// WriteText writes the report for a terminal or a log. With color, what went is
// red and what came is green; without, brackets tell them: [-went-] {+came+}.
func WriteText(w io.Writer, r *Report, color bool) error {
	p := &printer{color: color}
	if r.Before != "" {
		p.line("%s, compared with %s", r.After, r.Before)
	}
	for _, c := range r.Config {
		p.line("config.json: %s", c)
	}
	for _, role := range r.Roles {
		p.role(role)
	}
	for _, n := range r.Notes {
		p.text("note", n)
	}
	for _, n := range r.Pages {
		p.text("page", n)
	}
	p.line("")
	if r.Empty() {
		p.line("readers see no difference")
	} else {
		p.line("pages: %s", r.Counts.sentence())
		p.comparisons(r)
	}
	_, err := io.WriteString(w, strings.TrimLeft(p.b.String(), "\n"))
	return err
}

type printer struct {
	b     strings.Builder
	color bool
}

func (p *printer) line(format string, args ...any) { fmt.Fprintf(&p.b, format+"\n", args...) }

func (p *printer) role(r Role) {
	p.line("")
	switch {
	case r.Kind == Renamed:
		p.line("renamed: %s (%s, was %s)", r.Title, r.Slug, r.WasSlug)
	default:
		p.line("%s: %s (%s)", r.Kind, r.Title, r.Slug)
	}
	if r.WasTitle != "" {
		p.line("  Title: %s", p.words(Words{{Gone, r.WasTitle}, {New, r.Title}}))
	}
	for _, f := range r.Fields {
		p.line("  %s: %s", f.Label, p.words(f.Words))
	}
	for _, m := range r.Scales {
		p.line("  %s: %s", m.Scale, p.words(Words{{Gone, m.Before}, {New, m.After}}))
	}
	for _, rel := range r.Relations {
		p.line("  %s: %s", rel.Label, p.words(rel.words()))
	}
	for _, row := range r.Dimensions {
		p.line("  %s", row.Label)
		p.list(row.Statements)
	}
	if len(r.Body) > 0 {
		p.line("  Text below the table")
		p.list(r.Body)
	}
}

func (p *printer) text(what string, t Text) {
	p.line("")
	p.line("%s %s: %s (%s)", what, t.Kind, t.Title, t.File)
	p.list(t.Body)
}

func (p *printer) list(texts []Words) {
	for _, t := range texts {
		p.line("    %s", p.words(t))
	}
}

func (p *printer) comparisons(r *Report) {
	if len(r.Comparisons) == 0 {
		return
	}
	p.line("%s, such as", r.Told.sentence())
	for _, c := range r.Comparisons {
		p.line("  %s", strings.Join(c.Titles, " vs "))
		p.list(c.Sentences)
	}
}

func (p *printer) words(words Words) string {
	var parts []string
	for _, piece := range words {
		text := printable(piece.Text)
		switch {
		case piece.Is == Same:
		case piece.Is == Gone && p.color:
			text = "\x1b[31m" + text + "\x1b[0m"
		case piece.Is == New && p.color:
			text = "\x1b[32m" + text + "\x1b[0m"
		case piece.Is == Gone:
			text = "[-" + text + "-]"
		default:
			text = "{+" + text + "+}"
		}
		parts = append(parts, text)
	}
	return strings.Join(parts, " ")
}

// printable leaves out what could steer a terminal.
func printable(text string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f || r >= 0x80 && r < 0xa0 {
			return -1
		}
		return r
	}, text)
}

func (r Relation) words() Words {
	var out Words
	if len(r.Removed) > 0 {
		out = append(out, Piece{Gone, strings.Join(r.Removed, ", ")})
	}
	if len(r.Added) > 0 {
		out = append(out, Piece{New, strings.Join(r.Added, ", ")})
	}
	return out
}

// sentence is "1 of 65 roles changed, 64 of 2,080 pairs changed, 3 trios added".
func (c Counts) sentence() string {
	var parts []string
	for _, n := range []struct {
		count     Count
		one, many string
	}{{c.Roles, "role", "roles"}, {c.Pairs, "pair", "pairs"}, {c.Trios, "trio", "trios"}, {c.Other, "other file", "other files"}} {
		for _, what := range []struct {
			n    int
			word string
		}{{n.count.Changed, "changed"}, {n.count.Added, "added"}, {n.count.Removed, "removed"}} {
			total, noun := n.count.After, n.many
			if what.word == "removed" {
				total = n.count.Before
			}
			if total == 1 {
				noun = n.one
			}
			if what.n > 0 {
				parts = append(parts, fmt.Sprintf("%s of %s %s %s", commas(what.n), commas(total), noun, what.word))
			}
		}
	}
	return strings.Join(parts, ", ")
}

func (t Told) sentence() string {
	var parts []string
	if t.Pairs > 0 {
		parts = append(parts, fmt.Sprintf("%s %s", commas(t.Pairs), plural(t.Pairs, "pair")))
	}
	if t.Trios > 0 {
		parts = append(parts, fmt.Sprintf("%s %s", commas(t.Trios), plural(t.Trios, "trio")))
	}
	return "other key differences than before on " + strings.Join(parts, " and ")
}

func plural(n int, word string) string {
	if n == 1 {
		return word
	}
	return word + "s"
}

// commas groups digits by three.
func commas(n int) string {
	s := fmt.Sprint(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}
