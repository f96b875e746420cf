package site

import (
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/rolediff/rolediff/generator/internal/browser"
)

// TestPicturesInBrowser holds that the map and the pictures of role pages break
// no accessibility rule, keep to their own boxes on a phone, and that one of
// picture and words is shown, never both.
func TestPicturesInBrowser(t *testing.T) {
	t.Parallel()
	s := load(t, os.DirFS("../../.."))
	dir := t.TempDir()
	pages := []string{"matrix/index.html", "engineering-manager/index.html"}
	for _, name := range append([]string{"assets/site.css", "assets/site.js", "assets/roles.js"}, pages...) {
		data, err := fs.ReadFile(s, name)
		if err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	b := browser.Open(t)
	for _, name := range pages {
		p := b.Page("file://"+filepath.ToSlash(filepath.Join(dir, name)), browser.Options{})
		// Axe looks at every cell for seconds; the rows are all made alike.
		browser.Eval[int](p, `document.querySelectorAll('.map tbody:nth-of-type(n+2)').forEach(e => e.remove()), 0`)
		for _, o := range []browser.Options{{Width: 360}, {Width: 768, Dark: true}, {Width: 1280}} {
			p.Look(o)
			shown := browser.Eval[[]bool](p, `[...document.querySelectorAll('.graph')].map(g =>
				!!g.querySelector('.picture').offsetHeight !== !!g.querySelector('.words').offsetHeight)`)
			for i, one := range shown {
				if !one {
					t.Errorf("%s at %d pixels: picture %d and its words are shown both or not at all", name, o.Width, i)
				}
			}
			if o.Width == 360 { // larger ones are looked at with the rest of the content
				axeClean(t, p, name)
			}
			if wide := browser.Eval[int](p, "document.documentElement.scrollWidth"); wide > o.Width {
				t.Errorf("%s at %d pixels scrolls sideways: it is %d wide", name, o.Width, wide)
			}
		}
	}
}

// The pictures of a role page are links, the same that their words are, and of the
// two the one that is shown is reached by key.
func TestPicturesOfRelationsAreLinks(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, open func(string) *browser.Page, root string) {
		p := open("devops-engineer/index.html")
		for heading, want := range map[string]string{
			"Reporting line": root + "cto/index.html",
			"Career paths":   root + "site-reliability-engineer/index.html",
		} {
			for _, kind := range []string{"svg a", "ul a"} {
				equal(t, p, `[...new Set([...(`+section(heading)+`).querySelectorAll("`+kind+`")].map(a => new URL(a.getAttribute("href"), location).href))].sort().join()`, want)
			}
			require(t, p, `(svg => svg.getAttribute("role") && document.getElementById(svg.getAttribute("aria-labelledby")) && document.getElementById(svg.getAttribute("aria-describedby")))((`+section(heading)+`).querySelector("svg"))`)
		}
		browser.Eval[int](p, `[...(`+section("Career paths")+`).querySelectorAll("a")].find(a => a.getClientRects().length).focus(), 0`)
		p.Press("Enter")
		p.WaitFor(`document.readyState == "complete" && location.href == "` + root + `site-reliability-engineer/index.html"`)
	})
}

