package site

import (
	"bytes"
	"html/template"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/rolediff/rolediff/generator/internal/graph"
	"github.com/rolediff/rolediff/generator/internal/layout"
)

// plainRole makes the page of a role by executing every layout and partial with real
// data, which is what they mean.
type plainRole struct {
	t    *testing.T
	site *Site
	own  int
}

func (p plainRole) execute(partial string, view any) template.HTML {
	p.t.Helper()
	out, err := p.site.layouts.Execute(p.site.layouts.Partial(partial), view)
	if err != nil {
		p.t.Fatal(err)
	}
	return template.HTML(out)
}

// inside is for parts of a picture, which are not minified.
func (p plainRole) inside(partial string, view any) template.HTML {
	p.t.Helper()
	out, err := p.site.layouts.ExecuteInside(p.site.layouts.Partial(partial), view)
	if err != nil {
		p.t.Fatal(err)
	}
	return template.HTML(out)
}

func (p plainRole) page() []byte {
	p.t.Helper()
	s, i := p.site, p.own
	data := s.engine.rolePage(s.roles[i].material, plainly{})
	data.ReportsTo, data.ReportedBy = p.links(s.reports.to[i]), p.links(s.reports.from[i])
	data.CameFrom, data.LeadsTo = p.links(s.leads.from[i]), p.links(s.leads.to[i])
	for d, term := range s.cfg.Dimensions {
		cell, err := s.engine.executeOwnCell(s.views[i], d, s.roles[i].cells[d])
		if err != nil {
			p.t.Fatal(err)
		}
		data.Rows += p.execute("role-row.html", RoleRow{term.Key, term.Label, term.Help, cell})
	}
	for _, n := range s.nearRoles(i, nearestKept) {
		data.Nearest += p.execute("nearest.html", NearestView{
			template.URL(s.appendHref(nil, i, n.Role)), s.roles[i].material.name, s.roles[n.Role].material.name, n.view(&s.engine.terms),
		})
	}
	for _, drawn := range []*picture{reportingLine(i, s.reports), careerPaths(i, s.leads)} {
		if drawn != nil {
			data.Pictures += p.picture(drawn, drawn.draw())
		}
	}
	var ready parts
	if err := s.fillBody(&ready, i); err != nil {
		p.t.Fatal(err)
	}
	data.Body = template.HTML(ready[partBody])
	data.Versus = template.HTML(s.appendVersus(nil, i))
	out, err := s.layouts.Execute(s.layouts.Page("role.html"), data)
	if err != nil {
		p.t.Fatal(err)
	}
	return out
}

func (p plainRole) href(role int) template.URL {
	return template.URL("../" + p.site.slug(role) + "/index.html")
}

func (p plainRole) links(roles []int) (out template.HTML) {
	for k, role := range roles {
		out += p.execute("role-link.html", RoleLinkView{k == 0, p.href(role), p.site.roles[role].material.name})
	}
	return out
}

func (p plainRole) picture(drawn *picture, g *graph.Picture) template.HTML {
	number := func(n int) template.HTML { return template.HTML(strconv.Itoa(n)) }
	count := func(n int) template.HTML {
		if n == 0 {
			return ""
		}
		return number(n)
	}
	kind := map[pictureKind]string{lineKind: "line", pathsKind: "paths"}[drawn.Kind]
	v := GraphView{Kind: kind, Width: number(g.Size.X), Height: number(g.Size.Y), Hidden: count(drawn.Hidden)}
	for _, class := range []string{"", "back", "on", "on back"} {
		for i, path := range g.Paths {
			var words []string
			if drawn.Edges[i].From == 0 || drawn.Edges[i].To == 0 {
				words = append(words, "on")
			}
			back := len(drawn.Back) > 0 && drawn.Back[i]
			if back {
				words = append(words, "back")
			}
			if strings.Join(words, " ") == class {
				v.Drawing += p.inside("graph-edge.html", GraphEdgeView{class, template.HTML(g.AppendData(nil, path, kind == "paths" || back))})
			}
		}
	}
	for n, role := range drawn.Nodes {
		at := g.Nodes[n]
		node := GraphNodeView{X: number(at.X), Y: number(at.Y), Width: number(g.Width), Height: number(g.Height)}
		if role < 0 {
			node.More = number(-role)
			node.Lines = []GraphLine{{number(at.X + 9), number(at.Y + 29), ""}}
		} else {
			node.Self, node.Href, node.Title = n == 0, p.href(role), p.site.roles[role].material.name
			texts, cut := graph.Wrap(p.site.views[role].Title, 122.0/13, 3)
			node.Cut = cut
			for i, text := range texts {
				if i+1 < len(texts) && !strings.HasSuffix(text, "-") {
					text += " "
				}
				y := at.Y + (52-15*len(texts))/2 + 11 + 15*i
				node.Lines = append(node.Lines, GraphLine{number(at.X + 9), number(y), template.HTML(template.HTMLEscapeString(text))})
			}
		}
		v.Drawing += p.inside("graph-node.html", node)
	}
	for _, f := range drawn.Facts {
		v.Facts += p.execute("graph-fact.html", GraphFactView{
			kind, f.From, f.Role == p.own, p.href(f.Role), p.site.roles[f.Role].material.name, p.links(f.Roles), count(f.More),
		})
	}
	return p.execute("graph.html", v)
}

