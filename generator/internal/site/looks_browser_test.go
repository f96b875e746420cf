package site

import (
	"bytes"
	"strings"
	"testing"

	"github.com/ledongthuc/pdf"

	"github.com/rolediff/rolediff/generator/internal/browser"
)

// kinds is one page of each kind of the site of pickerFiles.
var kinds = []string{
	"index.html", "devops-engineer/index.html", samePair, sameTrio, "cto/vs-product-owner-vs-writer.html",
	"compare/index.html", "compare/index.html#writer,cto,devops-engineer,release-manager", "matrix/index.html", "about/index.html",
}

func TestPagesFitTheirWindow(t *testing.T) {
	t.Parallel()
	still(t, func(t *testing.T, open func(string) *browser.Page, root string) {
		for _, page := range kinds {
			p := open(page)
			if strings.Contains(page, "#") {
				p.WaitFor(`document.querySelector("#comparison h1")`)
			}
			// What is wider than the window must scroll in a box of its own.
			if wide := browser.Eval[int](p, `document.documentElement.scrollWidth - innerWidth`); wide > 0 {
				t.Errorf("%s is %d pixels too wide", page, wide)
			}
			if n := browser.Eval[int](p, `document.querySelectorAll("h1").length`); n != 1 && page != "compare/index.html#writer,cto,devops-engineer,release-manager" {
				t.Errorf("%s has %d h1", page, n)
			}
		}
	})
}

// Names stay in view while a long table scrolls: on a wide screen as the head of
// the table, on a phone at each cell, below a band that names the dimension.
func TestNamesStayWhileTheTableScrolls(t *testing.T) {
	t.Parallel()
	still(t, func(t *testing.T, open func(string) *browser.Page, root string) {
		p := open(sameTrio)
		o := p.Options()
		o.Height = 400 // the table is short
		p.Look(o)
		browser.Eval[int](p, `(r => (scrollTo({top: scrollY + r.top + r.height / 2, behavior: "instant"}), 0))((`+sideBySide+`).tBodies[0].rows[2].cells[0].getBoundingClientRect())`)
		if browser.Eval[int](p, "innerWidth") < 700 {
			require(t, p, `(`+sideBySide+`).tHead.offsetHeight == 0`,
				`(th => Math.abs(th.getBoundingClientRect().top) < 2 && th.contains(document.elementFromPoint(innerWidth / 2, 5)) && getComputedStyle(th).backgroundColor != getComputedStyle(document.documentElement).backgroundColor)((`+sideBySide+`).tBodies[0].rows[2].cells[0])`,
				`(`+sideBySide+`).tBodies[0].rows[2].cells[0].getBoundingClientRect().width >= document.documentElement.clientWidth - 1`)
			for _, row := range []string{"0", "1", "2", "3"} {
				equal(t, p, `[...(`+sideBySide+`).tBodies[0].rows[`+row+`].cells].slice(1).map(c => `+drawnText+`(c, "::before")).join()`, "DevOps Engineer,Release Manager,Site Reliability Engineer")
			}
			require(t, p, `[...(`+sideBySide+`).tBodies[0].rows[1].cells].every((c, i, all) => i < 2 || c.getBoundingClientRect().top >= all[i-1].getBoundingClientRect().bottom - 1)`)
			return
		}
		names := browser.Eval[[]string](p, `[...(`+sideBySide+`).tHead.rows[0].cells].filter(c => Math.abs(c.getBoundingClientRect().top) < 2 &&
			(r => c.contains(document.elementFromPoint(r.left + r.width / 2, r.top + r.height / 2)))(c.getBoundingClientRect())).map(`+readText+`)`)
		if got := strings.Join(names, ","); got != "Dimension,DevOps Engineer,Release Manager,Site Reliability Engineer" {
			t.Errorf("on top of the window: %s", got)
		}
	})
}

