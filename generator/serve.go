package main

import (
	"context"
	"fmt"
	"io/fs"
	"net"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/rolediff/rolediff/generator/internal/config"
	"github.com/rolediff/rolediff/generator/internal/diag"
	"github.com/rolediff/rolediff/generator/internal/layout"
	"github.com/rolediff/rolediff/generator/internal/preview"
)

func (a *app) serve() *cobra.Command {
	var addr, editor string
	var poll, remote bool
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "Preview the site and reload the browser on every save",
		Long: `Serve the site from memory and reload open browser tabs when config.json,
content/ or layouts/ change. Problems are shown in the browser and here; the fix
is picked up by itself.`,
		Example: `  rolediff serve
  rolediff serve --site my-roles --addr 127.0.0.1:9000`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			w, err := openWorkspace(a.site)
			if err != nil {
				return err
			}
			defer w.close()
			if _, err := w.root.Stat(config.File); os.IsNotExist(err) {
				return config.Missing()
			}
			if _, port, err := net.SplitHostPort(addr); err == nil && port != "0" {
				w.baseURL = "http://" + addr + "/"
			}
			dir, err := filepath.Abs(a.site)
			if err != nil {
				return err
			}
			defer collectSeldom(servedPercent)()
			return preview.Run(cmd.Context(), preview.Options{
				Addr: addr, AllowRemote: remote, Dir: dir, Poll: poll, Editor: editor, Log: a.stderr,
				Watch: []string{config.File, "content", layout.Dir}, Ignore: []string{filepath.Join(dir, "public")},
				Editable: w.editable,
				Load: func(_ context.Context, edited map[string][]byte) (fs.FS, diag.List) {
					s, list := w.reload(edited)
					if s == nil {
						return nil, list
					}
					return s, list
				},
				Ready: func(url string) {
					fmt.Fprintf(a.stdout, "serving %s, stop with ctrl-c\n", url)
				},
			})
		},
	}
	f := cmd.Flags()
	f.StringVar(&addr, "addr", "127.0.0.1:8080", "listen on `HOST:PORT`; port 0 takes any that is free")
	f.BoolVar(&poll, "poll", false, "look at the files every second, where changes are not announced")
	f.BoolVar(&remote, "allow-remote", false, "let other machines see the preview")
	f.StringVar(&editor, "editor", os.Getenv("ROLEDIFF_EDITOR"), "`LINK` that opens an editor, such as vscode://file/{file}:{line}:{column}; ROLEDIFF_EDITOR is the default")
	return cmd
}
