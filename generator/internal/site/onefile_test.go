package site

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/rolediff/rolediff/generator/internal/browser"
)

// The single file must do by itself, from a folder on disk, what the site does.
func TestSingleFileStandsAlone(t *testing.T) {
	t.Parallel()
	s := load(t, os.DirFS("../../.."))
	page, err := s.OneFile()
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "all.html")
	if err := os.WriteFile(file, page, 0o644); err != nil {
		t.Fatal(err)
	}
	p := browser.Open(t).Page("file://"+file, browser.Options{Offline: true})
	p.WaitFor(`document.querySelectorAll("#comparison a").length > 60`)
	for look, o := range looks {
		o.Offline = true
		p.Look(o)
		if wide := browser.Eval[int](p, "document.documentElement.scrollWidth"); wide > o.Width {
			t.Errorf("%s: it is %d pixels wide", look, wide)
		}
		if o.Width == 360 && !o.Dark {
			axeCleanInBoth(t, p, look)
		}
	}
	p.Click(`#comparison a[href$="cto/index.html"]`)
	p.WaitFor(`document.querySelector("#comparison h1")?.textContent === "Chief Technology Officer"`)
	p.Goto("file://" + file + "#cto,agile-coach,qa-engineer")
	p.WaitFor(`document.querySelectorAll("#comparison table thead th").length >= 4`)
	if title := browser.Eval[string](p, "document.title"); title != "Chief Technology Officer vs Agile Coach vs QA Engineer" {
		t.Errorf("the title is %q", title)
	}
	if marks := browser.Eval[int](p, `[...document.querySelectorAll("#comparison td")].filter(td => td.textContent.trim()).length`); marks < 30 {
		t.Errorf("the comparison has %d filled cells, want 30 or more", marks)
	}
	p.RequireQuiet("file://" + file)
	for _, request := range p.Requests() {
		if request != "file://"+file && request[:5] != "data:" {
			t.Errorf("the single file asked for %s", request)
		}
	}
}

// With the network off, any three roles of the file can be compared, in any order.
func TestSingleFileComparesAnyThreeOffline(t *testing.T) {
	t.Parallel()
	page, err := pickerSite(t, pickerFiles("all", "all")).OneFile()
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "jobs.html")
	if err := os.WriteFile(file, page, 0o644); err != nil {
		t.Fatal(err)
	}
	for name, start := range map[string]func(browser.TB) *browser.Browser{"chromium": browser.Open, "firefox": browser.OpenFirefox} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := start(t).Page("file://"+filepath.ToSlash(file), browser.Options{Offline: true})
			p.WaitFor("rolediff.roles && document.querySelector('#comparison a')")
			// The page compares them all by itself: a step here for each would take longer.
			wrong := browser.Eval[[]string](p, `(async () => {
				const {list} = await rolediff.ready(), wrong = [];
				for (const a of list) for (const b of list) for (const c of list) {
					if (a == b || b == c || a == c || (a.index + b.index + c.index) % 3) continue;
					location.hash = [a, b, c].map(r => r.slug).join();
					await new Promise(done => addEventListener("hashchange", () => setTimeout(done), {once: true}));
					const head = [...document.querySelectorAll(".rows thead th")].slice(1).map(e => e.textContent).join(" vs ");
					const filled = document.querySelectorAll(".rows td").length;
					if (head != [a, b, c].map(r => r.title).join(" vs ") || head != document.title || filled != 12) wrong.push(head + " of " + location.hash);
				}
				return wrong;
			})()`)
			if len(wrong) > 0 {
				t.Errorf("%d comparisons are wrong: %q", len(wrong), wrong[0])
			}
			p.Click(".tools button:nth-child(2)")
			p.WaitFor(`location.hash.endsWith("view=differences")`)
			p.RequireQuiet("file://" + file)
		})
	}
}
