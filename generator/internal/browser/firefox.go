package browser

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"time"
)

// OpenFirefox starts a Firefox with an empty profile, or hands out the shared one.
// There, Options of a page know Width, Height and Offline only: it is driven over
// WebDriver BiDi, which has no more. And only one page is open at a time: a second
// one waits until the test of the first ends, since keys go to the window in front,
// and the others are told that they have lost the focus. On a person's machine without Firefox the test
// is skipped; continuous integration must have one.
func OpenFirefox(t TB) *Browser {
	t.Helper()
	if s, ok := t.(interface{ Skip(...any) }); ok && os.Getenv("CI") == "" {
		if _, err := findFirefox(); err != nil {
			s.Skip(err)
		}
	}
	return open(t, "firefox", startFirefox, make(chan struct{}, 1))
}

// preferences keep a new profile from looking for company, and windows from
// resolving any name but this machine's.
const preferences = `
user_pref("remote.active-protocols", 1);
user_pref("app.update.disabledForTesting", true);
user_pref("app.normandy.enabled", false);
user_pref("browser.shell.checkDefaultBrowser", false);
user_pref("browser.startup.page", 0);
user_pref("browser.startup.homepage_override.mstone", "ignore");
user_pref("browser.newtabpage.enabled", false);
user_pref("browser.safebrowsing.update.enabled", false);
user_pref("datareporting.policy.dataSubmissionEnabled", false);
user_pref("dom.security.https_first", false);
user_pref("extensions.update.enabled", false);
user_pref("focusmanager.testmode", true);
user_pref("intl.accept_languages", "en-US");
user_pref("network.captive-portal-service.enabled", false);
user_pref("network.connectivity-service.enabled", false);
user_pref("network.dns.disabled", true);
user_pref("network.proxy.type", 0);
user_pref("toolkit.telemetry.reportingpolicy.firstRun", false);
user_pref("layout.css.prefers-color-scheme.content-override", 1);
`

// firefox is driven over WebDriver BiDi.
type firefox struct {
	*bidi
	process *exec.Cmd
	profile string

	mu   sync.Mutex
	tabs map[string]*record // by the number of their context
}

var listening = regexp.MustCompile(`WebDriver BiDi listening on (ws://\S+)`)

func startFirefox() (engine, error) {
	path, err := findFirefox()
	if err != nil {
		return nil, err
	}
	profile, err := os.MkdirTemp("", "firefox-")
	if err != nil {
		return nil, err
	}
	f := &firefox{profile: profile, tabs: map[string]*record{}}
	if err := os.WriteFile(filepath.Join(profile, "user.js"), []byte(preferences), 0o600); err != nil {
		return nil, err
	}
	var output lockedBuffer
	f.process = exec.Command(path, "--headless", "--no-remote", "--profile", profile, "--remote-debugging-port=0",
		"--remote-allow-origins=http://localhost", "--remote-allow-hosts=127.0.0.1", "about:blank")
	f.process.Env = append(os.Environ(), "HOME="+profile, "MOZ_CRASHREPORTER_DISABLE=1")
	f.process.Stdout, f.process.Stderr = &output, &output
	f.process.WaitDelay = time.Second // its crash helper may live on and hold them open
	if err := f.process.Start(); err != nil {
		return nil, err
	}
	fail := func(err error) (engine, error) {
		f.close()
		return nil, fmt.Errorf("%s does not start: %w\n%s", path, err, output.String())
	}
	for end := time.Now().Add(2 * stepLimit); ; time.Sleep(20 * time.Millisecond) {
		if m := listening.FindStringSubmatch(output.String()); m != nil {
			if f.bidi, err = dialBidi(m[1]+"/session", f.hear); err != nil {
				return fail(err)
			}
			break
		}
		if time.Now().After(end) {
			return fail(errors.New("it does not listen"))
		}
	}
	ctx, cancel := context.WithTimeout(context.Background(), stepLimit)
	defer cancel()
	if err := f.call(ctx, "session.new", map[string]any{"capabilities": map[string]any{}}, nil); err != nil {
		return fail(err)
	}
	events := []string{"log.entryAdded", "network.beforeRequestSent"}
	if err := f.call(ctx, "session.subscribe", map[string]any{"events": events}, nil); err != nil {
		return fail(err)
	}
	return f, nil
}

func findFirefox() (string, error) {
	names := []string{"firefox-esr", "firefox", "/Applications/Firefox.app/Contents/MacOS/firefox", `C:\Program Files\Mozilla Firefox\firefox.exe`}
	if name := os.Getenv("FIREFOX"); name != "" {
		names = []string{name}
	}
	for _, name := range names {
		if path, err := exec.LookPath(name); err == nil {
			return path, nil
		}
	}
	return "", errors.New("no Firefox found\n" +
		"hint: make setup installs one on Debian and its kin; or set FIREFOX to a browser's path")
}

func (f *firefox) name() string { return "Firefox" }

func (f *firefox) close() {
	if f.bidi != nil {
		ctx, cancel := context.WithTimeout(context.Background(), stepLimit)
		_ = f.call(ctx, "browser.close", struct{}{}, nil)
		cancel()
	}
	ended := make(chan struct{})
	go func() {
		_ = f.process.Wait()
		close(ended)
	}()
	select {
	case <-ended:
	case <-time.After(stepLimit):
		_ = f.process.Process.Kill()
		<-ended
	}
	_ = os.RemoveAll(f.profile)
}

