package layout

import (
	"html/template"
	"strings"
	"testing"
)

func TestQuotesInAValueDoNotChangeTheQuotesAroundIt(t *testing.T) {
	for in, want := range map[string]string{
		`<meta content="a &#34;b&#34; c">`:               `<meta content="a &#34;b&#34; c">`,
		`<meta content="a &quot;b&quot; 'c'">`:           `<meta content="a &#34;b&#34; 'c'">`,
		`<p title="x">say &#34;a&#34; &quot;b&quot;</p>`: `<p title="x">say "a" "b"</p>`,
		"<p title=\"\uFDD0 &#34;\">\uFDD0</p>":           "<p title=\"\uFDD0 &#34;\">\uFDD0</p>",
		`<p title="a > &#34;"> b`:                        `<p title="a > &#34;">b`,
		`<script>"<p title='&quot;'>"</script>`:          `<script>"<p title='&quot;'>"</script>`,
	} {
		got, err := minifyHTML([]byte(in))
		if err != nil || string(got) != want {
			t.Errorf("%s\n gives %s\n  want %s (%v)", in, got, want, err)
		}
	}
}

func TestATextIsAStringOfCSS(t *testing.T) {
	page := template.Must(template.New("").Funcs(functions).Parse(`<i style="--a:{{cssString .}};--b:1">`))
	for in, want := range map[string]string{
		"Lead: Data":             `--a:&#39;Lead: Data&#39;;--b:1`,
		`a'b"c\d`:                `--a:&#39;a\27 b\22 c\5C d&#39;;--b:1`,
		"</style><script>;}\n*/": `--a:&#39;\3C \2F style\3E \3C script\3E \3B \7D \A \2A \2F &#39;;--b:1`,
		"javascript:x 大\u2028":   "--a:&#39;javascript:x 大\u2028&#39;;--b:1",
	} {
		var b strings.Builder
		if err := page.Execute(&b, in); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(b.String(), want) {
			t.Errorf("%q gives %s, want %s", in, b.String(), want)
		}
	}
}
