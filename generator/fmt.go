package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/rolediff/rolediff/generator/internal/content"
	"github.com/rolediff/rolediff/generator/internal/diag"
)

func (a *app) fmt() *cobra.Command {
	var check bool
	cmd := &cobra.Command{
		Use:   "fmt",
		Short: "Bring the front matter of roles, notes and pages into canonical form",
		Long: `Bring the front matter of roles, notes and pages into canonical form: keys in
the order of their declaration, one value a line, short lists in brackets,
quotes only where they are needed. Comments and meaning stay as they are. The
names of files that changed are printed; no other file is touched.`,
		Example: `  rolediff fmt
  rolediff fmt --check`,
		Args: noArgs,
		RunE: func(*cobra.Command, []string) error { return a.runFmt(check) },
	}
	cmd.Flags().BoolVar(&check, "check", false, "change nothing, list the files that would change and fail if there are any")
	return cmd
}

func (a *app) runFmt(check bool) error {
	w, err := openWorkspace(a.site)
	if err != nil {
		return err
	}
	defer w.close()
	if list := w.loadConfig(w.root.FS()); list.HasErrors() {
		return list
	}
	names := w.cfg.Names()
	var problems diag.List
	changed := 0
	for _, file := range formatted(w.root) {
		raw, err := w.root.ReadFile(file)
		if err != nil {
			problems.Add(diag.Diagnostic{Severity: diag.Error, Code: "unreadable", Position: diag.Position{File: file}, Message: "this file cannot be read: " + diag.Reason(err),
				Hint: diag.ReadHint(err, "check that it is there and that you may read it")})
			continue
		}
		out, list := content.Format(file, raw, names)
		problems = append(problems, list...)
		if out == nil || bytes.Equal(out, raw) {
			continue
		}
		if !check {
			if err := replaceFile(w.root, file, out); err != nil {
				problems.Add(diag.Diagnostic{Severity: diag.Error, Code: "failed", Position: diag.Position{File: file}, Message: "this file cannot be written: " + diag.Reason(err)})
				continue
			}
		}
		changed++
		fmt.Fprintln(a.stdout, filepath.Join(a.site, filepath.FromSlash(file)))
	}
	problems.Sort()
	a.print(problems)
	if check && changed > 0 {
		fmt.Fprintf(a.stderr, "not in canonical form: %d; mend it with: rolediff fmt\n", changed)
	}
	if check && changed > 0 || problems.HasErrors() {
		return errReported
	}
	return nil
}

// formatted lists the files that have a canonical form. What is no regular file
// is passed over: check reports it.
func formatted(root *os.Root) []string {
	var out []string
	for _, dir := range content.FormatFolders() {
		entries, err := fs.ReadDir(root.FS(), dir)
		if err != nil {
			continue // a folder that is not there is empty
		}
		for _, e := range entries {
			name := e.Name()
			if e.Type().IsRegular() && strings.HasSuffix(name, ".md") && !strings.HasPrefix(name, ".") && !strings.EqualFold(name, "readme.md") {
				out = append(out, path.Join(dir, name))
			}
		}
	}
	return out
}

// replaceFile puts new bytes in the place of a file in one step, with the
// permissions that it had. Whatever fails, the old file stays whole.
func replaceFile(root *os.Root, file string, data []byte) error {
	info, err := root.Lstat(file)
	if err != nil {
		return err
	}
	temp := path.Join(path.Dir(file), "."+path.Base(file)+".fmt~")
	out, err := root.OpenFile(temp, os.O_WRONLY|os.O_CREATE|os.O_EXCL, info.Mode().Perm())
	if errors.Is(err, fs.ErrExist) {
		// Left behind by a run that was killed.
		if err = root.Remove(temp); err == nil {
			out, err = root.OpenFile(temp, os.O_WRONLY|os.O_CREATE|os.O_EXCL, info.Mode().Perm())
		}
	}
	if err != nil {
		return err
	}
	_, err = out.Write(data)
	err = errors.Join(err, out.Chmod(info.Mode().Perm()), out.Sync(), out.Close())
	if err == nil {
		err = root.Rename(temp, file)
	}
	if err != nil {
		_ = root.Remove(temp)
	}
	return err
}
