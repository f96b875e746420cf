package change

import (
	"cmp"
	"slices"
	"strings"

	"github.com/rolediff/rolediff/generator/internal/config"
	"github.com/rolediff/rolediff/generator/internal/role"
)

// alike is how much of the words of a role that went must be those of one that
// came, of 1000, for both to count as one role with another name.
const alike = 700

// maxRenames is how many pairs of roles that went and came are looked at.
const maxRenames = 400

const notStated = "Not stated"

// roles compares all roles.
func roles(before, after Side) []Role {
	out := []Role{}
	olds, news := all(before), all(after)
	renamed := renames(before, after)
	for slug, r := range news {
		old := olds[slug]
		if was, ok := renamed[slug]; ok {
			old = olds[was]
		}
		if old == nil {
			out = append(out, Role{Kind: Added, Slug: slug, Title: r.Title, Fields: fields(before, after, nil, r)})
			continue
		}
		change := Role{
			Kind: Changed, Slug: slug, Title: r.Title,
			Fields: fields(before, after, old, r), Dimensions: rows(before, after, old, r), Scales: moves(before, after, old, r),
			Relations: relations(before, after, renamed, old, r), Body: changedTexts(paragraphs(old.Body), paragraphs(r.Body)),
		}
		if old.Title != r.Title {
			change.WasTitle = old.Title
		}
		if old.Slug != slug {
			change.Kind, change.WasSlug = Renamed, old.Slug
		}
		if change.Kind == Renamed || change.WasTitle != "" || len(change.Fields)+len(change.Dimensions)+len(change.Scales)+len(change.Relations)+len(change.Body) > 0 {
			out = append(out, change)
		}
	}
	for slug, r := range olds {
		if news[slug] == nil && !wasRenamed(renamed, slug) {
			out = append(out, Role{Kind: Removed, Slug: slug, Title: r.Title})
		}
	}
	slices.SortFunc(out, func(a, b Role) int { return cmp.Compare(a.Slug, b.Slug) })
	return out
}

func all(s Side) map[string]*role.Role {
	out := map[string]*role.Role{}
	if s.Content != nil {
		for _, r := range s.Content.Roles.All() {
			out[r.Slug] = r
		}
	}
	return out
}

// renames finds the old slug of every new one that says nearly the same. The most
// alike are joined first.
func renames(before, after Side) map[string]string {
	out := map[string]string{}
	olds, news := all(before), all(after)
	var gone, came []string
	for slug := range olds {
		if news[slug] == nil {
			gone = append(gone, slug)
		}
	}
	for slug := range news {
		if olds[slug] == nil {
			came = append(came, slug)
		}
	}
	if len(gone)*len(came) > maxRenames {
		return out
	}
	type match struct {
		old, now string
		score    int
	}
	var matches []match
	for _, now := range came {
		for _, old := range gone {
			if score := stays(compareWords(said(olds[old]), said(news[now]))); score >= alike {
				matches = append(matches, match{old, now, score})
			}
		}
	}
	slices.SortFunc(matches, func(a, b match) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.now, b.now), cmp.Compare(a.old, b.old))
	})
	for _, m := range matches {
		if _, taken := out[m.now]; !taken && !wasRenamed(out, m.old) {
			out[m.now] = m.old
		}
	}
	return out
}

// said is all that a role says of itself in words.
func said(r *role.Role) string {
	parts := []string{r.Title, r.Summary}
	for _, cell := range r.Dimensions {
		parts = append(parts, cell.Statements...)
	}
	return strings.Join(append(parts, r.Body), " ")
}

func wasRenamed(renamed map[string]string, old string) bool {
	for _, was := range renamed {
		if was == old {
			return true
		}
	}
	return false
}

// fields compares the texts of the front matter. old is nil of a new role, of
// which only the summary is told.
func fields(before, after Side, old, now *role.Role) []Field {
	var out []Field
	add := func(label, from, to string) {
		if from != to {
			out = append(out, Field{label, compareWords(from, to)})
		}
	}
	if old == nil {
		add("Summary", "", now.Summary)
		return out
	}
	add("Summary", old.Summary, now.Summary)
	add("Also called", strings.Join(old.Aliases, ", "), strings.Join(now.Aliases, ", "))
	add("Family", label(before.Config.Families, old.Family), label(after.Config.Families, now.Family))
	add("Track", label(before.Config.Tracks, old.Track), label(after.Config.Tracks, now.Track))
	return out
}

func label(terms []config.Term, key string) string {
	if i := config.Index(terms, key); i >= 0 {
		return terms[i].Label
	}
	return ""
}

// rows compares the cells of the dimensions that both sides have, and shows those
// that only one has as gone or new.
func rows(before, after Side, old, now *role.Role) []Row {
	var out []Row
	add := func(label string, from, to []string) {
		if texts := changedTexts(from, to); len(texts) > 0 {
			out = append(out, Row{label, texts})
		}
	}
	for d, term := range after.Config.Dimensions {
		var from []string
		if k := config.Index(before.Config.Dimensions, term.Key); k >= 0 {
			from = old.Dimensions[k].Statements
		}
		add(term.Label, from, now.Dimensions[d].Statements)
	}
	for d, term := range before.Config.Dimensions {
		if config.Index(after.Config.Dimensions, term.Key) < 0 {
			add(term.Label, old.Dimensions[d].Statements, nil)
		}
	}
	return out
}

// moves compares the places on the scales that both sides have.
func moves(before, after Side, old, now *role.Role) []Move {
	var out []Move
	step := func(s config.Scale, at int) string {
		if at == role.NotStated {
			return notStated
		}
		return s.Steps[at].Label
	}
	for i, scale := range after.Config.Scales {
		k := slices.IndexFunc(before.Config.Scales, func(s config.Scale) bool { return s.Key == scale.Key })
		if k < 0 {
			continue
		}
		from, to := step(before.Config.Scales[k], old.Scales[k]), step(scale, now.Scales[i])
		if from != to {
			out = append(out, Move{scale.Label, from, to})
		}
	}
	return out
}

// relations compares whom a role reports and leads to. A role that only has
// another name now is the same one.
func relations(before, after Side, renamed map[string]string, old, now *role.Role) []Relation {
	var out []Relation
	today := map[string]string{} // by the old slug
	for is, was := range renamed {
		today[was] = is
	}
	add := func(label string, from, to []string) {
		gone := slices.DeleteFunc(only(from, to), func(was string) bool { return slices.Contains(to, today[was]) })
		came := slices.DeleteFunc(only(to, from), func(is string) bool { return slices.Contains(from, renamed[is]) })
		r := Relation{Label: label, Added: titles(after, came), Removed: titles(before, gone)}
		if len(r.Added)+len(r.Removed) > 0 {
			out = append(out, r)
		}
	}
	add("Reports to", old.ReportsTo, now.ReportsTo)
	add("Leads to", old.LeadsTo, now.LeadsTo)
	return out
}

func titles(s Side, slugs []string) []string {
	var out []string
	for _, slug := range slugs {
		title := slug
		if i, ok := s.Content.Roles.Index(slug); ok {
			title = s.Content.Roles.At(i).Title
		}
		out = append(out, title)
	}
	return out
}
