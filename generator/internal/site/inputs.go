package site

import (
	"encoding/binary"
	"fmt"
	"reflect"
	"time"

	"github.com/rolediff/rolediff/generator/internal/parallel"
	"github.com/rolediff/rolediff/generator/internal/publish"
	"github.com/rolediff/rolediff/generator/internal/role"
)

// What a file that is no comparison is made from, for those whose bytes cost much
// more. Together with the config, the layouts and the program, equal inputs give
// equal bytes.

// pageInputs are those of a page of content.
type pageInputs struct {
	Slug, Title, Summary, Body, File string
	Updated                          time.Time
	Links                            string
}

// roleInputs are those of a role's page.
type roleInputs struct {
	Own         *roleSource
	View        *RoleView
	Links       string
	Names       publish.Key // of the list of all pairs
	Line, Paths *picture
	Nearest     []nearRole
}

// roleSource is a role's file, less what depends on where in it something stands.
type roleSource struct {
	Family, Track, Body string
	Scales              []int
	Statements          [][]string
	Lists               []bool
}

func newRoleSource(r *role.Role) *roleSource {
	own := &roleSource{Family: r.Family, Track: r.Track, Body: r.Body, Scales: r.Scales}
	for _, cell := range r.Dimensions {
		own.Statements = append(own.Statements, cell.Statements)
		own.Lists = append(own.Lists, cell.List)
	}
	return own
}

func (s *Site) roleInputs(i int) roleInputs {
	return roleInputs{
		Own: newRoleSource(s.roles[i].profile.Role), View: s.views[i], Links: s.content.LinksKey, Names: s.names(),
		Line: reportingLine(i, s.reports), Paths: careerPaths(i, s.leads), Nearest: s.nearRoles(i, nearestKept),
	}
}

// apiInputs are those of a role's file in the API, which shows no more of the role than
// its page.
type apiInputs struct {
	Role  publish.Key
	Notes []pageInputs
}

func (s *Site) apiInputs(i int) any {
	in := apiInputs{Role: s.roleSums()[i]}
	for _, n := range s.content.Notes {
		for _, slug := range n.Roles {
			if slug == s.slug(i) {
				in.Notes = append(in.Notes, pageInputs{Slug: s.noteHref(n.Roles), Body: n.Body, Updated: n.Updated})
			}
		}
	}
	return in
}

func (s *Site) contentInputs(i int) any {
	p := s.content.Pages[i]
	return pageInputs{p.Slug, p.Title, p.Summary, p.Body, p.File, p.Updated, s.content.LinksKey}
}

// newRoleSums hashes the inputs of every role's page. Together they stand for all that
// the roles say, for files that show all of it.
func (s *Site) newRoleSums() []publish.Key {
	out := make([]publish.Key, len(s.roles))
	parallel.Each(len(out), func(i int) { out[i] = s.inputsKey(s.roleInputs(i)) })
	return out
}

// newNames stands for the names of all roles, and which comparisons have a page.
func (s *Site) newNames() publish.Key {
	var b []byte
	for i, r := range s.roles {
		b = append(append(b, s.slug(i)...), 0)
		b = append(append(b, r.material.name...), 0)
	}
	return shortSum(fmt.Append(b, s.plan.related, s.plan.noted)) // Go prints maps in the order of their keys
}

// inputsKey hashes what a file is made from.
func (s *Site) inputsKey(inputs any) publish.Key {
	common := s.common()
	return shortSum(appendInput(common[:], reflect.ValueOf(inputs)))
}

// newCommon stands for what every file may be made from.
func (s *Site) newCommon() publish.Key {
	return shortSum(fmt.Appendf(nil, "%q %s %+v %+v %d %d", s.program, s.layouts.Key, *s.engine.info, *s.cfg, s.plan.pairs, s.plan.trios))
}

var (
	infoType = reflect.TypeFor[*Info]()
	timeType = reflect.TypeFor[time.Time]()
)

// appendInput writes a value so that unequal ones of a type give unequal bytes. It
// looks at what layouts can place: the exported fields. The site as a whole is left
// out, as it is in common.
func appendInput(b []byte, v reflect.Value) []byte {
	switch v.Kind() {
	case reflect.Invalid:
		return append(b, 0)
	case reflect.String:
		return appendText(b, v.String())
	case reflect.Bool:
		if v.Bool() {
			return append(b, 1)
		}
		return append(b, 0)
	case reflect.Int, reflect.Int64:
		return binary.AppendVarint(b, v.Int())
	case reflect.Uint8:
		return append(b, byte(v.Uint()))
	case reflect.Slice, reflect.Array:
		b = appendNumber(b, v.Len())
		for i := range v.Len() {
			b = appendInput(b, v.Index(i))
		}
		return b
	case reflect.Pointer:
		if v.IsNil() || v.Type() == infoType {
			return append(b, 0)
		}
		return appendInput(append(b, 1), v.Elem())
	case reflect.Interface:
		if v.IsNil() {
			return append(b, 0)
		}
		b = appendText(append(b, 1), v.Elem().Type().String())
		return appendInput(b, v.Elem())
	case reflect.Struct:
		if v.Type() == timeType {
			return binary.AppendVarint(b, v.Interface().(time.Time).Unix())
		}
		for i := range v.NumField() {
			if f := v.Type().Field(i); f.IsExported() {
				b = appendInput(b, v.Field(i))
			}
		}
		return b
	}
	panic("site: no way to hash a " + v.Type().String())
}
