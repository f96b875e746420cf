package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"

	"github.com/spf13/cobra"

	"github.com/rolediff/rolediff"
	"github.com/rolediff/rolediff/generator/internal/config"
	"github.com/rolediff/rolediff/generator/internal/diag"
)

func (a *app) init() *cobra.Command {
	return &cobra.Command{
		Use:   "init DIR",
		Short: "Make a small complete site to begin with",
		Args:  cobra.ExactArgs(1),
		RunE:  func(_ *cobra.Command, args []string) error { return a.runInit(args[0]) },
	}
}

// home finds the lines of config.json that belong to this repository's own site.
var home = regexp.MustCompile(`(?m)^  "(base_url|repository|branch)":.*\n`)

func (a *app) runInit(dir string) error {
	if entries, err := os.ReadDir(dir); err == nil && len(entries) > 0 {
		return diag.List{{
			Severity: diag.Error, Code: "not-empty", Position: diag.Position{File: dir},
			Message: "this folder is not empty", Hint: "name a new folder: rolediff init my-roles",
		}}
	} else if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	starter, err := fs.Sub(rolediff.Starter, rolediff.StarterDir)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	if err := os.CopyFS(dir, starter); err != nil {
		return err
	}
	cfg := home.ReplaceAll(rolediff.Config, nil)
	if err := os.WriteFile(filepath.Join(dir, config.File), cfg, 0o644); err != nil {
		return err
	}
	fmt.Fprintf(a.stdout, "made a site in %s\n", dir)
	fmt.Fprintf(a.stderr, "next: rolediff serve --site %s\n", dir)
	return nil
}
