package layout

import "testing"

// Parts are minified alone and joined, so what is left out must not depend on
// what follows a part.
func TestMinifyLeavesOutOnlyWhatNoNeighborNeeds(t *testing.T) {
	for in, want := range map[string]string{
		"<table>\n <tbody>\n <tr>\n <th>a</th> <td>b </td>\n </tr>\n </tbody>\n</table>": "<table><tbody><tr><th>a<td>b</table>",
		"<ul>\n <li>a <b>b</b></li>\n <li><p>c</p></li>\n</ul>\n":                        "<ul><li>a <b>b</b><li><p>c</ul>",
		"<dl><div><dt>a</dt><dd>b</dd></div></dl>":                                       "<dl><div><dt>a<dd>b</div></dl>",
		"<p>a</p>\n<p>b</p>\n<div>c</div>":                                               "<p>a<p>b<div>c</div>",
		"<p>a</p> text":                                                                  "<p>a</p>text",
		"<p>a</p><b>b</b>":                                                               "<p>a</p><b>b</b>",
		"<h2>a</h2>\n<p>b</p>\n":                                                         "<h2>a</h2><p>b</p>", // text may follow
		"<P>b</P>":                                                                       "<p>b</p>",
		`<p class="a">a</p>xq1Bqx`:                                                       `<p class="a">a</p>xq1Bqx`,
		`<html lang="en"><head></head><body><p>a</p></body></html>`:                      `<html lang="en"><head></head><body><p>a</body></html>`,
		"": "",
	} {
		got, err := minifyHTML([]byte(in))
		if err != nil || string(got) != want {
			t.Errorf("%q becomes %q, not %q (%v)", in, got, want, err)
		}
		if again, err := Minify(got); err != nil || string(again) != string(got) {
			t.Errorf("%q minified again is %q (%v)", got, again, err)
		}
	}
}
