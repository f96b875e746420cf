package site

import "slices"

// delta is what a snapshot differs in from the one before it. Most edits change the
// words of one role; then all that belongs to the other roles is taken over place
// by place, and nothing is looked up by name.
type delta struct {
	before    *Site // has the same slugs and the same config; nil: all is new
	changed   []int // places of the roles that are others
	titles    bool  // one of them has another title
	relations bool  // one of them reports or leads to others
	families  bool  // one of them is of another family or on another track
}

// since compares the roles of a new snapshot with those of the one before, by
// identity: the loader hands out the same *role.Role as long as its file does not
// change.
func (s *Site) since(prev *Site) delta {
	set := s.content.Roles
	if prev == nil || prev.cfg != s.cfg || prev.content.Roles.Len() != set.Len() {
		return delta{}
	}
	d := delta{before: prev}
	for i, r := range set.All() {
		old := prev.content.Roles.At(i)
		if old == r {
			continue
		}
		if old.Slug != r.Slug {
			return delta{}
		}
		d.changed = append(d.changed, i)
		d.titles = d.titles || old.Title != r.Title
		d.relations = d.relations || !slices.Equal(old.ReportsTo, r.ReportsTo) || !slices.Equal(old.LeadsTo, r.LeadsTo)
		d.families = d.families || old.Family != r.Family || old.Track != r.Track
	}
	return d
}

// few tells whether so few roles changed that it is worth to look at what each of
// them can have changed for the others.
func (d delta) few() bool {
	return d.before != nil && len(d.changed) <= 1+d.before.content.Roles.Len()/8
}
