package site

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/rolediff/rolediff/generator/internal/browser"
	"github.com/rolediff/rolediff/generator/internal/compare"
	"github.com/rolediff/rolediff/generator/internal/publish"
)

// oneOfEachForm are comparisons that together hold each form of a sentence and of a
// move that the pages of a site have.
func oneOfEachForm(s *Site) [][]int {
	var out [][]int
	seen := map[string]bool{}
	look := func(roles ...int) {
		j := s.prepare(roles...)
		defer j.done()
		var found []string
		for _, sentence := range compare.Differences(nil, j.profiles[:j.n], &s.context) {
			found = append(found, fmt.Sprintf("%d roles, %s, many: %t", j.n, sentenceKinds[j.sentenceForm(&sentence)], many(sentence.Who)))
		}
		if j.n == 2 {
			found = append(found, fmt.Sprintf("move %d", movingForm(compare.Moving(j.profiles[0], j.profiles[1]))))
		}
		if slices.ContainsFunc(found, func(form string) bool { return !seen[form] }) {
			out = append(out, roles)
			for _, form := range found {
				seen[form] = true
			}
		}
	}
	for i, j := range compare.Pairs(len(s.roles)) {
		look(i, j)
	}
	for trio := range compare.Trios(len(s.roles)) {
		look(trio[0], trio[1], trio[2])
	}
	return out
}

// The browser must put a comparison together exactly as the build does.
func TestBrowserJoinsTheSamePage(t *testing.T) {
	t.Parallel()
	s := load(t, os.DirFS("../../.."))
	dir := t.TempDir()
	if err := writeSome(s, dir); err != nil {
		t.Fatal(err)
	}
	type comparison struct{ Slugs, Want string }
	var all []comparison
	var slugs []string
	for _, roles := range oneOfEachForm(s) {
		var names []string
		for _, i := range roles {
			names = append(names, s.slug(i))
		}
		slugs = append(slugs, names...)
		j := s.prepare(roles...)
		want := string(j.append(nil, s.engine.blocks[len(roles)]))
		j.done()
		// A page leads to others in its own folder by their names alone.
		want = strings.ReplaceAll(want, `href=vs-`, `href=../`+names[0]+`/vs-`)
		all = append(all, comparison{strings.Join(names, ","), want})
	}
	if len(all) < 20 {
		t.Fatalf("only %d comparisons hold all forms", len(all))
	}
	asked, _ := json.Marshal(slugs)
	wanted, _ := json.Marshal(all)
	p := browser.Open(t).Page("file://"+filepath.ToSlash(dir)+"/compare/index.html#"+all[0].Slugs, browser.Options{})
	p.WaitFor(`document.querySelector("#comparison h1")`)
	// Scripts may add buttons, so the joined stencil is compared, not the page in use.
	for _, diff := range browser.Eval[[]string](p, fmt.Sprintf(`(async () => {
		await Promise.all(%s.map(slug => rolediff.load("roles/" + slug + ".js", slug, rolediff.loaded)));
		const html = text => { const e = document.createElement("div"); e.innerHTML = text; return e.innerHTML; };
		return %s.flatMap(({Slugs, Want}) => {
			const a = html(Want), b = html(rolediff.page(Slugs));
			const i = [...a].findIndex((c, i) => c != b[i]);
			return a == b ? [] : [Slugs + ": want " + a.slice(Math.max(i - 60, 0), i + 60) + " | got " + b.slice(Math.max(i - 60, 0), i + 60)];
		});
	})()`, asked, wanted)) {
		t.Error(diff)
	}
}

