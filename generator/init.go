package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/spf13/cobra"

	"github.com/rolediff/rolediff"
	"github.com/rolediff/rolediff/generator/internal/config"
	"github.com/rolediff/rolediff/generator/internal/diag"
)

func (a *app) init() *cobra.Command {
	var layouts bool
	cmd := &cobra.Command{
		Use:   "init DIR",
		Short: "Make a small complete site to begin with, or copy layouts into one",
		Long: `Make a small complete site in a new or empty folder, or in a repository that is just
begun: a config.json, a few roles, workflows for pull requests and GitHub Pages, and
settings for editors. A README, a license and a .gitignore that are there are kept.

With --layouts, copy the built-in layouts into the layouts/ of a site to change
them: all of them, or only those that are named. Files that are there already are
never written over.`,
		Example: `  rolediff init my-roles
  rolediff init --layouts my-roles partials/card.html`,
		Args: func(_ *cobra.Command, args []string) error {
			switch {
			case len(args) == 0:
				return errors.New("init needs the folder of the site, such as: rolediff init my-roles")
			case len(args) > 1 && !layouts:
				return fmt.Errorf("init takes one folder; to copy layouts, write: rolediff init --layouts %s", strings.Join(args, " "))
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error {
			if layouts {
				return a.copyLayouts(args[0], args[1:])
			}
			return a.runInit(args[0])
		},
	}
	cmd.Flags().BoolVar(&layouts, "layouts", false, "copy the built-in layouts into the site, to change them")
	return cmd
}

// own finds the lines of config.json that belong to this repository's own site.
var own = regexp.MustCompile(`(?m)^  "(base_url|repository|branch)":.*\n`)

var ownTitle = regexp.MustCompile(`(?m)^  "title":.*$`)

// ownAction finds where workflows use the action of this repository.
var ownAction = regexp.MustCompile(`(uses: rolediff/rolediff(?:/comment)?)@` + majorTag + `\b`)

func (a *app) runInit(dir string) error {
	entries, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	for _, e := range entries {
		if !beginning(e.Name()) {
			return diag.List{{
				Severity: diag.Error, Code: "not-empty", Position: diag.Position{File: dir},
				Message: fmt.Sprintf("this folder is not empty: it holds %s", e.Name()),
				Hint:    "name a new folder, an empty one, or a repository that is just begun",
			}}
		}
	}
	starter, err := fs.Sub(rolediff.Starter, rolediff.StarterDir)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	kept, err := copyFiles(dir, starter)
	if err != nil {
		return err
	}
	raw := own.ReplaceAll(rolediff.Config, nil)
	// What GitHub Pages takes, for that is where the workflow publishes.
	raw = ownTitle.ReplaceAll(raw, []byte("  \"title\": \"Roles, compared\",\n  \"limits\": {\"bytes\": 1000000000},"))
	if err := os.WriteFile(filepath.Join(dir, config.File), raw, 0o644); err != nil {
		return err
	}
	cfg, list := config.Parse(raw)
	if cfg == nil {
		return list
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return err
	}
	defer root.Close()
	if _, err := generateFiles(root, cfg, false); err != nil {
		return err
	}
	fmt.Fprintf(a.stdout, "made a site in %s\n", dir)
	for _, name := range kept {
		fmt.Fprintf(a.stderr, "%s was there and is kept as it is\n", filepath.Join(dir, name))
	}
	fmt.Fprintf(a.stderr, "next: rolediff serve --site %s\n", dir)
	return nil
}

// beginning tells whether a file is what a new repository holds: GitHub offers to
// begin one with a README, a license and a .gitignore.
func beginning(name string) bool {
	switch stem, _, _ := strings.Cut(strings.ToUpper(name), "."); stem {
	case "README", "LICENSE", "LICENCE", "COPYING":
		return true
	}
	return name == ".git" || name == ".gitignore" || name == ".gitattributes"
}

// copyFiles writes the files of a tree that was embedded, and returns those that were
// there. They come out as files that people may edit, which embedded files are not.
func copyFiles(dir string, from fs.FS) (kept []string, err error) {
	err = fs.WalkDir(from, ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		to := filepath.Join(dir, filepath.FromSlash(name))
		if e.IsDir() {
			return os.MkdirAll(to, 0o755)
		}
		text, err := fs.ReadFile(from, name)
		if err != nil {
			return err
		}
		out, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
		if errors.Is(err, fs.ErrExist) {
			kept = append(kept, name)
			return nil
		}
		if err != nil {
			return err
		}
		_, err = out.Write(ownAction.ReplaceAll(text, []byte("${1}@"+actionRef())))
		return errors.Join(err, out.Close())
	})
	return kept, err
}
