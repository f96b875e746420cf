package change

import (
	"fmt"
	"html"
	"io"
	"strings"
)

// markdownLimit is the most that WriteMarkdown writes, in bytes. GitHub takes
// 65,536 characters in a comment and 1 MiB in a job's summary; the rest is left
// for what a workflow adds around it, such as thirty lines of problems.
const markdownLimit = 50_000

// Marker is an HTML comment in the first line, by which a workflow finds the
// comment that it wrote before.
const Marker = "<!-- rolediff diff -->"

// WriteMarkdown writes the report as a comment for GitHub: the counts, and folded
// sections of details. What people wrote stands in HTML, escaped, and can make
// neither markup nor mentions nor links. What does not fit is left out with a note.
func WriteMarkdown(w io.Writer, r *Report) error {
	head := Marker + "\n### What this edit means for readers\n\n"
	if r.Empty() {
		_, err := io.WriteString(w, head+"Readers see no difference.\n")
		return err
	}
	var b strings.Builder
	b.WriteString(head)
	fmt.Fprintf(&b, "%s\n", capital(r.Counts.sentence())+".")
	if r.Told != (Told{}) {
		fmt.Fprintf(&b, "There are %s.\n", r.Told.sentence())
	}
	if r.Before != "" {
		fmt.Fprintf(&b, "\n<p><sub>%s, compared with %s</sub></p>\n", inert(r.After), inert(r.Before))
	}
	sections := sectionsOf(r)
	left := 0
	for i, s := range sections {
		if b.Len()+len(s) > markdownLimit {
			left = len(sections) - i
			break
		}
		b.WriteString("\n" + s)
	}
	if left > 0 {
		fmt.Fprintf(&b, "\n%d more %s left out here, as a comment has room for no more; <code>rolediff diff</code> shows all.\n", left, map[bool]string{true: "section is", false: "sections are"}[left == 1])
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func sectionsOf(r *Report) []string {
	var out []string
	if len(r.Config) > 0 {
		var items []string
		for _, c := range r.Config {
			items = append(items, "<li>"+inert(c)+"</li>")
		}
		out = append(out, section("config.json", items))
	}
	for _, role := range r.Roles {
		title := fmt.Sprintf("<b>%s</b> %s", inert(role.Title), role.Kind)
		if role.Kind == Renamed {
			title = fmt.Sprintf("<b>%s</b> renamed, was %s", inert(role.Title), inert(role.WasSlug))
		}
		out = append(out, section(title, roleItems(role)))
	}
	for _, n := range r.Notes {
		out = append(out, section(fmt.Sprintf("Note %s: <b>%s</b>", n.Kind, inert(n.Title)), items(n.Body)))
	}
	for _, n := range r.Pages {
		out = append(out, section(fmt.Sprintf("Page %s: <b>%s</b>", n.Kind, inert(n.Title)), items(n.Body)))
	}
	if len(r.Comparisons) > 0 {
		var list []string
		for _, c := range r.Comparisons {
			list = append(list, nested(strings.Join(c.Titles, " vs "), c.Sentences))
		}
		out = append(out, section("Key differences, in the comparisons of the most alike", list))
	}
	return out
}

func roleItems(r Role) []string {
	var out []string
	add := func(label string, w Words) { out = append(out, "<li>"+inert(label)+": "+marked(w)+"</li>") }
	if r.WasTitle != "" {
		add("Title", Words{{Gone, r.WasTitle}, {New, r.Title}})
	}
	for _, f := range r.Fields {
		add(f.Label, f.Words)
	}
	for _, m := range r.Scales {
		add(m.Scale, Words{{Gone, m.Before}, {New, m.After}})
	}
	for _, rel := range r.Relations {
		add(rel.Label, rel.words())
	}
	for _, row := range r.Dimensions {
		out = append(out, nested(row.Label, row.Statements))
	}
	if len(r.Body) > 0 {
		out = append(out, nested("Text below the table", r.Body))
	}
	return out
}

func nested(label string, texts []Words) string {
	return "<li>" + inert(label) + "<ul>" + strings.Join(items(texts), "") + "</ul></li>"
}

func items(texts []Words) []string {
	var out []string
	for _, t := range texts {
		out = append(out, "<li>"+marked(t)+"</li>")
	}
	return out
}

// section folds items away. There is no empty line in it: up to one, GitHub takes
// everything for HTML and nothing for markdown.
func section(title string, items []string) string {
	if len(items) == 0 {
		return "<p>" + title + "</p>\n"
	}
	return "<details><summary>" + title + "</summary>\n<ul>\n" + strings.Join(items, "\n") + "\n</ul>\n</details>\n"
}

func marked(words Words) string {
	var parts []string
	for _, p := range words {
		text := inert(p.Text)
		switch p.Is {
		case Gone:
			text = "<del>" + text + "</del>"
		case New:
			text = "<ins>" + text + "</ins>"
		}
		parts = append(parts, text)
	}
	return strings.Join(parts, " ")
}

// inert escapes text for HTML and parts what GitHub would make a mention, a
// reference or a link of, by a character that nobody sees.
func inert(text string) string {
	const joiner = "\u2060"
	text = html.EscapeString(oneLine(printable(text)))
	return strings.NewReplacer(
		"@", "@"+joiner, "#", "#"+joiner, "://", ":"+joiner+"//", "www.", "www"+joiner+".", "&#", "&#",
	).Replace(text)
}

func capital(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}
