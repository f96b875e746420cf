package site

import (
	"io/fs"
	"testing"

	"github.com/rolediff/rolediff/generator/internal/config"
	"github.com/rolediff/rolediff/generator/internal/content"
	"github.com/rolediff/rolediff/generator/internal/layout"
)

// keeper loads a site again and again as the program does when it serves one:
// config, parsed files, layouts and the last snapshot are used again.
type keeper struct {
	raw     string
	cfg     *config.Config
	loader  content.Loader
	layouts *layout.Set
	last    *Site
}

// newKeeper takes the layouts of a site's folder.
func newKeeper(t *testing.T, dir fs.FS) *keeper {
	t.Helper()
	return &keeper{layouts: readLayouts(t, dir)}
}

func (k *keeper) load(t *testing.T, dir fs.FS) *Site {
	t.Helper()
	raw, err := fs.ReadFile(dir, config.File)
	if err != nil {
		t.Fatal(err)
	}
	if k.raw != string(raw) {
		cfg, list := config.Parse(raw)
		report(t, list)
		k.raw, k.cfg = string(raw), cfg
	}
	c, list := k.loader.Load(dir, k.cfg)
	if list.HasErrors() {
		report(t, list)
	}
	next, list := New(Inputs{Config: k.cfg, Content: c, Layouts: k.layouts}, k.last)
	if next == nil {
		report(t, list)
	}
	k.last = next
	return next
}
