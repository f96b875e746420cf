// Package site is the whole site as a function from path to bytes: config, roles
// and layouts in, pages out. A Site is an immutable snapshot and an fs.FS; a page
// is made when it is opened, and nothing holds all pages. Comparison pages are
// joined from fragments made once a role, see engine and joiner, and the pages of
// roles from parts, see roleStencil; the other pages execute their layouts.
package site

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"html/template"
	"slices"
	"strings"
	"sync"

	"github.com/rolediff/rolediff/generator/internal/compare"
	"github.com/rolediff/rolediff/generator/internal/config"
	"github.com/rolediff/rolediff/generator/internal/content"
	"github.com/rolediff/rolediff/generator/internal/diag"
	"github.com/rolediff/rolediff/generator/internal/layout"
	"github.com/rolediff/rolediff/generator/internal/parallel"
	"github.com/rolediff/rolediff/generator/internal/publish"
	"github.com/rolediff/rolediff/generator/internal/role"
)

// Site is a snapshot of everything that is published. It is safe for concurrent
// use.
type Site struct {
	cfg     *config.Config
	content *content.Content
	layouts *layout.Set
	program string
	engine  *engine
	slowed  bool  // by a role for which comparison.html comes out different
	sound   bool  // there is nothing to say of the layouts
	stock   stock // what an earlier build left, while this one is made
	context compare.Context
	nobody  *compare.Profile     // says nothing
	roles   []*roleData          // in canonical order
	known   [][]compare.Neighbor // of each role, best first: as many as it is worth to know
	nearest [][]compare.Neighbor // the first of known: those that pages show
	notes   map[noteKey]note     // of comparisons
	plan    plan
	labels  *labels
	views   []*RoleView        // in canonical order
	reports relations          // who reports to whom
	leads   relations          // who leads to whom
	alike   []compare.Likeness // of each role and its nearest
	usual   []int              // how alike near roles are in each dimension
	singles                    // every file that is not a comparison

	// Made when they are first asked for.
	key         func() publish.Key     // sum
	everyEnding func() []ending        // allEndings
	keys        func() []roleKeys      // newRoleKeys
	names       func() publish.Key     // newNames
	roleSums    func() []publish.Key   // newRoleSums
	stockedWith func() publish.Key     // newStockKey
	common      func() publish.Key     // newCommon
	ties        func() [][]compare.Tie // newTies
	thirds      func() []thirdRole     // newThirds
	notedTrios  func() map[[2]int]bool // newNotedTrios
}

// Inputs is what a Site is made from.
type Inputs struct {
	Config  *config.Config
	Content *content.Content
	Layouts *layout.Set
	// Program names what makes the site: pages that another one made are made
	// anew, even where all that goes into them is the same.
	Program string
	// Memo is what the site left that an earlier build wrote, see Site.Memo; or nil.
	Memo []byte
}

// New makes a snapshot. What of prev was made from the same inputs is used
// again; prev may be nil. The Site is nil when a layout has errors.
func New(in Inputs, prev *Site) (*Site, diag.List) {
	s := &Site{cfg: in.Config, content: in.Content, layouts: in.Layouts, program: in.Program}
	_, stocked := cutMemo(in.Memo)
	s.stock = readStock(stocked)
	var tracks []string
	for _, t := range in.Config.Tracks {
		tracks = append(tracks, t.Key)
	}
	s.nobody = compare.Nobody(len(in.Config.Dimensions))
	s.context = compare.NewContext(len(in.Config.Scales), tracks)
	var list diag.List
	for salt := range 4 {
		var again bool
		if list, again = s.build(prev, layout.NewMarker(salt)); !again {
			break
		}
		prev = nil
	}
	list.Sort()
	if list.HasErrors() {
		return nil, list
	}
	s.stock = stock{}
	return s, list
}

