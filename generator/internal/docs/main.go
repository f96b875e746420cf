// Docs prints the pages of docs/ that follow from the program: reference.md from
// the declarations of fields, diagnostics.md from the rules and the scripts that
// break them, layout-data.md from the types that layouts are given, bytes.md from a
// page. Run it at the root of the repository, through make generate.
package main

import (
	"bytes"
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
)

func main() {
	root := flag.String("root", ".", "the root of the repository")
	flag.Parse()
	pages, err := Pages(*root)
	if err != nil {
		fmt.Fprintln(os.Stderr, "error:", err)
		os.Exit(1)
	}
	for _, name := range slices.Sorted(maps.Keys(pages)) {
		file := filepath.Join(*root, "docs", name)
		if old, err := os.ReadFile(file); err == nil && bytes.Equal(old, pages[name]) {
			continue
		}
		if err := os.WriteFile(file, pages[name], 0o644); err != nil {
			fmt.Fprintln(os.Stderr, "error:", err)
			os.Exit(1)
		}
		fmt.Println(file)
	}
}

// Pages returns the generated pages by their names in docs/.
func Pages(root string) (map[string][]byte, error) {
	examples, err := readExamples(filepath.Join(root, "generator", "testdata", "rule"))
	if err != nil {
		return nil, err
	}
	data, err := layoutData(filepath.Join(root, "generator", "internal", "site"))
	if err != nil {
		return nil, err
	}
	weights, err := bytesPage(root)
	if err != nil {
		return nil, err
	}
	return map[string][]byte{"bytes.md": weights, "reference.md": reference(), "diagnostics.md": diagnostics(examples), "layout-data.md": data}, nil
}
