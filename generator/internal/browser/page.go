package browser

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"
)

// Options say how a page is looked at. The zero value is a desktop window with a
// light theme and scripts.
type Options struct {
	Width         int  // of the window, in CSS pixels; 0 is 1280
	Height        int  // of the window, in CSS pixels; 0 is 800
	Dark          bool // the reader prefers a dark colour scheme
	NoScript      bool // the page's scripts do not run; Eval and Axe still do
	Print         bool // the page is laid out as for paper
	ReducedMotion bool // the reader prefers that nothing moves
	Offline       bool // there is no network
	ForcedColors  bool // the system's few colours replace those of the page
}

// Page is one tab. It is given back when the test ends.
type Page struct {
	t       TB
	tab     tab
	options Options
	*record
}

// Page takes a tab, loads the address in it and waits for the load event.
func (b *Browser) Page(url string, o Options) *Page {
	b.t.Helper()
	if b.pool.turn != nil {
		b.pool.turn <- struct{}{}
		b.t.Cleanup(func() { <-b.pool.turn })
	}
	u, err := b.pool.take()
	if err != nil {
		b.t.Fatalf("opening a tab: %v", err)
	}
	b.t.Cleanup(func() { b.pool.put(u) })
	p := &Page{t: b.t, tab: u.tab, record: u.record}
	p.Look(o)
	p.Goto(url)
	return p
}

// Look changes how the page is looked at, without loading it again.
func (p *Page) Look(o Options) {
	p.t.Helper()
	if o.Width == 0 {
		o.Width = 1280
	}
	if o.Height == 0 {
		o.Height = 800
	}
	p.options = o
	p.step("setting up the tab", func(ctx context.Context) error { return p.tab.prepare(ctx, o) })
}

// For returns the same page for a subtest: what fails then fails that one.
func (p *Page) For(t TB) *Page {
	q := *p
	q.t = t
	return &q
}

// Options are how the page is looked at now.
func (p *Page) Options() Options { return p.options }

// Goto loads another address in the same tab and waits for its load event.
func (p *Page) Goto(url string) {
	p.t.Helper()
	p.step("loading "+url, func(ctx context.Context) error { return p.tab.load(ctx, url) })
}

// Eval returns the value of a JavaScript expression, awaited when it is a promise,
// as a T that JSON can fill. It is not subject to the page's security policy.
func Eval[T any](p *Page, expression string) T {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), stepLimit)
	defer cancel()
	value, err := evaluate[T](ctx, p, expression)
	if err != nil {
		p.t.Fatalf("evaluating %s: %v", shorten(expression), err)
	}
	return value
}

func evaluate[T any](ctx context.Context, p *Page, expression string) (value T, err error) {
	raw, err := p.tab.evaluate(ctx, expression)
	if err != nil {
		return value, err
	}
	if len(raw) == 0 || string(raw) == "null" {
		return value, errors.New("it has no value")
	}
	return value, json.Unmarshal(raw, &value)
}

// WaitFor waits until the expression is true, also across a reload of the page.
func (p *Page) WaitFor(expression string) {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), stepLimit)
	defer cancel()
	for {
		// While a page is replaced there is nothing to evaluate in: an error is "not yet".
		ok, err := evaluate[bool](ctx, p, "!!("+expression+")")
		if ok {
			return
		}
		select {
		case <-ctx.Done():
			p.t.Fatalf("not true within %v: %s (last error: %v)", stepLimit, shorten(expression), err)
		case <-time.After(10 * time.Millisecond):
		}
	}
}

// Press presses keys one after the other, where the focus is. A key is a name
// ("Tab", "ArrowDown", "Space"), a name with modifiers ("Shift+Tab", "Control+k")
// or a text to type ("devops").
func (p *Page) Press(sequence ...string) {
	p.t.Helper()
	for _, name := range sequence {
		key := name
		var held []string
		for {
			before, after, found := strings.Cut(key, "+")
			_, known := chromiumModifiers[before]
			if !found || !known {
				break
			}
			held, key = append(held, before), after
		}
		if key == "Space" {
			key = " "
		}
		p.step("pressing "+name, func(ctx context.Context) error { return p.tab.press(ctx, key, held) })
	}
}

// Click clicks the middle of the first element that matches a CSS selector, once
// it is visible.
func (p *Page) Click(selector string) {
	p.t.Helper()
	p.WaitFor(fmt.Sprintf(`document.querySelector(%q)?.getClientRects().length`, selector))
	at := Eval[[]float64](p, fmt.Sprintf(`(e => {
		e.scrollIntoView({block: "center", inline: "center", behavior: "instant"});
		const r = e.getBoundingClientRect();
		return [r.x + r.width / 2, r.y + r.height / 2];
	})(document.querySelector(%q))`, selector))
	p.step("clicking "+selector, func(ctx context.Context) error { return p.tab.click(ctx, at[0], at[1]) })
}

// step takes a step of at most stepLimit, or fails the test.
func (p *Page) step(what string, take func(ctx context.Context) error) {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), stepLimit)
	defer cancel()
	if err := take(ctx); err != nil {
		p.t.Fatalf("%s: %v", what, err)
	}
}

func shorten(s string) string {
	if len(s) > 200 {
		return s[:200] + "…"
	}
	return s
}