// Any two to six roles, in the order that the address names them.
func TestCompareTakesTwoToSixInAnyOrder(t *testing.T) {
	t.Parallel()
	slugs := []string{"writer", "cto", "site-reliability-engineer", "devops-engineer", "release-manager", "product-owner", "equipe-lead"}
	titles := []string{"Writer", "CTO", "Site Reliability Engineer", "DevOps Engineer", "Release Manager", "Product Owner", "Équipe Lead"}
	own := map[int]string{2: "cto/vs-writer.html", 3: "cto/vs-site-reliability-engineer-vs-writer.html"}
	says := `document.querySelector("main [role=status]")`
	each(t, func(t *testing.T, open func(string) *browser.Page, root string) {
		p := open("compare/index.html")
		p.WaitFor(says + `.textContent == "Choose two to six to put side by side."`)
		for n := 2; n <= 7; n++ {
			shown := titles[:min(n, 6)]
			browser.Eval[int](p, fmt.Sprintf(`location.hash = %q, 0`, strings.Join(slugs[:n], ",")))
			p.WaitFor(fmt.Sprintf(`document.title == %q && %s.textContent.includes("Only") == %v`, strings.Join(shown, " vs "), says, n > 6))
			equal(t, p, `[...(`+sideBySide+`).tHead.rows[0].cells].map(`+readText+`).join()`, "Dimension,"+strings.Join(shown, ","))
			equal(t, p, `[...(`+glance+`).tHead.rows[0].cells].slice(1).map(`+readText+`).join()`, strings.Join(shown, ","))
			equal(t, p, `[...(`+sideBySide+`).tBodies[0].rows].map(r => r.cells.length).join()`, strings.Repeat(fmt.Sprintf(",%d", len(shown)+1), 4)[1:])
			equal(t, p, `[...`+says+`.querySelectorAll("a")].map(a => a.href).join()`, map[bool]string{true: root}[own[n] != ""]+own[n])
			if wide := browser.Eval[int](p, `document.documentElement.scrollWidth - innerWidth`); wide > 0 {
				t.Errorf("with %d roles the page is %d pixels too wide", n, wide)
			}
		}
		browser.Eval[int](p, `setTimeout(() => history.back()), 0`)
		p.WaitFor(`location.hash.endsWith("product-owner") && !` + says + `.textContent.includes("Only")`)
	})
}

func TestCompareSaysWhichRolesAreNotFound(t *testing.T) {
	t.Parallel()
	b := browser.Open(t)
	for scheme, root := range jobs(t) {
		t.Run(scheme, func(t *testing.T) {
			p := b.For(t).Page(root+"compare/index.html#writer,nobody,cto", browser.Options{})
			p.WaitFor(`document.title == "Writer vs CTO" && document.querySelector("main [role=status]").textContent.includes("Not found: nobody")`)
			equal(t, p, `[...document.querySelectorAll("main [role=status] a")].map(a => a.href).join()`, root+"cto/vs-writer.html")
			for _, text := range p.Errors() {
				if !strings.Contains(text, "nobody.js") {
					t.Error(text)
				}
			}
		})
	}
}

// What has no page of its own by policy is what links to compare/ put together.
func TestPolicyLeavesComparisonsToCompare(t *testing.T) {
	t.Parallel()
	b := browser.Open(t)
	for _, policy := range []string{"related", "none"} {
		t.Run(policy, func(t *testing.T) {
			s := pickerSite(t, pickerFiles(policy, policy))
			root := siteRoots(t, s)["file"]
			p := b.For(t).Page(root+"devops-engineer/index.html", browser.Options{})
			links := browser.Eval[[]string](p, `[...document.querySelectorAll("details a")].map(a => a.href)`)
			if len(links) != 6 {
				t.Fatalf("the role leads to %q", links)
			}
			left := 0
			for _, link := range links {
				name := strings.TrimPrefix(link, root)
				if !strings.HasPrefix(name, "compare/index.html#") {
					if _, err := fs.Stat(s, name); err != nil {
						t.Errorf("%s: %v", name, err)
					}
					continue
				}
				left++
				p.Goto("about:blank")
				p.Goto(link)
				p.WaitFor(`document.querySelector("#comparison h1")`)
				equal(t, p, `(`+sideBySide+`).tHead.rows[0].cells.length + ""`, "3")
				require(t, p, `!document.querySelector("main [role=status] a")`, `/DevOps Engineer/.test(document.title)`)
			}
			if policy == "none" && left != 6 {
				t.Errorf("%d of 6 pairs are left to compare/", left)
			}
			p.RequireQuiet(root)
		})
	}
}

// writeSome writes the files that compare/ needs.
func writeSome(s *Site, dir string) error {
	for _, folder := range []string{"compare", "assets", "assets/roles"} {
		for f := range s.Files(folder) {
			data, err := f.AppendTo(nil)
			if err != nil {
				return err
			}
			path := filepath.Join(dir, filepath.FromSlash(folder), f.Name())
			if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
				return err
			}
			if err := os.WriteFile(path, data, 0o644); err != nil {
				return err
			}
		}
	}
	return nil
}

var _ publish.Tree = (*Site)(nil)