func TestWithoutScriptEverythingIsReadAndReached(t *testing.T) {
	t.Parallel()
	roots := jobs(t)
	b := browser.Open(t)
	for scheme, root := range roots {
		t.Run(scheme, func(t *testing.T) {
			t.Parallel()
			p := b.For(t).Page("about:blank", browser.Options{NoScript: true})
			for _, o := range looks {
				o.NoScript = true
				p.Look(o)
				p.Goto(root + sameTrio)
				equal(t, p, `[...(`+sideBySide+`).tBodies[0].rows].filter(r => [...r.cells].every(c => c.offsetHeight > 0 && c.textContent.trim())).length + ""`, "4")
				require(t, p, `(`+glance+`).tBodies[0].rows.length == 1`, `!document.querySelector("input, button")`,
					section("Key differences")+`.querySelectorAll("li").length > 1`)
				// From here to home, and from there to every role.
				require(t, p, `[...document.querySelectorAll("header a")].some(a => a.href == "`+root+`index.html" && a.offsetHeight > 0)`)
				p.Goto(root + "index.html#roles")
				equal(t, p, `[...document.querySelectorAll("main a")].filter(a => a.offsetHeight > 0 && /[a-z]\/index\.html$/.test(a.href) && !/(compare|matrix)\/index/.test(a.href)).length + ""`, "7")
				// A role leads to all pairs it is in, folded away at first.
				p.Goto(root + "devops-engineer/index.html")
				require(t, p, `[...document.querySelectorAll("header a")].some(a => a.href == "`+root+`index.html#roles" && a.offsetHeight > 0)`)
				p.Click("details summary")
				p.WaitFor(`[...document.querySelectorAll("details a")].filter(a => a.offsetHeight > 0 && a.href.includes("vs-")).length == 6`)
				require(t, p, `[...document.querySelectorAll(".graph")].every(g => [...g.children].some(e => e.offsetHeight > 15))`)
				// A pair leads to trios.
				p.Goto(root + samePair)
				require(t, p, `[...(`+section("One step away")+`).querySelectorAll("a")].some(a => a.href.split("-vs-").length == 2 && a.offsetHeight > 0)`)
				p.Goto(root + "matrix/index.html")
				equal(t, p, `document.querySelectorAll("table td a").length + ""`, "21")
				// compare/ is nothing without scripts and says where to go instead.
				p.Goto(root + "compare/index.html")
				require(t, p, `[...document.querySelectorAll("noscript a")].some(a => a.href == "`+root+`index.html#roles" && a.offsetHeight > 0)`)
				p.RequireQuiet(root)
			}
		})
	}
}

// On paper there is nothing to press, and a dark screen gives a white sheet.
func TestPaperIsWhiteAndHoldsNoControls(t *testing.T) {
	t.Parallel()
	roots := jobs(t)
	p := browser.Open(t).Page("about:blank", browser.Options{})
	for _, page := range []string{samePair, sameTrio, "devops-engineer/index.html", "compare/index.html#writer,cto,devops-engineer"} {
		p.Look(browser.Options{Dark: true})
		p.Goto(roots["file"] + page)
		p.WaitFor(`document.querySelector("h1") && document.querySelector("input")`)
		if strings.Contains(page, "compare") {
			p.WaitFor(`document.querySelector(".tools")`)
		}
		require(t, p, `[...document.querySelectorAll("button, input")].some(e => e.offsetHeight > 0)`)
		p.Look(browser.Options{Dark: true, Print: true})
		equal(t, p, `[...document.querySelectorAll("button, input, header nav, footer")].filter(e => e.offsetHeight > 0).map(e => e.outerHTML).join()`, "")
		equal(t, p, `(c => c == "rgba(0, 0, 0, 0)" || c.match(/\d+/g).every(n => n > 235) ? "white" : c)(getComputedStyle(document.documentElement).backgroundColor)`, "white")
		require(t, p, `getComputedStyle(document.querySelector("h1")).color.match(/\d+/g).every(n => n < 100)`)
	}
}

// Whoever walks with the Tab key sees where they are, at each stop.
func TestFocusIsSeenAtEveryStop(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, open func(string) *browser.Page, root string) {
		p := open(samePair)
		p.WaitFor(`document.querySelector(".tools") && document.querySelector("#picker > ul li")`)
		const plain = `(s => [s.outlineStyle == "none" ? "" : s.outlineStyle + s.outlineWidth + s.outlineColor, s.boxShadow, s.backgroundColor, s.borderColor, s.textDecoration].join())`
		browser.Eval[int](p, `document.documentElement.style.scrollBehavior = "auto", window.plain = new Map([...document.querySelectorAll("a, button, input, summary, [tabindex]")].map(e => [e, `+plain+`(getComputedStyle(e))])), 0`)
		var tools bool
		for range 40 {
			p.Press("Tab")
			stop := browser.Eval[[]string](p, `(e => { const r = e.getBoundingClientRect(); return [
				e.outerHTML.slice(0, 120), `+plain+`(getComputedStyle(e)) == plain.get(e) ? "not seen" : "",
				r.width > 2 && r.height > 2 && r.bottom > 0 && r.top < innerHeight && r.right > 0 && r.left < innerWidth ? "" : "out of the window",
				e.closest(".tools") ? "tools" : ""]; })(document.activeElement)`)
			if stop[1]+stop[2] != "" {
				t.Errorf("the focus is %s%s: %s", stop[1], stop[2], stop[0])
			}
			if stop[3] == "" && tools {
				return // past the last of the tools
			}
			tools = stop[3] != ""
		}
		t.Error("forty stops do not lead past the tools")
	})
}

