package site

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rolediff/rolediff/generator/internal/browser"
)

const (
	atField   = `document.activeElement.id == "pick"`
	opened    = `pick.getAttribute("aria-expanded") == "true" && !picks.hidden`
	closed    = `pick.getAttribute("aria-expanded") == "false" && picks.hidden && !pick.hasAttribute("aria-activedescendant")`
	noneLeft  = `!document.querySelector("#picks [aria-selected=true]")`
	chipNames = `[...document.querySelectorAll("#picker > ul li")].map(e => e.firstChild.textContent).join()`
	reached   = `document.getElementById(pick.getAttribute("aria-activedescendant"))`
)

// The keys of the "editable combobox with list autocomplete".
func TestPickerIsTheComboboxOfThePractices(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, open func(string) *browser.Page, root string) {
		p := open("index.html")
		require(t, p, `pick.getAttribute("role") == "combobox" && pick.getAttribute("aria-autocomplete") == "list"`,
			`pick.getAttribute("aria-controls") == picks.id && picks.getAttribute("role") == "listbox"`,
			`pick.getAttribute("aria-label") && picks.getAttribute("aria-label")`, closed)
		for n := 0; !browser.Eval[bool](p, atField); n++ {
			if n > 9 {
				t.Fatal("Tab does not reach the picker")
			}
			p.Press("Tab")
		}
		require(t, p, closed)
		p.Press("ArrowDown")
		p.WaitFor(opened)
		require(t, p, atField, `picks.children.length == 7`, reached+` == picks.children[0]`, `picks.children[0].getAttribute("aria-selected") == "true"`)
		p.Press("ArrowUp")
		require(t, p, reached+` == picks.children[6]`)
		p.Press("ArrowDown")
		require(t, p, reached+` == picks.children[0]`, `picks.querySelectorAll("[aria-selected=true]").length == 1`)
		p.Press("Escape")
		require(t, p, closed, atField)
		p.Press("ArrowUp")
		p.WaitFor(opened)
		require(t, p, reached+` == picks.children[6]`)
		p.Press("Escape", "Alt+ArrowDown")
		p.WaitFor(opened)
		require(t, p, noneLeft)
		p.Press("Alt+ArrowUp")
		require(t, p, closed)

		p.Press("man")
		p.WaitFor(opened)
		require(t, p, noneLeft, `picks.children.length == 1 && picks.textContent.includes("Release Manager")`)
		p.Press("ArrowDown", "Home")
		require(t, p, noneLeft, opened, `pick.selectionStart == 0 && !pick.hasAttribute("aria-activedescendant")`)
		p.Press("ArrowDown", "End")
		require(t, p, noneLeft, `pick.selectionStart == 3`)
		p.Press("ArrowDown", "ArrowLeft")
		require(t, p, noneLeft, `pick.selectionStart == 2`)
		p.Press("Escape")
		require(t, p, closed, `pick.value == "man"`)
		p.Press("Escape")
		require(t, p, `pick.value == ""`)
		p.Press("rel")
		p.WaitFor(opened)
		p.Press("Tab")
		require(t, p, closed, "!("+atField+")", chipNames+` == ""`)
	})
}

func TestPickerFindsByEveryName(t *testing.T) {
	t.Parallel()
	p := browser.Open(t).Page(jobs(t)["file"]+"index.html", browser.Options{})
	p.WaitFor("window.pick")
	browser.Eval[bool](p, `rolediff.ready().then(() => true)`)
	for query, want := range map[string]string{
		"sre":             "site-reliability-engineer/SRE",
		"EQUIPE":          "equipe-lead/",
		"équ":             "equipe-lead/",
		"eng":             "devops-engineer/ site-reliability-engineer/",
		"build":           "devops-engineer/Build engineer",
		"officer chief":   "cto/Chief technology officer",
		"executives":      "cto/",
		"crew":            "equipe-lead/",
		"ships":           "devops-engineer/ release-manager/",
		"site production": "site-reliability-engineer/",
		"ngineer":         "",
		"  ":              "",
		"(":               "",
	} {
		got := browser.Eval[string](p, fmt.Sprintf(`rolediff.find(%q).map(f => f.role.slug + "/" + (f.alias || "")).join(" ")`, query))
		if got != want {
			t.Errorf("%q finds %q, want %q", query, got, want)
		}
	}
}

