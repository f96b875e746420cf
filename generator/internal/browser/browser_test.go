package browser_test

import (
	"fmt"
	"image/png"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/rolediff/rolediff/generator/internal/browser"
)

// roots returns the test pages' two addresses: served, and opened by double-click.
func roots(t *testing.T) map[string]string {
	t.Helper()
	server := httptest.NewServer(http.FileServer(http.Dir("testdata")))
	t.Cleanup(server.Close)
	dir, err := filepath.Abs("testdata")
	if err != nil {
		t.Fatal(err)
	}
	return map[string]string{
		"http": server.URL + "/",
		"file": "file:///" + strings.TrimPrefix(filepath.ToSlash(dir), "/") + "/",
	}
}

func TestQuietPageIsQuietAndAccessible(t *testing.T) {
	t.Parallel()
	b := browser.Open(t)
	for scheme, root := range roots(t) {
		t.Run(scheme, func(t *testing.T) {
			p := b.For(t).Page(root+"quiet.html", browser.Options{})
			if got := browser.Eval[string](p, "document.documentElement.dataset.script"); got != "ran" {
				t.Errorf("the page's script did not run: %q", got)
			}
			if broken := p.Axe(); len(broken) != 0 {
				t.Errorf("axe found something: %v", broken)
			}
			p.RequireQuiet(root)
			want := []string{root + "quiet.html", root + "quiet.css", root + "quiet.js"}
			for _, address := range want {
				if !slices.Contains(p.Requests(), address) {
					t.Errorf("%s is not among the requests %v", address, p.Requests())
				}
			}
		})
	}
}

func TestFirefoxIsDrivenLikeChromium(t *testing.T) {
	t.Parallel()
	b := browser.OpenFirefox(t)
	for scheme, root := range roots(t) {
		t.Run(scheme, func(t *testing.T) {
			p := b.For(t).Page(root+"quiet.html", browser.Options{Width: 360})
			for _, want := range []string{"innerWidth == 360", "document.documentElement.dataset.script == 'ran'", "Promise.resolve([1, 'x', true]).then(a => a.length == 3)"} {
				if !browser.Eval[bool](p, want) {
					t.Errorf("not true: %s", want)
				}
			}
			if got := browser.Eval[[]any](p, "[1, 'x', [true]]"); fmt.Sprint(got) != "[1 x [true]]" {
				t.Errorf("got %v", got)
			}
			p.Press("Tab", "Tab", "a+b", "Tab", "Enter", "Space")
			p.Click("#button")
			if got := browser.Eval[string](p, "document.getElementById('name').value + document.getElementById('count').textContent"); got != "a+b3" {
				t.Errorf("typed and counted %q", got)
			}
			p.RequireQuiet(root)
			// It does not tell of files that it reads.
			if scheme == "http" && !slices.Contains(p.Requests(), root+"quiet.css") {
				t.Errorf("the style sheet is not among the requests %v", p.Requests())
			}
			p.Press("Shift+Tab", "Shift+Tab", "Enter")
			p.WaitFor("document.title == 'Loud' && document.readyState == 'complete'")
			contains(t, "errors", p.Errors(), "said", "thrown on purpose")
			contains(t, "violations", p.Violations(), "inline script")
			contains(t, "requests", p.Requests(), "://elsewhere.test/pixel.png")
		})
	}
}

func TestLoudPageIsHeard(t *testing.T) {
	t.Parallel()
	b := browser.Open(t)
	for scheme, root := range roots(t) {
		t.Run(scheme, func(t *testing.T) {
			p := b.For(t).Page(root+"loud.html", browser.Options{})
			contains(t, "errors", p.Errors(), `console: "said" 7 Object`, "thrown on purpose", "missing.png")
			contains(t, "violations", p.Violations(), "script-src-elem: kInlineViolation")
			contains(t, "requests", p.Requests(), "http://elsewhere.test/pixel.png", root+"missing.png")
			if got := browser.Eval[string](p, "document.title"); got != "Loud" {
				t.Errorf("the inline script ran under a policy without it: title %q", got)
			}
			message := fatal(func(t browser.TB) {
				b.For(t).Page(root+"loud.html", browser.Options{}).RequireQuiet(root)
			})
			for _, part := range []string{"error: ", "policy: ", "request outside "} {
				if !strings.Contains(message, part) {
					t.Errorf("RequireQuiet does not say %q:\n%s", part, message)
				}
			}
		})
	}
}

func TestNoOtherHostIsReached(t *testing.T) {
	t.Parallel()
	var reached atomic.Bool
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		reached.Store(true)
	}))
	defer server.Close()
	b := browser.Open(t)
	// Browsers take names below localhost for this machine, so but for our rule
	// this one would answer.
	elsewhere := strings.Replace(server.URL, "127.0.0.1", "elsewhere.localhost", 1)
	if got := fatal(func(t browser.TB) { b.For(t).Page(elsewhere, browser.Options{}) }); !strings.Contains(got, "ERR_NAME_NOT_RESOLVED") {
		t.Errorf("loading %s ends in %q", elsewhere, got)
	}
	if reached.Load() {
		t.Error("a host by another name was reached")
	}
}