// build fills the site. It asks to be called again with another marker when a
// text holds what looks like a mark of this one.
func (s *Site) build(prev *Site, marker layout.Marker) (list diag.List, again bool) {
	d := s.since(prev)
	s.profiles(prev, d)
	s.rank(d)
	s.reports, s.leads = s.allRelations(d)
	s.plan = newPlan(s, d)

	info := s.newInfo()
	if prev != nil && !prev.slowed && prev.cfg == s.cfg && prev.layouts == s.layouts && sameInfo(prev.engine.info, info) {
		s.engine = prev.engine
	} else {
		if marker.In(fmt.Sprint(*s.cfg)) {
			return reservedText(), true
		}
		if s.engine, list = newEngine(s.cfg, info, s.layouts, marker, s.program); s.engine == nil {
			return list, false
		}
		prev, d = nil, delta{}
	}
	s.stockedWith = sync.OnceValue(s.newStockKey)
	s.views = s.newViews(d)
	slow, err := s.fillRoles(d)
	if errors.Is(err, errMarksInText) {
		return reservedText(), true
	} else if err != nil {
		return append(list, diag.FromError(err)...), false
	}
	list = append(list, slow...)
	s.labels = s.newLabels(d)
	list = append(list, s.fillNotes(d)...)
	list = append(list, s.fillSingles(d)...)
	if prev == nil && s.stock.with != s.stockedWith() {
		// Whether layouts work and can be joined does not depend on an edit of
		// the words, so it is found out once for each set of layouts.
		list = append(list, s.tryLayouts()...)
		list = append(list, s.checkOracle(list)...)
	}
	s.sound = len(list) == 0 && s.engine.trios != nil && (prev == nil || prev.sound)
	s.prepareLazily()
	return list, false
}

func (s *Site) prepareLazily() {
	s.everyEnding = sync.OnceValue(s.allEndings)
	s.key = sync.OnceValue(s.sum)
	s.keys = sync.OnceValue(s.newRoleKeys)
	s.names = sync.OnceValue(s.newNames)
	s.roleSums = sync.OnceValue(s.newRoleSums)
	s.common = sync.OnceValue(s.newCommon)
	s.ties = sync.OnceValue(s.newTies)
	s.thirds = sync.OnceValue(s.newThirds)
	s.notedTrios = sync.OnceValue(s.newNotedTrios)
}

// profiles prepares every role for comparing; unchanged ones are taken over.
func (s *Site) profiles(prev *Site, d delta) {
	set := s.content.Roles
	s.roles = make([]*roleData, set.Len())
	if d.before != nil {
		copy(s.roles, d.before.roles)
		for _, i := range d.changed {
			s.roles[i] = newRoleData(compare.NewProfile(set.At(i)))
		}
		return
	}
	parallel.Each(set.Len(), func(i int) {
		r := set.At(i)
		if prev != nil {
			if at, ok := prev.content.Roles.Index(r.Slug); ok && prev.roles[at].profile.Role == r {
				s.roles[i] = newRoleData(prev.roles[at].profile)
				return
			}
		}
		s.roles[i] = newRoleData(compare.NewProfile(r))
	})
}

func (s *Site) roleProfiles() []*compare.Profile {
	out := make([]*compare.Profile, len(s.roles))
	for i, r := range s.roles {
		out[i] = r.profile
	}
	return out
}

func reservedText() diag.List {
	return diag.List{{
		Severity: diag.Error, Code: "reserved-text", Message: "the texts hold all marks that rolediff uses inside",
		Hint: "look for words that begin with xq and end in Bqx or Eqx, and change them",
	}}
}

var errMarksInText = errors.New("a text holds a mark")

// fillRoles makes the fragments of every role that changed. Where a layout comes
// out different for one of them, all pages take the plain way, which it says.
func (s *Site) fillRoles(d delta) (slow diag.List, err error) {
	same := d.before != nil && d.before.content.LinksKey == s.content.LinksKey
	var others []int
	for i, r := range s.roles {
		if same && r == d.before.roles[i] && s.views[i] == d.before.views[i] {
			continue
		}
		if !same || r.material == nil || !sameView(r.material.view, s.views[i]) {
			others = append(others, i)
		}
	}
	errs := make([]error, len(s.roles))
	parallel.Each(len(others), func(at int) {
		i := others[at]
		r := newRoleData(s.roles[i].profile) // the former one is still served
		s.roles[i], errs[i] = r, s.fillRole(r, s.views[i])
	})
	var list diag.List
	for i, err := range errs {
		if errors.Is(err, errMarksInText) {
			return nil, err
		}
		if !errors.Is(err, errBranches) {
			list = append(list, diag.FromError(err)...)
		} else if slow == nil {
			s.engine, s.slowed = s.engine.allPlain(), true
			slow.Add(diag.Diagnostic{
				Severity: diag.Warning, Code: "slow-layout", Position: diag.Position{File: layout.Dir + "/" + comparisonLayout},
				Message: fmt.Sprintf("this layout comes out different for %s, so every page is executed by itself, and the browser puts none together", s.slug(i)),
				Hint:    "place values only, between tags or in quoted attributes",
			})
		}
	}
	list.Sort()
	return slow, list.Err()
}

