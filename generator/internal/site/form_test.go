package site

import (
	"strings"
	"testing"
)

// Ready HTML is put into forms as it is. Where a layout places it anywhere but between
// tags, a title with quotes in it would add attributes to a page.
func TestReadyHTMLStandsBetweenTags(t *testing.T) {
	for partial, text := range map[string]string{
		"versus.html":      `<li><a href="{{.Href}}" title="{{.Who}}">x</a></li>`,
		"difference.html":  `<li title={{.Who}}>{{.Who}}</li>`,
		"mark.html":        `<i>{{.With}}</i><script>var a = "{{.With}}"</script>`,
		"moving.html":      `<p title='{{.From}}'>{{.From}}</p>`,
		"nearest.html":     `<li>{{printf "%.4s" .Title}}</li>`,
		"role-link.html":   `<a href="{{.Title}}">{{.Title}}</a>`,
		"graph-node.html":  `<text aria-label="{{.Title}}">{{.Title}}</text>`,
		"moving-item.html": `<li><!-- {{.Label}} --><a href="?{{.Statement}}">{{.Label}}</a></li>`,
	} {
		s, list := tryLoad(t, with(smallFiles(t), map[string]string{"layouts/partials/" + partial: text}), nil)
		if s != nil || len(list) != 1 || list[0].Code != "layout" || list[0].File != "layouts/partials/"+partial || !strings.Contains(list[0].Hint, "between tags") {
			t.Errorf("%s gives %v", partial, list)
		}
	}
	for partial, text := range map[string]string{
		"versus.html":     `<li><b>{{.Who}}</b>: {{.Who}} <a href="{{.Href}}">x</a></li>`,
		"graph-node.html": `<g><title>{{.Title}}</title><rect x="{{.X}}" width={{.Width}} /></g>`,
		"map-cell.html":   `<td title="{{.Percent}} of 100">{{.Percent}}</td>`,
		"nearest.html":    `<li data-percent={{.Percent}}>{{.Title}}{{with .Different}} {{.}}{{end}}</li>`,
	} {
		if s, list := tryLoad(t, with(smallFiles(t), map[string]string{"layouts/partials/" + partial: text}), nil); s == nil || len(list) != 0 {
			t.Errorf("%s gives %v", partial, list)
		}
	}
}
