package site

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/rolediff/rolediff/generator/internal/compare"
	"github.com/rolediff/rolediff/generator/internal/layout"
)

// bothWays renders every pair and trio joined and plain. Both must be the same
// page once minified; it returns how many are the same byte for byte.
func bothWays(t *testing.T, s *Site) (exact, total int) {
	t.Helper()
	following := new(run) // of trios in canonical order, as a build makes them
	check := func(roles ...int) {
		total++
		plain, err := s.plainComparison(roles...)
		if err != nil {
			t.Fatalf("%v: %v", roles, err)
		}
		joined, err := s.appendComparison(nil, nil, roles)
		if err != nil {
			t.Fatalf("%v: %v", roles, err)
		}
		if next, err := s.appendComparison(nil, following, roles); err != nil || string(next) != string(joined) {
			t.Errorf("%v: another page by itself than after others (%v)", roles, err)
		}
		if string(plain) == string(joined) {
			exact++
			return
		}
		a, err := layout.Minify(plain)
		if err != nil {
			t.Fatal(err)
		}
		b, err := layout.Minify(joined)
		if err != nil {
			t.Fatal(err)
		}
		if string(a) != string(b) {
			at := 0
			for at < min(len(a), len(b)) && a[at] == b[at] {
				at++
			}
			t.Errorf("%v: joined and plain differ:\nplain  …%.200s\njoined …%.200s", roles, a[max(at-40, 0):], b[max(at-40, 0):])
		}
	}
	for i, j := range compare.Pairs(s.Roles()) {
		check(i, j)
	}
	for trio := range compare.Trios(s.Roles()) {
		check(trio[:]...)
	}
	return exact, total
}

func TestJoinedPagesAreThePagesThatLayoutsMean(t *testing.T) {
	small := smallFiles(t)
	clean := edited(t, edited(t, small, "content/roles/data-lead.md", "xq1Bqx", "word"), "content/roles/data-lead.md", "xq1Eqx", "word")
	policy := func(pairs, trios string) fstest.MapFS {
		return edited(t, small, "config.json", `"dimensions"`, fmt.Sprintf(`"policy": {"pairs": %q, "trios": %q}, "dimensions"`, pairs, trios))
	}
	for name, files := range map[string]fstest.MapFS{
		"hostile texts":      small,
		"policy related":     policy("related", "related"),
		"policy none":        policy("none", "none"),
		"pairs only":         policy("all", "none"),
		"no repository":      edited(t, small, "config.json", `"repository": "https://code.example/small",`, ""),
		"no base URL":        edited(t, small, "config.json", `"base_url": "https://small.example/roles/",`, ""),
		"marks in the title": edited(t, clean, "config.json", `Small &`, `xq1Bqx xq1Eqx &`),
		"marks in a step":    edited(t, clean, "config.json", `"World"`, `"xq2Bqx"`),
		"marks in a family":  edited(t, clean, "config.json", `"Makers"`, `"xqz9Bqx Eqx"`),
		"marks in a note":    edited(t, clean, "content/notes/a.md", "A note", "xq1Bqx xq100001Eqx"),
		"three roles": with(small, map[string]string{
			"content/roles/empty.md": "", "content/roles/long.md": "", "content/notes/a.md": "", "content/notes/b.md": "",
		}),
	} {
		s, list := tryLoad(t, files, nil)
		if len(list) > 0 {
			t.Errorf("%s: %v", name, list)
			continue
		}
		for n, f := range s.engine.frames {
			if f.plain {
				t.Errorf("%s: the frame of %d is not cut", name, n)
			}
		}
		exact, total := bothWays(t, s)
		t.Logf("%s: %d of %d pages are the same byte for byte", name, exact, total)
	}
}

