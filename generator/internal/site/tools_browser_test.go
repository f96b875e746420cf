package site

import (
	"encoding/csv"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/rolediff/rolediff/generator/internal/browser"
)

const (
	sameTrio  = "devops-engineer/vs-release-manager-vs-site-reliability-engineer.html"
	samePair  = "devops-engineer/vs-release-manager.html"
	rowsShown = `[...document.querySelectorAll("tr.same,tr.partly,tr.different")].filter(r => r.offsetHeight > 0).map(r => r.className).join(" ")`
	pressed   = `[...document.querySelectorAll(".tools [aria-pressed=true]")].map(b => b.textContent).join()`
	toolWords = `[...document.querySelectorAll(".tools button")].map(b => b.textContent).join(" | ")`
	toolSays  = `document.querySelector(".tools [role=status]").textContent`
)

func equal(t *testing.T, p *browser.Page, expression, want string) {
	t.Helper()
	if got := browser.Eval[string](p, expression); got != want {
		t.Errorf("got  %s\nwant %s\nof   %s", got, want, expression)
	}
}

func TestViewsHideRowsAndSayHowMany(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, open func(string) *browser.Page, root string) {
		p := open(sameTrio)
		equal(t, p, toolWords, "All | Differences, hides no rows | Similarities, hides 3 rows | Copy as Markdown | Copy as CSV | Copy link")
		p = open(samePair)
		equal(t, p, toolWords, "All | Differences, hides 2 rows | Similarities, hides 2 rows | Copy as Markdown | Copy as CSV | Copy link")
		equal(t, p, rowsShown, "same same different different")
		equal(t, p, pressed, "All")
		entries := browser.Eval[int](p, "history.length")

		browser.Eval[int](p, `document.querySelector(".tools button").focus(), 0`)
		p.Press("Tab", "Enter")
		equal(t, p, rowsShown, "different different")
		equal(t, p, pressed, "Differences, hides 2 rows")
		equal(t, p, toolSays, "2 of 4 rows")
		equal(t, p, "location.hash", "#view=differences")
		p.Press("Tab", "Space")
		equal(t, p, rowsShown, "same same")
		equal(t, p, "location.hash", "#view=similarities")
		p.Press("Shift+Tab", "Shift+Tab", "Enter")
		equal(t, p, rowsShown, "same same different different")
		equal(t, p, toolSays, "")
		if got := browser.Eval[int](p, "history.length"); got != entries {
			t.Errorf("the history grew from %d to %d", entries, got)
		}

		browser.Eval[int](p, `location.hash = "#view=differences", 0`)
		p.WaitFor(rowsShown + ` == "different different"`)
		equal(t, open(samePair+"#view=similarities"), rowsShown, "same same")
		equal(t, open(samePair+"#view=constructor"), rowsShown, "same same different different")
		if scroll := browser.Eval[int](p, "document.documentElement.scrollWidth - innerWidth"); scroll > 0 {
			t.Errorf("the page scrolls sideways by %d pixels", scroll)
		}
	})
}

func TestViewDoesNotMoveThePage(t *testing.T) {
	t.Parallel()
	p := browser.Open(t).Page(jobs(t)["file"]+samePair, browser.Options{Height: 400})
	for i := range 3 {
		browser.Eval[int](p, `document.querySelector(".tools").scrollIntoView({behavior: "instant"}), 0`)
		place := `Math.round(document.querySelector(".tools").getBoundingClientRect().top)`
		before := browser.Eval[int](p, place)
		browser.Eval[int](p, fmt.Sprintf(`document.querySelectorAll(".tools button")[%d].click(), 0`, 2-i))
		if after := browser.Eval[int](p, place); after != before {
			t.Errorf("button %d moves the tools from %d to %d", 2-i, before, after)
		}
	}
}

func TestViewStandsBehindTheRolesOnCompare(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, open func(string) *browser.Page, root string) {
		p := open("compare/index.html#release-manager,devops-engineer&view=differences")
		p.WaitFor(`document.querySelector(".tools")`)
		equal(t, p, rowsShown, "different different")
		p.Click(".tools button:nth-child(3)")
		equal(t, p, "location.hash", "#release-manager,devops-engineer&view=similarities")
		equal(t, p, rowsShown, "same same")
		browser.Eval[int](p, `location.hash = "#writer,cto,devops-engineer,release-manager", 0`)
		p.WaitFor(rowsShown + ` == "different different different different"`)
		equal(t, p, `document.querySelectorAll(".tools").length + ""`, "1")
	})
}