func TestPickerComparesByKeyboard(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, open func(string) *browser.Page, root string) {
		p := open("index.html")
		browser.Eval[int](p, "pick.focus(), 0")
		p.Press("sre")
		p.WaitFor(opened)
		require(t, p, `picks.children[0].textContent.startsWith("SRE → Site Reliability Engineer")`)
		p.Press("ArrowDown", "Enter")
		require(t, p, closed, atField, `pick.value == ""`, chipNames+` == "Site Reliability Engineer"`,
			`document.querySelector("#picker .go").hidden`, `document.querySelector("#picker [role=status]").textContent == "Site Reliability Engineer added"`)
		p.Press("devops")
		p.WaitFor(opened)
		p.Press("Enter")
		p.WaitFor(chipNames + ` == "Site Reliability Engineer,DevOps Engineer"`)
		require(t, p, fmt.Sprintf(`document.querySelector("#picker .go").href == %q`, root+"devops-engineer/vs-site-reliability-engineer.html"))
		p.Press("ArrowDown")
		p.WaitFor(opened)
		require(t, p, `picks.children.length == 5 && !picks.textContent.includes("DevOps")`)
		p.Press("Escape", "Enter")
		p.WaitFor(`document.readyState == "complete" && document.title.includes("DevOps Engineer vs Site Reliability Engineer")`)
		if scroll := browser.Eval[int](p, "document.documentElement.scrollWidth - innerWidth"); scroll > 0 {
			t.Errorf("the page scrolls sideways by %d pixels", scroll)
		}
	})
}

func TestPickerChangesTheRolesOfAComparison(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, open func(string) *browser.Page, root string) {
		p := open("devops-engineer/vs-release-manager.html")
		p.WaitFor(chipNames + ` == "DevOps Engineer,Release Manager"`)
		link := func(address string) {
			t.Helper()
			require(t, p, fmt.Sprintf(`document.querySelector("#picker .go").href == %q`, root+address))
		}
		require(t, p, `document.querySelector("#picker .go").textContent == "Swap"`)
		link("compare/index.html#release-manager,devops-engineer")

		p.Click(`#picker > ul li:nth-child(1) button:first-child`) // replace
		require(t, p, atField, `pick.placeholder == "Instead of DevOps Engineer" && pick.getAttribute("aria-label") == pick.placeholder`)
		p.Press("Escape")
		require(t, p, `pick.placeholder == "Add one more"`)
		p.Click(`#picker > ul li:nth-child(1) button:first-child`)
		p.Press("cto")
		p.WaitFor(opened)
		p.Press("Enter")
		p.WaitFor(chipNames + ` == "CTO,Release Manager"`)
		require(t, p, `document.querySelector("#picker .go").textContent == "Compare"`)
		link("cto/vs-release-manager.html")

		p.Click("#pick") // add
		p.WaitFor(opened)
		p.Click("#picks li:last-child")
		require(t, p, chipNames+` == "CTO,Release Manager,Writer"`, closed, atField)
		link("cto/vs-release-manager-vs-writer.html")
		p.Press("own")
		p.WaitFor(opened)
		p.Press("ArrowDown", "Enter") // a fourth
		link("compare/index.html#cto,product-owner,release-manager,writer")

		p.Click(`#picker > ul li:nth-child(2) button:last-child`) // remove
		require(t, p, chipNames+` == "CTO,Writer,Product Owner"`, `document.activeElement.getAttribute("aria-label") == "Remove Writer"`)
		p.Press("Space", "Space")
		require(t, p, chipNames+` == "CTO"`, `document.querySelector("#picker .go").hidden`)
		p.Press("Enter")
		require(t, p, chipNames+` == ""`, atField)
	})
}

