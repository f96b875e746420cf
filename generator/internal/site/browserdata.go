package site

import (
	"bytes"
	"encoding/json"
	"fmt"
	"html/template"
	"strconv"

	"github.com/rolediff/rolediff/generator/internal/compare"
	"github.com/rolediff/rolediff/generator/internal/layout"
)

// The page compare/ joins comparisons in the browser, from the same stencils and
// fragments as the pages here. This file writes them as classic scripts, which
// load from a folder on disk too: assets/frames.js once, assets/roles/SLUG.js
// for each role. layouts/js/compare.js reads them.
//
// A stencil is an array of text, hole, text, hole, ... text. Holes of a block
// are numbers: from 0 on those of a role, its slot times browserStride plus the
// class of the fragment; below 0 those of the page.
const browserStride = 1000

func (s *Site) addBrowserData() {
	s.files["compare/index.html"] = &single{make: (*Site).comparePage, inputs: func(*Site) any { return nil }, page: true}
	s.files["assets/frames.js"] = &single{make: (*Site).framesScript}
	for i := range s.roles {
		s.files["assets/roles/"+s.slug(i)+".js"] = &single{make: func(s *Site) ([]byte, error) { return s.roleScript(i) }}
	}
}

func (s *Site) comparePage() ([]byte, error) {
	return s.layouts.Execute(s.layouts.Page("compare.html"), Base{
		Site: s.engine.info, Kind: "compare", Root: "../", Path: "compare/",
		Title:       "Compare " + s.cfg.NounMany,
		Description: "Put together two to " + numberWords[compare.MaxSlots] + " " + s.cfg.NounMany + " side by side.",
	})
}

// browserForm is a form as the browser reads it.
func browserForm(f form) []any {
	var out []any
	for _, part := range f {
		out = append(out, string(part.literal))
		if part.hole != layout.Literal {
			out = append(out, part.hole)
		}
	}
	return out
}

func browserBlock(f *frame) []any {
	var out []any
	for _, seg := range f.segments {
		out = append(out, string(seg.literal))
		switch {
		case seg.hole == layout.Literal:
		case seg.hole < pageHole:
			out = append(out, seg.slot*browserStride+seg.class)
		default:
			out = append(out, -(seg.hole - pageHole))
		}
	}
	return out
}

// browserFrames is the data of assets/frames.js.
type browserFrames struct {
	Blocks     map[int][]any            `json:"blocks"`
	Cells      map[int]int              `json:"cells"` // the dimension of each class that is a cell
	Marks      map[string]map[int][]any `json:"marks"`
	Agreements map[int][3]string        `json:"agreements"`
	Sentences  map[int][][2][]any       `json:"sentences"` // by number of roles, kind, and whether Who is many
	Moving     [][]any                  `json:"moving"`
	Items      [][]any                  `json:"items"`
	Scales     []browserScale           `json:"scales"`
	Tracks     []browserTerm            `json:"tracks"`
	Families   []browserTerm            `json:"families"`
	Dimensions []template.HTML          `json:"dimensions"`
	Numbers    []string                 `json:"numbers"`
}

type browserScale struct {
	Label template.HTML   `json:"label"`
	Most  template.HTML   `json:"most"`
	More  template.HTML   `json:"more"`
	Least template.HTML   `json:"least"`
	Steps []template.HTML `json:"steps"`
}

type browserTerm struct {
	Key   string        `json:"key"`
	Label template.HTML `json:"label"`
}

func (s *Site) framesScript() ([]byte, error) {
	e := s.engine
	data := browserFrames{
		Blocks: map[int][]any{}, Cells: map[int]int{}, Marks: map[string]map[int][]any{},
		Agreements: map[int][3]string{}, Sentences: map[int][][2][]any{}, Dimensions: e.terms.dimensions, Numbers: numberWords[:],
		Scales: []browserScale{}, Tracks: []browserTerm{}, Families: []browserTerm{}, // never null, also when there are none
	}
	for n, f := range e.blocks {
		if f.plain {
			continue // the browser cannot execute layouts; the warning is given already
		}
		data.Blocks[n] = browserBlock(f)
		for _, seg := range f.segments {
			if field := seg.hole % slotStride; seg.hole >= 0 && seg.hole < pageHole && field >= fieldCell {
				data.Cells[seg.class] = field - fieldCell
			}
		}
		for state, word := range stateWords {
			if data.Marks[word] == nil {
				data.Marks[word] = map[int][]any{}
			}
			data.Marks[word][n] = browserForm(e.forms.marks[n][state])
		}
		var agreements [3]string
		for state := range agreements {
			agreements[state] = string(e.forms.agreements[n][state])
		}
		data.Agreements[n] = agreements
		for kind := range sentenceKinds {
			data.Sentences[n] = append(data.Sentences[n], [2][]any{
				browserForm(e.forms.sentences[n][kind][0]), browserForm(e.forms.sentences[n][kind][1]),
			})
		}
	}
	for _, f := range e.forms.moving {
		data.Moving = append(data.Moving, browserForm(f))
	}
	for _, f := range e.forms.items {
		data.Items = append(data.Items, browserForm(f))
	}
	for _, t := range e.terms.scales {
		data.Scales = append(data.Scales, browserScale{t.label, t.most, t.more, t.least, t.steps})
	}
	for i, t := range s.cfg.Tracks {
		data.Tracks = append(data.Tracks, browserTerm{t.Key, e.terms.tracks[i]})
	}
	for _, f := range s.cfg.Families {
		data.Families = append(data.Families, browserTerm{f.Key, e.terms.families[f.Key]})
	}
	return script("rolediff.frames=", data, ";")
}

