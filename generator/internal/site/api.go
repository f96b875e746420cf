package site

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/rolediff/rolediff/generator/internal/compare"
	"github.com/rolediff/rolediff/generator/internal/config"
	"github.com/rolediff/rolediff/generator/internal/role"
)

// apiDir is the folder of the files for programs. docs/api.md is its promise: in
// v1 fields are added, and none is renamed, removed or given another meaning.
const (
	apiDir     = "api/v1/"
	apiVersion = 1
)

// Ways from a file of the API to the site's root.
const (
	fromAPI      = "../../"    // api/v1/*.json
	fromAPIRoles = "../../../" // api/v1/roles/*.json
)

// addAPI lists the files of the API.
func (s *Site) addAPI() {
	list := func(name string, value func(*Site) any) {
		s.files[apiDir+name] = &single{make: func(s *Site) ([]byte, error) { return encodeJSON(value(s), "") }}
	}
	list("index.json", func(s *Site) any { return s.apiIndex() })
	list("roles.json", func(s *Site) any { return s.apiRoles() })
	for i := range s.roles {
		name := "roles/" + s.slug(i) + ".json"
		list(name, func(s *Site) any { return s.apiRole(i) })
		s.files[apiDir+name].inputs = func(s *Site) any { return s.apiInputs(i) }
	}
	for name, schema := range apiSchemas() {
		s.files[apiDir+name] = &single{make: func(*Site) ([]byte, error) { return encodeJSON(schema, "  ") }}
	}
}

// encodeJSON writes <, >, &, U+2028 and U+2029 escaped, so that the text may
// stand in a script too.
func encodeJSON(value any, indent string) ([]byte, error) {
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetIndent("", indent)
	if err := e.Encode(value); err != nil {
		return nil, fmt.Errorf("a file of the API cannot be written: %w", err)
	}
	return out.Bytes(), nil
}

func (s *Site) apiIndex() apiIndex {
	x := apiIndex{
		Schema: "schema/index.json", Version: apiVersion,
		Title: s.cfg.Title, Description: s.cfg.Description, Language: s.cfg.Language,
		BaseURL: s.cfg.BaseURL, Home: fromAPI + "index.html",
		Noun:   apiNoun{s.cfg.NounOne, s.cfg.NounMany},
		Counts: apiCounts{len(s.roles), s.plan.pairs, s.plan.trios},
		Policy: apiPolicy{s.cfg.Pairs, s.cfg.Trios},
		Files:  apiFiles{Roles: "roles.json", Role: "roles/{a}.json", Schemas: sortedKeys(apiSchemas())},
		Addresses: apiAddresses{
			Role: fromAPI + "{a}/index.html", Pair: fromAPI + "{a}/" + role.Name("{b}"),
			Trio: fromAPI + "{a}/" + role.Name("{b}", "{c}"), Compare: fromAPI + "compare/index.html#{a},{b}",
		},
		Dimensions: apiTerms(s.cfg.Dimensions), Families: apiTerms(s.cfg.Families), Tracks: apiTerms(s.cfg.Tracks),
		Scales: []apiScale{},
	}
	if s.engine.info.Feed {
		x.Files.Feed = fromAPI + feedFile
	}
	for _, scale := range s.cfg.Scales {
		x.Scales = append(x.Scales, apiScale{apiTerm(scale.Term), apiTerms(scale.Steps)})
	}
	return x
}

func apiTerms(terms []config.Term) []apiTerm {
	out := make([]apiTerm, 0, len(terms))
	for _, t := range terms {
		out = append(out, apiTerm(t))
	}
	return out
}

func (s *Site) apiRoles() apiRoles {
	all := apiRoles{Schema: "schema/roles.json", Version: apiVersion, Roles: []apiSummary{}}
	for i := range s.roles {
		all.Roles = append(all.Roles, s.apiSummary(i, fromAPI, "roles/"))
	}
	return all
}

// apiSummary describes a role for a file from which root leads to the site's
// root and data to the files of roles.
func (s *Site) apiSummary(i int, root, data string) apiSummary {
	r := s.roles[i].profile.Role
	out := apiSummary{
		Slug: r.Slug, Title: r.Title, Summary: r.Summary, Family: r.Family, Track: r.Track,
		Aliases: present(r.Aliases), ReportsTo: present(r.ReportsTo), LeadsTo: present(r.LeadsTo),
		Scales: map[string]apiPlace{}, Updated: day(r.Updated),
		URL: root + r.Slug + "/index.html", Data: data + r.Slug + ".json",
	}
	for k, scale := range s.cfg.Scales {
		if step := r.Scales[k]; step != role.NotStated {
			out.Scales[scale.Key] = apiPlace{scale.Steps[step].Key, step + 1}
		}
	}
	return out
}

func (s *Site) apiRole(i int) apiRole {
	r, view := s.roles[i].profile.Role, s.views[i]
	out := apiRole{
		Schema: "../schema/role.json", Version: apiVersion, apiSummary: s.apiSummary(i, fromAPIRoles, ""),
		ReportedBy: slugs(view.ReportedBy), ComesFrom: slugs(view.CameFrom),
		Dimensions: map[string]apiCell{}, Body: r.Body, Nearest: []apiNearest{}, Notes: []apiNote{}, Edit: string(view.EditURL),
	}
	for d, cell := range r.Dimensions {
		if !cell.Stated() {
			continue
		}
		c := apiCell{List: cell.List}
		for _, statement := range cell.Statements {
			c.Statements = append(c.Statements, apiStatement{s.content.Markdown.Text(statement), statement})
		}
		out.Dimensions[s.cfg.Dimensions[d].Key] = c
	}
	for _, nb := range s.nearest[i] {
		out.Nearest = append(out.Nearest, s.apiNearest(i, nb))
	}
	for _, n := range s.content.Notes {
		if slices.Contains(n.Roles, r.Slug) {
			out.Notes = append(out.Notes, apiNote{n.Roles, fromAPIRoles + s.noteHref(n.Roles), n.Body, day(n.Updated)})
		}
	}
	return out
}

func (s *Site) apiNearest(i int, nb compare.Neighbor) apiNearest {
	alike, different := compare.Explain(s.roles[i].profile, s.roles[nb.Index].profile, s.usual)
	out := apiNearest{
		Slug: s.slug(nb.Index), Similarity: (nb.Similarity + 5) / 10, Alike: []string{},
		URL: fromAPIRoles + s.hrefFromRoot(i, nb.Index),
	}
	for _, d := range alike {
		out.Alike = append(out.Alike, s.cfg.Dimensions[d].Key)
	}
	if different >= 0 {
		out.Different = s.cfg.Dimensions[different].Key
	}
	return out
}

// noteHref leads from the root to a comparison, by the slugs of its roles.
func (s *Site) noteHref(roles []string) string {
	var at []int
	for _, slug := range roles {
		i, _ := s.content.Roles.Index(slug)
		at = append(at, i)
	}
	return s.hrefFromRoot(at...)
}

// present makes a list that is never null.
func present(list []string) []string { return append([]string{}, list...) }

func slugs(links []RoleLink) []string {
	out := []string{}
	for _, l := range links {
		out = append(out, l.Slug)
	}
	return out
}

// day is a date as it is written, or nothing.
func day(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.DateOnly)
}
