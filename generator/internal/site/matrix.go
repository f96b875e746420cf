package site

import (
	"cmp"
	"html/template"
	"slices"
	"strconv"

	"github.com/rolediff/rolediff/generator/internal/compare"
	"github.com/rolediff/rolediff/generator/internal/config"
)

// mapLimit is how many roles one map shows; beyond that each family has a map of
// its own. Every pair stands in it once, as in a table of distances: laying out
// each twice kept a phone from answering for a quarter of a second. The page stays
// below about 500 kB at 100 roles and 1 MB at the limit.
const mapLimit = 150

// alikeShown is how many pairs each list of a map has.
const alikeShown = 12

// shades are the steps of a map's colour: under 10, under 20, ..., 50 and more.
const shades = 6

// MatrixPage is the data of matrix.html.
type MatrixPage struct {
	Base
	Family  string       // of a map that shows one family, its label
	Maps    []MatrixLink // the maps of families, where one map cannot show all
	Left    int          // roles on no map: without a family, or in one too large
	Limit   int          // roles that one map can show
	Columns []MatrixColumn
	Groups  []MatrixGroup
	Legend  []MatrixShade
	Alike   []AlikePair // the pairs most alike, best first
	Across  []AlikePair // of two families
}

// MatrixLink leads to the map of one family.
type MatrixLink struct {
	Href, Label string
	Roles       int
}

// MatrixColumn is the head of a column. First tells that a family begins.
type MatrixColumn struct {
	Title string
	First bool
}

// MatrixGroup is the rows of one family.
type MatrixGroup struct {
	Label string // or empty
	Rows  []MatrixRow
}

// MatrixRow is one role.
type MatrixRow struct {
	RoleLink
	Cells template.HTML // partials/map-cell.html for each role before it and for itself
}

// MatrixShade is one step of the legend, in percent.
type MatrixShade struct {
	Class    string
	From, To int
}

// AlikePair is a line of the lists below a map.
type AlikePair struct {
	Href template.URL // of the pair, relative to the page
	A, B string       // titles
	AlikeView
}

// addMatrix lists the map, and those of families where one cannot show all.
func (s *Site) addMatrix(page func(string, func(*Site) any, func(*Site) ([]byte, error))) {
	roles := func(s *Site) any { return s.roleSums() }
	add := func(name string, make func(*Site, []byte) ([]byte, error)) {
		page(name, roles, nil)
		s.files[name].append = make
	}
	add("matrix/index.html", func(s *Site, dst []byte) ([]byte, error) { return s.appendMatrix(dst, s.byFamily()) })
	if len(s.roles) <= mapLimit {
		return
	}
	for at, g := range s.byFamily() {
		if g.mapped() {
			add(g.file(), func(s *Site, dst []byte) ([]byte, error) { return s.appendFamilyMatrix(dst, s.byFamily()[at]) })
		}
	}
}

// familyMaps are the addresses of the maps of families, if there are any.
func (s *Site) familyMaps() []string {
	var out []string
	for _, f := range s.cfg.Families {
		if name := (group{key: f.Key}).file(); s.files[name] != nil {
			out = append(out, name)
		}
	}
	return out
}

// group is the roles of a family, from junior tracks to senior ones.
type group struct {
	key, label string
	roles      []int
}

func (g group) mapped() bool { return g.key != "" && len(g.roles) > 1 && len(g.roles) <= mapLimit }
func (g group) file() string { return "matrix/family-" + g.key + ".html" }

func (s *Site) byFamily() []group {
	var out []group
	add := func(key, label string) {
		g := group{key: key, label: label}
		for i, r := range s.roles {
			if r.profile.Role.Family == key {
				g.roles = append(g.roles, i)
			}
		}
		slices.SortStableFunc(g.roles, func(a, b int) int { return cmp.Compare(s.trackOf(a), s.trackOf(b)) })
		if len(g.roles) > 0 {
			out = append(out, g)
		}
	}
	for _, f := range s.cfg.Families {
		add(f.Key, f.Label)
	}
	add("", "")
	return out
}

func (s *Site) trackOf(i int) int {
	return slices.IndexFunc(s.cfg.Tracks, func(t config.Term) bool { return t.Key == s.roles[i].profile.Role.Track })
}

func (s *Site) appendMatrix(dst []byte, groups []group) ([]byte, error) {
	data := s.newMatrix("matrix/", "How alike "+s.cfg.NounMany+" are")
	var rows [][]byte
	var candidates []alikePair
	if len(s.roles) <= mapLimit {
		rows, candidates = s.fillMap(&data, groups)
	} else {
		for _, g := range groups {
			if g.mapped() {
				data.Maps = append(data.Maps, MatrixLink{"../" + g.file(), g.label, len(g.roles)})
			} else {
				data.Left += len(g.roles)
			}
		}
		candidates = s.nearPairs()
	}
	data.Alike = s.mostAlike(candidates, func(alikePair) bool { return true })
	data.Across = s.mostAlike(candidates, func(p alikePair) bool {
		return s.roles[p.a].profile.Role.Family != s.roles[p.b].profile.Role.Family
	})
	return s.placeRows(dst, data, rows)
}

