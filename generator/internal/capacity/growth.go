package capacity

import (
	"sort"

	"github.com/rolediff/rolediff/generator/internal/config"
	"github.com/rolediff/rolediff/generator/internal/site"
)

// measured is a site that has been measured, to be asked what it would take with
// another number of roles like those that it has.
type measured struct {
	roles        int
	pairs, trios string
	sizes        *site.Sizes
}

func measure(s *site.Site) (*measured, error) {
	m := &measured{roles: s.Roles()}
	m.pairs, m.trios = s.Policy()
	var err error
	m.sizes, err = s.Measure(false)
	return m, err
}

func (m *measured) choice(hosts []Host) Choice {
	c := Choice{Pairs: m.pairs, Trios: m.trios, Size: Size(m.sizes.Total())}
	for _, h := range hosts {
		c.Hosts = append(c.Hosts, m.fit(h, c.Size))
	}
	return c
}

func (h Host) takes(s Size) bool {
	return (h.MaxBytes == 0 || max(s.Bytes, s.Tar) <= h.MaxBytes) && (h.MaxFiles == 0 || s.Files <= h.MaxFiles)
}

// manyRoles is the most that content can have; more than that is not looked for.
const manyRoles = 1000

func (m *measured) fit(h Host, now Size) Fit {
	f := Fit{Host: h.Name, Fits: h.takes(now)}
	if h.MaxBytes > 0 {
		f.Over.Bytes = max(0, max(now.Bytes, now.Tar)-h.MaxBytes)
	}
	if h.MaxFiles > 0 {
		f.Over.Files = max(0, now.Files-h.MaxFiles)
	}
	if m.grows() {
		most := sort.Search(max(manyRoles, m.roles)+1, func(n int) bool { return !h.takes(m.with(n)) }) - 1
		more := max(most, 0) - m.roles
		f.Roles = &more
	}
	return f
}

// grows tells whether there is one page at least of each kind that more roles would
// make more of: its size is not known otherwise.
func (m *measured) grows() bool {
	return m.roles >= 3 || m.roles == 2 && m.trios == config.PolicyNone || m.roles == 1 && m.pairs == config.PolicyNone && m.trios == config.PolicyNone
}

// with is what the site would take with n roles.
func (m *measured) with(n int) Size {
	linear := float64(n) / float64(m.roles)
	pairs, trios := linear, linear // of the related ones each role brings its own
	if m.pairs == config.PolicyAll {
		pairs = comparisons(n, 2) / comparisons(m.roles, 2)
	}
	if m.trios == config.PolicyAll {
		trios = comparisons(n, 3) / comparisons(m.roles, 3)
	}
	of := &m.sizes.Of
	addresses := func(trios, pairs, roles float64) float64 {
		return float64(of[site.TrioPages].Files)*trios + float64(of[site.PairPages].Files)*pairs + float64(of[site.RolePages].Files)*roles
	}
	files := [site.Kinds]float64{
		site.TrioPages: trios, site.PairPages: pairs, site.RolePages: linear, site.RoleFiles: linear,
		site.Matrices: 1, site.Sitemaps: addresses(trios, pairs, linear) / addresses(1, 1, 1), site.OtherFiles: 1,
	}
	bytes := files
	bytes[site.Matrices] = linear * linear
	bytes[site.OtherFiles] = linear // most of them list the roles
	var out Size
	for kind, size := range of {
		out.Files += int(float64(size.Files)*files[kind] + 0.5)
		out.Bytes += int64(float64(size.Bytes) * bytes[kind])
		out.Tar += int64(float64(size.Tar) * bytes[kind])
	}
	links := int64(n) * int64(n-m.roles) * pairLink
	out.Bytes += links
	out.Tar += links
	return out
}

// pairLink is about what the page of a role takes in bytes to lead to one other.
const pairLink = 120

// comparisons is how many sets of k roles there are.
func comparisons(n, k int) float64 {
	out := 1.0
	for i := range k {
		out *= float64(n-i) / float64(i+1)
	}
	return max(out, 0)
}
