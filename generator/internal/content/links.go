package content

import (
	"crypto/sha256"
	"path"
	"slices"
	"strings"

	"github.com/rolediff/rolediff/generator/internal/config"
	"github.com/rolediff/rolediff/generator/internal/diag"
	"github.com/rolediff/rolediff/generator/internal/role"
)

// links knows every address that a link in a body can mean. All pages with
// bodies stand one folder deep, so one relative address serves all of them.
type links struct {
	roles  map[string]bool
	pages  map[string]bool
	static map[string]bool
	pairs  bool // every pair has a page
	trios  bool // every trio has a page
}

// resolve answers markdown.Link. It takes the markdown file of a role or page,
// as it is linked on GitHub, or the address on the site.
func (l *links) resolve(dest string) (href, problem string) {
	target, fragment, _ := strings.Cut(dest, "#")
	target, query, _ := strings.Cut(target, "?")
	tail := ""
	if query != "" {
		tail = "?" + query
	}
	if fragment != "" {
		tail += "#" + fragment
	}
	clean := path.Clean(target)
	if slug, ok := strings.CutSuffix(path.Base(clean), ".md"); ok {
		if l.roles[slug] || l.pages[slug] {
			if fragment != "" {
				tail = strings.Replace(tail, "#", "#on-", 1)
			}
			return "../" + slug + "/index.html" + tail, ""
		}
		return "", "there is no " + path.Base(clean) + l.suggest(slug)
	}
	rest, ok := strings.CutPrefix(clean, "../")
	if !ok || strings.HasPrefix(rest, "../") {
		return "", "this link leads nowhere: " + dest + l.suggest(strings.TrimSuffix(path.Base(clean), ".html"))
	}
	if l.static[rest] {
		return clean + tail, ""
	}
	folder, name, ok := strings.Cut(rest, "/")
	switch {
	case !ok && (l.roles[rest] || l.pages[rest]):
		return "../" + rest + "/index.html" + tail, ""
	case rest == "index.html" || rest == "compare/index.html" || rest == "matrix/index.html":
		return clean + tail, ""
	case ok && name == "index.html" && (l.roles[folder] || l.pages[folder]):
		return clean + tail, ""
	}
	if slugs := l.comparison(folder, name); slugs != nil {
		if len(slugs) == 2 && l.pairs || len(slugs) == 3 && l.trios {
			return clean + tail, ""
		}
		return "../compare/index.html#" + strings.Join(slugs, ","), "" // the browser puts it together
	}
	return "", "this link leads nowhere: " + dest + l.suggest(folder)
}

// comparison returns the roles of the pair or trio whose canonical address is
// folder/name, or nothing. Whether it has a page is up to the policy.
func (l *links) comparison(folder, name string) []string {
	name, ok := strings.CutSuffix(name, ".html")
	rest, vs := strings.CutPrefix(name, "vs-")
	if !ok || !vs {
		return nil
	}
	slugs := append([]string{folder}, strings.Split(rest, "-vs-")...)
	if len(slugs) > 3 || !slices.IsSorted(slugs) {
		return nil
	}
	for i, s := range slugs {
		if !l.roles[s] || i > 0 && s == slugs[i-1] {
			return nil
		}
	}
	return slugs
}

func (l *links) suggest(slug string) string {
	if s := diag.Suggest(slug, sortedKeys(l.roles)); s != "" {
		return ", did you mean " + s + ".md?"
	}
	return ""
}

func sortedKeys(m map[string]bool) []string {
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

// key stands for the set of addresses: bodies need checking again only when it
// changes.
func (l *links) key() string {
	all := strings.Join(slices.Concat(sortedKeys(l.roles), []string{"|"}, sortedKeys(l.pages), []string{"|"}, sortedKeys(l.static)), "\n")
	sum := sha256.Sum256([]byte(all))
	return string(sum[:])
}

func newLinks(set []*role.Role, pages []Page, static []Static, cfg *config.Config) *links {
	l := &links{roles: map[string]bool{}, pages: map[string]bool{}, static: map[string]bool{}}
	l.follow(cfg)
	for _, r := range set {
		l.roles[r.Slug] = true
	}
	for _, p := range pages {
		l.pages[p.Slug] = true
	}
	for _, s := range static {
		l.static[s.Path] = true
	}
	return l
}

func (l *links) follow(cfg *config.Config) {
	l.pairs, l.trios = cfg.Pairs == config.PolicyAll, cfg.Trios == config.PolicyAll
}
