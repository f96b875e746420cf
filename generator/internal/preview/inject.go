package preview

import (
	"bytes"
	"html"
	"regexp"
)

// scriptTag is what the server adds to a page. The snapshot's number stands in
// the page itself, so that a page that was read just before a swap knows that it
// is old as soon as it hears the new number.
func scriptTag(id string) string {
	return `<script src="/_rolediff/reload.js" data-snapshot="` + html.EscapeString(id) + `" defer></script>`
}

var (
	headEnd    = regexp.MustCompile(`(?i)</head\b|<body\b`)
	policyTag  = regexp.MustCompile(`(?i)<meta\b[^>]*\bcontent-security-policy\b[^>]*>`)
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
	const tag = "</body"
	for rest := page; ; {
		at := bytes.LastIndex(rest, []byte("</"))
		if at < 0 {
			return len(page)
		}
		if end := at + len(tag); end <= len(page) && bytes.EqualFold(page[at:end], []byte(tag)) && (end == len(page) || !wordByte(page[end])) {
			return at
		}
		rest = page[:at]
	}
}

func wordByte(c byte) bool {
	return c == '_' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
}

// allowConnect opens the page's policy for its own server, and for nothing else:
// without connect-src, default-src decides whether a page may listen to events.
func allowConnect(page []byte) []byte {
	head := page
	if loc := headEnd.FindIndex(page); loc != nil {
		head = page[:loc[0]]
	}
	loc := policyTag.FindIndex(head)
	if loc == nil {
		return page
	}
	policy := page[loc[0]:loc[1]]
	switch {
	case connectOff.Match(policy):
		policy = connectOff.ReplaceAll(policy, []byte("${1}${2}self${3}"))
	case !connectSrc.Match(policy):
		policy = defaultSrc.ReplaceAll(policy, []byte("${0}; connect-src ${1}self${2}"))
	}
	return bytes.Join([][]byte{page[:loc[0]], policy, page[loc[1]:]}, nil)
}
