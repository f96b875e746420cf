package main

import (
	"fmt"
	"math"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/rolediff/rolediff/generator/internal/diag"
	"github.com/rolediff/rolediff/generator/internal/publish"
)

func (a *app) merge() *cobra.Command {
	return &cobra.Command{
		Use:   "merge OUT SHARD...",
		Short: "Join the tars of all shards into the tar of the whole site",
		Long: `Join the tars that build --shard I/N --tar wrote into the tar that one build
would have written, byte for byte. OUT - is stdout.`,
		Example: `  rolediff build --shard 1/2 --tar one.tar
  rolediff build --shard 2/2 --tar two.tar
  rolediff merge site.tar one.tar two.tar`,
		Args: takes(2, math.MaxInt, "the tar to write and the shards", "rolediff merge site.tar one.tar two.tar"),
		RunE: func(cmd *cobra.Command, args []string) error {
			var shares []publish.TarShare
			for _, name := range args[1:] {
				f, err := os.Open(name)
				if err != nil {
					return diag.List{{Severity: diag.Error, Code: "unreadable", Position: diag.Position{File: filepath.ToSlash(name)},
						Message: "this file cannot be read: " + diag.Reason(err), Hint: diag.ReadHint(err, "name the tars of all shares")}}
				}
				defer f.Close()
				shares = append(shares, publish.TarShare{Name: name, Reader: f})
			}
			if args[0] == "-" {
				_, err := publish.Merge(cmd.Context(), a.stdout, shares)
				return err
			}
			stats, err := publish.MergeToFile(cmd.Context(), args[0], a.sources(), shares)
			if err != nil {
				return err
			}
			fmt.Fprintln(a.stdout, stats)
			return nil
		},
	}
}
