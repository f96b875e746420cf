package site

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/rolediff/rolediff/generator/internal/browser"
)

// What these expressions find is found by what it says, as a reader finds it.
const (
	// readText returns the text of an element, with single blanks.
	readText = `(e => e.textContent.replace(/\s+/g, " ").trim())`
	// sideBySide is the one of dimensions, glance that of scales.
	sideBySide = `[...document.querySelectorAll("table")].find(t => t.caption && t.caption.textContent.trim().startsWith("Side by side"))`
	glance     = `[...document.querySelectorAll("table")].find(t => t.caption && t.caption.textContent.trim() == "At a glance")`
	// drawnText is what a style sheet writes before or after an element.
	drawnText = `((e, where) => (getComputedStyle(e, where).content.match(/^"([^"]*)"/) || ["", ""])[1].trim())`
)

// section returns the section under a heading that begins with a text.
func section(heading string) string {
	return fmt.Sprintf(`[...document.querySelectorAll("section")].find(s => s.querySelector("h2") && s.querySelector("h2").textContent.trim().startsWith(%q))`, heading)
}

// statements are the entries of all cells of a row, each with its mark behind it.
func statements(row string) string {
	return fmt.Sprintf(`[...(%s).tBodies[0].rows].filter(r => r.cells[0].textContent.trim().startsWith(%q)).flatMap(r =>
		[...r.cells].slice(1).flatMap(c => c.querySelector("li") ? [...c.querySelectorAll("li")] : [c]))`, sideBySide, row)
}

func TestStatementsSayWhoSharesThem(t *testing.T) {
	t.Parallel()
	still(t, func(t *testing.T, open func(string) *browser.Page, root string) {
		p := open(sameTrio)
		for row, want := range map[string][]string{
			"Meetings": {"Stand-up ?also Release Manager", "Review ?in all 3", "Stand-up ?also DevOps Engineer", "Review ?in all 3", "Review ?in all 3", "Postmortem"},
			"Aim":      {"Ships code ?also Release Manager", "Ships code ?also DevOps Engineer", "Keeps the site up"},
			"Money":    {"Not stated", "Not stated", "Not stated"},
		} {
			said := browser.Eval[[]string](p, statements(row)+".map("+readText+")")
			same := slices.EqualFunc(said, want, func(got, want string) bool {
				return regexp.MustCompile("^" + want + "$").MatchString(got)
			})
			if !same {
				t.Errorf("%s says %q, want %q", row, said, want)
			}
		}
		// The icon of an entry: shared by all, by some, by none are three.
		icons := browser.Eval[[]string](p, statements("Meetings")+`.map(e => getComputedStyle(e).listStyleType)`)
		if len(icons) != 6 || icons[0] == icons[1] || icons[1] == icons[5] || icons[0] == icons[5] || icons[0] != icons[2] || icons[1] != icons[4] {
			t.Errorf("the icons are %q", icons)
		}
		require(t, p, statements("Meetings")+`.every(e => e.offsetHeight > 0)`)
	})
}

func TestRowsSayWhetherAllAgree(t *testing.T) {
	t.Parallel()
	says := `[...(` + sideBySide + `).tBodies[0].rows].map(r => ` + readText + `(r.cells[0]) + " " + ` + drawnText + `(r.cells[0], "::after")).join(" | ")`
	still(t, func(t *testing.T, open func(string) *browser.Page, root string) {
		for page, want := range map[string]string{
			samePair: `^Aim ?both agree +\| Meetings \| calls ?both agree +\| Tools +≠ differ \| Money +≠ differ$`,
			sameTrio: `^Aim +≠ differ \| Meetings \| calls ?partly shared +\| Tools +≠ differ \| Money +≠ differ$`,
		} {
			if got := browser.Eval[string](open(page), says); !regexp.MustCompile(want).MatchString(got) {
				t.Errorf("%s: the rows say %s", page, got)
			}
		}
	})
}

// The picture of scales is a table in words: each shape stands where its word says.
func TestScalesAreAPictureAndWords(t *testing.T) {
	t.Parallel()
	cells := `[...(` + glance + `).tBodies[0].rows[0].cells].slice(1)`
	still(t, func(t *testing.T, open func(string) *browser.Page, root string) {
		p := open(sameTrio)
		equal(t, p, readText+`((`+glance+`).tBodies[0].rows[0].cells[0])`, "Scope")
		equal(t, p, cells+`.map(`+readText+`).join()`, "Team,Team,All")
		look := browser.Eval[[][]string](p, cells+`.map(c => {
			const s = getComputedStyle(c, "::before"), at = s.position == "absolute" ? parseFloat(s.left) : c.getBoundingClientRect().left + parseFloat(s.marginLeft);
			return [s.clipPath, s.backgroundColor, String(Math.round(at)).padStart(5, "0")];
		})`)
		for i, what := range []string{"shape", "color", "place"} {
			if look[0][i] == look[1][i] || look[1][i] == look[2][i] || look[0][i] == look[2][i] {
				t.Errorf("two roles have one %s: %q", what, look)
			}
		}
		if look[0][2] > look[1][2] || look[1][2] > look[2][2] {
			t.Errorf("the places are not in order: %q", look)
		}
		if browser.Eval[int](p, "innerWidth") > 700 { // a step where nobody stands has its name too
			p = open(samePair)
			require(t, p, `[...(`+glance+`).tBodies[0].querySelectorAll("tr,th,td")].some(e => `+drawnText+`(e, "::after") == "All" || `+drawnText+`(e, "::before") == "All")`)
		}
		p = open("writer/index.html")
		equal(t, p, cells+`.map(`+readText+`).join()`, "Not stated")
	})
}

