package main

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/rolediff/rolediff"
	"github.com/rolediff/rolediff/generator/internal/config"
	"github.com/rolediff/rolediff/generator/internal/content"
	"github.com/rolediff/rolediff/generator/internal/layout"
	"github.com/rolediff/rolediff/generator/internal/publish"
	"github.com/rolediff/rolediff/generator/internal/site"
	"github.com/rolediff/rolediff/generator/internal/synth"
)

// writeSite makes a synthetic site with this repository's config.
func writeSite(dir string, roles int) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	cfg, list := config.Parse(rolediff.Config)
	if cfg == nil {
		return list
	}
	return synth.Write(dir, roles, rolediff.Config, synth.ShapeOf(cfg))
}

// read reads the config and content of a site.
func read(dir string) (*config.Config, *content.Content, error) {
	fsys := os.DirFS(dir)
	raw, err := fs.ReadFile(fsys, config.File)
	if err != nil {
		return nil, nil, err
	}
	cfg, list := config.Parse(raw)
	if cfg == nil {
		return nil, nil, list
	}
	c, list := new(content.Loader).Load(fsys, cfg)
	if c == nil {
		return nil, nil, list
	}
	return cfg, c, nil
}

// load makes the snapshot of a site in this process.
func load(dir string) (*site.Site, error) {
	cfg, c, err := read(dir)
	if err != nil {
		return nil, err
	}
	builtin, err := fs.Sub(rolediff.Layouts, layout.Dir)
	if err != nil {
		return nil, err
	}
	layouts, list := layout.Load(builtin, nil, nil)
	if layouts == nil {
		return nil, list
	}
	s, list := site.New(site.Inputs{Config: cfg, Content: c, Layouts: layouts}, nil)
	if s == nil {
		return nil, list
	}
	return s, nil
}

type page struct {
	path string
	data []byte
}

// pages makes all bytes of a site beforehand, by folder.
func pages(dir string) ([][]page, error) {
	s, err := load(dir)
	if err != nil {
		return nil, err
	}
	var out [][]page
	for _, folder := range s.Folders() {
		var list []page
		for f := range s.Files(folder) {
			data, err := f.AppendTo(nil)
			if err != nil {
				return nil, err
			}
			list = append(list, page{filepath.Join(filepath.FromSlash(folder), f.Name()), bytes.Clone(data)})
		}
		out = append(out, list)
	}
	runtime.GC()
	return out, nil
}

// plainLoop writes the site as any program would, with as many workers as a
// build has, and prints the seconds of the writing alone. only leaves out all but
// the pages of one role.
func plainLoop(ctx context.Context, dir, out, only string) error {
	folders, err := pages(dir)
	if err != nil {
		return err
	}
	if only != "" {
		for i, list := range folders {
			folders[i] = slices.DeleteFunc(list, func(p page) bool { return !has(p.path, only) })
		}
	}
	m := startMeter()
	work := make(chan []page, len(folders))
	for _, list := range folders {
		work <- list
	}
	close(work)
	errs := make(chan error, 2*runtime.NumCPU())
	var wg sync.WaitGroup
	for range 2 * runtime.NumCPU() {
		wg.Go(func() {
			for list := range work {
				for i, p := range list {
					name := filepath.Join(out, p.path)
					if i == 0 {
						if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
							errs <- err
							return
						}
					}
					if err := os.WriteFile(name, p.data, 0o644); err != nil {
						errs <- err
						return
					}
				}
			}
		})
	}
	wg.Wait()
	m.print()
	select {
	case err := <-errs:
		return err
	default:
		return ctx.Err()
	}
}

// plainFile writes as many bytes as the tar has to one file and prints the seconds.
// What a tar adds to a page, its header and what fills up the last block, is zeros.
func plainFile(ctx context.Context, dir, out string) error {
	folders, err := pages(dir)
	if err != nil {
		return err
	}
	m := startMeter()
	f, err := os.Create(out)
	if err != nil {
		return err
	}
	buf := make([]byte, 0, 1<<20)
	for _, list := range folders {
		for _, p := range list {
			entry := int(publish.TarEntry(filepath.ToSlash(p.path), int64(len(p.data))))
			if len(buf)+entry > cap(buf) {
				if _, err := f.Write(buf); err != nil {
					return err
				}
				buf = buf[:0]
			}
			buf = append(buf, p.data...)
			buf = append(buf, make([]byte, entry-len(p.data))...) // which allocates nothing
		}
	}
	if _, err := f.Write(buf); err != nil {
		return err
	}
	err = f.Close()
	m.print()
	if err == nil {
		err = ctx.Err()
	}
	return err
}

// meter takes the time of a part of this process.
type meter struct {
	start time.Time
	cpu   float64
}

func startMeter() meter { return meter{time.Now(), cpuSeconds()} }

func (m meter) print() {
	fmt.Printf("measured %f %f\n", since(m.start), cpuSeconds()-m.cpu)
}

// execute runs a program to its end and takes the time of the whole process, or
// what a meter in it prints.
func execute(args []string) (run, error) {
	cmd := exec.Command(args[0], args[1:]...)
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, os.Stderr
	start := time.Now()
	if err := cmd.Run(); err != nil {
		return run{}, fmt.Errorf("%s: %w\n%s", strings.Join(args, " "), err, out.Bytes())
	}
	state := cmd.ProcessState
	r := run{since(start), (state.UserTime() + state.SystemTime()).Seconds(), peakMemory(state)}
	if _, text, ok := strings.Cut(out.String(), "measured "); ok {
		r.peak = 0
		if _, err := fmt.Sscanf(text, "%f %f", &r.seconds, &r.cpu); err != nil {
			return run{}, err
		}
	}
	return r, nil
}
