package browser

import (
	"slices"
	"strings"
	"sync"
)

// record keeps what a tab did for the test that uses it, over all pages it has
// shown.
type record struct {
	mu         sync.Mutex
	errors     []string
	violations []string
	requests   []string
}

func (r *record) failed(text string)   { r.add(&r.errors, text) }
func (r *record) stopped(text string)  { r.add(&r.violations, text) }
func (r *record) asked(address string) { r.add(&r.requests, address) }

func (r *record) add(list *[]string, text string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	*list = append(*list, text)
}

func (r *record) clear() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.errors, r.violations, r.requests = nil, nil, nil
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
