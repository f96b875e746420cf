package site

import (
	"encoding/json"
	"fmt"
	"path"

	"github.com/rolediff/rolediff/generator/internal/config"
	"github.com/rolediff/rolediff/generator/internal/diag"
)

// pickerRoles is the data that the picker works with, in assets/roles.js: what
// every role is called, and which comparisons have a page. It is one classic
// script that sets rolediff.roles, so that it works on file:// and is fetched once
// for all pages.
type pickerRoles struct {
	One      string       `json:"one"`
	Many     string       `json:"many"`
	Pairs    string       `json:"pairs"` // a policy
	Trios    string       `json:"trios"` // a policy
	Families []string     `json:"families"`
	Roles    []pickerRole `json:"roles"`          // in canonical order
	Near     [][]int      `json:"near,omitempty"` // policy related: of each role the related ones behind it
}

// pickerRole is written as an array, as its keys would be a third of the file.
type pickerRole struct {
	slug, title, summary string
	family               int // in Families, or -1
	aliases              []string
}

func (r pickerRole) MarshalJSON() ([]byte, error) {
	return json.Marshal([]any{r.slug, r.title, r.summary, r.family, r.aliases})
}

// pickerWords is what the search looks through, in assets/search.js: every
// statement of every role as people read it, as rolediff.words. Roles are named by
// slug and not by number: a browser may hold an older roles.js.
type pickerWords struct {
	Dimensions [][2]string  `json:"dimensions"` // key and label
	Roles      []wordsOfOne `json:"roles"`
}

// wordsOfOne is written as an array: the slug, then the statements of each
// dimension.
type wordsOfOne struct {
	slug       string
	statements [][]string
}

func (w wordsOfOne) MarshalJSON() ([]byte, error) {
	out := make([]any, 0, len(w.statements)+1)
	out = append(out, w.slug)
	for _, s := range w.statements {
		out = append(out, s)
	}
	return json.Marshal(out)
}

// addPickerFiles lists the data of the picker and of the search, and reports a
// script of the site's layouts that would take their place.
func (s *Site) addPickerFiles() diag.List {
	var list diag.List
	for name, file := range map[string]*single{
		"roles.js":  {make: (*Site).rolesScript},
		"search.js": {make: (*Site).searchScript, inputs: func(s *Site) any { return s.roleSums() }},
	} {
		if s.files["assets/"+name] != nil {
			list.Add(diag.Diagnostic{
				Severity: diag.Error, Code: "address-taken", Position: diag.Position{File: path.Join("layouts/js", name)},
				Message: fmt.Sprintf("the site has an assets/%s of its own", name), Hint: "rename the file",
			})
		}
		s.files["assets/"+name] = file
	}
	return list
}

func (s *Site) rolesScript() ([]byte, error) {
	data := pickerRoles{
		One: s.cfg.NounOne, Many: s.cfg.NounMany, Pairs: s.cfg.Pairs, Trios: s.cfg.Trios,
		Families: []string{}, Roles: []pickerRole{},
	}
	for _, f := range s.cfg.Families {
		data.Families = append(data.Families, f.Label)
	}
	for i, r := range s.roles {
		role := r.profile.Role
		aliases := role.Aliases
		if aliases == nil {
			aliases = []string{}
		}
		data.Roles = append(data.Roles, pickerRole{role.Slug, role.Title, role.Summary, config.Index(s.cfg.Families, role.Family), aliases})
		if s.plan.related != nil {
			behind := []int{}
			for _, b := range s.plan.related[i] {
				if b > i {
					behind = append(behind, b)
				}
			}
			data.Near = append(data.Near, behind)
		}
	}
	return script("rolediff.roles=", data, ";")
}

func (s *Site) searchScript() ([]byte, error) {
	data := pickerWords{Dimensions: [][2]string{}, Roles: []wordsOfOne{}}
	for _, d := range s.cfg.Dimensions {
		data.Dimensions = append(data.Dimensions, [2]string{d.Key, d.Label})
	}
	for _, r := range s.roles {
		words := wordsOfOne{slug: r.profile.Role.Slug}
		for _, cell := range r.profile.Role.Dimensions {
			texts := []string{}
			for _, statement := range cell.Statements {
				texts = append(texts, s.content.Markdown.Text(statement))
			}
			words.statements = append(words.statements, texts)
		}
		data.Roles = append(data.Roles, words)
	}
	return script("rolediff.words=", data, ";")
}
