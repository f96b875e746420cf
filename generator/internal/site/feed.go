package site

import (
	"encoding/xml"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/rolediff/rolediff/generator/internal/role"
)

const (
	feedFile    = "feed.xml"
	feedEntries = 50  // the most that the feed lists
	feedSummary = 400 // bytes of a note that the feed shows
)

// Atom, RFC 4287.
type atomFeed struct {
	XMLName xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
	Lang    string      `xml:"xml:lang,attr"`
	ID      string      `xml:"id"`
	Title   string      `xml:"title"`
	Sub     string      `xml:"subtitle,omitempty"`
	Updated string      `xml:"updated"`
	Author  string      `xml:"author>name"`
	Links   []atomLink  `xml:"link"`
	Entries []atomEntry `xml:"entry"`
}

type atomLink struct {
	Rel  string `xml:"rel,attr"`
	Type string `xml:"type,attr"`
	Href string `xml:"href,attr"`
}

type atomEntry struct {
	ID      string   `xml:"id"`
	Title   string   `xml:"title"`
	Updated string   `xml:"updated"`
	Link    atomLink `xml:"link"`
	Summary string   `xml:"summary"`
}

// change is a role or a note with the day of its last change.
type change struct {
	day            time.Time
	path           string // below the base URL
	title, summary string
}

// changes lists what changed, newest first; what changed on one day stands in
// the order of its address. The day is the one people wrote: a feed must not
// depend on when it was made.
func (s *Site) changes() []change {
	var out []change
	for i, r := range s.roles {
		if r := r.profile.Role; !r.Updated.IsZero() {
			out = append(out, change{r.Updated, s.slug(i) + "/", r.Title, r.Summary})
		}
	}
	for _, n := range s.content.Notes {
		if n.Updated.IsZero() {
			continue
		}
		var titles []string
		for _, slug := range n.Roles {
			i, _ := s.content.Roles.Index(slug)
			titles = append(titles, s.roles[i].profile.Role.Title)
		}
		opening, _, _ := strings.Cut(strings.TrimSpace(n.Body), "\n\n")
		out = append(out, change{n.Updated, s.noteHref(n.Roles), strings.Join(titles, " vs ") + ": in practice", excerpt(s.content.Markdown.Text(opening), feedSummary)})
	}
	slices.SortStableFunc(out, func(a, b change) int {
		if c := b.day.Compare(a.day); c != 0 {
			return c
		}
		return strings.Compare(a.path, b.path)
	})
	return out[:min(len(out), feedEntries)]
}

// hasFeed tells whether there is a feed: Atom needs absolute addresses and a
// date. It is asked on every edit, so it does not list the changes for that.
func (s *Site) hasFeed() bool {
	return s.cfg.BaseURL != "" &&
		(slices.ContainsFunc(s.roles, func(r *roleData) bool { return !r.profile.Role.Updated.IsZero() }) ||
			slices.ContainsFunc(s.content.Notes, func(n *role.Note) bool { return !n.Updated.IsZero() }))
}

// feed makes the Atom feed. An entry's id is the address of its page, which
// never changes.
func (s *Site) feed() ([]byte, error) {
	base, changes := s.cfg.BaseURL, s.changes()
	f := atomFeed{
		Lang: s.cfg.Language, ID: base, Title: s.cfg.Title, Sub: s.cfg.Description, Author: s.cfg.Title, Updated: changes[0].day.Format(time.RFC3339),
		Links: []atomLink{{"alternate", "text/html", base}, {"self", "application/atom+xml", base + feedFile}},
	}
	for _, c := range changes {
		f.Entries = append(f.Entries, atomEntry{
			ID: base + c.path, Title: c.title, Updated: c.day.Format(time.RFC3339),
			Link: atomLink{"alternate", "text/html", base + c.path}, Summary: c.summary,
		})
	}
	out, err := xml.Marshal(f)
	if err != nil {
		return nil, err
	}
	return append(append([]byte(xml.Header), out...), '\n'), nil
}

// excerpt cuts a text after a word when it is longer than limit bytes.
func excerpt(text string, limit int) string {
	if len(text) <= limit {
		return text
	}
	cut := strings.LastIndexByte(text[:limit], ' ')
	if cut <= 0 {
		for cut = limit; !utf8.RuneStart(text[cut]); cut-- {
		}
	}
	return strings.TrimRight(text[:cut], " ,;:") + " …"
}
