package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// peerRoles is all that a peer's site knows of the roles: the values, none of what
// rolediff works out from them.
type peerRoles struct {
	Dimensions []string    `json:"dimensions"`
	Scales     []peerScale `json:"scales"`
	Roles      []peerRole  `json:"roles"`
}

type peerScale struct {
	Label string   `json:"label"`
	Most  string   `json:"most"`
	Least string   `json:"least"`
	Steps []string `json:"steps"` // 0 is for a role without a place
}

type peerRole struct {
	Slug      string     `json:"slug"`
	Title     string     `json:"title"`
	Summary   string     `json:"summary"`
	Family    string     `json:"family"`
	Track     string     `json:"track"`
	ReportsTo []string   `json:"reports_to"`
	LeadsTo   []string   `json:"leads_to"`
	Scales    []int      `json:"scales"`
	Cells     []peerCell `json:"cells"`
	Body      string     `json:"body"`
}

type peerCell struct {
	List bool     `json:"list"`
	Says []string `json:"says"`
}

// peers builds the same roles with rolediff and with Hugo in turn, and prints both.
// hugo is the program, templates the folder of its site.
func (b *bench) peers(ctx context.Context, dir, hugo, templates string) error {
	dir, err := os.MkdirTemp(dir, "rolediff-peers-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	b.site = filepath.Join(dir, "site")
	if err := writeSite(b.site, b.roles); err != nil {
		return err
	}
	peer := filepath.Join(dir, "hugo")
	if err := os.CopyFS(peer, os.DirFS(templates)); err != nil {
		return err
	}
	if err := writePeerRoles(b.site, filepath.Join(peer, "data")); err != nil {
		return err
	}
	out := filepath.Join(dir, "out")
	steps := []struct {
		what string
		args []string
	}{
		{"rolediff, a folder", []string{b.rolediff, "build", "--site", b.site, "--output", out}},
		{"rolediff, a tar", []string{b.rolediff, "build", "--site", b.site, "--tar", out}},
		{"Hugo, a folder", []string{hugo, "--source", peer, "--destination", out, "--quiet", "--noTimes", "--noChmod"}},
	}
	results := make([][]run, len(steps))
	sizes, counts := make([]int64, len(steps)), make([]int, len(steps))
	for range b.runs {
		for i, s := range steps {
			if err := ctx.Err(); err != nil {
				return err
			}
			r, err := execute(s.args)
			if err != nil {
				return err
			}
			results[i] = append(results[i], r)
			if counts[i], sizes[i], err = measureTree(out); err != nil {
				return err
			}
			if err := os.RemoveAll(out); err != nil {
				return err
			}
		}
	}
	fmt.Printf("| %d roles | time | processor | memory | HTML pages | bytes |\n| --- | --: | --: | --: | --: | --: |\n", b.roles)
	for i, s := range steps {
		m := best(results[i])
		fmt.Printf("| %s | %.2f s | %.2f s | %.0f MiB | %d | %d MB |\n", s.what, m.seconds, m.cpu, float64(m.peak)/(1<<20), counts[i], sizes[i]/1e6)
	}
	last := len(steps) - 1
	fmt.Printf("Hugo takes %.1f times as long as a folder, %.1f times as long as a tar, and %.0f times the memory of a folder\n",
		ratio(results[last], results[0]), ratio(results[last], results[1]), float64(best(results[last]).peak)/float64(best(results[0]).peak))
	return nil
}

// measureTree counts the HTML pages below a folder, and all bytes.
func measureTree(path string) (pages int, bytes int64, err error) {
	err = filepath.WalkDir(path, func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		fi, err := e.Info()
		if err != nil {
			return err
		}
		bytes += fi.Size()
		if strings.HasSuffix(name, ".html") {
			pages++
		}
		return nil
	})
	return pages, bytes, err
}

// writePeerRoles writes the roles of a site as one data file.
func writePeerRoles(site, dir string) error {
	cfg, c, err := read(site)
	if err != nil {
		return err
	}
	var data peerRoles
	for _, d := range cfg.Dimensions {
		data.Dimensions = append(data.Dimensions, d.Label)
	}
	for _, s := range cfg.Scales {
		scale := peerScale{Label: s.Label, Most: s.Most, Least: s.Least, Steps: []string{"Not stated"}}
		for _, step := range s.Steps {
			scale.Steps = append(scale.Steps, step.Label)
		}
		data.Scales = append(data.Scales, scale)
	}
	for _, r := range c.Roles.All() {
		p := peerRole{
			Slug: r.Slug, Title: r.Title, Summary: r.Summary, Family: r.Family, Track: r.Track,
			ReportsTo: append([]string{}, r.ReportsTo...), LeadsTo: append([]string{}, r.LeadsTo...), Body: r.Body,
		}
		for _, step := range r.Scales {
			p.Scales = append(p.Scales, step+1)
		}
		for _, cell := range r.Dimensions {
			p.Cells = append(p.Cells, peerCell{cell.List, append([]string{}, cell.Statements...)})
		}
		data.Roles = append(data.Roles, p)
	}
	raw, err := json.Marshal(data)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, "roles.json"), raw, 0o644)
}