func (s *Site) fillRole(r *roleData, view *RoleView) error {
	if s.stockUp(r, view) {
		r.sum, r.plainSum = r.hash(), view.hash()
		return nil
	}
	r.cells = renderCells(s.content.Markdown, r.profile)
	var err error
	if r.material, err = s.engine.newMaterial(view, r.cells, newSteps(s.cfg, r.profile.Role)); err != nil {
		return err
	}
	for _, text := range r.material.texts {
		if s.engine.marker.In(text) {
			return errMarksInText
		}
	}
	r.fragments, err = s.engine.fragments(r.material)
	r.sum, r.plainSum = r.hash(), view.hash()
	return err
}

// note is a note that people wrote, as its page shows it.
type note struct {
	text   []byte
	sum    [sha256.Size]byte
	source *role.Note
}

// noteKey is the places of a comparison's roles, in canonical order; -1 is none.
type noteKey [compare.MaxSlots]int32

func newNoteKey(roles []int) noteKey {
	key := noteKey{-1, -1, -1, -1, -1, -1}
	for i, r := range roles {
		key[i] = int32(r)
	}
	return key
}

// roles is the reverse of newNoteKey.
func (k noteKey) roles() []int {
	var out []int
	for _, r := range k {
		if r >= 0 {
			out = append(out, int(r))
		}
	}
	return out
}

// fillNotes renders the notes that people wrote.
func (s *Site) fillNotes(d delta) diag.List {
	same := d.before != nil && d.before.content.LinksKey == s.content.LinksKey
	if same && slices.Equal(d.before.content.Notes, s.content.Notes) {
		s.notes = d.before.notes
		return nil
	}
	s.notes = map[noteKey]note{}
	var list diag.List
	for _, n := range s.content.Notes {
		var roles []int
		for _, slug := range n.Roles {
			i, _ := s.content.Roles.Index(slug)
			roles = append(roles, i)
		}
		key := newNoteKey(roles)
		if same && d.before.notes[key].source == n {
			s.notes[key] = d.before.notes[key]
			continue
		}
		body, _ := s.content.Markdown.Body(n.Body)
		view := NoteView{Body: template.HTML(body), EditURL: template.URL(s.editURL(n.File))}
		if !n.Updated.IsZero() {
			view.Updated = n.Updated.Format("2006-01-02")
		}
		out, err := s.layouts.Execute(s.layouts.Partial("note.html"), view)
		list = append(list, diag.FromError(err)...)
		s.notes[key] = note{out, sha256.Sum256(out), n}
	}
	return list
}

// editURL is where a file can be changed in the browser, or nothing.
func (s *Site) editURL(file string) string { return s.repositoryURL("edit", file) }

// repositoryURL is where the repository edits a file or shows a tree.
func (s *Site) repositoryURL(do, path string) string {
	if s.cfg.Repository == "" {
		return ""
	}
	if strings.Contains(s.cfg.Repository, "gitlab") {
		do = "-/" + do
	}
	return s.cfg.Repository + "/" + do + "/" + s.cfg.Branch + "/" + path
}

// Roles is how many roles the site has.
func (s *Site) Roles() int { return len(s.roles) }

// Noun is what the site calls its roles: "roles", or "role" when there is one.
func (s *Site) Noun() string {
	if len(s.roles) == 1 {
		return s.cfg.NounOne
	}
	return s.cfg.NounMany
}
