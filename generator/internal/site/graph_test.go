package site

import (
	"fmt"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"
)

// related makes a site of roles named a, b, c, ... from lines such as
// "a reports_to b c" and "a leads_to b".
func related(t testing.TB, roles string, lines ...string) *Site {
	t.Helper()
	files := fstest.MapFS{"config.json": {Data: []byte(`{"title": "Small", "description": "Small.", "dimensions": [{"key": "d", "label": "D"}]}`)}}
	for slug := range strings.FieldsSeq(roles) {
		text := "---\ntitle: Role " + strings.ToUpper(slug) + "\nsummary: S.\n"
		for _, line := range lines {
			if words := strings.Fields(line); words[0] == slug {
				text += words[1] + ": [" + strings.Join(words[2:], ", ") + "]\n"
			}
		}
		files["content/roles/"+slug+".md"] = &fstest.MapFile{Data: []byte(text + "dimensions: {d: Does " + slug + " things}\n---\n")}
	}
	return load(t, files)
}

// drawn lists what a picture shows: "a" for a role, "+3" for three more.
func drawn(s *Site, p *picture) []string {
	var out []string
	for _, n := range p.Nodes {
		switch {
		case n < 0:
			out = append(out, fmt.Sprint("+", -n))
		default:
			out = append(out, s.slug(n))
		}
	}
	return out
}

// said lists the facts: "a>b c" where a reports or leads to b and c, "a<b" where b
// does to a, with "+2" for two more.
func said(s *Site, p *picture) []string {
	var out []string
	for _, f := range p.Facts {
		text := s.slug(f.Role) + map[bool]string{false: ">", true: "<"}[f.From]
		for i, role := range f.Roles {
			if i > 0 {
				text += " "
			}
			text += s.slug(role)
		}
		if f.More > 0 {
			text += fmt.Sprint(" +", f.More)
		}
		out = append(out, text)
	}
	return out
}

func TestPicturesShowAndSayTheSame(t *testing.T) {
	tests := []struct {
		name, roles string
		lines       []string
		line, paths string // what is drawn for role a; empty for no picture
		lineSays    string
		pathsSay    string
	}{
		{name: "nobody", roles: "a b"},
		{
			name: "up to the top and one step down", roles: "a b c d e",
			lines: []string{"a reports_to b", "b reports_to c", "d reports_to a", "e reports_to d"},
			line:  "a b c d", lineSays: "a>b, b>c, a<d",
		},
		{
			name: "many parents", roles: "a b c d",
			lines: []string{"a reports_to b c d", "b reports_to d", "c reports_to d"},
			line:  "a b c d", lineSays: "a>b c d, b>d, c>d",
		},
		{
			name: "a circle above", roles: "a b c",
			lines: []string{"a reports_to b", "b reports_to c", "c reports_to b"},
			line:  "a b c", lineSays: "a>b, b>c, c>b",
		},
		{
			name: "a circle through the role", roles: "a b",
			lines: []string{"a reports_to b", "b reports_to a", "a leads_to b", "b leads_to a"},
			line:  "a b b", lineSays: "a>b, a<b",
			paths: "a b b", pathsSay: "a>b, a<b",
		},
		{
			name: "a circle through the role, and on", roles: "a b c",
			lines: []string{"a reports_to b", "b reports_to a c"},
			line:  "a b c b", lineSays: "a>b, b>c, a<b",
		},
		{
			name: "two steps each way and no more", roles: "a b c d e f g",
			lines: []string{"a leads_to b", "b leads_to c", "c leads_to d", "e leads_to a", "f leads_to e", "g leads_to f"},
			paths: "a f e b c", pathsSay: "a>b, a<e, b>c, e<f",
		},
		{
			name: "a role stands where it is nearest", roles: "a b c",
			lines: []string{"a leads_to b c", "b leads_to c"},
			paths: "a b c", pathsSay: "a>b c",
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s := related(t, test.roles, test.lines...)
			check := func(kind string, v *picture, want, says string) {
				t.Helper()
				if v == nil {
					if want != "" {
						t.Errorf("%s: no picture, want %s", kind, want)
					}
					return
				}
				if got := strings.Join(drawn(s, v), " "); got != want {
					t.Errorf("%s: drawn %s, want %s", kind, got, want)
				}
				if got := strings.Join(said(s, v), ", "); got != says {
					t.Errorf("%s: said %s, want %s", kind, got, says)
				}
			}
			check("line", reportingLine(0, s.reports), test.line, test.lineSays)
			check("paths", careerPaths(0, s.leads), test.paths, test.pathsSay)
		})
	}
}

