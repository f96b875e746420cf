package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"github.com/rolediff/rolediff/generator/internal/config"
	"github.com/rolediff/rolediff/generator/internal/content"
	"github.com/rolediff/rolediff/generator/internal/diag"
	"github.com/rolediff/rolediff/generator/internal/layout"
	"github.com/rolediff/rolediff/generator/internal/publish"
	"github.com/rolediff/rolediff/generator/internal/schema"
	"github.com/rolediff/rolediff/generator/internal/site"
)

type buildFlags struct {
	output, tar, single, baseURL string
	shard                        string
	verify                       bool
}

func (a *app) build() *cobra.Command {
	var flags buildFlags
	cmd := &cobra.Command{
		Use:   "build",
		Short: "Write the site to a folder or a tar file",
		Long: `Write the site to a folder, public below the site's folder unless --output
names another, or to one tar file. A failed build changes nothing, and so does one
that would exceed the limits in config.json. Files in the folder that rolediff did
not write are kept. A build writes only what changed since the last one.`,
		Example: `  rolediff build
  rolediff build --base-url https://example.org/roles/
  rolediff build --tar site.tar`,
		Args:    noArgs,
		PreRunE: func(cmd *cobra.Command, _ []string) error { return flags.check(cmd) },
		RunE:    func(cmd *cobra.Command, _ []string) error { return a.runBuild(cmd, flags) },
	}
	f := cmd.Flags()
	f.StringVar(&flags.output, "output", "", "write to `DIR` (default public below the site's folder)")
	f.StringVar(&flags.tar, "tar", "", "write one tar `FILE` instead; - is stdout")
	f.StringVar(&flags.single, "single-file", "", "write one HTML `FILE` with everything in it instead, to mail or keep")
	f.StringVar(&flags.baseURL, "base-url", "", "`URL` of the published site, instead of the one in config.json")
	f.StringVar(&flags.shard, "shard", "", "write only share `I/N` of N even ones; rolediff merge joins their tars")
	f.BoolVar(&flags.verify, "verify", false, "write nothing, compare what is there with what would be written")
	return cmd
}

// check refuses flags that cannot be meant. Its error is one of usage.
func (f *buildFlags) check(cmd *cobra.Command) error {
	if cmd.Flags().Changed("base-url") {
		if strings.ContainsAny(f.baseURL, "?#") {
			return fmt.Errorf("--base-url %q is no http or https address of a folder", f.baseURL)
		}
		if why := schema.CheckURL(f.baseURL); why != "" {
			return fmt.Errorf("--base-url %q %s", f.baseURL, why)
		}
	}
	if _, _, err := f.share(); err != nil {
		return err
	}
	for _, name := range []string{"output", "tar", "single-file", "shard"} {
		if cmd.Flags().Changed(name) && cmd.Flag(name).Value.String() == "" {
			return fmt.Errorf("--%s is empty", name)
		}
	}
	switch {
	case f.tar != "" && f.output != "":
		return errors.New("--output and --tar cannot both be given: a build writes one or the other")
	case f.single != "" && (f.output != "" || f.tar != "" || f.verify || f.shard != ""):
		return errors.New("--single-file writes one page and goes with no other output")
	case f.tar != "" && f.verify:
		return errors.New("--verify looks at a folder: name it with --output instead of --tar")
	}
	return nil
}

// share reads --shard: the I-th of N shares, 1 of 1 when it is not given.
func (f *buildFlags) share() (i, n int, err error) {
	if f.shard == "" {
		return 1, 1, nil
	}
	first, second, _ := strings.Cut(f.shard, "/")
	i, err = strconv.Atoi(first)
	if err == nil {
		n, err = strconv.Atoi(second)
	}
	if err != nil || i < 1 || i > n || f.shard != fmt.Sprintf("%d/%d", i, n) {
		return 0, 0, fmt.Errorf("--shard %q is not I/N, such as 1/4 for the first of four shares", f.shard)
	}
	return i, n, nil
}