func (s *Site) appendFamilyMatrix(dst []byte, g group) ([]byte, error) {
	data := s.newMatrix(g.file(), "How alike "+s.cfg.NounMany+" are: "+g.label)
	data.Family = g.label
	rows, candidates := s.fillMap(&data, []group{g})
	data.Alike = s.mostAlike(candidates, func(alikePair) bool { return true })
	return s.placeRows(dst, data, rows)
}

// tryMatrix executes the layout for a few roles: a map of all takes longer than
// the rest of a small edit.
func (s *Site) tryMatrix() error {
	g := group{label: s.cfg.NounMany}
	for i := range min(len(s.roles), 3) {
		g.roles = append(g.roles, i)
	}
	if len(g.roles) == 0 {
		return nil
	}
	_, err := s.appendFamilyMatrix(nil, g)
	return err
}

func (s *Site) newMatrix(path, title string) MatrixPage {
	data := MatrixPage{
		Base: Base{
			Site: s.engine.info, Kind: "matrix", Root: "../", Path: path, Title: title,
			Description: "A map of how alike every two " + s.cfg.NounMany + " are, from 0 to 100.",
		},
		Limit: mapLimit,
	}
	for i := range shades {
		step := MatrixShade{shadeClass(10 * i), 10 * i, 10*i + 9}
		if i == shades-1 {
			step.To = 100
		}
		data.Legend = append(data.Legend, step)
	}
	return data
}

// alikePair is two roles in canonical order and how alike they are, from 0 to 1000.
type alikePair struct{ a, b, similarity int }

// fillMap compares every two roles of the groups. It returns the cells of each row,
// and the pairs.
func (s *Site) fillMap(data *MatrixPage, groups []group) (cells [][]byte, pairs []alikePair) {
	var order []int // the roles of the columns
	var profiles []*compare.Profile
	first := map[int]bool{}
	for _, g := range groups {
		first[len(order)] = len(order) > 0
		order = append(order, g.roles...)
	}
	for column, i := range order {
		data.Columns = append(data.Columns, MatrixColumn{s.views[i].Title, first[column]})
		profiles = append(profiles, s.roles[i].profile)
	}
	similarities := compare.AllSimilarities(profiles)
	pairs = make([]alikePair, 0, len(order)*(len(order)-1)/2)
	for _, g := range groups {
		out := MatrixGroup{Label: g.label}
		for _, i := range g.roles {
			place := len(cells)
			var row []byte
			for column, j := range order[:place] {
				p := alikePair{min(i, j), max(i, j), int(similarities[place][column])}
				row = s.appendMapCell(row, p, first[column])
				pairs = append(pairs, p)
			}
			row = s.appendMapCell(row, alikePair{i, i, 0}, first[place])
			cells = append(cells, row)
			out.Rows = append(out.Rows, MatrixRow{RoleLink: RoleLink{s.slug(i), s.views[i].Title}})
		}
		data.Groups = append(data.Groups, out)
	}
	return cells, pairs
}

// nearPairs are the pairs of each role and its nearest: the most alike of all are
// among them.
func (s *Site) nearPairs() []alikePair {
	var out []alikePair
	for i, near := range s.nearest {
		for _, nb := range near {
			mutual := slices.ContainsFunc(s.nearest[nb.Index], func(n compare.Neighbor) bool { return n.Index == i })
			if i < nb.Index || !mutual {
				out = append(out, alikePair{min(i, nb.Index), max(i, nb.Index), nb.Similarity})
			}
		}
	}
	return out
}

func (s *Site) mostAlike(pairs []alikePair, keep func(alikePair) bool) []AlikePair {
	best := make([]alikePair, 0, alikeShown+1)
	before := func(x, y alikePair) int {
		return cmp.Or(cmp.Compare(y.similarity, x.similarity), cmp.Compare(x.a, y.a), cmp.Compare(x.b, y.b))
	}
	for _, p := range pairs {
		if p.similarity == 0 || len(best) == alikeShown && before(p, best[alikeShown-1]) > 0 || !keep(p) {
			continue
		}
		at, _ := slices.BinarySearchFunc(best, p, before)
		best = slices.Insert(best, at, p)
		best = best[:min(len(best), alikeShown)]
	}
	var out []AlikePair
	for _, p := range best {
		near := s.nearRole(p.a, compare.Neighbor{Index: p.b, Similarity: p.similarity})
		href := template.URL(s.appendHref(nil, p.a, p.b))
		out = append(out, AlikePair{href, s.views[p.a].Title, s.views[p.b].Title, near.view(&s.engine.terms)})
	}
	return out
}

// percent is a similarity as readers see it.
func percent(similarity int) int { return (similarity + 5) / 10 }

func shade(percent int) int { return min(percent/10, shades-1) }

func shadeClass(percent int) string { return "s" + strconv.Itoa(shade(percent)) }