// Replace, remove, add and swap, by keys alone.
func TestPickerChangesAComparisonByKeysAlone(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, open func(string) *browser.Page, root string) {
		p := open("devops-engineer/vs-release-manager.html")
		p.WaitFor(chipNames + ` == "DevOps Engineer,Release Manager"`)
		reach := func(what string) {
			t.Helper()
			for range 20 {
				if browser.Eval[bool](p, `(e => e.getAttribute("aria-label") == "`+what+`" || e.textContent == "`+what+`")(document.activeElement)`) {
					return
				}
				p.Press("Tab")
			}
			t.Fatalf("Tab does not reach %s", what)
		}
		reach("Replace DevOps Engineer")
		p.Press("Enter", "writer")
		p.WaitFor(opened)
		p.Press("Enter")
		p.WaitFor(chipNames + ` == "Writer,Release Manager"`)
		p.Press("own")
		p.WaitFor(opened)
		p.Press("Enter")
		p.WaitFor(chipNames + ` == "Writer,Release Manager,Product Owner"`)
		p.Press("Shift+Tab", "Shift+Tab")
		for !browser.Eval[bool](p, `document.activeElement.getAttribute("aria-label") == "Remove Release Manager"`) {
			p.Press("Shift+Tab")
		}
		p.Press("Space")
		p.WaitFor(chipNames + ` == "Writer,Product Owner"`)
		reach("Compare")
		p.Press("Enter")
		p.WaitFor(`document.readyState == "complete" && location.href == "` + root + `product-owner/vs-writer.html" && ` + chipNames + ` == "Product Owner,Writer"`)
		reach("Swap")
		p.Press("Enter")
		p.WaitFor(`location.href == "` + root + `compare/index.html#writer,product-owner" && document.title == "Writer vs Product Owner"`)
	})
}

func TestPickerBeginsWithTheRoleOfAPage(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, open func(string) *browser.Page, root string) {
		open("writer/index.html").WaitFor(chipNames + ` == "Writer"`)
		p := open("compare/index.html#writer,cto,writer")
		p.WaitFor(chipNames + ` == "Writer,CTO"`)
		browser.Eval[int](p, `location.hash = "#cto,devops-engineer,writer&view=all", 0`)
		p.WaitFor(chipNames + ` == "CTO,DevOps Engineer,Writer"`)
	})
}

// Sixty roles, as with few of them all are related.
func TestPickerKnowsWhichComparisonsHaveAPage(t *testing.T) {
	t.Parallel()
	b := browser.Open(t)
	config, err := os.ReadFile("../../../config.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, policy := range [][2]string{{"all", "all"}, {"none", "none"}, {"related", "related"}, {"none", "related"}, {"all", "none"}} {
		t.Run(policy[0]+"-"+policy[1], func(t *testing.T) {
			files := overlay{os.DirFS("../../.."), strings.Replace(string(config), `{"pairs": "all", "trios": "all"}`, fmt.Sprintf(`{"pairs": %q, "trios": %q}`, policy[0], policy[1]), 1)}
			s := pickerSite(t, files)
			if s.cfg.Pairs != policy[0] || s.cfg.Trios != policy[1] {
				t.Fatalf("the policy is %s and %s", s.cfg.Pairs, s.cfg.Trios)
			}
			server := httptest.NewServer(http.FileServerFS(s))
			defer server.Close()
			p := b.For(t).Page(server.URL+"/index.html", browser.Options{})
			p.WaitFor("window.pick")
			all := browser.Eval[[]string](p, `rolediff.ready().then(({list}) => list.map((_, x) => {
				const out = [], href = (...set) => out.push(rolediff.href(set.map(i => list[i].slug), ""));
				for (let y = 0; y < x; y++) {
					href(x, y);
					for (let z = 0; z < y; z++) href(z, x, y);
				}
				return out.join(" ");
			}))`)
			for x, got := range all {
				var want []string
				for y := range x {
					want = append(want, s.hrefFromRoot(x, y))
					for z := range y {
						want = append(want, s.hrefFromRoot(x, y, z))
					}
				}
				if want := strings.Join(want, " "); got != want {
					t.Fatalf("%s:\ngot  %.500s\nwant %.500s", s.slug(x), got, want)
				}
			}
			if len(all) != len(s.roles) {
				t.Errorf("%d roles", len(all))
			}
		})
	}
}

func TestPickerSaysWhenTheListIsMissing(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if err := os.CopyFS(dir, pickerSite(t, pickerFiles("all", "all"))); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(filepath.Join(dir, "assets", "roles.js")); err != nil {
		t.Fatal(err)
	}
	p := browser.Open(t).Page("file://"+filepath.ToSlash(dir)+"/index.html", browser.Options{})
	p.Click("#pick")
	p.WaitFor(`[...document.querySelectorAll("#picker .none")].some(e => !e.hidden && e.textContent.includes("could not be loaded"))`)
}

