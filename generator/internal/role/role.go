// Package role is the model: a Role, a Set of them, and what must be true of
// both. It knows neither files nor markup. Text in it is on one line and
// trimmed; statements and bodies are markdown source.
package role

import (
	"fmt"
	"slices"
	"time"
)

// Role is one job. It is never changed once it is in a Set.
type Role struct {
	Slug       string
	Title      string
	Summary    string
	Family     string // a key of the config, or empty
	Track      string // a key of the config, or empty
	Aliases    []string
	ReportsTo  []string // slugs of roles in the same Set
	LeadsTo    []string // slugs of roles in the same Set
	Scales     []int    // for each scale of the config the step from 0, or NotStated
	Dimensions []Cell   // for each dimension of the config
	Updated    time.Time
	Body       string // markdown
	BodyLine   int    // the line of File at which Body begins
	File       string // slash-separated, below the site's folder
}

// NotStated is the step of a scale on which a role has no place.
const NotStated = -1

// Cell is what a role says in one dimension: nothing, one text, or a list.
type Cell struct {
	List       bool
	Statements []string // none when the dimension is not stated
	Lines      []int    // the line of each statement in the role's file
}

// Stated tells whether the role says anything in this dimension.
func (c Cell) Stated() bool { return len(c.Statements) > 0 }

// Note is commentary that a person wrote about one pair or trio.
type Note struct {
	Roles    []string // slugs in canonical order, two or three
	Body     string   // markdown
	BodyLine int
	Updated  time.Time
	File     string
}

// Set holds roles in canonical order: sorted by slug, no two alike.
type Set struct {
	roles []*Role
	index map[string]int
}

// NewSet orders the roles. It fails when a slug is invalid or stands twice, or
// when a reference leads to no role of the set.
func NewSet(roles []*Role) (*Set, error) {
	s := &Set{roles: slices.Clone(roles), index: make(map[string]int, len(roles))}
	slices.SortFunc(s.roles, func(a, b *Role) int {
		if a.Slug < b.Slug {
			return -1
		}
		return 1
	})
	for i, r := range s.roles {
		if err := CheckSlug(r.Slug); err != nil {
			return nil, err
		}
		if _, ok := s.index[r.Slug]; ok {
			return nil, fmt.Errorf("two roles have the slug %s", r.Slug)
		}
		s.index[r.Slug] = i
	}
	for _, r := range s.roles {
		if err := s.refers(r); err != nil {
			return nil, err
		}
	}
	return s, nil
}

// With returns the set with others in place of the roles that have their slugs. It
// fails where there is none, or when a reference leads to no role of the set.
func (s *Set) With(roles []*Role) (*Set, error) {
	next := &Set{roles: slices.Clone(s.roles), index: s.index}
	for _, r := range roles {
		i, ok := s.index[r.Slug]
		if !ok {
			return nil, fmt.Errorf("the set has no %s", r.Slug)
		}
		next.roles[i] = r
		if err := next.refers(r); err != nil {
			return nil, err
		}
	}
	return next, nil
}

func (s *Set) refers(r *Role) error {
	for _, refs := range [...][]string{r.ReportsTo, r.LeadsTo} {
		for _, ref := range refs {
			if _, ok := s.index[ref]; !ok {
				return fmt.Errorf("%s refers to %s, which is no role", r.Slug, ref)
			}
		}
	}
	return nil
}

// Len is the number of roles.
func (s *Set) Len() int { return len(s.roles) }

// At returns the i-th role in canonical order.
func (s *Set) At(i int) *Role { return s.roles[i] }

// Index returns the place of a slug in canonical order, and whether it is there.
func (s *Set) Index(slug string) (int, bool) {
	i, ok := s.index[slug]
	return i, ok
}

// All returns the roles in canonical order. The slice must not be changed.
func (s *Set) All() []*Role { return s.roles }
