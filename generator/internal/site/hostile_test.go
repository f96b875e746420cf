package site

import (
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/net/html"
)

// naughty is what people might write to break a page or to run a script in it.
// Whatever would run sets window.hacked; whatever would load asks for /hacked.
var naughty = []string{
	`</script><script>window.hacked=1</script>`,
	`</ScRiPt ><img src=/hacked onerror=window.hacked=1>`,
	`<!--<script>window.hacked=1//-->`,
	`]]><script>window.hacked=1</script>`,
	`" onmouseover=window.hacked=1 autofocus onfocus=window.hacked=1 x="`,
	`' onerror='window.hacked=1' src='/hacked`,
	"` onload=window.hacked=1 `",
	`<svg/onload=window.hacked=1>`,
	`<iframe srcdoc="<script>parent.hacked=1</script>"></iframe>`,
	`<base href=//hacked.example/><link rel=stylesheet href=/hacked.css>`,
	`<meta http-equiv=refresh content="0;url=/hacked">`,
	`</title></textarea></style></template><script>window.hacked=1</script>`,
	`[a](javascript&colon;window.hacked=1) [b](JaVaScRiPt:window.hacked=1)`,
	`[c](data:text/html,<script>window.hacked=1</script>) [d](vbscript:x)`,
	`[e](//hacked.example/) ![f](//hacked.example/x.png) ![g](data:image/svg+xml,<svg/onload=1>)`,
	`<https://example.org/"onclick=window.hacked=1>`,
	"line\u2028separator\u2029and the rest",
	"right \u200fto left\u200e, \u2066isolated\u2069, \u200bzero\u200d width\ufeff",
	"Z\u0351\u036b\u0343\u036a\u0302\u036b\u033d\u034f\u0334\u0319\u0324a\u0320\u0318l\u0325\u0333g\u0331o " + strings.Repeat("\u0301", 40),
	`{{.Title}} {{template "base.html"}} {{< x >}} {% y %} ${window.hacked=1} <%= 1 %>`,
	`xq1Bqx marks xq1Eqx __proto__ constructor prototype toString`,
	`&lt;script&gt;window.hacked=1&lt;/script&gt; &#60;b&#62; &amp;amp; &nbsp`,
	`\u003cscript\u003ewindow.hacked=1\u003c/script\u003e \x3cimg\x3e \'; window.hacked=1; //`,
	`*/ } body { display: none } /* ; expression(window.hacked=1)`,
	"🏳️‍🌈 👩‍👩‍👧‍👦 \U0001f1e6\U0001f1ea \U000e0001 𝕳𝖔𝖘𝖙𝖎𝖑𝖊 大きい العربية",
	strings.Repeat("W", 118),
	`= 1 + 1 | @SUM(A1) | -cmd|' /C calc'!A0`,
	`../../../etc/passwd %2e%2e%2f file:///etc/passwd C:\Windows`,
}

// hostileSite has a role for each naughty text, which stands in every place that
// it has. Titles are cut to the length that titles may have.
func hostileSite(t testing.TB) fstest.MapFS {
	t.Helper()
	title := func(s string) string {
		r := []rune(s)
		return string(r[:min(len(r), 110)])
	}
	quote := func(s string) string { return string(must(t, json.Marshal, any(s))) }
	files := fstest.MapFS{"config.json": {Data: []byte(`{"title": "Roles", "base_url": "https://roles.example/repo/",
		"dimensions": [{"key": "aim", "label": "Aim"}, {"key": "meetings", "label": "Meetings"}, {"key": "tools", "label": "Tools"}],
		"families": [{"key": "f", "label": "F"}], "scales": [{"key": "s", "label": "S", "steps": [{"key": "a", "label": "A"}, {"key": "b", "label": "B"}]}]}`)}}
	for i, s := range naughty {
		next := slugOf((i + 1) % len(naughty))
		text := fmt.Sprintf("---\ntitle: %s\nsummary: %s\nfamily: f\naliases: [%s]\nleads_to: [%s]\nscales: {s: %d}\nupdated: 2026-11-%02d\ndimensions:\n  aim: %s\n  meetings: [%s, Stand-up]\n  tools: [%s, %s]\n---\n",
			quote(fmt.Sprint(title(s), " ", i)), quote(s+"."), quote(title(s)), next, 1+i%2, 1+i, quote(s), quote(s), quote("Shared "+s), quote(naughty[(i+1)%len(naughty)]))
		text += "## " + s + "\n\n" + s + "\n\n> " + s + "\n\n| a | b |\n|---|---|\n| " + strings.ReplaceAll(s, "|", `\|`) + " | c |\n\n```" + strings.ReplaceAll(s, "`", "'") + "\n" + s + "\n```\n\n[x](" + next + ".md \"" + strings.ReplaceAll(s, `"`, `\"`) + "\")\n"
		files["content/roles/"+slugOf(i)+".md"] = &fstest.MapFile{Data: []byte(text)}
	}
	files["content/notes/a.md"] = &fstest.MapFile{Data: []byte("---\nroles: [" + slugOf(0) + ", " + slugOf(1) + "]\nupdated: 2026-11-01\n---\n" + strings.Join(naughty, "\n\n") + "\n")}
	files["content/pages/about.md"] = &fstest.MapFile{Data: []byte("---\ntitle: " + quote(title(naughty[0])) + "\nsummary: " + quote(naughty[1]) + "\n---\n" + strings.Join(naughty, "\n\n") + "\n")}
	return files
}

