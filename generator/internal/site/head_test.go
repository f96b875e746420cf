package site

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// headOf reads what a page says of itself, as a browser or a crawler does.
type headOf struct {
	title    string
	metas    map[string]string // by name or property
	links    map[string]string // href by rel
	data     []map[string]any  // JSON-LD
	elements int               // inside head
}

func parseHead(t *testing.T, page string) headOf {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	h := headOf{metas: map[string]string{}, links: map[string]string{}}
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode || n.Parent.Data != "head" {
			continue
		}
		h.elements++
		attr := func(key string) string {
			if i := slices.IndexFunc(n.Attr, func(a html.Attribute) bool { return a.Key == key }); i >= 0 {
				return n.Attr[i].Val
			}
			return ""
		}
		inside := ""
		if n.FirstChild != nil {
			inside = n.FirstChild.Data
		}
		switch n.Data {
		case "title":
			h.title = inside
		case "meta":
			for _, key := range []string{attr("name"), attr("property")} {
				if _, twice := h.metas[key]; twice && key != "" {
					t.Errorf("%s stands twice", key)
				}
				h.metas[key] = attr("content")
			}
		case "link":
			h.links[attr("rel")] = attr("href")
		case "script":
			if attr("type") == "application/ld+json" {
				var value map[string]any
				if err := json.Unmarshal([]byte(inside), &value); err != nil {
					t.Errorf("JSON-LD: %v in %s", err, inside)
				}
				h.data = append(h.data, value)
			}
		}
	}
	return h
}

const exampleBase = "https://example.org/roles/"

func TestEveryPageDescribesItself(t *testing.T) {
	s := machineSite(t, withBase)
	for _, c := range []struct{ name, address, title, shared, description string }{
		{"index.html", "", "Roles & co · 3 roles compared", "Roles & co", "Who does what?"},
		{"full/index.html", "full/", "Full · Roles & co", "Full", "Says all."},
		{"hostile/index.html", "hostile/", hostile + " · Roles & co", hostile, "S " + hostile + "x"},
		{"about/index.html", "about/", "About · Roles & co", "About", "What this is."},
		{"full/vs-hostile.html", "full/vs-hostile.html", "Full vs " + hostile, "Full vs " + hostile, "What is the difference between Full and " + hostile + "? Side by side in 2 rows."},
		{"full/vs-hostile-vs-plain.html", "full/vs-hostile-vs-plain.html", "Full vs " + hostile + " vs Plain", "Full vs " + hostile + " vs Plain", "How Full, " + hostile + ", and Plain differ"},
	} {
		h := parseHead(t, text(t, s, c.name))
		want := map[string]string{
			"description": c.description, "og:title": c.shared, "og:description": c.description, "og:image": exampleBase + socialFile,
			"twitter:card": "summary_large_image",
		}
		if strings.Count(c.name, "-vs-") == 1 { // a trio's readers take title and description, and make a card of the rest
			delete(want, "og:title")
			delete(want, "og:description")
			delete(want, "twitter:card")
		}
		for key, value := range want {
			if h.metas[key] != value {
				t.Errorf("%s: %s is %q, want %q", c.name, key, h.metas[key], value)
			}
		}
		if h.title != c.title {
			t.Errorf("%s: the title is %q, want %q", c.name, h.title, c.title)
		}
		if h.links["canonical"] != exampleBase+c.address {
			t.Errorf("%s: the canonical address is %q", c.name, h.links["canonical"])
		}
		if url, ok := h.metas["og:url"]; ok && url != exampleBase+c.address {
			t.Errorf("%s: og:url is %q", c.name, url)
		}
	}
}

// What a server answers with the status 404 is on no index, so the page need not say so.
func TestMissingPageHasNoAddressOfItsOwn(t *testing.T) {
	s := machineSite(t, withBase)
	h := parseHead(t, text(t, s, "404.html"))
	if h.links["canonical"] != "" || h.metas["description"] == "" {
		t.Errorf("%+v", h)
	}
	if strings.Contains(text(t, s, "sitemap.xml"), "404") {
		t.Error("the sitemap lists it")
	}
}

