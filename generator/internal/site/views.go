package site

import (
	"crypto/sha256"
	"fmt"
	"html/template"
	"reflect"

	"github.com/rolediff/rolediff/generator/internal/config"
	"github.com/rolediff/rolediff/generator/internal/role"
)

// newInfo describes the site as a whole.
func (s *Site) newInfo() *Info {
	n := s.content.Roles.Len()
	info := &Info{
		Title: s.cfg.Title, Description: s.cfg.Description, Language: s.cfg.Language,
		BaseURL: template.URL(s.cfg.BaseURL), Repository: template.URL(s.cfg.Repository), Sources: template.URL(s.repositoryURL("tree", "content/roles")),
		NounOne: s.cfg.NounOne, NounMany: s.cfg.NounMany,
		Roles: n, Feed: s.hasFeed(),
	}
	for _, p := range s.content.Pages {
		info.Pages = append(info.Pages, PageLink{p.Slug, p.Title})
	}
	return info
}

func sameInfo(a, b *Info) bool { return reflect.DeepEqual(a, b) }

// newViews describes every role for layouts. Those that an edit cannot have changed
// are taken over.
func (s *Site) newViews(d delta) []*RoleView {
	set := s.content.Roles
	views := make([]*RoleView, set.Len())
	if d.before != nil && !d.titles && !d.relations {
		copy(views, d.before.views)
		for _, i := range d.changed {
			old := views[i]
			views[i] = s.newView(set.At(i))
			views[i].ReportedBy, views[i].CameFrom = old.ReportedBy, old.CameFrom
		}
		return views
	}
	for i, r := range set.All() {
		views[i] = s.newView(r)
	}
	for _, r := range set.All() {
		me := RoleLink{r.Slug, r.Title}
		for _, slug := range r.ReportsTo {
			i, _ := set.Index(slug)
			views[i].ReportedBy = append(views[i].ReportedBy, me)
		}
		for _, slug := range r.LeadsTo {
			i, _ := set.Index(slug)
			views[i].CameFrom = append(views[i].CameFrom, me)
		}
	}
	return views
}

// newView describes a role without those that refer to it.
func (s *Site) newView(r *role.Role) *RoleView {
	set := s.content.Roles
	link := func(slugs []string) []RoleLink {
		var out []RoleLink
		for _, slug := range slugs {
			i, _ := set.Index(slug)
			out = append(out, RoleLink{slug, set.At(i).Title})
		}
		return out
	}
	v := &RoleView{
		Site: s.engine.info, Slug: r.Slug, Title: r.Title, Summary: r.Summary,
		Family: label(s.cfg.Families, r.Family), Track: label(s.cfg.Tracks, r.Track),
		Aliases: r.Aliases, EditURL: template.URL(s.editURL(r.File)),
		ReportsTo: link(r.ReportsTo), LeadsTo: link(r.LeadsTo),
	}
	if !r.Updated.IsZero() {
		v.Updated = r.Updated.Format("2006-01-02")
	}
	return v
}

func sameView(a, b *RoleView) bool {
	if a == b {
		return true
	}
	x, y := *a, *b
	x.Site, y.Site = nil, nil
	return reflect.DeepEqual(x, y)
}

// hash covers what a layout can place of a role.
func (v *RoleView) hash() [sha256.Size]byte {
	own := *v
	own.Site = nil
	return sha256.Sum256(fmt.Appendf(nil, "%+v", own))
}

func label(terms []config.Term, key string) string {
	if i := config.Index(terms, key); i >= 0 {
		return terms[i].Label
	}
	return ""
}