func slugOf(i int) string { return fmt.Sprintf("r%02d", i) }

func must[A, T any](t testing.TB, f func(A) (T, error), arg A) T {
	t.Helper()
	v, err := f(arg)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func loadHostile(t testing.TB) *Site {
	t.Helper()
	s, list := tryLoad(t, hostileSite(t), nil)
	if s == nil || list.HasErrors() {
		report(t, list)
	}
	for n, f := range s.engine.frames {
		if f.plain {
			t.Errorf("the texts of a role make every page of %d slow: %v", n, list)
		}
	}
	return s
}

// TestNothingHostileLeavesItsPlace reads every file of a site of naughty texts as
// its readers do: pages, JSON, scripts of data, XML.
func TestNothingHostileLeavesItsPlace(t *testing.T) {
	looked := map[string]int{}
	for name, p := range pages(t, loadHostile(t)) {
		trio := strings.Contains(name, "-vs-")
		if strings.HasPrefix(name, "assets/site.") || strings.HasSuffix(name, ".png") || trio && !strings.HasSuffix(name, "3.html") {
			continue // of trios, one in ten
		}
		looked[path.Ext(name)]++
		switch path.Ext(name) {
		case ".html":
			checkHostilePage(t, name, p.data)
		case ".json":
			if !json.Valid([]byte(p.data)) || strings.ContainsAny(p.data, "<>&\u2028\u2029") {
				t.Errorf("%s is no JSON, or holds what ends a script", name)
			}
		case ".xml":
			d := xml.NewDecoder(strings.NewReader(p.data))
			for {
				if _, err := d.Token(); errors.Is(err, io.EOF) {
					break
				} else if err != nil {
					t.Errorf("%s: %v", name, err)
					break
				}
			}
		case ".js":
			if strings.Contains(p.data, "</") && strings.Contains(p.data, "window.hacked") && strings.Contains(p.data, "</script") {
				t.Errorf("%s could end a script it stands in", name)
			}
			if strings.ContainsAny(p.data, "\u2028\u2029") {
				t.Errorf("%s holds a separator of lines, which older scripts cannot have", name)
			}
		}
	}
	for _, ext := range []string{".html", ".json", ".xml", ".js"} {
		if looked[ext] == 0 {
			t.Errorf("no %s was looked at: %v", ext, looked)
		}
	}
	t.Logf("torture: %d naughty texts in %v files", len(naughty), looked)
}

// foreignElements never stand in a page of ours.
var foreignElements = map[string]bool{"iframe": true, "object": true, "embed": true, "frame": true, "applet": true, "style": true}

func checkHostilePage(t *testing.T, name, text string) {
	z := html.NewTokenizer(strings.NewReader(text))
	scripts, bases, titles := 0, 0, 0
	for {
		kind := z.Next()
		if kind == html.ErrorToken {
			break
		}
		token := z.Token()
		if kind == html.CommentToken {
			t.Errorf("%s holds a comment: %.60q", name, token.Data)
		}
		if kind != html.StartTagToken && kind != html.SelfClosingTagToken {
			continue
		}
		if foreignElements[token.Data] {
			t.Errorf("%s holds <%s>", name, token.Data)
		}
		src, data := "", false
		for _, a := range token.Attr {
			switch {
			case strings.HasPrefix(a.Key, "on"):
				t.Errorf("%s: <%s> has %s", name, token.Data, a.Key)
			case a.Key == "href" || a.Key == "src":
				value := strings.ToLower(strings.TrimSpace(a.Val))
				scheme, _, found := strings.Cut(value, ":")
				if found && !strings.ContainsAny(scheme, "/?#.") && scheme != "https" && scheme != "http" && scheme != "mailto" && scheme != "tel" && !(scheme == "data" && token.Data == "link") {
					t.Errorf("%s: <%s> leads to %q", name, token.Data, a.Val)
				}
				if strings.HasPrefix(value, "//") || strings.Contains(value, "/hacked") && !strings.HasPrefix(value, "https://example.org/") {
					t.Errorf("%s: <%s> leads to %q", name, token.Data, a.Val)
				}
				if a.Key == "src" {
					src = a.Val
				}
			case a.Key == "type" && a.Val == "application/ld+json":
				data = true
			case a.Key == "http-equiv" && !strings.EqualFold(a.Val, "content-security-policy"):
				t.Errorf("%s: a meta element does %s", name, a.Val)
			}
		}
		switch token.Data {
		case "script":
			scripts++
			if !data && (src == "" || strings.Contains(src, ":") || strings.HasPrefix(src, "//")) {
				t.Errorf("%s: a script that is not ours, from %q", name, src)
			}
		case "base":
			bases++
		case "title":
			titles++
		}
	}
	if scripts > 6 || bases > 1 || titles < 1 || bases == 1 && name != "404.html" {
		t.Errorf("%s has %d scripts, %d bases and %d titles", name, scripts, bases, titles)
	}
}
