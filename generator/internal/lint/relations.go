package lint

import (
	"slices"
	"strings"

	"github.com/rolediff/rolediff/generator/internal/config"
)

// relations reports what is surely odd between two roles. Tracks are ordered in
// config.json from low to high; a role without a track is never judged by it.
func (l *linter) relations() {
	for i, r := range l.roles {
		for n, slug := range r.ReportsTo {
			j, _ := l.set.Index(slug)
			boss := l.roles[j]
			if l.lower(boss.Track, r.Track) {
				l.warn(l.docs[i], "odd-relation", l.entry(i, "reports_to", n), "check the two tracks, and which way round the relation is",
					"%s reports to %s, which is on a lower track: %s, not %s", r.Title, boss.Title, l.track(boss.Track), l.track(r.Track))
			}
		}
		for n, slug := range r.LeadsTo {
			j, _ := l.set.Index(slug)
			next := l.roles[j]
			switch {
			case l.lower(next.Track, r.Track):
				l.warn(l.docs[i], "odd-relation", l.entry(i, "leads_to", n), "check the two tracks, and which way round the relation is",
					"%s leads to %s, which is on a lower track: %s, not %s", r.Title, next.Title, l.track(next.Track), l.track(r.Track))
			case slices.Contains(next.ReportsTo, r.Slug) && !slices.Contains(r.ReportsTo, slug):
				l.warn(l.docs[i], "odd-relation", l.entry(i, "leads_to", n), "a next step is a "+l.cfg.NounOne+" that does not report back; check both files",
					"%s leads to %s, and that reports to %s", r.Title, next.Title, r.Title)
			}
		}
	}
}

func (l *linter) lower(a, b string) bool {
	i, j := config.Index(l.cfg.Tracks, a), config.Index(l.cfg.Tracks, b)
	return i >= 0 && j >= 0 && i < j
}

func (l *linter) track(key string) string {
	return l.cfg.Tracks[config.Index(l.cfg.Tracks, key)].Label
}

// loops reports circles of reports_to, each once: nobody is the boss of their
// own boss.
func (l *linter) loops() {
	const (
		unseen = iota
		open
		done
	)
	state := make([]int, len(l.roles))
	var path []int
	var visit func(i int)
	visit = func(i int) {
		state[i] = open
		path = append(path, i)
		for n, slug := range l.roles[i].ReportsTo {
			j, _ := l.set.Index(slug)
			switch state[j] {
			case unseen:
				visit(j)
			case open:
				var titles []string
				for _, k := range path[slices.Index(path, j):] {
					titles = append(titles, l.roles[k].Title)
				}
				titles = append(titles, l.roles[j].Title)
				l.warn(l.docs[i], "report-loop", l.entry(i, "reports_to", n), "remove the relation that is the wrong way round",
					"these report to each other in a circle: %s", strings.Join(titles, ", "))
			}
		}
		path = path[:len(path)-1]
		state[i] = done
	}
	for i := range l.roles {
		if state[i] == unseen {
			visit(i)
		}
	}
}
