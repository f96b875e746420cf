// Package browser drives a headless Chromium, for tests that must see a page as a
// reader does: what is drawn, what a key does, what accessibility rules say, and
// whether the page was quiet about it.
//
// A test opens one browser, and one page for each thing it looks at:
//
//	b := browser.Open(t)
//	p := b.Page(url, browser.Options{Width: 360, Dark: true})
//	p.Press("Tab", "Enter")
//	got := browser.Eval[string](p, "document.title")
//	p.RequireQuiet(url)
//
// Everything fails the test by itself, with what to do where something is missing;
// nothing is skipped. Addresses are http on the loopback address or file://: the
// browser resolves no host name, so no test can reach another machine.
package browser

import (
	"bytes"
	"context"
	"flag"
	"os"
	"sync"
	"time"

	"github.com/chromedp/chromedp"
)

// stepLimit is how long one step may take: loading a page, a key, an expression.
const stepLimit = 30 * time.Second

// TB is the part of testing.TB that is used here, so that a command can be one.
// Fatalf must not return.
type TB interface {
	Helper()
	Fatalf(format string, args ...any)
	Cleanup(func())
}

// short tells whether this is a test that runs with -short. The testing package
// would give its flags to the command shoot.
func short() bool {
	f := flag.Lookup("test.short")
	return f != nil && f.Value.String() == "true"
}

// Browser is one running Chromium. It ends with the test that opened it.
type Browser struct {
	t   TB
	ctx context.Context
}

// Open starts a browser with an empty profile. Short runs, which repeat under the
// race detector what has run in full, skip the test: there the browser would do
// the work, and nothing of it is looked at by the detector.
func Open(t TB) *Browser {
	t.Helper()
	if s, ok := t.(interface{ Skip(...any) }); ok && short() {
		s.Skip("needs a browser, and this is a short run")
	}
	path, err := find()
	if err != nil {
		t.Fatalf("%v", err)
	}
	var output lockedBuffer
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path),
		chromedp.CombinedOutput(&output),
		chromedp.DisableGPU,
		chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-component-update", true),
		chromedp.Flag("disable-domain-reliability", true),
		chromedp.Flag("no-pings", true),
		chromedp.Flag("host-resolver-rules", "MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost"),
		chromedp.Flag("lang", "en-US"),
	)
	// Chromium refuses its sandbox to root, and a runner may refuse it the name
	// spaces it is made of. It is only ever shown pages of ours.
	if os.Geteuid() == 0 || os.Getenv("CI") != "" {
		options = append(options, chromedp.NoSandbox)
	}
	allocator, stop := chromedp.NewExecAllocator(context.Background(), options...)
	ctx, _ := chromedp.NewContext(allocator, chromedp.WithErrorf(func(string, ...any) {}))
	t.Cleanup(func() {
		graceful, done := context.WithTimeout(ctx, 5*time.Second)
		defer done()
		chromedp.Cancel(graceful) // the process is ended by stop if not by this
		stop()
	})
	if err := chromedp.Do(ctx); err != nil {
		t.Fatalf("%s does not start: %v\n%s", path, err, output.String())
	}
	return &Browser{t: t, ctx: ctx}
}

// For returns the same browser for a subtest: what fails then fails that one.
func (b *Browser) For(t TB) *Browser {
	return &Browser{t: t, ctx: b.ctx}
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
