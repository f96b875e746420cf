package layout

import (
	"testing"
	"testing/fstest"
)

func TestComputes(t *testing.T) {
	tests := map[string]bool{
		`{{.Body}}`: false,
		`{{if .Body}}{{.Body}}{{else}}{{.Title}}{{end}}`:                         false,
		`{{with .Body}}<p title="{{.}}">{{.}}</p>{{end}}`:                        false,
		`{{len .Title}}{{print .Title .Site}}`:                                   false,
		`{{$b := .Body}}{{$b}}{{template "other" .}}`:                            false,
		`{{print .Body "x"}}{{join ", " .Body}}`:                                 false,
		`{{print (len .Body)}}`:                                                  true,
		`{{print .Body | len}}`:                                                  true,
		`{{len .Body}}`:                                                          true,
		`{{.Body | len}}`:                                                        true,
		`{{if gt (len .Body) 3}}x{{end}}`:                                        true,
		`{{with .Body}}{{len .}}{{end}}`:                                         true,
		`{{$b := .Body}}{{slice $b 0 3}}`:                                        true,
		`{{$all := .}}{{len $all.Body}}`:                                         true,
		`{{range .List}}{{else}}{{printf "%s" $.Body}}{{end}}`:                   true,
		`{{with .Title}}{{else with len .Body}}{{end}}`:                          true,
		`{{range $i, $b := .List}}{{if and $i $.Title}}{{len $i}}{{end}}{{end}}`: false,
		`{{range $i, $b := .List}}{{len $b}}{{end}}`:                             true,
		`{{range $b := .List}}{{len $b}}{{end}}`:                                 true,
		`{{range $i, $b := .List}}{{end}}{{$i := .Body}}{{len $i}}`:              true,
		`{{len $}}`:                            true,
		`{{template "computes" .}}`:            true,
		`{{template "other" (slice .Body 1)}}`: true,
		`{{(index .Body 1)}}`:                  true,
	}
	for text, want := range tests {
		files := fstest.MapFS{
			"base.html": {Data: []byte(`{{template "main" .}}`)},
			"role.html": {Data: []byte(`{{define "main"}}` + text + `{{end}}`)},
			"partials/other.html": {Data: []byte(`{{define "other"}}{{.Body}}{{end}}{{define "computes"}}{{template "again" .}}{{end}}` +
				`{{define "again"}}{{template "computes" .}}{{eq .Body "x"}}{{end}}`)},
		}
		s, list := Load(files, nil, nil)
		if s == nil {
			t.Fatal(text, list)
		}
		if got := s.Page("role.html").Computes(map[string]bool{"Body": true}); got != want {
			t.Errorf("%s: %v", text, got)
		}
	}
}
