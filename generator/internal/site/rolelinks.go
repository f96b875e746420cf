package site

import (
	"html/template"
	"sync/atomic"
)

// RoleLinkView is a role in a list of roles. It is the data of partials/role-link.html.
type RoleLinkView struct {
	First bool          // no other one stands before it
	Href  template.URL  // of the role's page, relative to that of another role
	Title template.HTML // of the role
}

func (e *engine) newRoleLinks(cut func(string, any) form) (forms [2]form) {
	for i, first := range []bool{false, true} {
		forms[i] = cut("role-link.html", RoleLinkView{first, e.urlHole(formHref), e.formHole(formWho)})
	}
	return forms
}

// appendRoleLinks executes partials/role-link.html for each role, so to speak.
func (s *Site) appendRoleLinks(dst []byte, roles []int) []byte {
	for k, role := range roles {
		first := 1 - min(k, 1)
		dst = s.engine.forms.roleLinks[first].fill(dst, func(dst []byte, hole int) []byte {
			if hole == formHref {
				return s.appendRoleHref(dst, role)
			}
			return append(dst, s.labels.title(role)...)
		})
	}
	return dst
}

// appendRoleHref writes the way to a role's page from that of another one. Slugs need no
// escaping.
func (s *Site) appendRoleHref(dst []byte, role int) []byte {
	return append(append(append(dst, "../"...), s.labels.slug(role)...), "/index.html"...)
}

// labels are the slugs of all roles and their titles as they stand in text, one
// behind the other. A list of all roles is made of them much faster than of what is
// scattered over memory.
type labels struct {
	text  []byte
	ends  []int                      // of each slug and title in turn
	boxes []atomic.Pointer[titleBox] // made when they are first asked for
}

func (s *Site) newLabels(d delta) *labels {
	if d.before != nil && !d.titles {
		return d.before.labels
	}
	l := &labels{ends: make([]int, 0, 2*len(s.roles)), boxes: make([]atomic.Pointer[titleBox], len(s.roles))}
	for i, r := range s.roles {
		l.text = append(l.text, s.slug(i)...)
		l.ends = append(l.ends, len(l.text))
		l.text = append(l.text, r.material.name...)
		l.ends = append(l.ends, len(l.text))
	}
	return l
}

func (l *labels) slug(i int) []byte {
	from := 0
	if i > 0 {
		from = l.ends[2*i-1]
	}
	return l.text[from:l.ends[2*i]]
}

func (l *labels) title(i int) []byte { return l.text[l.ends[2*i]:l.ends[2*i+1]] }

// box is a title as pictures show it.
func (l *labels) box(i int, title string) *titleBox {
	b := l.boxes[i].Load()
	if b == nil {
		b = newTitleBox(title, lineStyle.Width)
		l.boxes[i].Store(b)
	}
	return b
}