func (a *app) runBuild(cmd *cobra.Command, flags buildFlags) error {
	w, err := openWorkspace(a.site)
	if err != nil {
		return err
	}
	defer w.close()
	w.baseURL = flags.baseURL
	output := flags.output
	if output == "" {
		output = filepath.Join(a.site, "public")
	}
	// A site that was made from the very same inputs, without a warning to repeat,
	// needs no second look.
	var key publish.Key
	known := false
	if flags.tar == "" && flags.single == "" && !flags.verify { // nothing else asks for the key
		key, known = w.inputs()
		if flags.shard == "" {
			if known {
				if stats, ok := publish.Current(output, key); ok {
					a.published(stats, output)
					return nil
				}
			}
			w.memo = publish.Memo(output)
		}
	}
	// What has changed since the key was made may have been read or not. Looking for it
	// takes one processor while the site is made of what was read.
	stays := false
	var looking sync.WaitGroup
	if known {
		w.onRead = func() {
			looking.Go(func() {
				again, ok := w.inputs()
				stays = ok && again == key
			})
		}
	}
	often := collectSeldom(loadedPercent)
	s, list := w.load()
	looking.Wait()
	often()
	if s != nil && flags.single == "" {
		more, err := w.overLimit(s)
		if err != nil {
			return err
		}
		list = append(list, more...)
	}
	a.print(list)
	if s == nil || list.HasErrors() {
		fmt.Fprintf(a.stderr, "%s, nothing was written\n", summary(list))
		return errReported
	}
	if flags.single != "" {
		return a.writeSingle(s, flags.single)
	}
	i, n, err := flags.share()
	if err != nil {
		return err
	}
	var tree publish.Tree = s
	if stays && len(list) == 0 && n == 1 {
		tree = publish.WithKey(s, key)
	}
	tree = publish.Shard(tree, i, n)
	ctx := cmd.Context()
	progress, clear := a.progress()
	switch {
	case flags.verify:
		differences, err := publish.Verify(ctx, tree, output)
		if err != nil {
			return err
		}
		a.print(differences)
		if len(differences) > 0 {
			return errReported
		}
		fmt.Fprintf(a.stdout, "%s holds what a build would write\n", output)
		return nil
	case flags.tar != "":
		options := publish.TarOptions{Progress: progress, Sources: a.sources()}
		var stats publish.Stats
		if flags.tar == "-" {
			stats, err = publish.ToTar(ctx, tree, a.stdout, options)
		} else {
			stats, err = publish.ToTarFile(ctx, tree, flags.tar, options)
		}
		clear()
		if err != nil {
			return err
		}
		if flags.tar == "-" {
			fmt.Fprintln(a.stderr, stats)
		} else {
			fmt.Fprintln(a.stdout, stats)
		}
		return nil
	}
	stats, err := publish.ToFolder(ctx, tree, publish.FolderOptions{
		Output: output, Sources: a.sources(), Progress: progress,
		Warn: func(d diag.Diagnostic) { a.print(diag.List{d}) },
	})
	clear()
	if err != nil {
		return err
	}
	a.published(stats, output)
	return nil
}

// published says what is in a folder now.
func (a *app) published(stats publish.Stats, output string) {
	fmt.Fprintln(a.stdout, stats)
	fmt.Fprintln(a.stdout, "open "+filepath.Join(output, "index.html"))
}

// writeSingle writes the single-file edition.
func (a *app) writeSingle(s *site.Site, output string) error {
	page, err := s.OneFile()
	if err != nil {
		return err
	}
	err = publish.ReplaceFile(output, a.sources(), func(w io.Writer) error {
		_, err := w.Write(page)
		return err
	})
	if err != nil {
		return err
	}
	fmt.Fprintf(a.stdout, "%d %s in one page of %d kB\nopen %s\n", s.Roles(), s.Noun(), (len(page)+999)/1000, output)
	return nil
}

// sources are what no output may be, hold or lie inside, whether it is there yet or
// not.
func (a *app) sources() []string {
	var out []string
	for _, name := range []string{config.File, filepath.Dir(content.RolesDir), layout.Dir} {
		out = append(out, filepath.Join(a.site, name))
	}
	return out
}

// progress returns a callback that keeps one line of a terminal up to date, and
// a function that clears it. Without a terminal both do nothing.
func (a *app) progress() (update func(done, total int), clear func()) {
	f, ok := a.stderr.(*os.File)
	if !ok || !term.IsTerminal(int(f.Fd())) {
		return nil, func() {}
	}
	shown := false
	update = func(done, total int) {
		shown = true
		if total > 0 {
			fmt.Fprintf(f, "\r\033[K%d of %d files (%d%%)", done, total, done*100/total)
		} else {
			fmt.Fprintf(f, "\r\033[K%d files", done)
		}
	}
	return update, func() {
		if shown {
			fmt.Fprint(f, "\r\033[K")
		}
	}
}
