// Package browser drives a headless Chromium or Firefox, for tests that must see a
// page as a reader does: what is drawn, what a key does, what accessibility rules
// say, and whether the page was quiet about it.
//
// A test opens the browser, and one page for each thing it looks at:
//
//	b := browser.Open(t)
//	p := b.Page(url, browser.Options{Width: 360, Dark: true})
//	p.Press("Tab", "Enter")
//	got := browser.Eval[string](p, "document.title")
//	p.RequireQuiet(url)
//
// Everything fails the test by itself, with what to do where something is missing.
// Addresses are http on the loopback address or file://: the
// browser resolves no host name, so no test can reach another machine.
//
// To start a browser takes seconds and to open a tab most of one, so a package with
// many tests calls Run in its TestMain: then all of them share one browser, whose
// tabs are used again.
package browser

import (
	"bytes"
	"context"
	"flag"
	"sync"
	"time"
)

// stepLimit is how long one step may take: loading a page, a key, an expression.
const stepLimit = 60 * time.Second

// TB is the part of testing.TB that is used here, so that a command can be one.
// Fatalf must not return.
type TB interface {
	Helper()
	Fatalf(format string, args ...any)
	Cleanup(func())
}

// Browser is one running browser. It ends with the test that opened it, or with
// the run of all tests where there is a shared one.
type Browser struct {
	t    TB
	pool *pool
}

// pool is a browser with its tabs that no test uses at the moment.
type pool struct {
	engine engine
	turn   chan struct{} // holds who has the only page, where keys go to the one in front
	mu     sync.Mutex
	free   []*usedTab
}

type usedTab struct {
	tab
	*record
}

// shared are the browsers of a run, by kind, while there is a run.
var shared struct {
	sync.Mutex
	running bool
	pools   map[string]*pool
}

// Run runs the tests of a package, which share what they Open.
func Run(tests interface{ Run() int }) int {
	shared.Lock()
	shared.running, shared.pools = true, map[string]*pool{}
	shared.Unlock()
	defer func() {
		for _, p := range shared.pools {
			p.close()
		}
	}()
	return tests.Run()
}

// Open starts a Chromium with an empty profile, or hands out the shared one. Short
// runs, which repeat under the race detector what has run in full, skip the test:
// there the browser would do the work, and nothing of it is looked at by the
// detector.
func Open(t TB) *Browser {
	t.Helper()
	return open(t, "chromium", startChromium, nil)
}

func open(t TB, kind string, start func() (engine, error), turn chan struct{}) *Browser {
	t.Helper()
	if s, ok := t.(interface{ Skip(...any) }); ok && short() {
		s.Skip("needs a browser, and this is a short run")
	}
	shared.Lock()
	defer shared.Unlock()
	if p := shared.pools[kind]; p != nil {
		return &Browser{t: t, pool: p}
	}
	engine, err := start()
	if err != nil {
		t.Fatalf("%v", err)
	}
	p := &pool{engine: engine, turn: turn}
	if shared.running {
		shared.pools[kind] = p
	} else {
		t.Cleanup(p.close)
	}
	return &Browser{t: t, pool: p}
}

// short tells whether this is a test that runs with -short. The testing package
// would give its flags to the command shoot.
func short() bool {
	f := flag.Lookup("test.short")
	return f != nil && f.Value.String() == "true"
}

// For returns the same browser for a subtest: what fails then fails that one.
func (b *Browser) For(t TB) *Browser {
	return &Browser{t: t, pool: b.pool}
}

// take returns a tab, opened for want of a free one.
func (p *pool) take() (*usedTab, error) {
	p.mu.Lock()
	if n := len(p.free); n > 0 {
		u := p.free[n-1]
		p.free = p.free[:n-1]
		p.mu.Unlock()
		u.clear()
		return u, nil
	}
	p.mu.Unlock()
	r := new(record)
	t, err := p.engine.open(r)
	if err != nil {
		return nil, err
	}
	return &usedTab{t, r}, nil
}

// put takes a tab back. What cannot be left is closed.
func (p *pool) put(u *usedTab) {
	ctx, cancel := context.WithTimeout(context.Background(), stepLimit)
	defer cancel()
	if err := u.load(ctx, "about:blank"); err != nil {
		u.close()
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.free = append(p.free, u)
}

func (p *pool) close() {
	for _, u := range p.free {
		u.close()
	}
	p.engine.close()
}

// lockedBuffer keeps what the browser prints, which comes from another goroutine.
type lockedBuffer struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

func (b *lockedBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buf.Write(p)
}

func (b *lockedBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buf.String()
}
