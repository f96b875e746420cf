// Package capacity works out what a site takes, which hosts have room for it, how
// many more roles they would take, and with which policy one would that has none.
// Numbers of files are exact; bytes come from a sample of pages and are within two
// percent of what a build writes, nearly always far closer. Nothing is written.
package capacity

import (
	"github.com/rolediff/rolediff/generator/internal/config"
	"github.com/rolediff/rolediff/generator/internal/site"
)

// Host is a place for sites, and the most it takes. 0 is no limit.
type Host struct {
	Name     string `json:"name"`
	MaxBytes int64  `json:"max_bytes,omitempty"` // of the files, and of the tar that they are sent in
	MaxFiles int    `json:"max_files,omitempty"`
}

// hosts are those whose limits a site of trios meets first.
var hosts = []Host{
	{Name: "GitHub Pages", MaxBytes: 1_000_000_000},
	{Name: "Cloudflare Pages", MaxFiles: 20_000},
}

// Choice is a policy and what the site takes with it.
type Choice struct {
	Pairs string `json:"pairs"`
	Trios string `json:"trios"`
	Size
	Hosts []Fit `json:"hosts"`
}

// Size is what files take.
type Size struct {
	Files int   `json:"files"`
	Bytes int64 `json:"bytes"`
	Tar   int64 `json:"tar_bytes"` // as one tar
}

// Fit says whether a host takes a site.
type Fit struct {
	Host  string `json:"host"`
	Fits  bool   `json:"fits"`
	Over  Size   `json:"-"`                    // what is too much
	Roles *int   `json:"more_roles,omitempty"` // that would fit besides, about; below zero: too many; absent: unknown
}

// Part is what the files of one kind take.
type Part struct {
	Kind string `json:"kind"`
	Size
}

// Sitemap is what search engines are given. The protocol takes 50,000 addresses
// and 50 MB a file, and 50,000 files.
type Sitemap struct {
	Addresses int `json:"addresses"`
	Files     int `json:"files"`
}

// Report is all that there is to say.
type Report struct {
	Roles   int      `json:"roles"`
	Noun    string   `json:"-"`
	Now     Choice   `json:"now"`
	Parts   []Part   `json:"parts"`
	Sitemap Sitemap  `json:"sitemap"`
	Hosts   []Host   `json:"hosts"`
	Others  []Choice `json:"others"` // from the most comparisons to the fewest
}

var kindNames = [site.Kinds]string{
	site.TrioPages: "pages of trios", site.PairPages: "pages of pairs", site.RolePages: "pages of roles",
	site.RoleFiles: "data of roles", site.Matrices: "matrices", site.Sitemaps: "sitemaps", site.OtherFiles: "all else",
}

// policies are the choices worth having, from the most comparisons to the fewest.
var policies = [...][2]string{
	{config.PolicyAll, config.PolicyAll}, {config.PolicyAll, config.PolicyRelated}, {config.PolicyRelated, config.PolicyRelated},
	{config.PolicyAll, config.PolicyNone}, {config.PolicyRelated, config.PolicyNone}, {config.PolicyNone, config.PolicyNone},
}

// New measures a site, with its own policy and with others.
func New(s *site.Site, cfg *config.Config) (*Report, error) {
	r := &Report{Roles: s.Roles(), Noun: s.Noun(), Hosts: hosts}
	if cfg.MaxBytes.Most > 0 || cfg.MaxFiles.Most > 0 {
		r.Hosts = append([]Host{{Name: config.File, MaxBytes: cfg.MaxBytes.Most, MaxFiles: int(cfg.MaxFiles.Most)}}, hosts...)
	}
	now, err := measure(s)
	if err != nil {
		return nil, err
	}
	r.Now = now.choice(r.Hosts)
	for kind, of := range now.sizes.Of {
		r.Parts = append(r.Parts, Part{kindNames[kind], Size(of)})
	}
	of := &now.sizes.Of
	r.Sitemap = Sitemap{Addresses: s.Addresses(), Files: of[site.Sitemaps].Files}
	for _, p := range policies {
		if p == [2]string{now.pairs, now.trios} {
			continue
		}
		other, err := measure(s.WithPolicy(p[0], p[1]))
		if err != nil {
			return nil, err
		}
		r.Others = append(r.Others, other.choice(r.Hosts))
	}
	return r, nil
}

// Of is the size of a site as a whole; exact makes every page.
func Of(s *site.Site, exact bool) (Size, error) {
	sizes, err := s.Measure(exact)
	if err != nil {
		return Size{}, err
	}
	return Size(sizes.Total()), nil
}
