package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"

	"github.com/rolediff/rolediff/generator/internal/config"
	"github.com/rolediff/rolediff/generator/internal/content"
)

// init writes the same files.
func (a *app) generate() *cobra.Command {
	var check bool
	cmd := &cobra.Command{
		Use:   "generate",
		Short: "Write schemas, editor settings and the issue form anew, as config.json defines them",
		Long: `Write what editors and GitHub know of a site: JSON Schemas, snippets and settings
for Visual Studio Code, and the issue form. All of it follows from config.json; run
this after you change rows, scales, families or tracks. The names of files that
changed are printed.`,
		Example: `  rolediff generate
  rolediff generate --check`,
		Args: noArgs,
		RunE: func(*cobra.Command, []string) error { return a.runGenerate(check) },
	}
	cmd.Flags().BoolVar(&check, "check", false, "change nothing, list the files that would change and fail if there are any")
	return cmd
}

func (a *app) runGenerate(check bool) error {
	w, err := openWorkspace(a.site)
	if err != nil {
		return err
	}
	defer w.close()
	if list := w.loadConfig(w.root.FS()); list.HasErrors() {
		return list
	}
	stale, err := generateFiles(w.root, w.cfg, check)
	for _, file := range stale {
		fmt.Fprintln(a.stdout, filepath.Join(a.site, filepath.FromSlash(file)))
	}
	if err != nil {
		return err
	}
	if check && len(stale) > 0 {
		fmt.Fprintf(a.stderr, "not as config.json defines it: %d; mend it with: rolediff generate\n", len(stale))
		return errReported
	}
	return nil
}

// generateFiles writes the files that follow from a config, and returns those
// that were not there or other than they should be, sorted. With look it writes
// none.
func generateFiles(root *os.Root, cfg *config.Config, look bool) (stale []string, err error) {
	files := content.Generated(cfg)
	for _, file := range slices.Sorted(maps.Keys(files)) {
		old, err := root.ReadFile(file)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return stale, err
		}
		if err == nil && bytes.Equal(bytes.ReplaceAll(old, []byte("\r\n"), []byte("\n")), files[file]) {
			continue
		}
		if !look {
			if err := root.MkdirAll(path.Dir(file), 0o755); err != nil {
				return stale, err
			}
			if err := root.WriteFile(file, files[file], 0o644); err != nil {
				return stale, err
			}
		}
		stale = append(stale, file)
	}
	return stale, nil
}