func TestKeyDifferencesAreSentences(t *testing.T) {
	t.Parallel()
	list := `[...(` + section("Key differences") + `).querySelectorAll("li")].map(` + readText + `)`
	still(t, func(t *testing.T, open func(string) *browser.Page, root string) {
		for _, page := range []string{sameTrio, samePair, "cto/vs-site-reliability-engineer.html"} {
			p := open(page)
			said := browser.Eval[[]string](p, list)
			if len(said) < 2 || len(said) > 6 {
				t.Errorf("%s: %d sentences: %q", page, len(said), said)
			}
			for _, s := range said {
				if !regexp.MustCompile(`^[\p{Lu}“"].*[^ .]\.$`).MatchString(s) {
					t.Errorf("%s: no sentence: %q", page, s)
				}
			}
			require(t, p, `/computed/i.test((`+section("Key differences")+`).textContent)`)
		}
		said := strings.Join(browser.Eval[[]string](open(sameTrio), list), " ")
		for _, part := range []string{"Site Reliability Engineer", "DevOps Engineer and Release Manager", "All", "Team"} {
			if !strings.Contains(said, part) {
				t.Errorf("nothing about %s: %s", part, said)
			}
		}
	})
}

func TestPairsSayWhatChangesForOneWhoMoves(t *testing.T) {
	t.Parallel()
	still(t, func(t *testing.T, open func(string) *browser.Page, root string) {
		p := open("devops-engineer/vs-site-reliability-engineer.html")
		moving := section("Moving from DevOps Engineer to Site Reliability Engineer")
		said := browser.Eval[string](p, `[...(`+moving+`).querySelectorAll("dl > div")].map(d => `+readText+`(d.firstElementChild) + ": " + [...d.querySelectorAll("li")].map(`+readText+`).join(", ")).join("; ")`)
		for _, part := range []string{"Scope: Team → All", "New:", "Postmortem", "Pager", "Goes away:", "Stand-up"} {
			if !strings.Contains(said, part) {
				t.Errorf("nothing about %q: %s", part, said)
			}
		}
		if strings.Contains(said, "Review") {
			t.Errorf("what both do is no change: %s", said)
		}
		require(t, open(sameTrio), `!(`+section("Moving")+`)`)
	})
}

func TestNotesSayWhoWroteThemAndWhereToEditThem(t *testing.T) {
	t.Parallel()
	still(t, func(t *testing.T, open func(string) *browser.Page, root string) {
		p := open("cto/vs-product-owner-vs-writer.html")
		note := section("In practice")
		require(t, p, readText+`(`+note+`).includes("All three write.")`, `/written by people/i.test((`+note+`).textContent)`,
			`[...(`+note+`).querySelectorAll("a")].some(a => /^https:\/\/code\.example\/jobs\/.*content\/notes\/cto-vs-product-owner-vs-writer\.md$/.test(a.href))`,
			`(`+note+`).compareDocumentPosition(`+sideBySide+`) & Node.DOCUMENT_POSITION_FOLLOWING`)
		require(t, open(samePair), `!(`+section("In practice")+`)`)
	})
}

func TestNearestSayInWhat(t *testing.T) {
	t.Parallel()
	still(t, func(t *testing.T, open func(string) *browser.Page, root string) {
		p := open("devops-engineer/index.html")
		near := `[...(` + section("Most like it") + `).querySelectorAll("ol > li")]`
		equal(t, p, near+`[0].querySelector("a").href`, root+samePair)
		require(t, p, near+`.every(li => /\d+% alike/.test(li.textContent))`, `/alike: in (Aim|Meetings)/.test(`+near+`[0].textContent)`)
		// From a comparison, those one step away are few however many roles there are.
		for _, page := range []string{samePair, sameTrio} {
			p := open(page)
			links := browser.Eval[[]string](p, `[...(`+section("One step away")+`).querySelectorAll("a")].map(a => a.href)`)
			if len(links) < 3 || len(links) > 9 {
				t.Errorf("%s: %d comparisons are one step away: %q", page, len(links), links)
			}
			for _, link := range links {
				if !strings.Contains(link, "vs-") || strings.HasSuffix(link, page) {
					t.Errorf("%s: %s is no comparison one step away", page, link)
				}
			}
		}
	})
}
