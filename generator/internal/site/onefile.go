package site

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"mime"
	"path"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/rolediff/rolediff/generator/internal/layout"
)

// OneFile returns the whole site as one HTML page that needs no other file: the
// page of compare/ with styles, scripts and data inside, and the text of every
// other page behind the # of its address. A policy allows its own script by
// hash, and nothing from anywhere else.
func (s *Site) OneFile() ([]byte, error) {
	page, err := s.comparePage()
	if err != nil {
		return nil, err
	}
	doc, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		return nil, err
	}
	scripts, err := s.allScripts(doc)
	if err != nil {
		return nil, err
	}
	if at := bytes.Index(bytes.ToLower(scripts), []byte("</script")); at >= 0 {
		return nil, fmt.Errorf("a script holds %q and cannot stand in a page", scripts[at:at+len("</script")])
	}
	if err := s.inline(doc, scripts); err != nil {
		return nil, err
	}
	var out bytes.Buffer
	err = html.Render(&out, doc)
	return out.Bytes(), err
}

// inline puts what the page loads into the page.
func (s *Site) inline(doc *html.Node, scripts []byte) error {
	sum := sha256.Sum256(scripts)
	policy := "default-src 'none'; script-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) +
		"'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
	var drop []*html.Node
	var body *html.Node
	for n := range doc.Descendants() {
		switch {
		case n.DataAtom == atom.Body:
			body = n
		case n.DataAtom == atom.Script && attribute(n, "src") != "":
			drop = append(drop, n)
		case n.DataAtom == atom.Meta && strings.EqualFold(attribute(n, "http-equiv"), "Content-Security-Policy"):
			set(n, "content", policy)
		case n.DataAtom == atom.Link && attribute(n, "rel") == "stylesheet":
			data, err := s.asset(attribute(n, "href"))
			if err != nil {
				return err
			}
			n.Data, n.DataAtom, n.Attr = "style", atom.Style, nil
			n.AppendChild(&html.Node{Type: html.TextNode, Data: string(data)})
		case n.DataAtom == atom.Link:
			href := attribute(n, "href")
			if attribute(n, "rel") != "icon" || href == "" {
				if !strings.Contains(href, "://") {
					drop = append(drop, n)
				}
				continue
			}
			data, err := s.asset(href)
			if err != nil {
				return err
			}
			set(n, "href", dataURL(href, data))
		}
	}
	for _, n := range drop {
		n.Parent.RemoveChild(n)
	}
	script := &html.Node{Type: html.ElementNode, Data: "script", DataAtom: atom.Script}
	script.AppendChild(&html.Node{Type: html.TextNode, Data: string(scripts)})
	body.AppendChild(script)
	return nil
}

// allScripts joins the page's scripts and all data that they would load. Data
// comes behind the definitions that it calls and before the code that reads it.
func (s *Site) allScripts(doc *html.Node) ([]byte, error) {
	var out bytes.Buffer
	add := func(name string) error {
		data, err := s.asset(name)
		out.Write(data)
		out.WriteString("\n;")
		return err
	}
	pages, err := s.pagesScript()
	if err != nil {
		return nil, err
	}
	out.WriteString("(window.rolediff=window.rolediff||{}).loaded={};rolediff.add=function(s,d){rolediff.loaded[s]=d};\n")
	out.Write(pages)
	for _, name := range []string{"roles.js", "search.js", "frames.js"} {
		if err := add("assets/" + name); err != nil {
			return nil, err
		}
	}
	for i := range s.roles {
		if err := add("assets/roles/" + s.slug(i) + ".js"); err != nil {
			return nil, err
		}
	}
	for n := range doc.Descendants() {
		src := attribute(n, "src")
		if n.DataAtom != atom.Script || src == "" {
			continue
		}
		if path.Base(src) == "compare.js" {
			if err := add("assets/single.js"); err != nil {
				return nil, err
			}
		}
		if err := add(src); err != nil {
			return nil, err
		}
	}
	return out.Bytes(), nil
}

// asset returns a file by its address from a page one folder deep.
func (s *Site) asset(address string) ([]byte, error) {
	name, _, _ := strings.Cut(strings.TrimPrefix(address, "../"), "?")
	f := s.files[name]
	if f == nil {
		return nil, fmt.Errorf("the single file needs %s, which the site does not have", name)
	}
	return f.bytes(s)
}

// pagesScript holds the text of every page that is not a comparison, by slug;
// home has none.
func (s *Site) pagesScript() ([]byte, error) {
	pages := map[string]string{}
	add := func(slug, file string, data any) error {
		out, err := s.layouts.Execute(s.layouts.Page(file).Block("main"), data)
		if err == nil {
			pages[slug], err = s.withPictures(out)
		}
		return err
	}
	if err := add("", "home.html", s.homeData()); err != nil {
		return nil, err
	}
	for i := range s.roles {
		data, err := s.roleText(i)
		if err != nil {
			return nil, err
		}
		if err := add(s.slug(i), "role.html", data); err != nil {
			return nil, err
		}
	}
	for i, p := range s.content.Pages {
		if err := add(p.Slug, "page.html", s.contentData(i)); err != nil {
			return nil, err
		}
	}
	text, err := json.Marshal(pages)
	if err != nil {
		return nil, err
	}
	return fmt.Appendf(nil, "rolediff.pages=%s;\n", text), nil
}

// withPictures puts the pictures that a text shows into the text.
func (s *Site) withPictures(text []byte) (string, error) {
	if !bytes.Contains(text, []byte("<img")) {
		return string(text), nil
	}
	nodes, err := html.ParseFragment(bytes.NewReader(text), &html.Node{Type: html.ElementNode, Data: "main", DataAtom: atom.Main})
	if err != nil {
		return "", err
	}
	var out bytes.Buffer
	for _, root := range nodes {
		for n := range root.Descendants() {
			if src := attribute(n, "src"); n.DataAtom == atom.Img && src != "" {
				data, err := s.asset(src)
				if err != nil {
					return "", err
				}
				set(n, "src", dataURL(src, data))
			}
		}
		if err := html.Render(&out, root); err != nil {
			return "", err
		}
	}
	minified, err := layout.Minify(out.Bytes())
	return string(minified), err
}

func dataURL(name string, data []byte) string {
	kind := mime.TypeByExtension(path.Ext(name))
	if path.Ext(name) == ".svg" {
		kind = "image/svg+xml" // not known on every system
	}
	return "data:" + kind + ";base64," + base64.StdEncoding.EncodeToString(data)
}

func attribute(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func set(n *html.Node, key, value string) {
	for i := range n.Attr {
		if n.Attr[i].Key == key {
			n.Attr[i].Val = value
			return
		}
	}
	n.Attr = append(n.Attr, html.Attribute{Key: key, Val: value})
}