func TestMatrixIsATableOfLinks(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, open func(string) *browser.Page, root string) {
		p := open("matrix/index.html")
		require(t, p, `document.querySelector("table").caption.textContent.trim()`,
			`document.querySelectorAll("table th[scope=col]").length == 7 && document.querySelectorAll("table th[scope=row]").length == 7`)
		wrong := browser.Eval[[]string](p, `(() => {
			const rows = [...document.querySelectorAll("table th[scope=row]")], titles = [...document.querySelectorAll("table th[scope=col]")].map(`+readText+`);
			const slug = Object.fromEntries(rows.map(r => [`+readText+`(r), r.querySelector("a").getAttribute("href").split("/")[1]]));
			const percent = {}, wrong = [];
			rows.forEach(r => [...r.parentElement.querySelectorAll("td")].forEach((td, i) => {
				const pair = [slug[`+readText+`(r)], slug[titles[i]]].sort(), a = td.querySelector("a");
				if (pair[0] == pair[1]) return a && wrong.push("on itself");
				const n = Number(a.textContent), name = pair.join("/vs-") + ".html";
				if (a.href != "`+root+`" + name || !(n >= 0 && n <= 100) || (percent[name] ?? n) != n) wrong.push(a.outerHTML);
				percent[name] = n;
			}));
			return [...wrong, Object.keys(percent).length + " pairs"];
		})()`)
		if len(wrong) != 1 || wrong[0] != "21 pairs" {
			t.Errorf("got %q", wrong)
		}
		browser.Eval[int](p, `[...document.querySelectorAll("table th[scope=row]")].at(-1).nextElementSibling.querySelector("a").focus(), 0`)
		p.Press("Tab")
		require(t, p, `document.activeElement.matches("table td a")`)
		to := browser.Eval[string](p, "document.activeElement.href")
		p.Press("Enter")
		p.WaitFor(`document.readyState == "complete" && location.href == "` + to + `"`)
	})
}

// With a hundred roles the map scrolls in a box of its own, by key too, and both
// its heads stay.
func TestMatrixOfAHundredRolesKeepsItsHeads(t *testing.T) {
	t.Parallel()
	s, err := synthetic()
	if err != nil {
		t.Fatal(err)
	}
	server := asPages(s)
	t.Cleanup(server.Close)
	p := browser.Open(t).Page(server.URL+"/repo/matrix/index.html", browser.Options{Width: 360})
	const box = `document.querySelector("[tabindex='0']")`
	for _, o := range []browser.Options{{Width: 360}, {Width: 1280, Dark: true}} {
		p.Look(o)
		require(t, p, `document.documentElement.scrollWidth <= innerWidth`, box+`.scrollWidth > `+box+`.clientWidth`,
			box+`.querySelectorAll("th[scope=row]").length == 100`, box+`.querySelectorAll("td a").length >= 4950`)
		// A page that still glides to what has the focus would take the keys.
		browser.Eval[int](p, box+`.scrollTo({left: 0, top: 0, behavior: "instant"}), `+box+`.scrollIntoView({behavior: "instant"}), `+box+`.focus({preventScroll: true}), 0`)
		for key, way := range map[string]string{"ArrowRight": "scrollLeft", "ArrowDown": "scrollTop"} {
			// A key pressed while the box still glides from the one before is lost.
			browser.Eval[bool](p, `new Promise(done => {
				let last, same = 0;
				const look = () => {
					const now = [`+box+`.scrollLeft, `+box+`.scrollTop, scrollY].join();
					same = now == last ? same + 1 : 0;
					last = now;
					same > 9 ? done(true) : requestAnimationFrame(look);
				};
				look();
			})`)
			p.Press(key)
			p.WaitFor(box + "." + way + " > 10")
		}
		browser.Eval[int](p, box+`.scrollTo({left: 900, top: 1200, behavior: "instant"}), 0`)
		equal(t, p, `(b => {
			b.scrollIntoView({block: "start", behavior: "instant"});
			const box = b.getBoundingClientRect();
			const seen = e => { const r = e.getBoundingClientRect(); return e.contains(document.elementFromPoint(r.x + r.width / 2, r.y + r.height / 2)); };
			const rows = [...b.querySelectorAll("th[scope=row]")].filter(seen), columns = [...b.querySelectorAll("thead th")].filter(seen);
			return [rows.length > 3, rows.every(e => Math.abs(e.getBoundingClientRect().left - box.left) < 3),
				columns.length > 3, Math.abs(b.querySelector("thead").getBoundingClientRect().top - box.top) < 3, b.scrollLeft > 500, b.scrollTop > 500].join();
		})(`+box+`)`, "true,true,true,true,true,true")
	}
	p.RequireQuiet(server.URL)
}