func TestMarksInTextsAreNoMarks(t *testing.T) {
	s := load(t, smallFiles(t))
	page := string(pages(t, s)["data/vs-data-lead.html"].data)
	if !strings.Contains(page, "xq1Bqx looks like a mark, and so does xq1Eqx") {
		t.Error("the words of the role are not on its page")
	}
	for name, p := range pages(t, s) {
		if strings.HasSuffix(name, ".html") && strings.Contains(p.data, "xqz") {
			t.Errorf("%s holds a mark", name)
		}
	}
	full := edited(t, smallFiles(t), "content/roles/data-lead.md", "looks like", "xqz1Bqx xqzz1Bqx xqzzz1Bqx looks like")
	if s, list := tryLoad(t, full, nil); s != nil || len(list) != 1 || list[0].Code != "reserved-text" {
		t.Errorf("a text that holds all marks gives %v", list)
	}
}

// A layout that does more than place values is executed for every page. It has
// to say where, and the pages are right all the same.
func TestLayoutsThatBranchOnRoles(t *testing.T) {
	raw, err := os.ReadFile("../../../layouts/comparison.html")
	if err != nil {
		t.Fatal(err)
	}
	frame := string(raw)
	at := func(insert string) string {
		return strings.Replace(frame, `{{define "main"}}`, `{{define "main"}}`+"\n"+insert, 1)
	}
	tests := []struct{ name, layout, column string }{
		{"if on a track", at(`{{range .Roles}}{{if .Track}}<p>{{.Track}}</p>{{else}}<p>no track</p>{{end}}{{end}}`), "22"},
		{"with a note", at(`{{with .Note}}<div>{{.}}</div>{{else}}<p>no note</p>{{end}}`), "8"},
		{"a variable", at(`{{range $r := .Roles}}{{if eq $r.Slug "data"}}<p>data</p>{{end}}{{end}}`), "28"},
		{"length of a title", at(`{{range .Roles}}<p>{{len .Title}}</p>{{end}}`), "22"},
		{"or on a track", at(`{{range .Roles}}<p>{{or .Track "none"}}</p>{{end}}`), "22"},
		{"a comparison", at(`{{range .Roles}}<p>{{eq .Title "Other"}}</p>{{end}}`), "22"},
		{"part of a title", at(`{{range .Roles}}<p>{{printf "%.3s" .Title}}</p>{{end}}`), ""},
		{"a partial that branches", at(`{{range .Roles}}{{template "partials/own.html" .}}{{end}}`), "9"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			files := with(smallFiles(t), map[string]string{"layouts/comparison.html": tt.layout})
			if strings.Contains(tt.layout, "own.html") {
				files = with(files, map[string]string{"layouts/partials/own.html": `<p>{{if .Family}}{{.Family}}{{else}}none{{end}}</p>`})
			}
			s, list := tryLoad(t, files, nil)
			if s == nil || len(list) == 0 || list[0].Code != "slow-layout" {
				t.Fatalf("got %v", list)
			}
			line := 2 + strings.Count(frame[:strings.Index(frame, `{{define "main"}}`)], "\n")
			where := fmt.Sprintf("layouts/comparison.html:%d:%s", line, tt.column)
			if strings.Contains(tt.layout, "own.html") {
				where = "layouts/partials/own.html:1:" + tt.column
			}
			if tt.column != "" && list[0].Position.String() != where {
				t.Errorf("it points at %s, not %s", list[0].Position, where)
			}
			bothWays(t, s)
		})
	}
}

func TestFunctionsThatOnlyPlaceKeepTheStencil(t *testing.T) {
	raw, err := os.ReadFile("../../../layouts/comparison.html")
	if err != nil {
		t.Fatal(err)
	}
	insert := `{{define "main"}}{{range .Roles}}<p title="{{printf "%s of %d" .Title $.Count}}">{{printf "%q" .Title}} {{.Summary | html}}</p>{{end}}` +
		`{{range .Swaps}}<p>{{.Role.Summary}} {{.Role.Family}}</p>{{end}}{{range .Thirds}}<p>{{.Role.Track}}</p>{{end}}`
	s := load(t, with(smallFiles(t), map[string]string{"layouts/comparison.html": strings.Replace(string(raw), `{{define "main"}}`, insert, 1)}))
	bothWays(t, s)
}
