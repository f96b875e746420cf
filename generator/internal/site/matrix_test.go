package site

import (
	"fmt"
	"html/template"
	"io/fs"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/rolediff/rolediff/generator/internal/compare"
)

// crowd is a site of so many roles of the named families.
func crowd(t testing.TB, counts map[string]int, policy string) *Site {
	t.Helper()
	files := fstest.MapFS{"config.json": {Data: []byte(`{"title": "Crowd", "description": "Crowd.", "dimensions": [{"key": "d", "label": "D"}],
		"policy": {"pairs": "` + policy + `", "trios": "none"},
		"families": [{"key": "x", "label": "Xs"}, {"key": "y", "label": "Ys"}, {"key": "index", "label": "Lone"}]}`)}}
	for family, n := range counts {
		for i := range n {
			text := fmt.Sprintf("---\ntitle: Role %s%d\nsummary: S.\n", family, i)
			if family != "" {
				text += "family: " + family + "\n"
			}
			files[fmt.Sprintf("content/roles/role%s-%03d.md", family, i)] = &fstest.MapFile{Data: []byte(text + fmt.Sprintf("dimensions: {d: builds thing%d and thing%d}\n---\n", i, i/2))}
		}
	}
	return load(t, files)
}

func read(t testing.TB, s *Site, name string) string {
	t.Helper()
	data, err := fs.ReadFile(s, name)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

var cellLink = regexp.MustCompile(`<td class="s[0-5]( f)?"><a href="([^"]+)">(\d+)</a>`)

func TestMapHoldsEveryPair(t *testing.T) {
	for _, counts := range []map[string]int{{"x": 0}, {"x": 1}, {"x": 1, "y": 1}, {"x": 3, "y": 2, "": 1}, {"x": 60, "y": 31}} {
		s := crowd(t, counts, "all")
		seen := map[string]bool{}
		for _, m := range cellLink.FindAllStringSubmatch(read(t, s, "matrix/index.html"), -1) {
			if seen[m[2]] {
				t.Errorf("%v: %s stands twice", counts, m[2])
			}
			seen[m[2]] = true
			if _, err := fs.Stat(s, strings.TrimPrefix(m[2], "../")); err != nil {
				t.Fatalf("a cell leads to %s: %v", m[2], err)
			}
		}
		if n := len(s.roles); len(seen) != n*(n-1)/2 {
			t.Errorf("%v: %d cells, want one for each two of %d", counts, len(seen), n)
		}
	}
}

// Cells are placed after the layout was executed and minified. That makes no
// difference, whatever the layouts do with them.
func TestCellsArePlacedAsTheLayoutsMean(t *testing.T) {
	own := func(main string) map[string]string {
		return map[string]string{"layouts/matrix.html": `{{define "main"}}<table>{{range .Groups}}{{range .Rows}}` + main + `{{end}}{{end}}</table>{{end}}`}
	}
	for name, layouts := range map[string]map[string]string{
		"built in":              nil,
		"cells of their own":    {"layouts/partials/map-cell.html": `<td title="{{.Percent}} of 100">{{if .Href}}{{.Percent}} <a class="{{.Class}}" href="{{.Href}}">{{.Percent}}</a>{{else}}<p>-</p>{{end}}</td>`},
		"no cells":              {"layouts/partials/map-cell.html": ``, "layouts/matrix.html": `{{define "main"}}none{{end}}`},
		"cells twice":           own(`<tr>{{.Cells}}</tr><tr>{{.Cells}}</tr>`),
		"in an attribute":       own(`<tr data-cells="{{.Cells}}"><td>{{.Title}}</td></tr>`),
		"in a script":           own(`<script type="application/json">{{.Cells}}</script>`),
		"in a program":          own(`<script>var a = "{{.Cells}}"</script>`),
		"only a part of them":   own(`<tr>{{printf "%.60s" .Cells}}</tr>`),
		"as text":               own(`<tr><td>{{print .Cells "x"}}</td></tr>`),
		"where there are cells": own(`<tr>{{if .Cells}}{{.Cells}}{{end}}</tr>`),
	} {
		s := load(t, with(smallFiles(t), layouts))
		data := s.newMatrix("matrix/", "How alike roles are")
		_, pairs := s.fillMap(&data, s.byFamily())
		data.Alike = s.mostAlike(pairs, func(alikePair) bool { return true })
		data.Across = s.mostAlike(pairs, func(p alikePair) bool { return s.roles[p.a].profile.Role.Family != s.roles[p.b].profile.Role.Family })
		var order []int
		row := -1
		for _, g := range s.byFamily() {
			order = append(order, g.roles...)
		}
		for _, g := range data.Groups {
			for r := range g.Rows {
				row++
				for column, j := range order[:row+1] {
					view := MapCellView{}
					if column < row {
						similarity := compare.Similarity(s.roles[order[row]].profile, s.roles[j].profile)
						view.Href = template.URL(s.appendHref(nil, order[row], j))
						view.Percent = template.HTML(strconv.Itoa(percent(similarity)))
						view.Class = shadeClass(percent(similarity))
					}
					if data.Columns[column].First {
						view.Class = strings.TrimSpace(view.Class + " f")
					}
					cell, err := s.layouts.Execute(s.layouts.Partial("map-cell.html"), view)
					if err != nil {
						t.Fatal(err)
					}
					g.Rows[r].Cells += template.HTML(cell)
				}
			}
		}
		want, err := s.layouts.Execute(s.layouts.Page("matrix.html"), data)
		if err != nil {
			t.Fatal(err)
		}
		if got := read(t, s, "matrix/index.html"); got != string(want) {
			t.Errorf("%s: it is\n%s\nnot\n%s", name, got, want)
		}
	}
}

func TestMapLinksWherePairsHaveNoPage(t *testing.T) {
	page := read(t, crowd(t, map[string]int{"x": 2}, "none"), "matrix/index.html")
	if !strings.Contains(page, `<a href="../compare/index.html#rolex-000,rolex-001">`) {
		t.Errorf("a cell does not lead to compare: %s", page)
	}
}

func TestManyRolesHaveAMapForEachFamily(t *testing.T) {
	s := crowd(t, map[string]int{"x": 120, "y": 40, "index": 1, "": 3}, "none")
	index := read(t, s, "matrix/index.html")
	if n := len(cellLink.FindAllString(index, -1)); n != 0 {
		t.Errorf("%d cells on the page of all", n)
	}
	for _, want := range []string{`href="../matrix/family-x.html"`, `href="../matrix/family-y.html"`, "4 roles", "Most alike"} {
		if !strings.Contains(index, want) {
			t.Errorf("the page of all lacks %s", want)
		}
	}
	if n := len(cellLink.FindAllString(read(t, s, "matrix/family-x.html"), -1)); n != 120*119/2 {
		t.Errorf("%d cells for 120 roles of a family", n)
	}
	seen := map[string]bool{}
	list, _, _ := strings.Cut(index[strings.Index(index, `id="alike"`):], "<h2")
	for _, m := range regexp.MustCompile(`href="([^"]+)"`).FindAllStringSubmatch(list, -1) {
		if seen[m[1]] {
			t.Errorf("%s stands twice among the most alike", m[1])
		}
		seen[m[1]] = true
	}
	if len(seen) != alikeShown {
		t.Errorf("%d pairs are listed, want %d", len(seen), alikeShown)
	}
	if _, err := fs.Stat(s, "matrix/family-index.html"); err == nil {
		t.Error("a family of one role has a map")
	}
}

// TestMapOfAHundredRoles holds the limit that the map was given.
func TestMapOfAHundredRoles(t *testing.T) {
	if n := len(read(t, crowd(t, map[string]int{"x": 50, "y": 50}, "all"), "matrix/index.html")); n > 500_000 {
		t.Errorf("%d bytes", n)
	}
	if n := len(read(t, load(t, os.DirFS("../../..")), "matrix/index.html")); n > 500_000 {
		t.Errorf("%d bytes for the real roles", n)
	}
}

func TestListsNameThePairsMostAlike(t *testing.T) {
	s := crowd(t, map[string]int{"x": 4, "y": 4}, "all")
	page := read(t, s, "matrix/index.html")
	_, lists, _ := strings.Cut(page, `id="alike"`)
	alike, across, ok := strings.Cut(lists, "<h2")
	if !ok {
		t.Fatal("there are not two lists")
	}
	best, first := -1, ""
	for i := range s.roles {
		for _, nb := range s.nearest[i] {
			if nb.Similarity > best {
				best, first = nb.Similarity, s.views[min(i, nb.Index)].Title+" vs "+s.views[max(i, nb.Index)].Title
			}
		}
	}
	if at := strings.Index(alike, " vs "); at < 0 || !strings.Contains(alike[:at+20], first) {
		t.Errorf("the list does not begin with %s: %s", first, alike[:200])
	}
	links := regexp.MustCompile(`>Role ([xy])\d vs Role ([xy])\d<`).FindAllStringSubmatch(across, -1)
	if len(links) != 12 {
		t.Errorf("%d pairs of two families, want 12", len(links))
	}
	for _, m := range links {
		if m[1] == m[2] {
			t.Errorf("%s is a pair of one family", m[0])
		}
	}
}

// TestStylesUseDefinedProperties holds that the files of layouts/css, which many
// hands write, agree on the names of the properties they share.
func TestStylesUseDefinedProperties(t *testing.T) {
	css := read(t, load(t, os.DirFS("../../..")), "assets/site.css")
	defined := map[string]bool{}
	for _, m := range regexp.MustCompile(`(--[a-z0-9-]+):`).FindAllStringSubmatch(css, -1) {
		defined[m[1]] = true
	}
	for i := range 6 {
		defined["--"+string(rune('a'+i))] = true // names of roles, set on the table
	}
	for _, m := range regexp.MustCompile(`var\((--[a-z0-9-]+)\)`).FindAllStringSubmatch(css, -1) {
		if !defined[m[1]] {
			t.Errorf("%s is used and defined nowhere", m[1])
		}
	}
}

func TestABrokenMapLayoutIsFoundWhenTheSiteIsMade(t *testing.T) {
	files := with(smallFiles(t), map[string]string{"layouts/matrix.html": "{{define \"main\"}}\n{{range .Groups}}{{.Nothing}}{{end}}\n{{end}}\n"})
	s, list := tryLoad(t, files, nil)
	if s != nil || len(list) == 0 || list[0].Position.File != "layouts/matrix.html" || list[0].Position.Line != 2 {
		t.Errorf("reported: %v", list)
	}
}