func TestACircleIsDrawnAgainstTheLineWithAnArrow(t *testing.T) {
	s := related(t, "a b c", "a reports_to b", "b reports_to c", "c reports_to b")
	v := reportingLine(0, s.reports)
	svg := string(s.appendPicture(nil, v))
	_, back, _ := strings.Cut(svg, `<path class="back" d="`)
	data, _, _ := strings.Cut(back, `"`)
	if strings.Count(data, "M") != 2 {
		t.Errorf("no edge leads back with an arrow: %s", svg)
	}
}

func TestPicturesAreCapped(t *testing.T) {
	var roles, lines []string
	for i := range 60 {
		slug := fmt.Sprintf("r%02d", i)
		roles = append(roles, slug)
		lines = append(lines, slug+" reports_to a", slug+" leads_to a")
		lines = append(lines, fmt.Sprintf("%s-far leads_to %s", slug, slug))
		roles = append(roles, slug+"-far")
	}
	s := related(t, "a "+strings.Join(roles, " "), lines...)
	line, paths := reportingLine(0, s.reports), careerPaths(0, s.leads)
	for _, p := range []*picture{line, paths} {
		kind := pictureWords[p.Kind]
		if len(p.Nodes) > 30 || len(p.Nodes) < 15 {
			t.Errorf("%s: %d nodes", kind, len(p.Nodes))
		}
		total := -1 // the role itself
		for _, n := range p.Nodes {
			total += max(-n, 1)
		}
		if want := map[pictureKind]int{lineKind: 60, pathsKind: 120}[p.Kind]; total != want {
			t.Errorf("%s: %d roles drawn and counted, want %d", kind, total, want)
		}
	}
	if f := line.Facts[0]; len(f.Roles)+f.More != 60 {
		t.Errorf("%d roles said and %d more, want 60", len(f.Roles), f.More)
	}
	for _, f := range paths.Facts {
		if f.Role == 0 && len(f.Roles)+f.More != 60 {
			t.Errorf("%d roles said and %d more, want 60", len(f.Roles), f.More)
		}
	}
}

func TestALongLineAboveIsCapped(t *testing.T) {
	var roles, lines []string
	for i := range 20 {
		roles = append(roles, fmt.Sprintf("r%02d", i))
		lines = append(lines, fmt.Sprintf("r%02d reports_to r%02d", i, i+1))
	}
	s := related(t, strings.Join(append(roles, "r20"), " "), lines...)
	v := reportingLine(0, s.reports)
	if len(v.Nodes) != 1+graphAbove || v.Hidden != 20-graphAbove {
		t.Errorf("%d nodes and %d hidden", len(v.Nodes), v.Hidden)
	}
	page, err := fs.ReadFile(s, "r00/index.html")
	if err != nil || !strings.Contains(string(page), "8 more above are not drawn") {
		t.Errorf("the page does not say that 8 more stand above (%v)", err)
	}
}

func TestTitlesAreEscapedAndWrappedInPictures(t *testing.T) {
	files := fstest.MapFS{
		"config.json":        {Data: []byte(`{"title": "Small", "description": "Small.", "dimensions": [{"key": "d", "label": "D"}]}`)},
		"content/roles/a.md": {Data: []byte("---\ntitle: Plain\nsummary: S.\nreports_to: [b]\ndimensions: {d: x}\n---\n")},
		"content/roles/b.md": {Data: []byte("---\ntitle: 'Head </text><script> & \"Donaudampfschifffahrtsgesellschaftskapitänswitwe\" of the Whole World'\nsummary: S.\ndimensions: {d: x}\n---\n")},
	}
	page, err := fs.ReadFile(load(t, files), "a/index.html")
	if err != nil {
		t.Fatal(err)
	}
	svg := string(page)[strings.Index(string(page), "<svg"):strings.Index(string(page), "</svg>")]
	if strings.Contains(svg, "<script") {
		t.Errorf("a title is not escaped: %s", svg)
	}
	if !strings.Contains(svg, "<title>Head &lt;/text>&lt;script> & ") && !strings.Contains(svg, "<title>Head &lt;/text&gt;&lt;script&gt; &amp; ") {
		t.Errorf("a cut title is not given in full: %s", svg)
	}
}
