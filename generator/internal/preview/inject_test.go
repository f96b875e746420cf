package preview

import (
	"strings"
	"testing"
)

func TestPagesGetTheScriptAndLeaveToListen(t *testing.T) {
	const script = `<script src="/_rolediff/reload.js" data-snapshot="7" defer></script>`
	meta := func(content string) string {
		return `<head><meta http-equiv="Content-Security-Policy" content="` + content + `"></head>`
	}
	for _, c := range []struct{ in, want string }{
		{"<body>a</body></html>", "<body>a" + script + "</body></html>"},
		{"<BODY>a</BODY>", "<BODY>a" + script + "</BODY>"},
		{"<p>a", "<p>a" + script},
		{"<body>a</body", "<body>a" + script + "</body"},
		{"<body></body>a</bodyguard></b></", "<body>" + script + "</body>a</bodyguard></b></"},
		{"", script},
		{"<body>a<!-- </body> --></body>", "<body>a<!-- </body> -->" + script + "</body>"},
		{meta(`default-src 'none'; script-src 'self'`), meta(`default-src 'none'; connect-src 'self'; script-src 'self'`) + script},
		{meta(`default-src &#39;none&#39;; a`), meta(`default-src &#39;none&#39;; connect-src &#39;self&#39;; a`) + script},
		{meta(`default-src 'none'; connect-src 'none'`), meta(`default-src 'none'; connect-src 'self'`) + script},
		{meta(`default-src 'none'; connect-src https://x.example`), meta(`default-src 'none'; connect-src https://x.example`) + script},
		{meta(`default-src 'self'`), meta(`default-src 'self'`) + script},
		{"<head></head><body>" + meta(`default-src 'none'`), "<head></head><body>" + meta(`default-src 'none'`) + script},
		{`<meta http-equiv=content-security-policy content="default-src 'none'">`, `<meta http-equiv=content-security-policy content="default-src 'none'; connect-src 'self'">` + script},
		{`<meta name="description" content="default-src 'none'">`, `<meta name="description" content="default-src 'none'">` + script},
	} {
		if got := string(inject([]byte(c.in), "7")); got != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.in, got, c.want)
		}
	}
}

func TestInjectingLeavesTheSnapshotsBytesAlone(t *testing.T) {
	page := []byte(`<head><meta http-equiv="Content-Security-Policy" content="default-src 'none'"></head><body></body>`)
	before := string(page)
	inject(page, "1")
	if string(page) != before {
		t.Error("a page that is shared between requests has changed")
	}
}

func TestOwnFilesHoldNothingInline(t *testing.T) {
	page, err := own.ReadFile("errorpage.html")
	if err != nil {
		t.Fatal(err)
	}
	for _, forbidden := range []string{"<style", "style=", "onclick", "onload", "javascript:", "http:", "https:"} {
		if strings.Contains(string(page), forbidden) {
			t.Errorf("the error page holds %s, which its own policy forbids", forbidden)
		}
	}
	if strings.Count(string(page), "<script") != strings.Count(string(page), `<script src="/_rolediff/reload.js"`) {
		t.Error("the error page holds an inline script")
	}
}
