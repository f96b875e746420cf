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
	"time"
)

func main() {
	var b bench
	flag.IntVar(&b.roles, "roles", 100, "roles of the synthetic site")
	flag.IntVar(&b.runs, "runs", 5, "runs of each, of which the best counts")
	flag.StringVar(&b.rolediff, "rolediff", "bin/rolediff", "the program to measure")
	tmpfs := flag.String("tmpfs", "/dev/shm", "a folder in memory")
	disk := flag.String("disk", "", "a folder on disk to measure too; it takes minutes")
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
		err = b.all(*tmpfs, *disk, *large)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "error:", err)
		os.Exit(1)
	}
}

// all measures everything that has a limit.
func (b *bench) all(tmpfs, disk string, large int) error {
	if err := b.cold(tmpfs, false); err != nil {
		return err
	}
	if disk != "" {
		if err := os.MkdirAll(disk, 0o755); err != nil {
			return err
		}
		if err := b.cold(disk, true); err != nil {
			return err
		}
	}
	if large > 0 {
		if err := b.nowhere(large); err != nil {
			return err
		}
	}
	if err := b.edits(); err != nil {
		return err
	}
	if b.over > 0 {
		fmt.Printf("%d figures are over their limit\n", b.over)
	}
	return nil
}

type bench struct {
	report
	roles, runs int
	rolediff    string
	site        string
}

func since(start time.Time) float64 { return time.Since(start).Seconds() }
