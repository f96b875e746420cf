package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/rolediff/rolediff"
)

// again measures builds into a folder that holds the site already: nothing
// changed, one role edited, one layout edited.
func (b *bench) again(dir string, cold run) error {
	out := filepath.Join(dir, "again")
	build := []string{b.rolediff, "build", "--site", b.site, "--output", out}
	if _, err := execute(build); err != nil {
		return err
	}
	files, err := filepath.Glob(filepath.Join(b.site, "content", "roles", "*.md"))
	if err != nil || len(files) == 0 {
		return errors.Join(err, errors.New("the synthetic site has no roles"))
	}
	role := files[len(files)/2]
	var unchanged, edited, own, layout []run
	for i := range b.runs {
		r, err := execute(build)
		if err != nil {
			return err
		}
		unchanged = append(unchanged, r)
		if err := edit(role, fmt.Sprintf("Edit %d of this role", i)); err != nil {
			return err
		}
		if r, err = execute(build); err != nil {
			return err
		}
		edited = append(edited, r)
		slug := strings.TrimSuffix(filepath.Base(role), ".md")
		loop := filepath.Join(dir, fmt.Sprintf("own-%d", i))
		if r, err = execute([]string{os.Args[0], "-site", b.site, "-loop", loop, "-only", slug}); err != nil {
			return err
		}
		own = append(own, r)
		if err := overrideCard(b.site, i); err != nil {
			return err
		}
		if r, err = execute(build); err != nil {
			return err
		}
		layout = append(layout, r)
	}
	u, e, o, l := best(unchanged), best(edited), best(own), best(layout)
	b.figure("nothing changed", u.seconds/cold.seconds, "times", 0.02, "a build to a folder: %.3f s, %.1f MiB", u.seconds, mebibytes(u.peak))
	b.figure("one role edited", e.seconds/o.seconds, "times", 1.3, "a plain loop of its own pages: %.2f s and %.2f s", e.seconds, o.seconds)
	b.figure("one layout edited", l.seconds/cold.seconds, "times", 1.1, "a build to a folder: %.2f s", l.seconds)
	b.figure("memory, edited", mebibytes(max(e.peak, l.peak)), "MiB", 64, "")
	return nil
}

var firstCell = regexp.MustCompile(`(?m)^(dimensions:\n +[a-z-]+:) .*$`)

// edit changes the first cell of a role.
func edit(file, to string) error {
	raw, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	next := firstCell.ReplaceAll(raw, []byte("$1 "+to))
	if slices.Equal(raw, next) {
		return fmt.Errorf("%s: no cell to edit", file)
	}
	return os.WriteFile(file, next, 0o644)
}

// overrideCard gives the site a layout of its own, another one each time.
func overrideCard(site string, i int) error {
	raw, err := rolediff.Layouts.ReadFile("layouts/partials/card.html")
	if err != nil {
		return err
	}
	dir := filepath.Join(site, "layouts", "partials")
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, "card.html"), fmt.Appendf(raw, "<b>%d</b>", i), 0o644)
}

// has tells whether a page shows a role.
func has(path, slug string) bool {
	folder, name, _ := strings.Cut(filepath.ToSlash(path), "/")
	name = strings.TrimSuffix(strings.TrimPrefix(name, "vs-"), ".html")
	return folder == slug || slices.Contains(strings.Split(name, "-vs-"), slug)
}
