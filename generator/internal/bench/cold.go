package main

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
)

// cold runs first builds and plain loops in turn below one folder. On a disk
// nothing is deleted between runs: a disk is slow for minutes after that.
func (b *bench) cold(dir string, keep bool) error {
	dir, err := os.MkdirTemp(dir, "rolediff-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	b.site = filepath.Join(dir, "site")
	if err := writeSite(b.site, b.roles); err != nil {
		return err
	}
	fmt.Printf("%d roles, the best of %d runs in turn, %d processors, below %s\n", b.roles, b.runs, runtime.NumCPU(), filepath.Dir(dir))
	var folder, loop, tar, one []run
	for i := range b.runs {
		out := func(what string) string { return filepath.Join(dir, fmt.Sprintf("%s-%d", what, i)) }
		steps := []struct {
			to   *[]run
			what string
			args []string
		}{
			{&folder, "folder", []string{b.rolediff, "build", "--site", b.site, "--output", out("folder")}},
			{&loop, "loop", []string{os.Args[0], "-site", b.site, "-loop", out("loop")}},
			{&tar, "tar", []string{b.rolediff, "build", "--site", b.site, "--tar", out("tar")}},
			{&one, "one", []string{os.Args[0], "-site", b.site, "-one", out("one")}},
		}
		for _, s := range steps {
			r, err := execute(s.args)
			if err != nil {
				return err
			}
			*s.to = append(*s.to, r)
			if keep {
				continue
			}
			if err := os.RemoveAll(out(s.what)); err != nil {
				return err
			}
		}
	}
	f, l, t, o := best(folder), best(loop), best(tar), best(one)
	b.figure("build to a folder", ratio(folder, loop), "times", 1.1, "a plain loop of as many workers: %.2f s and %.2f s, of processors %.2f s and %.2f s", f.seconds, l.seconds, f.cpu, l.cpu)
	b.figure("build to a tar", ratio(tar, one), "times", 1.25, "as many bytes to one file: %.2f s and %.2f s, of processors %.2f s and %.2f s", t.seconds, o.seconds, t.cpu, o.cpu)
	b.figure("memory, to a folder", mebibytes(f.peak), "MiB", 64, "")
	b.figure("memory, to a tar", mebibytes(t.peak), "MiB", 64, "")
	return b.again(dir, f)
}

// nowhere builds the tar of a larger site into the null device: what it takes to
// make the pages, and the memory that does not grow with them.
func (b *bench) nowhere(roles int) error {
	dir, err := os.MkdirTemp("", "rolediff-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	if err := writeSite(dir, roles); err != nil {
		return err
	}
	var runs []run
	for range b.runs {
		r, err := execute([]string{b.rolediff, "build", "--site", dir, "--tar", os.DevNull})
		if err != nil {
			return err
		}
		runs = append(runs, r)
	}
	pages := roles + roles*(roles-1)/2 + roles*(roles-1)*(roles-2)/6
	m := best(runs)
	limit := 128.0
	if roles != 200 {
		limit = none
	}
	fmt.Printf("%d roles, %d pages, a tar to nowhere\n", roles, pages)
	b.figure("memory", mebibytes(m.peak), "MiB", limit, "in %.2f s, %.2f µs a page", m.seconds, 1e6*m.seconds/float64(pages))
	return nil
}