func TestNothingMovesForThoseWhoAskedForThat(t *testing.T) {
	t.Parallel()
	p := browser.Open(t).Page(jobs(t)["file"]+sameTrio, browser.Options{})
	moves := `getComputedStyle(document.documentElement).scrollBehavior + [...document.querySelectorAll("*")].filter(e =>
		["transitionDuration", "animationDuration"].some(d => parseFloat(getComputedStyle(e)[d]) > 0)).length`
	equal(t, p, moves, "smooth0")
	p.Look(browser.Options{ReducedMotion: true})
	equal(t, p, moves, "auto0")
}

// With the system's few colours nothing may be told by a colour of the page.
func TestForcedColorsLeaveShapesAndStates(t *testing.T) {
	t.Parallel()
	b := browser.Open(t)
	for _, dark := range []bool{false, true} {
		p := b.Page(jobs(t)["file"]+sameTrio+"#view=differences", browser.Options{ForcedColors: true, Dark: dark})
		p.WaitFor(`document.querySelector(".tools")`)
		ground := browser.Eval[string](p, `getComputedStyle(document.body).backgroundColor + getComputedStyle(document.documentElement).backgroundColor`)
		for _, shape := range browser.Eval[[]string](p, `[...(`+glance+`).tBodies[0].rows[0].cells].slice(1).map(c => getComputedStyle(c, "::before").backgroundColor)`) {
			if strings.Contains(ground, shape) || shape == "rgba(0, 0, 0, 0)" {
				t.Errorf("dark %v: a shape of color %s on %s is not seen", dark, shape, ground)
			}
		}
		state := func(pressed string) string {
			return browser.Eval[string](p, `(s => [s.backgroundColor, s.color, s.borderColor, s.borderStyle, s.borderWidth, s.outlineStyle, s.textDecorationLine, s.forcedColorAdjust].join())(getComputedStyle(document.querySelector(".tools [aria-pressed=`+pressed+`]")))`)
		}
		if state("true") == state("false") {
			t.Errorf("dark %v: the view in force looks like the others: %s", dark, state("true"))
		}
	}
}

// A trio is printed on sheets of A4, landscape, each with the names of its roles.
func TestTrioIsPrintedWithNamesOnEverySheet(t *testing.T) {
	t.Parallel()
	real := trioOfContent(t)
	p := browser.Open(t).Page(real, browser.Options{})
	titles := browser.Eval[[]string](p, `[...(`+sideBySide+`).tHead.rows[0].cells].slice(1).map(`+readText+`)`)
	if len(titles) != 3 {
		t.Fatalf("the roles are %q", titles)
	}
	data := p.PDF()
	reader, err := pdf.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	if n := reader.NumPage(); n < 3 || n > 9 {
		t.Errorf("it takes %d sheets", n)
	}
	tables := 0
	for i := 1; i <= reader.NumPage(); i++ {
		sheet := reader.Page(i)
		box := sheet.V.Key("MediaBox")
		if w, h := box.Index(2).Float64(), box.Index(3).Float64(); w < 841 || w > 843 || h < 594 || h > 596 {
			t.Errorf("sheet %d is %.0f by %.0f points, A4 landscape is 842 by 595", i, w, h)
		}
		text, err := sheet.GetPlainText(nil)
		if err != nil {
			t.Fatal(err)
		}
		text = strings.Join(strings.Fields(text), " ")
		if !strings.Contains(text, "Dimension "+strings.Join(titles, " ")) {
			continue
		}
		tables++
	}
	rows := browser.Eval[int](p, `(`+sideBySide+`).tBodies[0].rows.length`)
	if tables < 2 {
		t.Errorf("%d sheets of the %d begin the table of %d rows with the names", tables, reader.NumPage(), rows)
	}
}
