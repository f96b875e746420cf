package site

import (
	"io/fs"
	"net/url"
	"os"
	"path"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// checker follows every link of the pages of a site.
type checker struct {
	t      testing.TB
	site   *Site
	quiet  bool // only count what is wrong
	failed int
	ids    map[string]map[string]bool // of each page looked at
	stats  map[string]fs.FileInfo     // of what was linked to and is there
}

func (c *checker) errorf(format string, args ...any) {
	c.t.Helper()
	c.failed++
	if !c.quiet {
		c.t.Errorf(format, args...)
	}
}

// check walks one page: what it links to and loads must be in the site, named
// relative to the page, and every fragment must be there.
func (c *checker) check(name string) {
	c.t.Helper()
	base := c.site.cfg.BaseURL
	for n := range c.parse(name).Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		for _, a := range n.Attr {
			switch a.Key {
			case "href", "src", "srcset", "action", "data", "poster", "formaction", "xlink:href":
			case "style":
				if strings.Contains(a.Val, "url(") {
					c.errorf("%s: a style loads %q", name, a.Val)
				}
				continue
			default:
				if strings.HasPrefix(a.Key, "on") {
					c.errorf("%s: <%s> has a script in %s", name, n.Data, a.Key)
				}
				continue
			}
			u, err := url.Parse(a.Val)
			if err != nil {
				c.errorf("%s: %s=%q is no address: %v", name, a.Key, a.Val, err)
				continue
			}
			switch {
			case n.DataAtom == atom.Base:
				if want, _ := url.Parse(base); name != "404.html" || a.Val != want.Path {
					c.errorf("%s: the base is %q", name, a.Val)
				}
			case n.DataAtom == atom.Link && attrOf(n, "rel") == "canonical":
				c.canonical(name, a.Val)
			case n.DataAtom == atom.A && (u.Scheme == "https" || u.Scheme == "http" || u.Scheme == "mailto"):
				c.foreign(name, n, a.Val)
			case u.Scheme == "data" && n.DataAtom != atom.A && n.DataAtom != atom.Script:
			case u.Scheme != "" || u.Host != "" || strings.HasPrefix(u.Path, "/"):
				c.errorf("%s: <%s %s=%q> is not relative", name, n.Data, a.Key, a.Val)
			default:
				c.relative(name, n, u)
			}
		}
	}
}

func (c *checker) canonical(name, address string) {
	want := strings.TrimSuffix(name, "index.html")
	if address != c.site.cfg.BaseURL+want {
		c.errorf("%s: its canonical address is %q", name, address)
	}
}

// foreign allows what leads elsewhere: the repository and links in what people
// wrote.
func (c *checker) foreign(name string, n *html.Node, address string) {
	if repository := c.site.cfg.Repository; repository != "" && strings.HasPrefix(address, repository) {
		return
	}
	for p := n.Parent; p != nil; p = p.Parent {
		if p.DataAtom == atom.Article || strings.Contains(textOf(p), "In practice") && p.DataAtom == atom.Section || p.DataAtom == atom.Td || p.DataAtom == atom.Dd {
			return
		}
	}
	c.errorf("%s: a layout links to %s", name, address)
}

func (c *checker) relative(name string, n *html.Node, u *url.URL) {
	target := name
	if u.Path != "" {
		target = path.Join(path.Dir(name), u.Path)
		info := c.stats[target]
		if info == nil {
			var err error
			if info, err = fs.Stat(c.site, target); err != nil {
				c.errorf("%s: <%s> leads to %s, which is not there", name, n.Data, u)
				return
			}
			if c.stats == nil {
				c.stats = map[string]fs.FileInfo{}
			}
			c.stats[target] = info
		}
		if info.IsDir() {
			c.errorf("%s: %s is a folder, which shows a listing on a disk", name, u)
			return
		}
	}
	// The hash of compare/ is what to compare, and no place in it.
	if u.Fragment == "" || strings.HasPrefix(target, "compare/") || !strings.HasSuffix(target, ".html") {
		return
	}
	if c.ids[target] == nil {
		c.parse(target)
	}
	if !c.ids[target][u.Fragment] {
		c.errorf("%s: %s leads to no place of %s", name, u, target)
	}
}