// What the script adds to the header must not push the page down.
func TestPickerDoesNotMoveThePage(t *testing.T) {
	t.Parallel()
	root := jobs(t)["http"]
	b := browser.Open(t)
	p := b.Page("about:blank", browser.Options{})
	for _, width := range []int{360, 768, 1280} {
		p.Look(browser.Options{Width: width})
		for _, page := range []string{"index.html", "writer/index.html", "cto/vs-writer.html", sameTrio} {
			p.Goto(root + page)
			p.WaitFor(`rolediff.here()[0] == "index.html" || rolediff.here().length == document.querySelectorAll("#picker > ul li").length`)
			shift := browser.Eval[float64](p, `new Promise(done => {
				let sum = 0;
				new PerformanceObserver(l => l.getEntries().forEach(e => { sum += e.value; })).observe({type: "layout-shift", buffered: true});
				requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => done(sum))));
			})`)
			if shift > 0.05 {
				t.Errorf("%s at %d: the layout shifts by %.3f, and 0.1 is what readers notice", page, width, shift)
			}
		}
	}
}

func TestPickerAndSearchAreAccessibleWhenOpen(t *testing.T) {
	t.Parallel()
	roots := jobs(t)
	b := browser.Open(t)
	for _, width := range []int{360, 1280} { // from 768 on all lies as at 1280
		t.Run(fmt.Sprint(width), func(t *testing.T) {
			t.Parallel()
			p := b.For(t).Page(roots["http"]+"cto/vs-devops-engineer-vs-writer.html", browser.Options{Width: width})
			p.WaitFor(chipNames + ` == "CTO,DevOps Engineer,Writer"`)
			p.Click("#pick")
			p.WaitFor(opened)
			p.Press("ArrowDown")
			axeCleanInBoth(t, p, "list open")
			require(t, p, opened)
			p.Press("zzz")
			p.WaitFor(`!document.querySelector("#picker .none").hidden`)
			axeCleanInBoth(t, p, "nothing found")
			browser.Eval[int](p, `document.querySelector("[type=search]").focus(), 0`)
			p.Press("e")
			p.WaitFor(`document.querySelectorAll(".results a").length > 2`)
			p.Press("ArrowDown")
			axeCleanInBoth(t, p, "search open")
			require(t, p, `document.activeElement.matches(".results a")`)
			if scroll := browser.Eval[int](p, "document.documentElement.scrollWidth - innerWidth"); scroll > 0 {
				t.Errorf("the page scrolls sideways by %d pixels", scroll)
			}
		})
	}
}

func TestPickerAndSearchWorkInTheSingleFile(t *testing.T) {
	t.Parallel()
	page, err := pickerSite(t, pickerFiles("all", "all")).OneFile()
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "jobs.html")
	if err := os.WriteFile(path, page, 0o644); err != nil {
		t.Fatal(err)
	}
	address := "file://" + filepath.ToSlash(path)
	p := browser.Open(t).Page(address+"#writer,cto", browser.Options{})
	p.WaitFor(chipNames + ` == "Writer,CTO"`)
	browser.Eval[int](p, "pick.focus(), 0")
	p.Press("sre")
	p.WaitFor(opened)
	p.Press("Enter")
	p.Click("#picker .go")
	p.WaitFor(`document.querySelector("#comparison h1").textContent.includes("Site Reliability Engineer") && ` + chipNames + `.includes("Site Reliability Engineer")`)
	p.Click("[type=search]")
	p.Press("board")
	p.WaitFor(`document.querySelectorAll(".results a").length == 1`)
	p.Press("Enter")
	p.WaitFor(`document.querySelector("#comparison h1").textContent == "CTO"`)
	p.RequireQuiet(address)
}

func TestWithoutScriptALinkLeadsToAllRoles(t *testing.T) {
	t.Parallel()
	roots := jobs(t)
	b := browser.Open(t)
	for scheme, root := range roots {
		t.Run(scheme, func(t *testing.T) {
			p := b.For(t).Page(root+"cto/vs-writer.html", browser.Options{NoScript: true})
			require(t, p, `!document.getElementById("picker")`, `!document.querySelector("input, button")`,
				fmt.Sprintf(`[...document.querySelectorAll("header a")].some(a => a.href == %q)`, root+"index.html#roles"),
				`document.querySelectorAll(".rows tbody tr").length == 4`)
		})
	}
}
