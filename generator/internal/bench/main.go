// Command bench measures whole builds of a synthetic site against the least that
// any program could do: a plain loop that writes the same bytes to the same
// files, and to one file. It prints ratios of runs made in turn, as times alone
// mean little on a shared machine.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"time"
)

func main() {
	var b bench
	flag.IntVar(&b.roles, "roles", 100, "roles of the synthetic site")
	flag.IntVar(&b.runs, "runs", 3, "runs of each")
	flag.StringVar(&b.rolediff, "rolediff", "bin/rolediff", "the program to measure")
	tmpfs := flag.String("tmpfs", "/dev/shm", "a folder in memory, or nothing to leave it out")
	disk := flag.String("disk", ".cache", "a folder on disk, or nothing to leave it out")
	loop := flag.String("loop", "", "for bench itself: write the site of -site here in a plain loop")
	only := flag.String("only", "", "for bench itself: with -loop, only the pages of this role")
	one := flag.String("one", "", "for bench itself: write the bytes of -site to this one file")
	flag.StringVar(&b.site, "site", "", "for bench itself: the site's folder")
	large := flag.Int("large", 200, "roles of a larger site that is built to nowhere, for its memory; 0 leaves it out")
	write := flag.String("write", "", "only write the synthetic site to this folder, to measure it by other means")
	hugo := flag.String("hugo", "", "compare with this Hugo instead")
	templates := flag.String("templates", "bench/peers/site", "with -hugo: the folder of its site")
	flag.Parse()
	ctx := context.Background()
	var err error
	switch {
	case *write != "":
		err = writeSite(*write, b.roles)
	case *hugo != "":
		err = b.peers(ctx, *tmpfs, *hugo, *templates)
	case *loop != "":
		err = plainLoop(ctx, b.site, *loop, *only)
	case *one != "":
		err = plainFile(ctx, b.site, *one)
	default:
		if err = b.all(*tmpfs, *disk); err == nil && *large > 0 {
			err = b.nowhere(*large)
		}
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "error:", err)
		os.Exit(1)
	}
}

type bench struct {
	roles, runs int
	rolediff    string
	site        string
}

func (b *bench) all(tmpfs, disk string) error {
	for _, place := range []struct{ name, dir string }{{"memory", tmpfs}, {"disk", disk}} {
		if place.dir == "" {
			continue
		}
		if err := os.MkdirAll(place.dir, 0o755); err != nil {
			fmt.Printf("%s: left out: %v\n", place.name, err)
			continue
		}
		if err := b.measure(place.name, place.dir); err != nil {
			return err
		}
	}
	return nil
}

// measure runs builds and plain loops in turn below one folder. On a disk
// nothing is deleted between runs: a disk is slow for minutes after that.
func (b *bench) measure(name, dir string) error {
	dir, err := os.MkdirTemp(dir, "rolediff-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	b.site = filepath.Join(dir, "site")
	if err := writeSite(b.site, b.roles); err != nil {
		return err
	}
	fmt.Printf("%s: %d roles, %d runs, %d processors\n", name, b.roles, b.runs, runtime.NumCPU())
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
			if name == "memory" {
				if err := os.RemoveAll(out(s.what)); err != nil {
					return err
				}
			}
		}
	}
	line := func(what string, runs []run, against string, base []run) {
		m := median(runs)
		fmt.Printf("  %-22s %7.3f s  %5.1f MiB", what, m.seconds, float64(m.peak)/(1<<20))
		if base != nil {
			fmt.Printf("  %.2f times %s", ratio(runs, base), against)
		}
		fmt.Println()
	}
	line("plain loop of files", loop, "", nil)
	line("build to a folder", folder, "the plain loop", loop)
	line("one file", one, "", nil)
	line("build to a tar", tar, "one file", one)
	return b.again(dir, median(folder))
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
	r, err := execute([]string{b.rolediff, "build", "--site", dir, "--tar", os.DevNull})
	if err != nil {
		return err
	}
	pages := roles + roles*(roles-1)/2 + roles*(roles-1)*(roles-2)/6
	fmt.Printf("nowhere: %d roles, %d pages of them: %.3f s, %.1f MiB\n", roles, pages, r.seconds, float64(r.peak)/(1<<20))
	return nil
}

// run is one finished process: what it took, and the most memory it had.
type run struct {
	seconds float64
	cpu     float64 // seconds of all processors together
	peak    int64   // bytes
}

func median(runs []run) run {
	sorted := slices.SortedFunc(slices.Values(runs), func(a, b run) int { return int(1e9 * (a.seconds - b.seconds)) })
	m := sorted[len(sorted)/2]
	for _, r := range runs {
		m.peak = max(m.peak, r.peak)
	}
	return m
}

// ratio is the median of the ratios run by run.
func ratio(a, b []run) float64 {
	var all []float64
	for i := range a {
		all = append(all, a[i].seconds/b[i].seconds)
	}
	slices.Sort(all)
	return all[len(all)/2]
}

func since(start time.Time) float64 { return time.Since(start).Seconds() }
