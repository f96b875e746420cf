package browser

import (
	"context"
	"fmt"
	"os"
	"strings"

	"github.com/chromedp/cdproto/audits"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// chromium is driven over the DevTools protocol.
type chromium struct {
	ctx  context.Context
	stop context.CancelFunc
}

func startChromium() (engine, error) {
	path, err := find()
	if err != nil {
		return nil, err
	}
	var output lockedBuffer
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path),
		chromedp.CombinedOutput(&output),
		chromedp.WSURLReadTimeout(2*stepLimit),
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
	c := &chromium{ctx, stop}
	if err := chromedp.Do(ctx); err != nil {
		c.close()
		return nil, fmt.Errorf("%s does not start: %w\n%s", path, err, output.String())
	}
	return c, nil
}

func (c *chromium) name() string { return "Chromium" }

func (c *chromium) close() {
	graceful, done := context.WithTimeout(c.ctx, stepLimit)
	defer done()
	_ = chromedp.Cancel(graceful) // the process is ended by stop if not by this
	c.stop()
}

func (c *chromium) open(r *record) (tab, error) {
	ctx, cancel := chromedp.NewContext(c.ctx, chromedp.WithNewBrowserContext(),
		chromedp.WithListener(func(ev any) { hear(r, ev) }))
	t := &chromiumTab{ctx, cancel}
	// Several tabs are in use at once, and each must believe that it is looked at.
	err := chromedp.Do(ctx, call(audits.Enable, cdp.Empty{}),
		call(emulation.SetFocusEmulationEnabled, emulation.SetFocusEmulationEnabledParams{Enabled: true}))
	if err != nil {
		cancel()
		return nil, err
	}
	return t, nil
}

// chromiumTab is a tab of a Chromium; its methods take the end of a step from the
// context they are given and all else from its own.
type chromiumTab struct {
	ctx    context.Context
	cancel context.CancelFunc
}

func (t *chromiumTab) close() { t.cancel() }

// do takes steps in the tab until they are done or ctx is.
func (t *chromiumTab) do(ctx context.Context, steps ...chromedp.Action[chromedp.Void]) error {
	inside, cancel := context.WithCancelCause(t.ctx)
	defer cancel(nil)
	defer context.AfterFunc(ctx, func() { cancel(context.Cause(ctx)) })()
	return chromedp.Do(inside, steps...)
}

func (t *chromiumTab) prepare(ctx context.Context, o Options) error {
	on := func(is bool, yes, no string) string {
		if is {
			return yes
		}
		return no
	}
	media := emulation.SetEmulatedMediaParams{
		Media: on(o.Print, "print", ""),
		Features: []*emulation.MediaFeature{
			{Name: "prefers-color-scheme", Value: on(o.Dark, "dark", "light")},
			{Name: "prefers-reduced-motion", Value: on(o.ReducedMotion, "reduce", "no-preference")},
			{Name: "forced-colors", Value: on(o.ForcedColors, "active", "none")},
		},
	}
	conditions := network.EmulateNetworkConditionsByRuleParams{
		MatchedNetworkConditions: []*network.Conditions{{Offline: o.Offline, DownloadThroughput: -1, UploadThroughput: -1}},
	}
	return t.do(ctx,
		chromedp.EmulateViewport(int64(o.Width), int64(o.Height)),
		call(emulation.SetEmulatedMedia, media),
		call(emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: o.NoScript}),
		call(network.EmulateNetworkConditionsByRule, conditions),
	)
}

func (t *chromiumTab) load(ctx context.Context, url string) error {
	return t.do(ctx, chromedp.Navigate(url))
}

func (t *chromiumTab) evaluate(ctx context.Context, expression string) ([]byte, error) {
	var value []byte
	err := t.do(ctx, chromedp.Func(func(ctx context.Context, target *chromedp.Target) (err error) {
		value, err = chromedp.Evaluate[[]byte](expression, chromedp.EvalAwaitPromise)(ctx, target)
		return err
	}))
	return value, err
}

var chromiumKeys = map[string]string{
	"Tab": kb.Tab, "Enter": kb.Enter, "Escape": kb.Escape, "Backspace": kb.Backspace,
	"ArrowDown": kb.ArrowDown, "ArrowUp": kb.ArrowUp,
	"ArrowLeft": kb.ArrowLeft, "ArrowRight": kb.ArrowRight,
	"Home": kb.Home, "End": kb.End, "PageUp": kb.PageUp, "PageDown": kb.PageDown,
	"Delete": kb.Delete,
}

var chromiumModifiers = map[string]chromedp.Modifier{
	"Shift": chromedp.ModifierShift, "Control": chromedp.ModifierCtrl,
	"Alt": chromedp.ModifierAlt, "Meta": chromedp.ModifierMeta,
}

func (t *chromiumTab) press(ctx context.Context, key string, held []string) error {
	if special, ok := chromiumKeys[key]; ok {
		key = special
	}
	var modifiers []chromedp.Modifier
	for _, name := range held {
		modifiers = append(modifiers, chromiumModifiers[name])
	}
	return t.do(ctx, chromedp.KeyEvent(key, chromedp.KeyModifiers(modifiers...)))
}

func (t *chromiumTab) click(ctx context.Context, x, y float64) error {
	return t.do(ctx, chromedp.MouseClickXY(x, y))
}

// call makes a step of a command of the protocol, whose answer does not matter.
func call[P, R any](command cdp.Command[P, R], params P) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, command, params)
		return err
	})
}

// hear is called by the goroutine that reads the browser's messages, before the
// step that caused the event returns.
func hear(r *record, ev any) {
	switch ev := ev.(type) {
	case *runtime.EventExceptionThrown:
		r.failed("uncaught: " + exceptionText(ev.ExceptionDetails))
	case *runtime.EventConsoleAPICalled:
		if ev.Type == runtime.ConsoleAPICalledTypeError || ev.Type == runtime.ConsoleAPICalledTypeAssert {
			r.failed("console: " + argumentText(ev.Args))
		}
	case *log.EventEntryAdded:
		if ev.Entry.Level == log.EntryLevelError {
			r.failed(strings.TrimSpace(fmt.Sprintf("%s: %s %s", ev.Entry.Source, ev.Entry.Text, ev.Entry.URL)))
		}
	case *audits.EventIssueAdded:
		if d := ev.Issue.Details.ContentSecurityPolicyIssueDetails; d != nil {
			blocked := d.BlockedURL
			if blocked == "" {
				blocked = d.ContentSecurityPolicyViolationType.String()
			}
			r.stopped(d.ViolatedDirective + ": " + blocked)
		}
	case *network.EventRequestWillBeSent:
		r.asked(ev.Request.URL)
	}
}

func exceptionText(d *runtime.ExceptionDetails) string {
	if d.Exception != nil && d.Exception.Description != "" {
		return d.Exception.Description
	}
	return d.Text
}

func argumentText(args []*runtime.RemoteObject) string {
	parts := make([]string, len(args))
	for i, a := range args {
		parts[i] = a.Description
		if len(a.Value) > 0 {
			parts[i] = string(a.Value)
		}
	}
	return strings.Join(parts, " ")
}
