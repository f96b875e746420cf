package main

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/tools/txtar"

	"github.com/rolediff/rolediff/generator/internal/config"
	"github.com/rolediff/rolediff/generator/internal/content"
	"github.com/rolediff/rolediff/generator/internal/layout"
	"github.com/rolediff/rolediff/generator/internal/site"
)

// trioLimit is what a trio may weigh when its texts are of average length: with
// it the pages of 100 roles stay below a gigabyte, the most that Pages publishes.
const trioLimit = 6000

const averageTrio = "devops-engineer/vs-head-of-engineering-vs-vp-of-engineering.html"

// trioParts are the parts of the page of a trio, each by what it begins with.
var trioParts = []struct{ begins, name, holds string }{
	{"<!doctype", "Head", "title, description, canonical and social metadata, JSON-LD, policy, style sheet and script"},
	{"<body", "Top of the page", "skip link, home; the script adds search and picker"},
	{"<main", "Title", "the heading, and what is compared"},
	{"<ul class=cards", "Cards", "each role's name, link and summary"},
	{"<table class=scales", "At a glance", "the scales, from which the style sheet makes a picture"},
	{"<section><h2>Key", "Key differences", "three or four computed sentences"},
	{"<table class=rows", "Side by side", "ten dimensions of three roles, with marks of who else says the same"},
	{"<section><h2>One", "One step away", "links to the three pairs and to two trios with one role replaced"},
}

// bytesPage prints what a trio of average length is made of.
func bytesPage(root string) ([]byte, error) {
	page, err := averagePage(root)
	if err != nil {
		return nil, err
	}
	if len(page) > trioLimit {
		return nil, fmt.Errorf("the page of a trio of average length takes %d bytes, more than %d", len(page), trioLimit)
	}
	var b strings.Builder
	fmt.Fprintf(&b, `# What a page weighs

<!-- Written by make generate. -->

A site of N roles has N(N-1)(N-2)/6 trios, so each byte of a trio is paid 161,700 times at
100 roles: one kilobyte is 162 MB. GitHub Pages publishes up to 1 GB, which leaves 6.0 kB a
page. The page below has texts of average length, about 58 bytes a cell, and everything else
that this repository's site has; it takes %s bytes. A test fails above %s.

| part | bytes | of which text | what it holds |
| --- | ---: | ---: | --- |
`, thousands(len(page)), thousands(trioLimit))
	rest := page
	for i, part := range trioParts {
		if !bytes.HasPrefix(rest, []byte(part.begins)) {
			return nil, fmt.Errorf("the page has no part %s in its place", part.begins)
		}
		end := len(rest)
		if i+1 < len(trioParts) {
			if end = bytes.Index(rest, []byte(trioParts[i+1].begins)); end < 0 {
				return nil, fmt.Errorf("the page has no part %s", trioParts[i+1].begins)
			}
		}
		fmt.Fprintf(&b, "| %s | %s | %s | %s |\n", part.name, thousands(end), thousands(visible(rest[:end])), part.holds)
		rest = rest[end:]
	}
	fmt.Fprintf(&b, "| **All** | **%s** | **%s** | |\n", thousands(len(page)), thousands(visible(page)))
	b.WriteString(`
How it is kept small, in order of what it saves:

- End tags that HTML lets one leave out are left out, of cells, rows, list entries and
  paragraphs: 550 bytes. ` + "`layout/minify.go`" + ` takes those away that depend on nothing beside
  them, so that parts minified alone still make the page minified whole.
- Table heads need no ` + "`scope`" + ` where the first row is of heads only: 260 bytes.
- Names of steps, icons, the marks of rows and the legend stand in the style sheet, which
  every page shares.
- Links to other comparisons name what goes and what comes, not all three: 125 bytes. The
  third leads to the next trio of the list, in the same folder, so that readers without a
  script reach all of them from the pair, and no page lists them all.
- The role's name at the head of a column is no link a second time: 126 bytes.
- Trios have no ` + "`og:title`" + ` and ` + "`og:description`" + `, which readers of that data take from
  title and description, no footer, and of the links on top only the one home: 250 bytes.
- The end tags of head, body and page are left out: 21 bytes.
- Attributes whose value is a slug or a word need no quotes: 90 bytes.
- A blank stands before a mark, not behind every statement: 60 bytes.

A made-up site of 100 roles with texts of that length, lists, notes and every other feature
takes 5.8 kB a trio, and 0.998 GB with its sitemaps and all else: below a gigabyte of 10^9
bytes, which a test holds. The
texts of this repository are longer, about 110 bytes a cell, so that a trio of theirs takes
7.6 kB: ` + "`rolediff plan`" + ` says how many roles of a site's own texts fit.
`)
	return []byte(b.String()), nil
}

// averagePage makes the trio.
func averagePage(root string) ([]byte, error) {
	files, err := averageSite(root)
	if err != nil {
		return nil, err
	}
	raw, err := os.ReadFile(filepath.Join(root, config.File))
	if err != nil {
		return nil, err
	}
	cfg, list := config.Parse(raw)
	if list.HasErrors() {
		return nil, list
	}
	c, list := new(content.Loader).Load(files, cfg)
	if list.HasErrors() {
		return nil, list
	}
	layouts, list := layout.Load(os.DirFS(filepath.Join(root, layout.Dir)), nil, nil)
	if list.HasErrors() {
		return nil, list
	}
	s, list := site.New(site.Inputs{Config: cfg, Content: c, Layouts: layouts}, nil)
	if list.HasErrors() {
		return nil, list
	}
	return fs.ReadFile(s, averageTrio)
}

// averageSite is the site of the page that the project was asked for, with what
// full.txtar adds: lines of front matter to roles that are there, and other files.
func averageSite(root string) (fs.FS, error) {
	dir := filepath.Join(root, "generator", "testdata", "reference")
	archive, err := txtar.ParseFile(filepath.Join(dir, "site.txtar"))
	if err != nil {
		return nil, err
	}
	added, err := txtar.ParseFile(filepath.Join(dir, "full.txtar"))
	if err != nil {
		return nil, err
	}
add:
	for _, f := range added.Files {
		for i, old := range archive.Files {
			if old.Name == f.Name {
				archive.Files[i].Data = bytes.Replace(old.Data, []byte("---\n"), append([]byte("---\n"), f.Data...), 1)
				continue add
			}
		}
		archive.Files = append(archive.Files, f)
	}
	return txtar.FS(archive)
}

// visible is how many bytes of a piece of a page are text that readers see.
func visible(piece []byte) int {
	n := 0
	z := html.NewTokenizer(bytes.NewReader(piece))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return n
		case html.StartTagToken:
			if name, _ := z.TagName(); string(name) == "title" || string(name) == "script" {
				z.Next() // what is no text of the page
			}
		case html.TextToken:
			n += len(z.Raw())
		}
	}
}

func thousands(n int) string { return (*site.Info)(nil).Count(n) }
