package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/rolediff/rolediff/generator/internal/content"
	"github.com/rolediff/rolediff/generator/internal/diag"
	"github.com/rolediff/rolediff/generator/internal/role"
)

func (a *app) new() *cobra.Command {
	cmd := &cobra.Command{
		Use:     "new",
		Short:   "Make a new file to fill in",
		Long:    `Make a new file with every key explained, to fill in.`,
		Example: `  rolediff new role "Site Reliability Engineer"`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return nil
			}
			return fmt.Errorf("rolediff new makes no %q, did you mean: rolediff new role %q", args[0], strings.Join(args, " "))
		},
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(&cobra.Command{
		Use:   `role "Title"`,
		Short: "Make the file of a new role",
		Long: `Make the file of a new role in content/roles, with every key explained. Its name, and
so the address of its page, is made from the title. Fill in the words, then run check.`,
		Example: `  rolediff new role "Site Reliability Engineer"`,
		Args:    takes(1, 1, "one title, in quotes", `rolediff new role "Data Steward"`),
		RunE:    func(_ *cobra.Command, args []string) error { return a.newRole(args[0]) },
	})
	return cmd
}

func (a *app) newRole(title string) error {
	w, err := openWorkspace(a.site)
	if err != nil {
		return err
	}
	defer w.close()
	if list := w.loadConfig(w.root.FS()); list.HasErrors() {
		return list
	}
	slug := role.Slugify(title)
	if err := role.CheckSlug(slug); err != nil {
		if slug == "" {
			return diag.List{{
				Severity: diag.Error, Code: "wrong-slug", Message: fmt.Sprintf("the title %q has no letter from a to z to make an address of", title),
				Hint: "use a title in Latin letters here, and change it in the new file",
			}}
		}
		var hint string
		var refused *role.SlugError
		if errors.As(err, &refused) {
			hint = refused.Hint
		}
		return diag.List{{Severity: diag.Error, Code: "wrong-slug", Message: fmt.Sprintf("the title %q makes no address: %v", title, err), Hint: hint}}
	}
	file := path.Join(content.RolesDir, slug+".md")
	lists := w.listRows() // before there is a file that waits for its words
	if err := w.root.MkdirAll(content.RolesDir, 0o755); err != nil {
		return err
	}
	out, err := w.root.OpenFile(file, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if errors.Is(err, fs.ErrExist) {
		return diag.List{{Severity: diag.Error, Code: "exists", Position: diag.Position{File: file}, Message: "this role is there already", Hint: "open the file and edit it"}}
	}
	if err != nil {
		return err
	}
	if _, err := out.Write(content.Scaffold(content.ScaffoldOptions{Title: title, Updated: time.Now().Format(time.DateOnly), Lists: lists}, w.cfg)); err != nil {
		_ = out.Close()
		return err
	}
	if err := out.Close(); err != nil {
		return err
	}
	fmt.Fprintf(a.stdout, "%s\n", filepath.Join(a.site, filepath.FromSlash(file)))
	fmt.Fprintf(a.stderr, "fill in the words, then run: rolediff check\n")
	return nil
}

// listRows are the dimensions that most roles fill with lists: a new role's
// begin with a dash there, so that its rows can be compared with theirs. Where
// content has errors there are none, which is no reason to refuse a new file.
func (w *workspace) listRows() map[string]bool {
	c, _ := w.loader.Load(w.root.FS(), w.cfg)
	if c == nil {
		return nil
	}
	out := map[string]bool{}
	for i, d := range w.cfg.Dimensions {
		lists, stated := 0, 0
		for _, r := range c.Roles.All() {
			if cell := r.Dimensions[i]; cell.Stated() {
				stated++
				if cell.List {
					lists++
				}
			}
		}
		out[d.Key] = lists*2 > stated
	}
	return out
}
