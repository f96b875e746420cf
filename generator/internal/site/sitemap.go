package site

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"slices"
)

// sitemapLimit is how many addresses one sitemap lists. The protocol allows
// 50,000; fewer keep the memory small that writing one takes, about 1 MB.
const sitemapLimit = 10_000

// sitemapForm is what stands around the addresses of a sitemap.
type sitemapForm struct{ begin, before, after, end string }

var (
	sitemapXML = sitemapForm{xml.Header + `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">` + "\n", "<url><loc>", "</loc></url>\n", "</urlset>\n"}
	// The protocol takes one address a line, too. It is a fifth smaller, and lists
	// of ten thousand are for nobody's eyes in either form.
	sitemapText = sitemapForm{after: "\n"}
)

// addSitemap lists one sitemap, or an index and as many as are needed.
func (s *Site) addSitemap() {
	add := func(name string, form sitemapForm, from int) {
		s.files[name] = &single{
			append: func(s *Site, dst []byte) ([]byte, error) {
				return s.appendSitemap(dst, form, s.otherAddresses(), from, min(from+sitemapLimit, s.Addresses())), nil
			},
			inputs: func(s *Site) any { return s.names() },
		}
	}
	n := s.sitemaps()
	if n == 1 {
		add("sitemap.xml", sitemapXML, 0)
		return
	}
	var index bytes.Buffer
	index.WriteString(xml.Header + `<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">` + "\n")
	for at := range n {
		name := fmt.Sprintf("sitemap-%d.txt", at+1)
		fmt.Fprintf(&index, "<sitemap><loc>%s</loc></sitemap>\n", escapeXML(s.cfg.BaseURL+name))
		add(name, sitemapText, at*sitemapLimit)
	}
	index.WriteString("</sitemapindex>\n")
	s.files["sitemap.xml"] = fixed(index.Bytes())
}

// sitemaps is how many there are beside an index.
func (s *Site) sitemaps() int { return max(1, (s.Addresses()+sitemapLimit-1)/sitemapLimit) }

// Addresses is how many the sitemaps list.
func (s *Site) Addresses() int {
	return len(s.otherAddresses()) + len(s.roles) + s.plan.pairs + s.plan.trios
}

// otherAddresses are those of the pages that are no role's.
func (s *Site) otherAddresses() []string {
	out := append([]string{""}, s.tools()...)
	for _, p := range s.content.Pages {
		out = append(out, p.Slug+"/")
	}
	return out
}

// tools are the addresses of the pages that show roles in ways of their own.
func (s *Site) tools() []string {
	out := slices.DeleteFunc([]string{"compare/", "matrix/"}, func(name string) bool { return s.files[name+"index.html"] == nil })
	return append(out, s.familyMaps()...)
}

// appendSitemap lists the addresses from one number to another: those of no role,
// then for each role its own, its pairs and its trios. No address holds a
// character that needs escaping. Roles before the first number are skipped whole,
// or the sitemaps of a site would take time by the square of its size.
func (s *Site) appendSitemap(dst []byte, form sitemapForm, others []string, from, to int) []byte {
	base := s.cfg.BaseURL
	if form == sitemapXML {
		base = escapeXML(base)
	}
	l := sitemapLister{from: from, to: to, before: form.before + base, after: form.after}
	slugs := 0
	for i := range s.roles {
		slugs += len(s.slug(i))
	}
	// A trio has three slugs. Some bytes more, as a folder may have a long name.
	usual := len(l.before) + 3*slugs/max(len(s.roles), 1) + len("/vs--vs-.html") + len(l.after) + 8
	l.dst = slices.Grow(dst, (to-from)*usual)
	l.dst = append(l.dst, form.begin...)
	l.begin = append(l.begin, l.before...)
	for _, name := range others {
		l.add(name)
	}
	for a := 0; a < len(s.roles) && l.at < to; a++ {
		if n := 1 + s.plan.pairsWith(a) + s.plan.triosWith(a); l.at+n <= from {
			l.at += n
			continue
		}
		l.addressesOf(s, a)
	}
	return append(l.dst, form.end...)
}

// sitemapLister appends the addresses whose number is from and above, below to.
type sitemapLister struct {
	dst           []byte
	before, after string
	begin         []byte // of the addresses that have their first roles in common
	at, from, to  int
}

// add appends an address behind what begins it and tells whether there is room for more.
func (l *sitemapLister) add(end string) bool {
	if l.at >= l.from && l.at < l.to {
		l.dst = append(l.dst, l.begin...)
		l.dst = append(l.dst, end...)
		l.dst = append(l.dst, l.after...)
	}
	l.at++
	return l.at < l.to
}

// addressesOf adds the addresses that begin with a role.
func (l *sitemapLister) addressesOf(s *Site, a int) {
	l.begin = append(append(append(l.begin[:0], l.before...), s.slug(a)...), '/')
	folder := len(l.begin)
	if !l.add("") {
		return
	}
	for b := range s.plan.pairsOf(a) {
		if !l.add(s.roles[b].address.pair) {
			return
		}
	}
	second := -1
	for b, c := range s.plan.triosOf(a) {
		if b != second {
			second, l.begin = b, append(l.begin[:folder], s.roles[b].address.begin...)
		}
		if !l.add(s.roles[c].address.third) {
			return
		}
	}
}