func TestAxeNamesRuleAndElement(t *testing.T) {
	t.Parallel()
	b := browser.Open(t)
	for scheme, root := range roots(t) {
		for _, noScript := range []bool{false, true} {
			t.Run(fmt.Sprintf("%s/noscript=%v", scheme, noScript), func(t *testing.T) {
				p := b.For(t).Page(root+"loud.html", browser.Options{NoScript: noScript})
				found := map[string]string{}
				for _, v := range p.Axe() {
					found[v.ID] = v.String()
				}
				for rule, element := range map[string]string{"image-alt": "missing.png", "label": "input", "html-has-lang": "html"} {
					if !strings.Contains(found[rule], element) {
						t.Errorf("rule %s does not name %s: %q", rule, element, found[rule])
					}
				}
			})
		}
	}
}

func TestOptionsReachThePage(t *testing.T) {
	t.Parallel()
	b := browser.Open(t)
	address := roots(t)["http"] + "quiet.html"
	tests := []struct {
		name       string
		options    browser.Options
		expression string
	}{
		{"width", browser.Options{Width: 360}, "innerWidth == 360"},
		{"default width", browser.Options{}, "innerWidth == 1280 && innerHeight == 800"},
		{"light", browser.Options{}, "getComputedStyle(document.documentElement).backgroundColor == 'rgb(255, 255, 255)'"},
		{"dark", browser.Options{Dark: true}, "getComputedStyle(document.documentElement).backgroundColor == 'rgb(17, 17, 17)'"},
		{"print", browser.Options{Print: true}, "matchMedia('print').matches"},
		{"screen", browser.Options{}, "matchMedia('screen').matches"},
		{"scripts", browser.Options{}, "document.getElementById('without') == null"},
		{"no scripts", browser.Options{NoScript: true}, "document.getElementById('without').offsetHeight > 0 && !document.documentElement.dataset.script"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			p := b.For(t).Page(address, test.options)
			if !browser.Eval[bool](p, test.expression) {
				t.Errorf("not true: %s", test.expression)
			}
		})
	}
}

func TestKeysAndClicksActWhereTheFocusIs(t *testing.T) {
	t.Parallel()
	p := browser.Open(t).Page(roots(t)["http"]+"quiet.html", browser.Options{})
	focus := func() string { return browser.Eval[string](p, "document.activeElement.id") }
	p.Press("Tab")
	if got := focus(); got != "link" {
		t.Fatalf("Tab went to %q", got)
	}
	p.Press("Tab", "a+b")
	if got := browser.Eval[string](p, "document.getElementById('name').value"); got != "a+b" {
		t.Errorf("typed %q", got)
	}
	p.Press("Tab", "Enter", "Space")
	p.Click("#button")
	if got := browser.Eval[string](p, "document.getElementById('count').textContent"); got != "3" {
		t.Errorf("Enter, Space and a click count %s", got)
	}
	p.Press("Shift+Tab", "Shift+Tab", "Enter")
	p.WaitFor("document.title == 'Loud'")
}

func TestScreenshotHoldsTheWholePage(t *testing.T) {
	t.Parallel()
	p := browser.Open(t).Page(roots(t)["file"]+"quiet.html", browser.Options{})
	path := filepath.Join(t.TempDir(), "new", "page.png")
	p.Screenshot(path, 360)
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	picture, err := png.DecodeConfig(f)
	if err != nil {
		t.Fatal(err)
	}
	if picture.Width != 360 || picture.Height < 2000 {
		t.Errorf("the picture is %d by %d, the page 360 by more than 2000", picture.Width, picture.Height)
	}
}

func TestMissingBrowserFailsWithTheFix(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("elsewhere browsers are found outside PATH")
	}
	t.Setenv("PATH", t.TempDir())
	t.Setenv("CHROMIUM", "")
	if got := fatal(func(t browser.TB) { browser.Open(t) }); !strings.Contains(got, "hint: make setup") {
		t.Errorf("no fix in %q", got)
	}
	t.Setenv("CHROMIUM", "no-such-browser")
	if got := fatal(func(t browser.TB) { browser.Open(t) }); !strings.Contains(got, "CHROMIUM is set to no-such-browser") {
		t.Errorf("CHROMIUM is not named in %q", got)
	}
}

// contains reports each part that is in no line.
func contains(t *testing.T, what string, lines []string, parts ...string) {
	t.Helper()
	for _, part := range parts {
		if !slices.ContainsFunc(lines, func(line string) bool { return strings.Contains(line, part) }) {
			t.Errorf("%s lack %q: %q", what, part, lines)
		}
	}
}

// fatal returns what f says as it fails, "" when it does not.
func fatal(f func(browser.TB)) string {
	var failed failure
	done := make(chan struct{})
	go func() {
		defer close(done)
		f(&failed)
	}()
	<-done
	for _, clean := range slices.Backward(failed.cleanups) {
		clean()
	}
	return failed.message
}

type failure struct {
	message  string
	cleanups []func()
}

func (f *failure) Helper()          {}
func (f *failure) Cleanup(c func()) { f.cleanups = append(f.cleanups, c) }
func (f *failure) Fatalf(format string, args ...any) {
	f.message = fmt.Sprintf(format, args...)
	runtime.Goexit()
}
