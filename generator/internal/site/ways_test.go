package site

import (
	"fmt"
	"reflect"
	"testing"
)

// What a role puts into frames is the same, whether it is made class by class or frames
// are executed with it.
func TestWaysAreWhatFramesShow(t *testing.T) {
	small := smallFiles(t)
	plain := edited(t, small, "config.json", `"repository": "https://code.example/small",`, "")
	odd := `<p style="--t:{{cssString .Title}}" title="{{.Summary}}">{{.Family}}</p><a href="{{.EditURL}}">{{.Track}}</a>` +
		`<script type="application/json">{"a":{{.Summary}},"b":"{{.Family}}","c":{{.Track}}}</script>`
	sites := map[string]*Site{
		"built in": load(t, small), "no repository": load(t, plain), "100 roles": benchmarkSite(t),
		"all fields": load(t, with(small, map[string]string{"layouts/comparison.html": `{{define "main"}}{{range .Roles}}{{.Card}}` + odd + `{{end}}` +
			`<table>{{range .Rows}}<tr>{{range .Cells}}{{.HTML}}{{end}}</tr>{{end}}</table>{{template "partials/scales.html" .}}{{end}}`})),
	}
	for name, s := range sites {
		if !s.engine.known {
			for class, w := range s.engine.ways {
				if !w.known {
					t.Errorf("%s: no way is known for class %d, field %d", name, class, w.field)
				}
			}
			t.Errorf("%s: frames are executed", name)
			continue
		}
		for _, r := range s.roles {
			want, err := s.engine.executeFragments(r.material)
			if err != nil {
				t.Fatal(err)
			}
			got, ok := s.engine.lookUp(r.material)
			if !ok || len(got) != len(want) {
				t.Fatalf("%s: %d fragments, want %d", name, len(got), len(want))
			}
			for class := range want {
				if !reflect.DeepEqual(got[class], want[class]) {
					t.Errorf("%s: field %d in context %d is %q, want %q", name, s.engine.ways[class].field, s.engine.ways[class].in, show(got[class]), show(want[class]))
				}
			}
		}
	}
}

func show(f fragment) string { return fmt.Sprintf("%s %v %s", f.text, f.holes, f.alone) }

// Where a layout places a text in a way that nobody knows, or might measure what is
// ready, frames are executed for each role.
func TestLayoutsWithWaysOfTheirOwn(t *testing.T) {
	small := smallFiles(t)
	for name, test := range map[string]struct {
		main  string
		known bool
	}{
		"in a function":      {`{{range .Roles}}<p>{{printf "%s, %s" .Title .Summary}}</p>{{end}}`, true},
		"a script's string":  {`{{range .Roles}}<script type="application/json">["{{.Title | printf "a%s"}}"]</script>{{end}}`, true},
		"quoted":             {`{{range .Roles}}<p>{{printf "%q" .Title}}</p>{{end}}`, false},
		"part of an address": {`{{range .Roles}}<a href="?q={{.Title}}">{{.Title}}</a>{{end}}`, false},
		"cut":                {`{{range .Rows}}{{range .Cells}}<p>{{slice .HTML 0 0}}</p>{{end}}{{end}}`, false},
	} {
		t.Run(name, func(t *testing.T) {
			s := load(t, with(small, map[string]string{"layouts/comparison.html": `{{define "main"}}` + test.main + `{{end}}`}))
			if s.engine.known != test.known {
				t.Errorf("the ways are known: %v", s.engine.known)
			}
			bothWays(t, s)
		})
	}
}