// clipboard takes the place of the browser's, which tests are not allowed to read.
// Without the new way, what the old one copies is heard.
func clipboard(p *browser.Page, kind string) {
	replace := map[string]string{
		"new":     `{writeText: t => { window.copied = t; return Promise.resolve(); }}`,
		"refused": `{writeText: () => Promise.reject(Error("no"))}`,
		"missing": `undefined`,
	}[kind]
	browser.Eval[int](p, fmt.Sprintf(`Object.defineProperty(navigator, "clipboard", {value: %s, configurable: true}), window.copied = "",
		window.heard = window.heard || (addEventListener("copy", () => { window.copied = document.activeElement.value; }), 1)`, replace))
}

func TestTableIsCopied(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, open func(string) *browser.Page, root string) {
		p := open(samePair)
		for _, kind := range []string{"new", "refused", "missing"} {
			clipboard(p, kind)
			browser.Eval[int](p, `document.querySelectorAll(".tools button")[3].focus(), 0`)
			p.Press("Enter")
			p.WaitFor(toolSays + ` == "Table copied as Markdown"`)
			equal(t, p, "copied", `| Dimension | DevOps Engineer | Release Manager |
| --- | --- | --- |
| Aim | Ships code | Ships code |
| Meetings \| calls | Stand-up<br>Review | Stand-up<br>Review |
| Tools | =SUM(A1) "x"<br>CI\|CD<br>Make | -v flags<br>+1<br>@home |
| Money | Not stated | Not stated |
`)
			equal(t, p, "document.activeElement.textContent", "Copy as Markdown")
			p.Press("Tab", "Enter")
			p.WaitFor(toolSays + ` == "Table copied as CSV"`)
			text := browser.Eval[string](p, "copied")
			if kind != "new" { // a text field keeps no carriage return
				text = strings.ReplaceAll(text, "\n\"", "\r\n\"")
			}
			if !strings.HasSuffix(text, "\r\n") && kind == "new" {
				t.Errorf("lines do not end in CRLF: %q", text)
			}
			records, err := csv.NewReader(strings.NewReader(text)).ReadAll()
			if err != nil {
				t.Fatalf("%v in %q", err, text)
			}
			if got, want := records[3], []string{"Tools", "'=SUM(A1) \"x\"\nCI|CD\nMake", "'-v flags\n+1\n@home"}; !slices.Equal(got, want) {
				t.Errorf("got %q, want %q", got, want)
			}
			p.Press("Tab", "Enter")
			p.WaitFor(toolSays + ` == "Link copied"`)
			equal(t, p, "copied", root+samePair)
		}
	})
}

func TestWhatIsShownIsCopied(t *testing.T) {
	t.Parallel()
	p := browser.Open(t).Page(jobs(t)["http"]+samePair+"#view=similarities", browser.Options{})
	equal(t, p, `rolediff.markdown(document.querySelector("table.rows"))`, `| Dimension | DevOps Engineer | Release Manager |
| --- | --- | --- |
| Aim | Ships code | Ships code |
| Meetings \| calls | Stand-up<br>Review | Stand-up<br>Review |
`)
}

func TestCopyTellsWhenItIsNotAllowed(t *testing.T) {
	t.Parallel()
	p := browser.Open(t).Page(jobs(t)["file"]+samePair, browser.Options{})
	clipboard(p, "missing")
	browser.Eval[int](p, `document.execCommand = () => false, 0`)
	p.Click(".tools div + div button")
	p.WaitFor(toolSays + ` == "This browser does not allow copying"`)
	equal(t, p, `document.querySelectorAll("textarea").length + ""`, "0")
}

func TestToolsAreAccessible(t *testing.T) {
	t.Parallel()
	root := jobs(t)["http"]
	p := browser.Open(t).Page(root+samePair+"#view=differences", browser.Options{})
	p.WaitFor(`document.querySelector(".tools")`)
	for _, width := range []int{360, 1280} {
		p.Look(browser.Options{Width: width})
		axeCleanInBoth(t, p, fmt.Sprint(width))
	}
}
