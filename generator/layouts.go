package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"

	"github.com/rolediff/rolediff"
	"github.com/rolediff/rolediff/generator/internal/config"
	"github.com/rolediff/rolediff/generator/internal/diag"
	"github.com/rolediff/rolediff/generator/internal/layout"
)

// copyLayouts copies built-in layouts into a site, all or those that are named,
// and records what they were copied from. A file that nobody has edited is
// brought up to date; beside one that was edited, whose original is another one
// by now, the new original is put under a name that no build reads.
func (a *app) copyLayouts(dir string, names []string) error {
	a.site = dir
	w, err := openWorkspace(dir)
	if err != nil {
		return err
	}
	defer w.close()
	if _, err := w.root.Stat(config.File); errors.Is(err, fs.ErrNotExist) {
		return config.Missing()
	}
	builtin, err := builtinLayouts()
	if err != nil {
		return err
	}
	if names, err = chosenLayouts(builtin, names); err != nil {
		return err
	}
	record, err := readRecord(w.root)
	if err != nil {
		return err
	}
	var failed error
	for _, name := range names {
		if failed = a.copyLayout(w.root, record, name, builtin[name]); failed != nil {
			break
		}
	}
	// What was copied is recorded, whatever happened to the next.
	file := path.Join(layout.Dir, layout.OriginalsFile)
	return errors.Join(failed, w.root.WriteFile(file, record.Text(), 0o644))
}

// copyLayout copies one layout and says what it did when it did anything.
func (a *app) copyLayout(root *os.Root, record layout.Originals, name string, original []byte) error {
	file := path.Join(layout.Dir, name)
	sum := layout.OriginalSum(original)
	mine, err := root.ReadFile(file)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		err = root.MkdirAll(path.Dir(file), 0o755)
	case err != nil:
		return err
	case layout.OriginalSum(mine) == sum:
		record[name] = sum
		return nil
	case record[name] == layout.OriginalSum(mine): // an older one, as it was copied
	case record[name] == sum: // edited, and its original is still the same
		return nil
	default:
		file += ".new~"
	}
	if err == nil {
		err = root.WriteFile(file, original, 0o644)
	}
	if err == nil {
		record[name] = sum
		fmt.Fprintln(a.stdout, filepath.Join(a.site, filepath.FromSlash(file)))
	}
	return err
}

// builtinLayouts are the embedded layouts by path below layouts/.
func builtinLayouts() (map[string][]byte, error) {
	out := map[string][]byte{}
	sub, err := fs.Sub(rolediff.Layouts, layout.Dir)
	if err != nil {
		return nil, err
	}
	err = fs.WalkDir(sub, ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		text, err := fs.ReadFile(sub, name)
		out[name] = bytes.Clone(text)
		return err
	})
	return out, err
}

// chosenLayouts are all layouts, or those that are named, once each.
func chosenLayouts(builtin map[string][]byte, names []string) ([]string, error) {
	var all []string
	for name := range builtin {
		all = append(all, name)
	}
	slices.Sort(all)
	if len(names) == 0 {
		return all, nil
	}
	var chosen []string
	var problems diag.List
	for _, name := range names {
		name = path.Clean(filepath.ToSlash(name))
		if _, ok := builtin[name]; !ok {
			problems.Add(diag.Diagnostic{Severity: diag.Error, Code: "unknown-layout",
				Message: fmt.Sprintf("there is no built-in layout %q", name), Hint: diag.DidYouMean(name, all)})
		}
		chosen = append(chosen, name)
	}
	if len(problems) > 0 {
		return nil, problems
	}
	slices.Sort(chosen)
	return slices.Compact(chosen), nil
}

func readRecord(root *os.Root) (layout.Originals, error) {
	text, err := root.ReadFile(path.Join(layout.Dir, layout.OriginalsFile))
	if errors.Is(err, fs.ErrNotExist) {
		return layout.Originals{}, root.MkdirAll(layout.Dir, 0o755)
	}
	if err != nil {
		return nil, err
	}
	record, _ := layout.ReadOriginals(text) // what is no record in it is written anew, check has said so
	return record, nil
}