// hear tells the record of a tab what its page does.
func (f *firefox) hear(event string, raw json.RawMessage) {
	var p struct {
		Context string `json:"context"`
		Source  struct {
			Context string `json:"context"`
		} `json:"source"`
		Level   string `json:"level"`
		Text    string `json:"text"`
		Request struct {
			URL string `json:"url"`
		} `json:"request"`
	}
	if json.Unmarshal(raw, &p) != nil {
		return
	}
	f.mu.Lock()
	r := f.tabs[p.Context+p.Source.Context]
	f.mu.Unlock()
	switch {
	case r == nil:
	case event == "network.beforeRequestSent":
		r.asked(p.Request.URL)
	case event == "log.entryAdded" && p.Level == "error":
		r.failed(p.Text)
		if strings.Contains(p.Text, "Content-Security-Policy") {
			r.stopped(p.Text)
		}
	}
}

func (f *firefox) open(r *record) (tab, error) {
	ctx, cancel := context.WithTimeout(context.Background(), stepLimit)
	defer cancel()
	var made struct {
		Context string `json:"context"`
	}
	if err := f.call(ctx, "browsingContext.create", map[string]any{"type": "window"}, &made); err != nil {
		return nil, err
	}
	f.mu.Lock()
	f.tabs[made.Context] = r
	f.mu.Unlock()
	return &firefoxTab{f, made.Context}, nil
}

type firefoxTab struct {
	*firefox
	context string
}

func (t *firefoxTab) close() {
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	_ = t.call(ctx, "browsingContext.close", map[string]any{"context": t.context}, nil)
}

func (t *firefoxTab) prepare(ctx context.Context, o Options) error {
	if o != (Options{Width: o.Width, Height: o.Height, Offline: o.Offline}) {
		return fmt.Errorf("no way in Firefox to look at a page so: %+v", o)
	}
	size := map[string]any{"context": t.context, "viewport": map[string]int{"width": o.Width, "height": o.Height}}
	if err := t.call(ctx, "browsingContext.setViewport", size, nil); err != nil {
		return err
	}
	conditions := map[string]any{"contexts": []string{t.context}, "networkConditions": nil}
	if o.Offline {
		conditions["networkConditions"] = map[string]string{"type": "offline"}
	}
	return t.call(ctx, "emulation.setNetworkConditions", conditions, nil)
}

func (t *firefoxTab) load(ctx context.Context, url string) error {
	return t.call(ctx, "browsingContext.navigate", map[string]any{"context": t.context, "url": url, "wait": "complete"}, nil)
}

func (t *firefoxTab) evaluate(ctx context.Context, expression string) ([]byte, error) {
	var done struct {
		Result           remote `json:"result"`
		ExceptionDetails struct {
			Text string `json:"text"`
		} `json:"exceptionDetails"`
	}
	err := t.call(ctx, "script.evaluate", map[string]any{
		"expression": expression, "target": map[string]string{"context": t.context}, "awaitPromise": true, "userActivation": true,
	}, &done)
	if err != nil {
		return nil, err
	}
	if done.ExceptionDetails.Text != "" {
		return nil, errors.New(done.ExceptionDetails.Text)
	}
	value, err := done.Result.plain()
	if err != nil {
		return nil, err
	}
	return json.Marshal(value)
}

// remote is a value as BiDi writes it, with the type of each part.
type remote struct {
	Type  string          `json:"type"`
	Value json.RawMessage `json:"value"`
}

func (r remote) plain() (any, error) {
	switch r.Type {
	case "undefined", "null":
		return nil, nil
	case "array":
		var parts []remote
		if err := json.Unmarshal(r.Value, &parts); err != nil {
			return nil, err
		}
		out := make([]any, len(parts))
		for i, part := range parts {
			var err error
			if out[i], err = part.plain(); err != nil {
				return nil, err
			}
		}
		return out, nil
	case "string", "number", "boolean":
		return r.Value, nil
	}
	return nil, fmt.Errorf("a value of type %s is not handed over", r.Type)
}

// The keys that type no character, as the WebDriver standard numbers them.
var firefoxKeys = map[string]rune{
	"Tab": 0xE004, "Enter": 0xE007, "Escape": 0xE00C, "Backspace": 0xE003, "Delete": 0xE017,
	"ArrowDown": 0xE015, "ArrowUp": 0xE013, "ArrowLeft": 0xE012, "ArrowRight": 0xE014,
	"Home": 0xE011, "End": 0xE010, "PageUp": 0xE00E, "PageDown": 0xE00F,
	"Shift": 0xE008, "Control": 0xE009, "Alt": 0xE00A, "Meta": 0xE03D,
}

func (t *firefoxTab) press(ctx context.Context, key string, held []string) error {
	type action map[string]any
	var actions []action
	add := func(kind string, r rune) { actions = append(actions, action{"type": kind, "value": string(r)}) }
	for _, name := range held {
		add("keyDown", firefoxKeys[name])
	}
	typed := []rune(key)
	if special, ok := firefoxKeys[key]; ok {
		typed = []rune{special}
	}
	for _, r := range typed {
		add("keyDown", r)
		add("keyUp", r)
	}
	for _, name := range held {
		add("keyUp", firefoxKeys[name])
	}
	return t.call(ctx, "input.performActions", map[string]any{
		"context": t.context, "actions": []any{action{"type": "key", "id": "keyboard", "actions": actions}},
	}, nil)
}

func (t *firefoxTab) click(ctx context.Context, x, y float64) error {
	type action map[string]any
	return t.call(ctx, "input.performActions", map[string]any{
		"context": t.context, "actions": []any{action{"type": "pointer", "id": "mouse", "actions": []any{
			action{"type": "pointerMove", "x": int(x), "y": int(y)},
			action{"type": "pointerDown", "button": 0},
			action{"type": "pointerUp", "button": 0},
		}}},
	}, nil)
}
