package main

import (
	"cmp"
	"debug/buildinfo"
	"encoding/json"
	"maps"
	"net/url"
	"slices"
	"strings"
)

// module is this program's own.
const module = "github.com/rolediff/rolediff"

// bill is a software bill of materials: every module that went into a program, read
// from the programs themselves.
type bill struct {
	version string
	modules map[component]bool
}

// component is one of them in the words of CycloneDX 1.6.
type component struct {
	Type    string `json:"type"`
	Ref     string `json:"bom-ref"`
	Name    string `json:"name"`
	Version string `json:"version"`
	PURL    string `json:"purl"`
}

func newBill(version string) *bill { return &bill{version, map[component]bool{}} }

func newComponent(kind, name, version string) component {
	purl := "pkg:golang/" + name + "@" + url.PathEscape(version)
	return component{kind, purl, name, version, purl}
}

// add notes what a program is made of, the Go standard library too.
func (b *bill) add(program string) error {
	info, err := buildinfo.ReadFile(program)
	if err != nil {
		return err
	}
	b.modules[newComponent("library", "std", strings.TrimPrefix(info.GoVersion, "go"))] = true
	for _, m := range info.Deps {
		if m.Replace != nil {
			m = m.Replace
		}
		b.modules[newComponent("library", m.Path, m.Version)] = true
	}
	return nil
}

func (b *bill) json() []byte {
	list := slices.SortedFunc(maps.Keys(b.modules), func(x, y component) int { return cmp.Compare(x.Ref, y.Ref) })
	self := newComponent("application", module, b.version)
	refs := []string{}
	for _, c := range list {
		refs = append(refs, c.Ref)
	}
	out, err := json.MarshalIndent(map[string]any{
		"$schema":      "http://cyclonedx.org/schema/bom-1.6.schema.json",
		"bomFormat":    "CycloneDX",
		"specVersion":  "1.6",
		"version":      1,
		"metadata":     map[string]any{"component": self},
		"components":   list,
		"dependencies": []map[string]any{{"ref": self.Ref, "dependsOn": refs}},
	}, "", "  ")
	if err != nil {
		panic(err) // texts only
	}
	return append(out, '\n')
}
