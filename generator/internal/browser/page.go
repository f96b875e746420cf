package browser

import (
	"context"
	"strings"
	"time"

	"github.com/chromedp/cdproto/audits"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// Options say how a page is looked at. The zero value is a desktop window with a
// light theme and scripts.
type Options struct {
	Width    int  // of the window, in CSS pixels; 0 is 1280
	Height   int  // of the window, in CSS pixels; 0 is 800
	Dark     bool // the reader prefers a dark colour scheme
	NoScript bool // the page's scripts do not run; Eval and Axe still do
	Print    bool // the page is laid out as for paper
}

// Page is one tab with storage of its own. It ends with the test.
type Page struct {
	t      TB
	ctx    context.Context
	height int
	record
}

// Page opens a tab, loads the address in it and waits for the load event.
func (b *Browser) Page(url string, o Options) *Page {
	b.t.Helper()
	if o.Width == 0 {
		o.Width = 1280
	}
	if o.Height == 0 {
		o.Height = 800
	}
	p := &Page{t: b.t, height: o.Height}
	ctx, cancel := chromedp.NewContext(b.ctx,
		chromedp.WithNewBrowserContext(), chromedp.WithListener(p.record.event))
	b.t.Cleanup(cancel)
	p.ctx = ctx
	if err := chromedp.Do(ctx); err != nil {
		b.t.Fatalf("opening a tab: %v", err)
	}
	p.run("setting up the tab for "+url, audited(), chromedp.EmulateViewport(int64(o.Width), int64(o.Height)), emulate(o))
	p.Goto(url)
	return p
}

// Goto loads another address in the same tab and waits for its load event.
func (p *Page) Goto(url string) {
	p.t.Helper()
	p.run("loading "+url, chromedp.Navigate(url))
}

// Eval returns the value of a JavaScript expression, awaited when it is a promise,
// as a T that JSON can fill. It is not subject to the page's security policy.
func Eval[T any](p *Page, expression string) T {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, stepLimit)
	defer cancel()
	value, err := chromedp.Run(ctx, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
	if err != nil {
		p.t.Fatalf("evaluating %s: %v", shorten(expression), err)
	}
	return value
}

// WaitFor waits until the expression is true, also across a reload of the page.
func (p *Page) WaitFor(expression string) {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, stepLimit)
	defer cancel()
	for {
		// While a page is replaced there is nothing to evaluate in: an error is "not yet".
		ok, err := chromedp.Run(ctx, chromedp.Evaluate[bool]("!!("+expression+")"))
		if ok {
			return
		}
		select {
		case <-ctx.Done():
			p.t.Fatalf("not true within %v: %s (last error: %v)", stepLimit, shorten(expression), err)
		case <-time.After(20 * time.Millisecond):
		}
	}
}

// keys are the names of the keys that type no character, as KeyboardEvent.key has them.
var keys = map[string]string{
	"Tab": kb.Tab, "Enter": kb.Enter, "Escape": kb.Escape, "Backspace": kb.Backspace,
	"ArrowDown": kb.ArrowDown, "ArrowUp": kb.ArrowUp,
	"ArrowLeft": kb.ArrowLeft, "ArrowRight": kb.ArrowRight,
	"Home": kb.Home, "End": kb.End, "PageUp": kb.PageUp, "PageDown": kb.PageDown,
	"Delete": kb.Delete, "Space": " ",
}

var modifiers = map[string]chromedp.Modifier{
	"Shift": chromedp.ModifierShift, "Control": chromedp.ModifierCtrl,
	"Alt": chromedp.ModifierAlt, "Meta": chromedp.ModifierMeta,
}

// Press presses keys one after the other, where the focus is. A key is a name
// ("Tab", "ArrowDown", "Space"), a name with modifiers ("Shift+Tab", "Control+k")
// or a text to type ("devops").
func (p *Page) Press(sequence ...string) {
	p.t.Helper()
	for _, name := range sequence {
		key := name
		var held []chromedp.Modifier
		for {
			before, after, found := strings.Cut(key, "+")
			m, known := modifiers[before]
			if !found || !known {
				break
			}
			held, key = append(held, m), after
		}
		if special, ok := keys[key]; ok {
			key = special
		}
		p.run("pressing "+name, chromedp.KeyEvent(key, chromedp.KeyModifiers(held...)))
	}
}

// Click clicks the middle of the first element that matches a CSS selector, once
// it is visible.
func (p *Page) Click(selector string) {
	p.t.Helper()
	p.run("clicking "+selector, chromedp.Click(chromedp.CSS(selector)))
}

// run takes steps of at most stepLimit in all, or fails the test.
func (p *Page) run(what string, steps ...chromedp.Action[chromedp.Void]) {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, stepLimit)
	defer cancel()
	if err := chromedp.Do(ctx, steps...); err != nil {
		p.t.Fatalf("%s: %v", what, err)
	}
}

// audited has the browser report what a security policy stopped.
func audited() chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, audits.Enable, cdp.Empty{})
		return err
	})
}

func emulate(o Options) chromedp.Action[chromedp.Void] {
	scheme := "light"
	if o.Dark {
		scheme = "dark"
	}
	media := emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{
		{Name: "prefers-color-scheme", Value: scheme},
	}}
	if o.Print {
		media.Media = "print"
	}
	return chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		if _, err := cdp.Call(ctx, t, emulation.SetEmulatedMedia, media); err != nil {
			return err
		}
		return setScript(ctx, t, !o.NoScript)
	})
}

func setScript(ctx context.Context, t *chromedp.Target, on bool) error {
	_, err := cdp.Call(ctx, t, emulation.SetScriptExecutionDisabled,
		emulation.SetScriptExecutionDisabledParams{Value: !on})
	return err
}

func shorten(s string) string {
	if len(s) > 200 {
		return s[:200] + "…"
	}
	return s
}
