package main

import (
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"github.com/rolediff/rolediff/generator/internal/config"
	"github.com/rolediff/rolediff/generator/internal/content"
	"github.com/rolediff/rolediff/generator/internal/diag"
	"github.com/rolediff/rolediff/generator/internal/layout"
	"github.com/rolediff/rolediff/generator/internal/publish"
)

type buildFlags struct {
	output, tar, baseURL string
	verify               bool
}

func (a *app) build() *cobra.Command {
	var flags buildFlags
	cmd := &cobra.Command{
		Use:   "build",
		Short: "Write the site to a folder or a tar file",
		Long: `Write the site to a folder, public below the site's folder unless --output
names another, or to one tar file. A failed build changes nothing. Files in the
folder that rolediff did not write are kept.`,
		Args: cobra.NoArgs,
		PreRunE: func(cmd *cobra.Command, _ []string) error {
			a.started = false
			defer func() { a.started = true }()
			return flags.check(cmd)
		},
		RunE: func(cmd *cobra.Command, _ []string) error { return a.runBuild(cmd, flags) },
	}
	f := cmd.Flags()
	f.StringVar(&flags.output, "output", "", "folder to write (default public below the site's folder)")
	f.StringVar(&flags.tar, "tar", "", "write one tar file instead; - is stdout")
	f.StringVar(&flags.baseURL, "base-url", "", "address of the published site, instead of the one in config.json")
	f.BoolVar(&flags.verify, "verify", false, "write nothing, compare what is there with what would be written")
	cmd.MarkFlagsMutuallyExclusive("output", "tar")
	cmd.MarkFlagsMutuallyExclusive("verify", "tar")
	return cmd
}

// check refuses flags that cannot be meant. Its error is one of usage.
func (f *buildFlags) check(cmd *cobra.Command) error {
	if cmd.Flags().Changed("base-url") {
		u, err := url.Parse(f.baseURL)
		if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" || u.RawQuery != "" || u.Fragment != "" {
			return fmt.Errorf("--base-url %q is no http or https address of a folder", f.baseURL)
		}
	}
	for _, name := range []string{"output", "tar"} {
		if cmd.Flags().Changed(name) && cmd.Flag(name).Value.String() == "" {
			return fmt.Errorf("--%s is empty", name)
		}
	}
	return nil
}

func (a *app) runBuild(cmd *cobra.Command, flags buildFlags) error {
	w, err := openWorkspace(a.site)
	if err != nil {
		return err
	}
	defer w.close()
	w.baseURL = flags.baseURL
	s, list := w.load()
	a.print(list)
	if s == nil {
		fmt.Fprintf(a.stderr, "%s, nothing was written\n", summary(list))
		return errReported
	}
	output := flags.output
	if output == "" {
		output = filepath.Join(a.site, "public")
	}
	ctx := cmd.Context()
	progress, clear := a.progress()
	switch {
	case flags.verify:
		differences, err := publish.Verify(ctx, s, output)
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
			stats, err = publish.ToTar(ctx, s, a.stdout, options)
		} else {
			stats, err = publish.ToTarFile(ctx, s, flags.tar, options)
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
	stats, err := publish.ToFolder(ctx, s, publish.FolderOptions{
		Output: output, Sources: a.sources(), Progress: progress,
		Warn: func(d diag.Diagnostic) { a.print(diag.List{d}) },
	})
	clear()
	if err != nil {
		return err
	}
	fmt.Fprintln(a.stdout, stats)
	fmt.Fprintln(a.stdout, "open "+filepath.Join(output, "index.html"))
	return nil
}

// sources are what no output may be, hold or lie inside.
func (a *app) sources() []string {
	var out []string
	for _, name := range []string{config.File, filepath.Dir(content.RolesDir), layout.Dir} {
		path := filepath.Join(a.site, name)
		if _, err := os.Lstat(path); !errors.Is(err, os.ErrNotExist) {
			out = append(out, path)
		}
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
