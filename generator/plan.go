package main

import (
	"encoding/json"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/rolediff/rolediff/generator/internal/capacity"
	"github.com/rolediff/rolediff/generator/internal/diag"
	"github.com/rolediff/rolediff/generator/internal/publish"
	"github.com/rolediff/rolediff/generator/internal/site"
)

func (a *app) plan() *cobra.Command {
	var format *choice
	cmd := &cobra.Command{
		Use:   "plan",
		Short: "Show what a build would take, and which hosts have room for it",
		Long: `Show how many files and bytes a build would write, by kind; whether GitHub Pages,
Cloudflare Pages and the limits in config.json allow that; how many more roles
would fit; and the same for other policies, which decide which pairs and trios
have a page of their own. Nothing is written. Bytes are within 2% of the build's.`,
		Example: `  rolediff plan
  rolediff plan --format json`,
		Args: noArgs,
		RunE: func(*cobra.Command, []string) error {
			w, err := openWorkspace(a.site)
			if err != nil {
				return err
			}
			defer w.close()
			s, list := w.load()
			a.print(list)
			if s == nil {
				fmt.Fprintf(a.stderr, "%s, nothing was planned\n", summary(list))
				return errReported
			}
			report, err := capacity.New(s, w.cfg)
			if err != nil {
				return err
			}
			if format.value == "json" {
				out := json.NewEncoder(a.stdout)
				out.SetIndent("", "  ")
				return out.Encode(report)
			}
			return report.WriteText(a.stdout)
		},
	}
	format = addFormat(cmd, "print it as `FORMAT`: text or json", "text", "json")
	return cmd
}

// overLimit reports when the site is larger than its config allows. Only where a
// sample of pages leaves that in doubt, every page is made and counted.
func (w *workspace) overLimit(s *site.Site) (diag.List, error) {
	bytes, files := w.cfg.MaxBytes, w.cfg.MaxFiles
	if bytes.Most == 0 && files.Most == 0 {
		return nil, nil
	}
	size, err := capacity.Of(s, false)
	if err != nil {
		return nil, err
	}
	if doubt := size.Bytes / 50; bytes.Most > 0 && size.Bytes-doubt <= bytes.Most && bytes.Most <= size.Bytes+doubt {
		if size, err = capacity.Of(s, true); err != nil {
			return nil, err
		}
	}
	var list diag.List
	hint := func() string {
		report, err := capacity.New(s, w.cfg)
		if err != nil {
			return ""
		}
		const own = 0 // the first host is the config
		if choice := report.Choose(own); choice != nil {
			return fmt.Sprintf("write fewer comparisons: %s takes %s in %s files; or raise the limit; all choices: rolediff plan",
				choice.Setting(), publish.FormatBytes(choice.Bytes), publish.FormatCount(choice.Files))
		}
		return "no policy makes it small enough: remove " + w.cfg.NounMany + " or raise the limit; all choices: rolediff plan"
	}
	if bytes.Most > 0 && size.Bytes > bytes.Most {
		list.Add(bytes.Exceeded(fmt.Sprintf("the site would take %s, and %s are allowed", publish.FormatBytes(size.Bytes), publish.FormatBytes(bytes.Most)), hint()))
	}
	if files.Most > 0 && int64(size.Files) > files.Most {
		list.Add(files.Exceeded(fmt.Sprintf("the site would have %s files, and %s are allowed", publish.FormatCount(size.Files), publish.FormatCount(int(files.Most))), hint()))
	}
	return list, nil
}
