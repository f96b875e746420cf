// Package publish puts a site where readers get it: into a folder or into one tar
// file. What a person can rely on:
//
//   - ToFolder deletes and overwrites only files that it wrote before, as listed in
//     .rolediff/manifest in the output. Everything else there survives; where it is
//     in the way of a page, ToFolder fails and says so.
//   - A failed or killed ToFolder leaves the old site or the new one, whole. When
//     little has changed, it moves the changed files into place one by one; killed
//     between two of them, it leaves every file whole and the next run goes on.
//     The promise is for failing and killed processes, not for a power cut.
//   - The bytes are those of a clean build, always.
//   - Two builds into one folder never run at once.
//
// A file that somebody edits in place keeps its edit until the page changes or the
// folder is touched otherwise; Verify finds it.
package publish

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"sync/atomic"
	"time"

	"github.com/rolediff/rolediff/generator/internal/diag"
)

// FolderOptions says where and how ToFolder writes.
type FolderOptions struct {
	// Output is the folder. It is made if it is not there, with its parents.
	Output string
	// Sources are folders and files that the site is made from. An output that
	// is, holds or lies inside one is refused.
	Sources []string
	// Workers is how many folders are written at once; 0 means two for each
	// processor.
	Workers int
	// Progress is told how many files of how many are done, at most ten times a
	// second, never twice at once. total is 0 while it is not known.
	Progress func(done, total int)
	// Warn is told what was kept or left out. Nothing it says stops a build.
	Warn func(diag.Diagnostic)
}

// ToFolder makes the output folder hold exactly the tree's files, beside whatever
// there is that it did not write. Its errors are a diag.List, but for those of ctx
// and of the tree.
func ToFolder(ctx context.Context, tree Tree, opts FolderOptions) (Stats, error) {
	return toFolder(ctx, system(), tree, opts)
}

func toFolder(ctx context.Context, fsys filesystem, tree Tree, opts FolderOptions) (Stats, error) {
	start := time.Now()
	at, err := locate(opts.Output, opts.Sources)
	if err != nil {
		return Stats{}, err
	}
	if opts.Workers <= 0 {
		opts.Workers = 2 * runtime.NumCPU()
	}
	if opts.Warn == nil {
		opts.Warn = func(diag.Diagnostic) {}
	}
	p := &publisher{fs: fsys, tree: tree, folders: tree.Folders(), opts: opts, at: at}
	stop := p.report()
	err = p.run(ctx)
	stop()
	if err != nil {
		return Stats{}, explain(lockedIf(err, opts.Output), at.path, opts.Output)
	}
	p.stats.Where = opts.Output
	p.stats.Duration = time.Since(start)
	return p.stats, nil
}

// publisher is one run of ToFolder.
type publisher struct {
	fs      filesystem
	tree    Tree
	folders []string
	opts    FolderOptions
	at      target
	parent  dir
	out     dir // nil while there is no output
	stats   Stats
	done    atomic.Int64
	total   atomic.Int64
}

func (p *publisher) run(ctx context.Context) (err error) {
	undo, err := p.openParent()
	if err != nil {
		return err
	}
	var w *work
	defer func() {
		if w != nil {
			w.close()
		}
		if p.out != nil {
			p.out.Close()
		}
		p.parent.Close()
		if err != nil {
			undo()
		}
	}()
	if w, err = p.openWork(); err != nil {
		return err
	}
	if err := p.recoverAll(w); err != nil {
		return err
	}
	return p.publish(ctx, w)
}

// openParent opens the folder that the output is or will be in. undo removes the
// folders that it made for that, if they are still empty.
func (p *publisher) openParent() (undo func(), err error) {
	var made []string
	undo = func() {
		for _, m := range made {
			os.Remove(m)
		}
	}
	for up := p.at.parent; ; up = filepath.Dir(up) {
		if _, err := os.Lstat(up); !errors.Is(err, fs.ErrNotExist) {
			break
		}
		made = append(made, up)
	}
	if err = os.MkdirAll(p.at.parent, 0o755); err == nil {
		p.parent, err = p.fs.Open(p.at.parent)
	}
	if err != nil {
		undo()
		return nil, err
	}
	return undo, nil
}

// reopen opens the output, if there is one, anew: after a swap the name stands for
// another folder.
func (p *publisher) reopen() error {
	if p.out != nil {
		p.out.Close()
		p.out = nil
	}
	out, err := p.parent.OpenDir(p.at.base)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err == nil {
		p.out = out
	}
	return nil
}

// publish chooses the way: nothing to do, a few files, or the whole site.
func (p *publisher) publish(ctx context.Context, w *work) error {
	old, err := p.manifest()
	if err != nil {
		return err
	}
	defer old.close()
	if old == nil {
		return p.whole(ctx, w, nil)
	}
	touched, err := p.touched(old.mtime)
	if err != nil {
		return err
	}
	if old.head.key == p.tree.Key() && len(touched) == 0 {
		p.setTotals(old.head.totals)
		return nil
	}
	if err := old.load(); err != nil {
		return p.damaged(err)
	}
	what, err := p.compare(ctx, old, touched)
	if err != nil {
		return err
	}
	if what.most {
		return p.whole(ctx, w, old)
	}
	p.total.Store(int64(what.changed))
	err = p.update(ctx, w, old, what)
	if errors.Is(err, errInTheWay) && !w.inside {
		return p.whole(ctx, w, old)
	}
	return err
}

// whole writes the whole site: the two change places, or file by file where the
// output cannot be moved.
func (p *publisher) whole(ctx context.Context, w *work, old *manifest) error {
	if !w.inside {
		p.done.Store(0)
		err := p.replace(ctx, w, old)
		if !errors.Is(err, errCannotKeep) {
			return err
		}
		inside, err := p.openInside()
		if err != nil {
			return err
		}
		defer inside.close()
		w = inside
	}
	p.done.Store(0)
	defer p.count()()
	return p.update(ctx, w, old, comparison{})
}

// shown is the path of something in the output as a person knows it.
func (p *publisher) shown(rel string) string {
	return show(filepath.Join(p.at.path, filepath.FromSlash(rel)), p.at.path, p.opts.Output)
}
