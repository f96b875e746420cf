package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"sync"

	"github.com/rolediff/rolediff"
	"github.com/rolediff/rolediff/generator/internal/config"
	"github.com/rolediff/rolediff/generator/internal/content"
	"github.com/rolediff/rolediff/generator/internal/diag"
	"github.com/rolediff/rolediff/generator/internal/layout"
	"github.com/rolediff/rolediff/generator/internal/lint"
	"github.com/rolediff/rolediff/generator/internal/site"
)

// workspace is a site's folder, read again and again. What did not change is
// used again. It is not safe for concurrent use.
type workspace struct {
	root    *os.Root // nothing outside the folder can be read
	baseURL string   // replaces the config's, when set
	configs []byte   // config.json as it was read
	cfg     *config.Config
	loader  content.Loader
	layouts *layout.Set
	content *content.Content // of the last load that had no errors
	site    *site.Site
	memo    []byte    // what the site of an earlier build left, or nil
	onRead  func()    // called when all has been read, or nil
	read    bool      // the last load took in all files
	beside  diag.List // what that said of config and layouts
}

// openWorkspace opens a site's folder. The error is a diag.List.
func openWorkspace(dir string) (*workspace, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, diag.List{{
			Severity: diag.Error, Code: "missing-site", Position: diag.Position{File: dir},
			Message: "this folder cannot be opened: " + diag.Reason(err),
			Hint:    "name the site's folder with --site DIR, or make a new site with: rolediff init DIR",
		}}
	}
	return &workspace{root: root}, nil
}

func (w *workspace) close() { _ = w.root.Close() }

// load makes a snapshot of the folder as it is now. The Site is nil when there
// are errors.
func (w *workspace) load() (*site.Site, diag.List) {
	w.read = false
	fsys := w.root.FS()
	list := w.loadConfig(fsys)
	if list.HasErrors() {
		return nil, list
	}
	// Parsing the layouts takes one processor, reading the content the others.
	var c *content.Content
	var ofContent diag.List
	var reading sync.WaitGroup
	reading.Go(func() { c, ofContent = w.loader.Load(fsys, w.cfg) })
	layouts, more := w.loadLayouts(fsys)
	reading.Wait()
	if w.onRead != nil {
		w.onRead()
	}
	list = append(list, more...)
	w.read, w.beside = layouts != nil, slices.Clone(list)
	return w.make(c, append(list, ofContent...))
}

// editable tells whether reload can take a file's bytes: a markdown file of content
// that the last load took in.
func (w *workspace) editable(path string) bool { return w.read && w.loader.Has(path) }

// reload is load where only the bytes of some files changed, all of them editable.
func (w *workspace) reload(edited map[string][]byte) (*site.Site, diag.List) {
	c, list, ok := w.loader.Reload(edited)
	if !ok {
		return w.load()
	}
	return w.make(c, append(slices.Clone(w.beside), list...))
}

// make makes the snapshot of what was read.
func (w *workspace) make(c *content.Content, list diag.List) (*site.Site, diag.List) {
	list.Sort()
	if list.HasErrors() {
		return nil, list
	}
	next, more := site.New(site.Inputs{Config: w.cfg, Content: c, Layouts: w.layouts, Program: program(), Memo: w.memo}, w.site)
	list = append(list, more...)
	list.Sort()
	if list.HasErrors() {
		return nil, list
	}
	w.content, w.site = c, next
	return next, list
}

// check is load and all that does not stop a preview: judgments, and the limits of
// the config.
func (w *workspace) check() (*site.Site, diag.List, error) {
	s, list := w.load()
	if s == nil {
		return nil, list, nil
	}
	over, err := w.overLimit(s)
	list = append(list, over...)
	list = append(list, lint.Check(w.cfg, w.content, w.loader.Document)...)
	list.Sort()
	return s, list, err
}

// maxConfig bounds config.json, in bytes; real ones have some thousand.
const maxConfig = 512 << 10

func (w *workspace) loadConfig(fsys fs.FS) diag.List {
	info, err := fs.Stat(fsys, config.File)
	if err == nil && !info.Mode().IsRegular() {
		// A pipe would be waited for without end.
		return diag.List{{Severity: diag.Error, Code: "unreadable", Position: diag.Position{File: config.File}, Message: "this is no regular file", Hint: "put the file itself here"}}
	}
	if err == nil && info.Size() > maxConfig {
		return diag.List{{Severity: diag.Error, Code: "too-long", Position: diag.Position{File: config.File}, Message: fmt.Sprintf("the file is larger than %d kB", maxConfig>>10), Hint: "shorten it"}}
	}
	raw, err := fs.ReadFile(fsys, config.File)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return config.Missing()
	case err != nil:
		return diag.List{{Severity: diag.Error, Code: "unreadable", Position: diag.Position{File: config.File}, Message: "this file cannot be read: " + diag.Reason(err),
			Hint: diag.ReadHint(err, "check that it is there and that you may read it")}}
	case w.cfg != nil && bytes.Equal(raw, w.configs):
		return nil
	}
	cfg, list := config.Parse(raw)
	if cfg == nil {
		return list
	}
	if w.baseURL != "" {
		cfg.BaseURL = config.WithSlash(w.baseURL)
	}
	w.configs, w.cfg = raw, cfg
	return list
}

// loadLayouts parses the built-in layouts with the site's own in front. An
// unchanged set stays the same value.
func (w *workspace) loadLayouts(fsys fs.FS) (*layout.Set, diag.List) {
	builtin, err := fs.Sub(rolediff.Layouts, layout.Dir)
	if err != nil {
		panic(err) // the folder is embedded under this very name
	}
	own, err := fs.Sub(fsys, layout.Dir)
	if err == nil {
		info, statErr := fs.Stat(fsys, layout.Dir)
		if statErr == nil && !info.IsDir() {
			return nil, diag.List{{Severity: diag.Error, Code: "no-folder", Position: diag.Position{File: layout.Dir}, Message: "this must be a folder", Hint: "rename the file, or remove it to use the built-in layouts"}}
		}
		if statErr != nil {
			own = nil
		}
	}
	set, list := layout.Load(builtin, own, w.layouts)
	if set != nil {
		w.layouts = set
	}
	return set, list
}