func TestStructuredDataHoldsItsValues(t *testing.T) {
	s := machineSite(t, withBase)
	for _, c := range []struct {
		name string
		want map[string]any
	}{
		{"index.html", map[string]any{"@type": "WebSite", "name": "Roles & co", "description": "Who does what?", "url": exampleBase, "inLanguage": "en"}},
		{"full/index.html", map[string]any{"@type": "Occupation", "name": "Full", "occupationalCategory": "Web", "description": "Says all.", "url": exampleBase + "full/", "alternateName": []any{"All", "Whole"}}},
		{"plain/index.html", map[string]any{"@type": "Occupation", "name": "Plain", "description": "Says little.", "url": exampleBase + "plain/"}},
		{"hostile/index.html", map[string]any{"@type": "Occupation", "name": hostile, "description": "S " + hostile + "x", "url": exampleBase + "hostile/", "alternateName": []any{"Alias " + hostile + "x"}}},
		{"full/vs-hostile.html", map[string]any{"@type": "BreadcrumbList", "itemListElement": []any{
			map[string]any{"@type": "ListItem", "position": 1., "name": "Roles & co", "item": exampleBase},
			map[string]any{"@type": "ListItem", "position": 2., "name": "Full", "item": exampleBase + "full/"},
			map[string]any{"@type": "ListItem", "position": 3., "name": "Full vs " + hostile},
		}}},
		{"full/vs-hostile-vs-plain.html", map[string]any{"@type": "WebPage", "about": []any{"Full", hostile, "Plain"}}},
		{"about/index.html", map[string]any{"@type": "WebPage", "name": "About", "description": "What this is."}},
		{"matrix/index.html", map[string]any{"@type": "WebPage", "name": "How alike roles are", "description": "A map of how alike every two roles are, from 0 to 100."}},
		{"compare/index.html", map[string]any{"@type": "WebPage", "name": "Compare roles", "description": "Put together two to six roles side by side."}},
	} {
		h := parseHead(t, text(t, s, c.name))
		if len(h.data) != 1 {
			t.Errorf("%s has %d blocks of structured data", c.name, len(h.data))
			continue
		}
		c.want["@context"] = "https://schema.org"
		got, _ := json.Marshal(h.data[0])
		want, _ := json.Marshal(c.want)
		if string(got) != string(want) {
			t.Errorf("%s:\n got %s\nwant %s", c.name, got, want)
		}
	}
}

// A hostile text must not end the script or the head it stands in: as many
// elements are there as on the page of a harmless role.
func TestHostileTextStaysInsideTheHead(t *testing.T) {
	s := machineSite(t, withBase)
	full, bad := parseHead(t, text(t, s, "full/index.html")), parseHead(t, text(t, s, "hostile/index.html"))
	if full.elements != bad.elements {
		t.Errorf("%d elements, and %d with hostile texts", full.elements, bad.elements)
	}
	_, rest, _ := strings.Cut(text(t, s, "hostile/index.html"), `type="application/ld+json">`)
	script, _, _ := strings.Cut(rest, "</script>")
	if strings.ContainsAny(script, "<>&\u2028") {
		t.Errorf("the script holds a character that needs escaping: %s", script)
	}
}

// A byte in the head of a trio is paid as often as there are trios.
func TestHeadOfATrioIsSmall(t *testing.T) {
	page := text(t, machineSite(t, withBase), "full/vs-hostile-vs-plain.html")
	head, _, ok := strings.Cut(page, "<body")
	if !ok {
		t.Fatal("the page has no body")
	}
	// Titles stand three times and slugs once; what is left belongs to all trios.
	for _, c := range []string{"Full", "Plain", "full", "plain", "hostile"} {
		head = strings.ReplaceAll(head, c, "")
	}
	if limit := 615 + 3*len(html.EscapeString(hostile)); len(head) > limit {
		t.Errorf("the head has %d bytes beside names, %d are the most", len(head), limit)
	}
}
