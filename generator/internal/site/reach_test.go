package site

import (
	"net/url"
	"os"
	"path"
	"strings"
	"testing"

	"golang.org/x/net/html/atom"

	"github.com/rolediff/rolediff"
	"github.com/rolediff/rolediff/generator/internal/config"
	"github.com/rolediff/rolediff/generator/internal/synth"
)

// TestLinksAloneLeadToEveryPage goes from the home page where links lead, as a
// reader without a script does. The pages do not list all others, so it takes
// the right ones in each list.
func TestLinksAloneLeadToEveryPage(t *testing.T) {
	cfg, list := config.Parse(rolediff.Config)
	if list.HasErrors() {
		t.Fatal(list)
	}
	for name, policy := range map[string]string{
		"all":     `"pairs": "all", "trios": "all"`,
		"related": `"pairs": "related", "trios": "related"`,
		"some":    `"pairs": "all", "trios": "related"`,
		"none":    `"pairs": "none", "trios": "none"`,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			from := strings.Replace(string(rolediff.Config), `"pairs": "all", "trios": "all"`, policy, 1)
			if err := synth.Write(dir, 14, []byte(from), synth.ShapeOf(cfg)); err != nil {
				t.Fatal(err)
			}
			s := load(t, os.DirFS(dir))
			c := &checker{t: t, site: s}
			reached := map[string]bool{"index.html": true}
			for todo := []string{"index.html"}; len(todo) > 0; {
				page := todo[0]
				todo = todo[1:]
				for n := range c.parse(page).Descendants() {
					if n.DataAtom != atom.A {
						continue
					}
					u, err := url.Parse(attrOf(n, "href"))
					if err != nil || u.Host != "" || u.Path == "" {
						continue
					}
					if to := path.Join(path.Dir(page), u.Path); !reached[to] {
						reached[to] = true
						todo = append(todo, to)
					}
				}
			}
			pages := htmlFiles(s)
			for _, page := range pages {
				if page != "404.html" && !reached[page] {
					t.Errorf("no link leads to %s", page)
				}
			}
			t.Logf("%d pages", len(pages))
		})
	}
}
