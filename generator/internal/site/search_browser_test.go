package site

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/rolediff/rolediff/generator/internal/browser"
)

const (
	found    = `[...document.querySelectorAll(".results a")].map(a => a.textContent.trim()).join(" | ")`
	shut     = `document.querySelector(".results").hidden`
	atSearch = `document.activeElement.type == "search"`
)

func TestSlashLeadsToTheSearch(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, open func(string) *browser.Page, root string) {
		p := open("cto/vs-writer.html")
		p.WaitFor("window.pick")
		// A driven browser types the character all the same, which people's does
		// not once the key is handled, so this is a key that only the page sees.
		require(t, p, `!document.querySelector("h1").dispatchEvent(new KeyboardEvent("keydown", {key: "/", bubbles: true, cancelable: true}))`,
			`document.querySelector("h1").dispatchEvent(new KeyboardEvent("keydown", {key: "/", ctrlKey: true, bubbles: true, cancelable: true}))`, atSearch)
		p.Press("ci/cd")
		require(t, p, `document.activeElement.value == "ci/cd"`)
		browser.Eval[int](p, `pick.focus(), 0`)
		p.Press("/")
		require(t, p, `pick.value == "/"`)
	})
}

func TestSearchFindsRolesComparisonsAndWords(t *testing.T) {
	t.Parallel()
	p := browser.Open(t).Page(jobs(t)["file"]+"writer/index.html", browser.Options{})
	p.WaitFor("window.pick")
	p.Press("/")
	for query, want := range map[string]string{
		"board":         "CTO Meetings | calls: Board meeting",
		"CAFE":          "Équipe Lead Meetings | calls: Café round",
		"sre":           "SRE → Site Reliability Engineer Technology",
		"writ":          "Writer | Writer Aim: Writes",
		"devops vs SRE": "DevOps Engineer vs Site Reliability Engineer",
		"writer v cto":  "CTO vs Writer",
		"zzz":           "",
		"cd ci":         "DevOps Engineer Tools: CI|CD",
	} {
		browser.Eval[int](p, fmt.Sprintf(`(e => { e.value = %q; e.dispatchEvent(new Event("input")); })(document.activeElement), 0`, query))
		p.WaitFor(fmt.Sprintf(`(%s) == %q && !(%s)`, found, want, shut))
		require(t, p, "!("+shut+")")
		if want == "" {
			equal(t, p, `document.querySelector(".results").textContent`, "Nothing found")
			equal(t, p, `document.querySelector(".search [role=status]").textContent`, "Nothing found")
		}
	}
}

func TestSearchResultsAreLinksThatKeysReach(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, open func(string) *browser.Page, root string) {
		p := open("index.html")
		p.WaitFor("window.pick")
		browser.Eval[int](p, `document.querySelector("[type=search]").focus(), 0`)
		p.Press("stand")
		p.WaitFor(`document.querySelectorAll(".results a").length == 2`)
		equal(t, p, `[...document.querySelectorAll(".results mark")].map(m => m.textContent).join()`, "Stand,Stand")
		equal(t, p, `document.querySelector(".results ul").getAttribute("aria-label")`, "What they do")
		p.Press("ArrowDown", "ArrowDown")
		equal(t, p, "document.activeElement.href", root+"release-manager/index.html#meetings")
		p.Press("ArrowDown")
		equal(t, p, "document.activeElement.href", root+"release-manager/index.html#meetings")
		p.Press("ArrowUp", "ArrowUp")
		require(t, p, atSearch)
		p.Press("ArrowDown", "Escape")
		require(t, p, atSearch, shut, `document.activeElement.value == "stand"`)
		p.Press("x")
		p.WaitFor(`document.querySelector(".results").textContent == "Nothing found"`)
		p.Press("Tab")
		require(t, p, shut)
		p.Press("Shift+Tab", "End", "Backspace")
		p.WaitFor(`document.querySelectorAll(".results a").length == 2`)
		p.Press("Enter")
		p.WaitFor(fmt.Sprintf(`document.readyState == "complete" && location.href == %q`, root+"devops-engineer/index.html#meetings"))
		require(t, p, `document.getElementById("meetings")`)
	})
}

func TestSearchSaysWhenTheWordsAreMissing(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if err := os.CopyFS(dir, pickerSite(t, pickerFiles("all", "all"))); err != nil {
		t.Fatal(err)
	}
	root := "file://" + filepath.ToSlash(dir) + "/"
	if err := os.Remove(filepath.Join(dir, "assets", "search.js")); err != nil {
		t.Fatal(err)
	}
	p := browser.Open(t).Page(root+"index.html", browser.Options{})
	p.WaitFor("window.pick")
	p.Press("/", "sre")
	p.WaitFor(found + ` == "SRE → Site Reliability Engineer Technology" && document.querySelector(".results").textContent.includes("could not be loaded")`)
	if err := os.Remove(filepath.Join(dir, "assets", "roles.js")); err != nil {
		t.Fatal(err)
	}
	p.Goto(root + "index.html")
	p.WaitFor("window.pick")
	p.Press("/", "sre")
	p.WaitFor(`document.querySelector(".results").textContent == "The search could not be loaded"`)
}
