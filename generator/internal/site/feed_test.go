package site

import (
	"encoding/xml"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"time"
)

func parseFeed(t *testing.T, s *Site) atomFeed {
	t.Helper()
	var f atomFeed
	decoder := xml.NewDecoder(strings.NewReader(text(t, s, feedFile)))
	if err := decoder.Decode(&f); err != nil {
		t.Fatal(err)
	}
	return f
}

func TestFeedListsChangedRolesAndNotesNewestFirst(t *testing.T) {
	f := parseFeed(t, machineSite(t, withBase))
	var ids []string
	for _, e := range f.Entries {
		ids = append(ids, e.ID)
	}
	want := []string{"https://example.org/roles/hostile/", "https://example.org/roles/full/vs-plain.html", "https://example.org/roles/full/"}
	if !slices.Equal(ids, want) {
		t.Errorf("entries are %q, want %q", ids, want)
	}
	if f.Updated != "2026-04-01T00:00:00Z" || f.Updated != f.Entries[0].Updated {
		t.Errorf("the feed is of %s, its newest entry of %s", f.Updated, f.Entries[0].Updated)
	}
	if note := f.Entries[1]; note.Title != "Full vs Plain: in practice" || note.Summary != "The first paragraph." {
		t.Errorf("the note is %+v", note)
	}
	if got := f.Entries[0].Title; got != hostile {
		t.Errorf("the hostile title came out as %q", got)
	}
}

// What RFC 4287 asks of every feed.
func TestFeedIsWellFormedAtom(t *testing.T) {
	f := parseFeed(t, machineSite(t, withBase))
	if f.ID == "" || f.Title == "" || f.Author == "" || !slices.Contains(f.Links, atomLink{"self", "application/atom+xml", "https://example.org/roles/feed.xml"}) {
		t.Errorf("the feed lacks an element: %+v", f)
	}
	seen := map[string]bool{}
	for _, e := range f.Entries {
		if _, err := time.Parse(time.RFC3339, e.Updated); err != nil || e.ID == "" || e.Title == "" || e.Link.Href == "" || seen[e.ID] {
			t.Errorf("entry %+v: %v", e, err)
		}
		seen[e.ID] = true
	}
}

func TestFeedHoldsTheNewestFifty(t *testing.T) {
	s := load(t, manyRoles(60, func(i int) string { return fmt.Sprintf("updated: 2026-01-%02d\n", i%28+1) }))
	f := parseFeed(t, s)
	if len(f.Entries) != feedEntries {
		t.Fatalf("%d entries", len(f.Entries))
	}
	for i := range f.Entries[1:] {
		a, b := f.Entries[i], f.Entries[i+1]
		if a.Updated < b.Updated || a.Updated == b.Updated && a.ID > b.ID {
			t.Errorf("%s of %s stands before %s of %s", a.ID, a.Updated, b.ID, b.Updated)
		}
	}
}

func TestNoFeedWithoutDates(t *testing.T) {
	s := load(t, manyRoles(3, func(int) string { return "" }))
	if _, err := fs.Stat(s, feedFile); err == nil {
		t.Error("there is a feed without a date")
	}
	if strings.Contains(text(t, s, "index.html"), feedFile) || strings.Contains(text(t, s, apiDir+"index.json"), feedFile) {
		t.Error("something leads to a feed that is not there")
	}
}

func TestFeedIsLinkedFromHomeAndRoles(t *testing.T) {
	s := machineSite(t, withBase)
	for name, href := range map[string]string{"index.html": `href="feed.xml"`, "full/index.html": `href="../feed.xml"`} {
		if !strings.Contains(text(t, s, name), `type="application/atom+xml" title="Roles & co" `+href) {
			t.Errorf("%s does not lead to the feed", name)
		}
	}
}

func TestExcerptCutsAfterAWord(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"short", "short"}, {"exactly 12 b", "exactly 12 b"}, {"some words, more words", "some words …"}, {"大大大大大大", "大大大大 …"}, {"éxxxxxxxxxxéx", "éxxxxxxxxxx …"},
	} {
		if got := excerpt(c.in, 12); got != c.want {
			t.Errorf("excerpt(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}