// parse reads a page and notes its ids, which must be unique.
func (c *checker) parse(name string) *html.Node {
	c.t.Helper()
	raw, err := fs.ReadFile(c.site, name)
	if err != nil {
		c.t.Fatal(err)
	}
	doc, err := html.Parse(strings.NewReader(string(raw)))
	if err != nil {
		c.t.Fatal(err)
	}
	if c.ids == nil {
		c.ids = map[string]map[string]bool{}
	}
	if c.ids[name] == nil {
		c.ids[name] = map[string]bool{}
		for n := range doc.Descendants() {
			id := attrOf(n, "id")
			if id == "" {
				continue
			}
			if c.ids[name][id] {
				c.errorf("%s: two elements have the id %s", name, id)
			}
			c.ids[name][id] = true
		}
	}
	return doc
}

func attrOf(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func textOf(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return b.String()
}

// htmlFiles lists the pages in some folders, or in all when none is named.
func htmlFiles(s *Site, folders ...string) []string {
	if len(folders) == 0 {
		folders = s.Folders()
	}
	var out []string
	for _, folder := range folders {
		for f := range s.Files(folder) {
			if strings.HasSuffix(f.Name(), ".html") {
				out = append(out, path.Join(folder, f.Name()))
			}
		}
	}
	return out
}

func TestEveryLinkOfASmallSiteLeadsSomewhere(t *testing.T) {
	small := smallFiles(t)
	policy := func(pairs, trios string) fstest.MapFS {
		return edited(t, small, "config.json", `"dimensions"`, `"policy": {"pairs": "`+pairs+`", "trios": "`+trios+`"}, "dimensions"`)
	}
	few := func(n int) fstest.MapFS {
		changes := map[string]string{"content/notes/a.md": "", "content/notes/b.md": "", "content/pages/about.md": ""}
		for _, slug := range []string{"empty", "data", "other", "long", "data-lead"}[:5-n] {
			changes["content/roles/"+slug+".md"] = ""
		}
		return with(small, changes)
	}
	for name, files := range map[string]fstest.MapFS{
		"everything": small, "related": policy("related", "related"), "none": policy("none", "none"), "no trios": policy("all", "none"),
		"no role": few(0), "one role": few(1), "two roles": few(2),
		"no base URL": edited(t, small, "config.json", `"base_url": "https://small.example/roles/",`, ""),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := &checker{t: t, site: load(t, files)}
			for _, page := range htmlFiles(c.site) {
				c.check(page)
			}
		})
	}
}

func TestEveryLinkOfTheRealSiteLeadsSomewhere(t *testing.T) {
	if testing.Short() {
		t.Skip("looks at every page, and this is a short run")
	}
	s := load(t, os.DirFS("../../.."))
	c := &checker{t: t, site: s}
	var folders []string
	for _, folder := range s.Folders() {
		if _, ok := s.content.Roles.Index(folder); !ok {
			folders = append(folders, folder)
		}
	}
	// The last roles have few comparisons, the first have all kinds.
	n := s.Roles()
	for _, i := range []int{n - 1, n - 8, n - 12} {
		folders = append(folders, s.slug(i))
	}
	names := htmlFiles(s, folders...)
	for i := range n {
		names = append(names, s.slug(i)+"/index.html")
		all := htmlFiles(s, s.slug(i))
		for k := i % 97; k < len(all); k += 97 {
			names = append(names, all[k])
		}
	}
	slices.Sort(names)
	for _, name := range slices.Compact(names) {
		c.check(name)
	}
}

func TestTheCheckSeesBrokenLinks(t *testing.T) {
	home := func(link string) fstest.MapFS {
		return with(smallFiles(t), map[string]string{"layouts/home.html": `{{define "main"}}<h1 id="x">x</h1>` + link + `{{end}}`})
	}
	for _, link := range []string{
		`<a href="nowhere/index.html">x</a>`, `<a href="/index.html">x</a>`, `<a href="data/">x</a>`, `<a href="#nowhere">x</a>`, `<img src="https://example.org/x.png">`,
		`<script src="//example.org/x.js"></script>`, `<a href="https://example.org">x</a>`, `<a href="data/index.html#nowhere">x</a>`, `<p id="x">x</p>`,
		`<p onclick="x()">x</p>`, `<p style="background:url(x.png)">x</p>`,
	} {
		s := load(t, home(link))
		c := &checker{t: t, site: s, quiet: true}
		if c.check("index.html"); c.failed == 0 {
			t.Errorf("%s passes", link)
		}
	}
}
