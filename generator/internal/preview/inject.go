package preview

import (
	"bytes"
	"html"
	"iter"
	"regexp"
)

// scriptTag is what the server adds to a page. The snapshot's number stands in
// the page itself, so that a page that was read just before a swap knows that it
// is old as soon as it hears the new number.
func scriptTag(id string) string {
	return `<script src="/_rolediff/reload.js" data-snapshot="` + html.EscapeString(id) + `" defer></script>`
}

var (
	defaultSrc = regexp.MustCompile(`(?i)\bdefault-src\s+('|&#39;)none('|&#39;)`)
	connectSrc = regexp.MustCompile(`(?i)\bconnect-src\b`)
	connectOff = regexp.MustCompile(`(?i)(\bconnect-src\s+)('|&#39;)none('|&#39;)`)
)

// inject returns the page with the reload script and leave for it to listen. A
// published page has neither.
func inject(page []byte, id string) []byte {
	tag := []byte(scriptTag(id))
	at := bodyEnd(page)
	head, rest := page[:at], page[at:]
	out := make([]byte, 0, len(page)+len(tag)+64)
	out = append(out, allowConnect(head)...)
	out = append(out, tag...)
	return append(out, rest...)
}

// bodyEnd is where the last end tag of a body stands, or the end of the page. It looks
// from the end, where that is: pages of many roles are long.
func bodyEnd(page []byte) int {
	for rest := page; ; {
		at := bytes.LastIndexByte(rest, '<')
		if at < 0 {
			return len(page)
		}
		if opens(page[at:], "</body") {
			return at
		}
		rest = page[:at]
	}
}

// tags yields the places in a page at which a tag begins that is one of some.
func tags(page []byte, names ...string) iter.Seq[int] {
	return func(yield func(int) bool) {
		for at := 0; ; at++ {
			next := bytes.IndexByte(page[at:], '<')
			if next < 0 {
				return
			}
			at += next
			for _, name := range names {
				if opens(page[at:], name) && !yield(at) {
					return
				}
			}
		}
	}
}

// opens tells whether a text begins with a tag, in letters of any case.
func opens(text []byte, tag string) bool {
	return len(text) >= len(tag) && bytes.EqualFold(text[:len(tag)], []byte(tag)) && (len(text) == len(tag) || !wordByte(text[len(tag)]))
}

func wordByte(c byte) bool {
	return c == '_' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
}

// allowConnect opens the page's policy for its own server, and for nothing else:
// without connect-src, default-src decides whether a page may listen to events.
func allowConnect(page []byte) []byte {
	from, to := policyTag(page)
	if to == 0 {
		return page
	}
	policy := page[from:to]
	switch {
	case connectOff.Match(policy):
		policy = connectOff.ReplaceAll(policy, []byte("${1}${2}self${3}"))
	case !connectSrc.Match(policy):
		policy = defaultSrc.ReplaceAll(policy, []byte("${0}; connect-src ${1}self${2}"))
	}
	if bytes.Equal(policy, page[from:to]) {
		return page
	}
	return bytes.Join([][]byte{page[:from], policy, page[to:]}, nil)
}

// policyTag is where the page's policy stands in its head. A search by pattern through
// a whole head takes longer than making the page.
func policyTag(page []byte) (from, to int) {
	for at := range tags(page, "</head", "<body", "<meta") {
		if !opens(page[at:], "<meta") {
			break
		}
		end := bytes.IndexByte(page[at:], '>')
		if end < 0 {
			break
		}
		if bytes.Contains(bytes.ToLower(page[at:at+end]), []byte("content-security-policy")) {
			return at, at + end + 1
		}
	}
	return 0, 0
}