// browserRole is the data of assets/roles/SLUG.js.
type browserRole struct {
	Title     string            `json:"title"`
	Name      template.HTML     `json:"name"`
	Fragments []any             `json:"fragments"` // by class: text, or text, hole, text of a cell
	Keys      [][]string        `json:"keys"`      // of each dimension's statements
	Said      [][]string        `json:"said"`      // the statements of each dimension that is a list; else null
	Steps     []int             `json:"steps"`
	Family    string            `json:"family"`
	Track     string            `json:"track"`
	ReportsTo []string          `json:"reports"` // never null, as next
	LeadsTo   []string          `json:"leads"`
	Others    map[string]string `json:"others,omitempty"` // names of the roles that it refers to
	Notes     map[string]string `json:"notes,omitempty"`  // by the slugs of the further roles, in canonical order
}

func (s *Site) roleScript(i int) ([]byte, error) {
	r := s.roles[i]
	p := r.profile.Role
	data := browserRole{
		Title: p.Title, Name: r.material.name, Steps: p.Scales, Family: p.Family, Track: p.Track,
		ReportsTo: append([]string{}, p.ReportsTo...), LeadsTo: append([]string{}, p.LeadsTo...), Others: map[string]string{},
	}
	for _, f := range r.fragments {
		data.Fragments = append(data.Fragments, browserFragment(f))
	}
	for _, keys := range r.profile.Cells {
		short := []string{}
		for _, k := range keys {
			short = append(short, strconv.FormatUint(k, 36))
		}
		data.Keys = append(data.Keys, short)
	}
	for _, cell := range r.cells {
		var said []string
		if cell.list {
			said = append([]string{}, cell.statements...)
		}
		data.Said = append(data.Said, said)
	}
	for _, list := range [][]string{p.ReportsTo, p.LeadsTo} {
		for _, slug := range list {
			k, _ := s.content.Roles.Index(slug)
			data.Others[slug] = string(s.roles[k].material.name)
		}
	}
	for _, n := range s.content.Notes {
		if n.Roles[0] == p.Slug {
			if data.Notes == nil {
				data.Notes = map[string]string{}
			}
			var at []int
			key := ""
			for _, slug := range n.Roles {
				k, _ := s.content.Roles.Index(slug)
				at = append(at, k)
				if slug != p.Slug {
					key += "," + slug
				}
			}
			data.Notes[key[1:]] = string(s.notes[newNoteKey(at)].text)
		}
	}
	return script(fmt.Sprintf("rolediff.add(%q,", p.Slug), data, ");")
}

func browserFragment(f fragment) any {
	if len(f.holes) == 0 {
		return string(f.text)
	}
	var out []any
	from := 0
	for _, h := range f.holes {
		hole := 2 * (h.hole - innerState)
		if h.hole >= innerMark {
			hole = 2*(h.hole-innerMark) + 1
		}
		out = append(out, string(f.text[from:h.at]), hole)
		from = h.at
	}
	return append(out, string(f.text[from:]))
}

// script writes data into a classic script. JSON as Go writes it is JavaScript
// and holds no </script>, as it escapes <, > and &.
func script(before string, data any, after string) ([]byte, error) {
	var b bytes.Buffer
	b.WriteString("(window.rolediff=window.rolediff||{});" + before)
	if err := json.NewEncoder(&b).Encode(data); err != nil {
		return nil, err
	}
	b.Truncate(b.Len() - 1) // the line end that the encoder adds
	b.WriteString(after + "\n")
	return b.Bytes(), nil
}
