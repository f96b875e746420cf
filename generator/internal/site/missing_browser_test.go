package site

import (
	"fmt"
	"strings"
	"testing"

	"github.com/rolediff/rolediff/generator/internal/browser"
)

func TestMissingPageSendsToTheRightOne(t *testing.T) {
	t.Parallel()
	root := jobs(t)["http"]
	b := browser.Open(t)
	for from, to := range map[string]string{
		"writer/vs-cto.html":                         "cto/vs-writer.html",
		"writer/vs-product-owner-vs-cto.html":        "cto/vs-product-owner-vs-writer.html",
		"CTO/vs-Writer.html":                         "cto/vs-writer.html",
		"cto/vs-writer":                              "cto/vs-writer.html",
		"cto-vs-writer":                              "cto/vs-writer.html",
		"writer-vs-sre.html":                         "site-reliability-engineer/vs-writer.html",
		"Cto%20VS%20Writer":                          "cto/vs-writer.html",
		"sre/":                                       "site-reliability-engineer/index.html",
		"Chief-Technology-Officer/index.html":        "cto/index.html",
		"%C3%89quipe%20Lead":                         "equipe-lead/index.html",
		"cto/vs-cto.html":                            "cto/index.html",
		"cto/writer":                                 "cto/vs-writer.html",
		"writer/vs-cto.html#view=differences":        "cto/vs-writer.html#view=differences",
		"writer/vs-cto-vs-sre-vs-product-owner.html": "compare/index.html#cto,product-owner,site-reliability-engineer,writer",
	} {
		t.Run(from, func(t *testing.T) {
			p := b.For(t).Page(root+from, browser.Options{})
			p.WaitFor(fmt.Sprintf(`location.href == %q && document.readyState == "complete"`, root+to))
			for _, address := range p.Requests() {
				if !strings.HasPrefix(address, root) {
					t.Errorf("%s was asked for", address)
				}
			}
		})
	}
}

func TestMissingPageSendsToCompareWherePolicySaysSo(t *testing.T) {
	t.Parallel()
	root := siteRoots(t, pickerSite(t, pickerFiles("none", "none")))["http"]
	p := browser.Open(t).Page(root+"cto/vs-writer.html", browser.Options{})
	p.WaitFor(fmt.Sprintf(`location.href == %q`, root+"compare/index.html#cto,writer"))
}

func TestMissingPageOffersTheNearest(t *testing.T) {
	t.Parallel()
	root := jobs(t)["http"]
	b := browser.Open(t)
	for from, want := range map[string]string{
		"devop-engineer/":            "DevOps Engineer",
		"devops/vs-sre.html":         "DevOps Engineer vs Site Reliability Engineer | DevOps Engineer | Site Reliability Engineer",
		"Devops-Enginer-vs-riter":    "DevOps Engineer vs Writer | DevOps Engineer | Writer",
		"qqqqqqqq/vs-writer.html":    "Writer",
		"qqqqqqqqqqqq":               "",
		"404.html":                   "",
		"%FF/vs-qqqqqqqqqq.html":     "",
		"a/b/c/d/e/f/vs-writer.html": "",
	} {
		t.Run(from, func(t *testing.T) {
			p := b.For(t).Page(root+from, browser.Options{})
			p.WaitFor(`window.rolediff && rolediff.find`)
			browser.Eval[bool](p, `rolediff.ready().then(() => true)`)
			p.WaitFor(fmt.Sprintf(`[...document.querySelectorAll("main section a")].map(a => a.textContent).join(" | ") == %q`, want))
			require(t, p, fmt.Sprintf(`location.href == %q`, root+from))
			if from == "devops/vs-sre.html" || from == "qqqqqqqqqqqq" {
				axeClean(t, p, from)
			}
		})
	}
}

// A list of roles that is newer than the pages must not send readers in circles.
func TestMissingPageIsNotAskedForAgain(t *testing.T) {
	t.Parallel()
	s := pickerSite(t, pickerFiles("all", "all"))
	delete(s.files, "writer/index.html")
	root := siteRoots(t, s)["http"]
	p := browser.Open(t).Page(root+"Writer/", browser.Options{})
	p.WaitFor(`[...document.querySelectorAll("main section a")].some(a => a.textContent == "Writer")`)
	n := 0
	for _, address := range p.Requests() {
		if strings.HasPrefix(address, root+"writer/") {
			n++
		}
	}
	if n != 1 {
		t.Errorf("the missing page was asked for %d times: %v", n, p.Requests())
	}
}
