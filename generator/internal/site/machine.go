package site

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"iter"
	"slices"
	"strings"

	"github.com/rolediff/rolediff/generator/internal/role"
	"github.com/rolediff/rolediff/generator/internal/social"
)

// sitemapLimit is how many addresses the sitemap protocol allows in one file.
const sitemapLimit = 50_000

// socialFile is the picture that is shown where the site is shared.
const socialFile = "assets/social.png"

// addMachineFiles lists the files that only programs read.
func (s *Site) addMachineFiles() {
	s.files[".nojekyll"] = fixed([]byte{})
	robots := "User-agent: *\nAllow: /\n"
	if s.cfg.BaseURL != "" {
		robots += "Sitemap: " + s.cfg.BaseURL + "sitemap.xml\n"
		s.addSitemap()
	}
	s.files["robots.txt"] = fixed([]byte(robots))
	s.files["llms.txt"] = fixed(s.llms())
	s.addAPI()
	if s.engine.info.Feed {
		s.files[feedFile] = &single{make: s.feed}
	}
	// A site's own picture, layouts/css/social.png, is among the assets already.
	if s.cfg.BaseURL != "" && s.files[socialFile] == nil {
		s.files[socialFile] = &single{make: func() ([]byte, error) { return social.Picture(s.cfg.Title, s.cfg.Description) }}
	}
}

// addSitemap lists one sitemap, or an index and as many as are needed.
func (s *Site) addSitemap() {
	n := 1 + len(s.tools()) + len(s.content.Pages) + len(s.roles) + s.plan.pairs + s.plan.trios
	if n <= sitemapLimit {
		s.files["sitemap.xml"] = &single{make: func() ([]byte, error) { return s.sitemap(0, n), nil }, large: true}
		return
	}
	var index bytes.Buffer
	index.WriteString(xml.Header + `<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">` + "\n")
	for from := 0; from < n; from += sitemapLimit {
		name := fmt.Sprintf("sitemap-%d.xml", from/sitemapLimit+1)
		fmt.Fprintf(&index, "<sitemap><loc>%s</loc></sitemap>\n", escapeXML(s.cfg.BaseURL+name))
		s.files[name] = &single{make: func() ([]byte, error) { return s.sitemap(from, min(from+sitemapLimit, n)), nil }, large: true}
	}
	index.WriteString("</sitemapindex>\n")
	s.files["sitemap.xml"] = fixed(index.Bytes())
}

// sitemap lists the addresses from one number to another.
func (s *Site) sitemap(from, to int) []byte {
	var b bytes.Buffer
	b.WriteString(xml.Header + `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">` + "\n")
	base := escapeXML(s.cfg.BaseURL)
	i := 0
	for address := range s.addresses() {
		if i >= to {
			break
		}
		if i >= from {
			b.WriteString("<url><loc>")
			b.WriteString(base)
			b.WriteString(address)
			b.WriteString("</loc></url>\n")
		}
		i++
	}
	b.WriteString("</urlset>\n")
	return b.Bytes()
}

// tools are the addresses of the pages that show roles in ways of their own.
func (s *Site) tools() []string {
	out := slices.DeleteFunc([]string{"compare/", "matrix/"}, func(name string) bool { return s.files[name+"index.html"] == nil })
	return append(out, s.familyMaps()...)
}

// addresses yields the address of every page below the base URL. They hold no
// character that needs escaping.
func (s *Site) addresses() iter.Seq[string] {
	return func(yield func(string) bool) {
		if !yield("") {
			return
		}
		for _, name := range s.tools() {
			if !yield(name) {
				return
			}
		}
		for _, p := range s.content.Pages {
			if !yield(p.Slug + "/") {
				return
			}
		}
		for a := range s.roles {
			if !yield(s.slug(a) + "/") {
				return
			}
			for b := range s.plan.pairsOf(a) {
				if !yield(s.slug(a) + "/" + role.Name(s.slug(b))) {
					return
				}
			}
			for b, c := range s.plan.triosOf(a) {
				if !yield(s.slug(a) + "/" + role.Name(s.slug(b), s.slug(c))) {
					return
				}
			}
		}
	}
}

func escapeXML(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(s)) // a Builder does not fail
	return b.String()
}
