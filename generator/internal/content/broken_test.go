package content

import (
	"testing"
	"testing/fstest"

	"github.com/rolediff/rolediff/generator/internal/config"
)

// One mistake is one error: roles that link to the broken one are not blamed.
func TestABrokenRoleBreaksNoLinks(t *testing.T) {
	cfg, list := config.Parse([]byte(`{"title": "T", "dimensions": [{"key": "row", "label": "Row"}]}`))
	if cfg == nil {
		t.Fatal(list)
	}
	_, list = new(Loader).Load(fstest.MapFS{
		"content/roles/cto.md": {Data: []byte("---\ntitle: A: B\nsummary: S.\ndimensions: {row: Text}\n---\n")},
		"content/roles/ceo.md": {Data: []byte("---\ntitle: CEO\nsummary: S.\nreports_to: [cto]\ndimensions: {row: Text}\n---\nSee the [CTO](cto.md) and the [CFO](cfo.md).\n")},
	}, cfg)
	if len(list) != 2 || list[0].Code != "broken-link" || list[0].Column != 31 || list[1].Code != "yaml-syntax" {
		t.Errorf("got %v, want the link to cfo.md and the syntax of cto.md", list)
	}
}
