package browser

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/chromedp/cdproto/audits"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
)

// record keeps what a tab did since it was opened, over all pages it has shown.
type record struct {
	mu         sync.Mutex
	errors     []string
	violations []string
	requests   []string
}

// event is called by the goroutine that reads the browser's messages, before the
// step that caused the event returns.
func (r *record) event(ev any) {
	r.mu.Lock()
	defer r.mu.Unlock()
	switch ev := ev.(type) {
	case *runtime.EventExceptionThrown:
		r.errors = append(r.errors, "uncaught: "+exceptionText(ev.ExceptionDetails))
	case *runtime.EventConsoleAPICalled:
		if ev.Type == runtime.ConsoleAPICalledTypeError || ev.Type == runtime.ConsoleAPICalledTypeAssert {
			r.errors = append(r.errors, "console: "+argumentText(ev.Args))
		}
	case *log.EventEntryAdded:
		if ev.Entry.Level == log.EntryLevelError {
			r.errors = append(r.errors, strings.TrimSpace(fmt.Sprintf("%s: %s %s", ev.Entry.Source, ev.Entry.Text, ev.Entry.URL)))
		}
	case *audits.EventIssueAdded:
		if d := ev.Issue.Details.ContentSecurityPolicyIssueDetails; d != nil {
			blocked := d.BlockedURL
			if blocked == "" {
				blocked = d.ContentSecurityPolicyViolationType.String()
			}
			r.violations = append(r.violations, d.ViolatedDirective+": "+blocked)
		}
	case *network.EventRequestWillBeSent:
		r.requests = append(r.requests, ev.Request.URL)
	}
}

// Errors returns what the console shows as an error: uncaught exceptions,
// console.error, resources that did not load, what a policy blocked.
func (r *record) Errors() []string { return r.copy(&r.errors) }

// Violations returns what the page's content security policy blocked, each as
// "directive: address or kind".
func (r *record) Violations() []string { return r.copy(&r.violations) }

// Requests returns the addresses the page asked for, its own first, with those
// inside it (data:, blob:) and those that were blocked or not found.
func (r *record) Requests() []string { return r.copy(&r.requests) }

func (r *record) copy(list *[]string) []string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.Clone(*list)
}

// RequireQuiet fails the test when the page put an error on the console, broke its
// security policy, or asked for anything that is not below root: an address such
// as "http://127.0.0.1:4000/" or "file:///site/".
func (p *Page) RequireQuiet(root string) {
	p.t.Helper()
	var found []string
	for _, text := range p.Errors() {
		found = append(found, "error: "+text)
	}
	for _, text := range p.Violations() {
		found = append(found, "policy: "+text)
	}
	for _, address := range p.Requests() {
		inside := strings.HasPrefix(address, "data:") || strings.HasPrefix(address, "blob:")
		if !inside && !strings.HasPrefix(address, root) {
			found = append(found, "request outside "+root+": "+address)
		}
	}
	if len(found) > 0 {
		p.t.Fatalf("the page is not quiet:\n%s", strings.Join(found, "\n"))
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