// Most of a role's page is placed after the layout was executed and minified. That
// makes no difference, whatever the role's words look like and the layouts do.
func TestPartsOfARoleArePlacedAsTheLayoutsMean(t *testing.T) {
	small := smallFiles(t)
	mark := load(t, small).engine.marker.Wrap(0, "")
	own := func(main string) map[string]string {
		return map[string]string{"layouts/role.html": `{{define "main"}}` + main + `{{end}}`}
	}
	sites := map[string]*Site{
		"built in":       load(t, small),
		"a mark":         load(t, edited(t, small, "content/roles/data.md", "~~deletion~~", mark)),
		"an empty body":  load(t, edited(t, small, "content/roles/data.md", "~~deletion~~", "<!-- nothing -->")),
		"100 roles":      benchmarkSite(t),
		"a long line":    related(t, "a b c", "a reports_to b", "b reports_to c", "c reports_to b", "a leads_to b c"),
		"many below":     crowdBelow(t),
		"lists twice":    load(t, with(small, own(`<ol>{{.Nearest}}</ol><ul>{{.Nearest}}</ul><table>{{.Rows}}{{.Rows}}</table>{{.Pictures}}{{.Pictures}}`))),
		"in attributes":  load(t, with(small, own(`<p title="{{.ReportsTo}}" class="{{.Rows}}">{{.Title}}</p>`))),
		"in a script":    load(t, with(small, own(`<script type="application/json">{{.Nearest}}</script>`))),
		"in a program":   load(t, with(small, own(`<script>var a = "{{.Body}}{{.Nearest}}"</script>`))),
		"only a part":    load(t, with(small, own(`<p>{{printf "%.20s" .LeadsTo}}</p>`))),
		"by their sizes": load(t, with(small, own(`<p>{{len .Body}} {{len .Rows}} {{if .Pictures}}pictures{{end}}{{if .CameFrom}}from{{end}}{{if .Versus}}vs{{end}}</p>`))),
		"in words":       load(t, with(small, own(`<p>Then {{.LeadsTo}} and {{.Body}}.</p>`))),
		"every field": load(t, with(small, own(`<p title="{{.Role.Summary}}" style="--t:{{cssString .Role.Track}}">{{.Title}} {{.Description}} {{.Role.Slug}}: {{.Role.Family}}</p>`+
			`<script type="application/json">{"u":"{{.Role.Updated}}","s":{{.Role.Summary}}}</script>{{range .Role.Aliases}}<i title="{{.}}">{{.}}</i>{{end}}<a href="{{.Role.EditURL}}">{{print .Role.Updated "!"}}</a>`+
			`{{range .Scales}}{{range .Steps}}<b title="{{.Label}}">{{.Number}}</b>{{end}}{{end}}{{with .Role.Track}}<u>{{.}}</u>{{else}}<s>no</s>{{end}}`))),
		"a track":    load(t, with(small, own(`{{if eq .Role.Track "Management"}}<p>manages</p>{{end}}{{.Rows}}`))),
		"a title":    load(t, with(small, own(`<p>{{len .Title}} {{printf "%.3s" .Role.Title}}</p>`))),
		"an address": load(t, with(small, own(`<a href="?q={{.Title}}">{{.Title}}</a>`))),
		"aliases":    load(t, with(small, own(`{{if gt (len .Role.Aliases) 1}}<p>many</p>{{end}}{{with .Role.Aliases}}<p>{{index . 0}}</p>{{end}}`))),
		"relations":  load(t, with(small, own(`{{range .Role.LeadsTo}}<p>{{.Title}}</p>{{else}}<p>nobody</p>{{end}}`))),
		"a picture":  load(t, with(small, own(`{{range .Scales}}{{range .Steps}}{{if eq .Number "2"}}<p>two</p>{{end}}{{end}}{{end}}`))),
		"partials": load(t, with(small, map[string]string{
			"layouts/partials/nearest.html":    `<li class="{{if .ByFacts}}facts{{end}}">{{.Title}} {{.Percent}}{{range .Alike}} {{.}}{{end}} <a href="{{.Href}}">{{.Own}}: {{.Different}}</a></li>`,
			"layouts/partials/role-link.html":  `{{if .First}}<b>{{.Title}}</b>{{else}} and <i title="{{.Href}}">{{.Title}}</i>{{end}}`,
			"layouts/partials/role-row.html":   `<tr><td id="{{.Key}}" title="{{.Help}}">{{.Label}}</td>{{.HTML}}</tr>`,
			"layouts/partials/graph-node.html": `<circle cx="{{.X}}" cy="{{.Y}}" r="3"/>{{range .Lines}}<text>{{.Text}}</text>{{end}}{{if .Cut}}…{{end}}{{.More}}`,
			"layouts/partials/graph-fact.html": `<li>{{if .From}}{{.Links}} to {{.Title}}{{else}}{{.Title}} to {{.Links}}{{end}} {{.More}}</li>`,
			"layouts/partials/graph.html":      `<h2>{{.Kind}}</h2><svg viewBox="0 0 {{.Width}} {{.Height}}">{{.Drawing}}</svg><ul>{{.Facts}}</ul>{{.Hidden}}`,
		})),
	}
	// Whose layout is executed for each role.
	executed := []string{"in attributes", "in a script", "in a program", "only a part", "by their sizes", "a track", "a title", "an address", "aliases", "relations", "a picture"}
	// HTML lets one write some signs either way, and so do parts of a picture.
	signs := strings.NewReplacer("&#34;", `"`, "&#39;", "'", "&gt;", ">")
	for name, s := range sites {
		for i := range s.roles {
			want := plainRole{t, s, i}.page()
			got, err := s.appendRole([]byte("before"), i)
			if err != nil {
				t.Fatal(err)
			}
			got, ok := bytes.CutPrefix(got, []byte("before"))
			if !ok {
				t.Errorf("%s: what was there before is gone", name)
			}
			if bytes.Equal(got, want) {
				continue
			}
			a, errA := layout.Minify(got)
			b, errB := layout.Minify(want)
			a, b = []byte(signs.Replace(string(a))), []byte(signs.Replace(string(b)))
			if errA != nil || errB != nil || !bytes.Equal(a, b) {
				at := 0
				for at < min(len(a), len(b)) && a[at] == b[at] {
					at++
				}
				from := max(at-80, 0)
				t.Errorf("%s, %s: %v %v\n%.200s\nis not\n%.200s", name, s.slug(i), errA, errB, a[from:], b[from:])
				break
			}
		}
		for shape, stencil := range s.engine.roleStencils.shapes {
			// Those without a track have it in common that they have none.
			if (stencil == nil) != (slices.Contains(executed, name) && (shape.track || name != "a track")) {
				t.Errorf("%s: of %+v there is a stencil: %v", name, shape, stencil != nil)
			}
		}
	}
}

// crowdBelow is a role to which 60 report, and a line of 20 above it.
func crowdBelow(t *testing.T) *Site {
	roles, lines := []string{"a"}, []string{"a reports_to up00"}
	for i := range 20 {
		roles = append(roles, "up"+two(i))
		lines = append(lines, "up"+two(i)+" reports_to up"+two(i+1))
	}
	roles = append(roles, "up"+two(20))
	for i := range 60 {
		roles = append(roles, "r"+two(i))
		lines = append(lines, "r"+two(i)+" reports_to a", "r"+two(i)+" leads_to a")
	}
	return related(t, strings.Join(roles, " "), lines...)
}

func two(n int) string { return strconv.Itoa(n/10) + strconv.Itoa(n%10) }
