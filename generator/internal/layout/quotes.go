package layout

import (
	"bytes"

	"golang.org/x/net/html"
)

// hideQuotes puts a character that stands for nothing in place of the quotes in
// attributes' values, and returns it, or nil when there are none. The minifier
// would write a value that holds them in single quotes: then a role's title would
// decide what stands around it, and no page could be joined.
func hideQuotes(in []byte) (out, standIn []byte) {
	if !bytes.Contains(in, []byte("&#34;")) && !bytes.Contains(in, []byte("&quot;")) {
		return in, nil
	}
	for r := '\uFDD0'; r <= '\uFDEF'; r++ { // no text has all of them
		if standIn = []byte(string(r)); !bytes.Contains(in, standIn) {
			break
		}
	}
	out = make([]byte, 0, len(in))
	z := html.NewTokenizer(bytes.NewReader(in))
	for {
		kind := z.Next()
		if kind == html.ErrorToken {
			return append(out, z.Raw()...), standIn
		}
		raw := z.Raw()
		if kind == html.StartTagToken || kind == html.SelfClosingTagToken {
			raw = bytes.ReplaceAll(raw, []byte("&#34;"), standIn)
			raw = bytes.ReplaceAll(raw, []byte("&quot;"), standIn)
		}
		out = append(out, raw...)
	}
}
