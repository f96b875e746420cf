package capacity

import (
	"testing"

	"github.com/rolediff/rolediff/generator/internal/site"
)

// hundred is a made-up site of a hundred roles with every comparison.
func hundred(pairs, trios string) *measured {
	m := &measured{roles: 100, pairs: pairs, trios: trios, sizes: new(site.Sizes)}
	m.sizes.Of = [site.Kinds]site.Size{
		site.TrioPages: {Files: 161_700, Bytes: 161_700 * 5000, Tar: 161_700 * 5632}, site.PairPages: {Files: 4950, Bytes: 4950 * 5000, Tar: 4950 * 5632},
		site.RolePages: {Files: 100, Bytes: 2_000_000, Tar: 2_100_000}, site.RoleFiles: {Files: 200, Bytes: 700_000, Tar: 800_000},
		site.Matrices: {Files: 1, Bytes: 900_000, Tar: 900_512}, site.Sitemaps: {Files: 18, Bytes: 20_000_000, Tar: 20_010_000}, site.OtherFiles: {Files: 20, Bytes: 300_000, Tar: 310_000},
	}
	return m
}

func TestASiteGrowsAsItsComparisonsDo(t *testing.T) {
	m := hundred("all", "all")
	now := m.sizes.Total()
	if same := m.with(100); same.Files != now.Files || same.Bytes != now.Bytes {
		t.Errorf("with as many roles it takes %+v, not %+v", same, now)
	}
	if twice := m.with(200); twice.Files != 1_313_400+19_900+200+400+1+144+20 {
		t.Errorf("200 roles make %d files", twice.Files)
	}
	related := hundred("related", "related")
	if twice := related.with(200); twice.Files != 2*(161_700+4950+100+200+18)+21 {
		t.Errorf("of related comparisons there are %d files", twice.Files)
	}
}

func TestRoomIsTheLastNumberOfRolesThatFits(t *testing.T) {
	m := hundred("all", "all")
	for _, h := range hosts {
		fit := m.fit(h, Size(m.sizes.Total()))
		n := m.roles + *fit.Roles
		if !h.takes(m.with(n)) || h.takes(m.with(n+1)) || fit.Fits != (*fit.Roles >= 0) {
			t.Errorf("%s: %d roles are said to be the most, fits: %v", h.Name, n, fit.Fits)
		}
	}
}

func TestOneRoleSaysNothingAboutTrios(t *testing.T) {
	m := hundred("all", "all")
	for roles, trios := range map[int]string{2: "all", 1: "none", 0: "none"} {
		m.roles, m.trios = roles, trios
		if fit := m.fit(hosts[0], Size{}); fit.Roles != nil {
			t.Errorf("%d roles, trios %s: %d more are said to fit", roles, trios, *fit.Roles)
		}
	}
}
