package publish

import (
	"context"
	"errors"
	"io/fs"
	"syscall"
)

// replace writes the whole site beside the old one and lets them change places.
func (p *publisher) replace(ctx context.Context, w *work, old *manifest) error {
	defer p.count()()
	if err := p.stageSite(ctx, w, old); err != nil {
		removeAll(w.dir, stateNew)
		return err
	}
	// From here on every step can be undone or is the last one.
	if err := w.dir.Rename(stateNew, w.dir, stateReady); err != nil {
		removeAll(w.dir, stateNew)
		return err
	}
	if err := p.swap(w); err != nil {
		// Not removeAll: should it have happened in spite of the error, then this
		// is the old site, with files that are not ours.
		p.sweep(w, stateReady)
		return err
	}
	p.afterSwap(w)
	return nil
}

// stageSite writes the whole site, and what the output holds that is not ours,
// into the work folder.
func (p *publisher) stageSite(ctx context.Context, w *work, old *manifest) error {
	var kept []foreign
	var like info
	if p.out != nil {
		var err error
		if kept, err = p.findForeign(old); err != nil {
			return err
		}
		if like, err = p.out.Lstat("."); err != nil {
			return err
		}
	}
	if err := p.mkdirLike(w.dir, stateNew, like); err != nil {
		return err
	}
	to, err := w.dir.OpenDir(stateNew)
	if err != nil {
		return err
	}
	defer to.Close()
	if err := p.stageAll(ctx, to); err != nil {
		return err
	}
	return p.keep(kept, to)
}

// mkdirLike makes a folder, like the output where there is one.
func (p *publisher) mkdirLike(d dir, name string, like info) error {
	if p.out == nil {
		return d.Mkdir(name)
	}
	if err := d.MkdirLike(name, like); err != nil {
		return cannotKeep(err)
	}
	return nil
}

// swap lets the new site and the output change places, in one step where the
// file system has it. Between the two renames of the other way there is no
// output; recover puts the old one back if we are killed there.
func (p *publisher) swap(w *work) error {
	if p.out == nil {
		return w.dir.Rename(stateReady, p.parent, p.at.base)
	}
	err := w.dir.Exchange(stateReady, p.parent, p.at.base)
	if errors.Is(err, errors.ErrUnsupported) {
		if err = p.parent.Rename(p.at.base, w.dir, stateOld); err == nil {
			if err = w.dir.Rename(stateReady, p.parent, p.at.base); err != nil {
				return errors.Join(err, w.dir.Rename(stateOld, p.parent, p.at.base))
			}
		}
	}
	if errors.Is(err, syscall.EBUSY) || errors.Is(err, syscall.EXDEV) {
		return cannotKeep(err) // the root of a mount
	}
	return err
}

// afterSwap removes the old site. The new one is in place, so a failure is no
// more than a warning: the next run tries again.
func (p *publisher) afterSwap(w *work) {
	err := p.reopen()
	if err == nil {
		p.markTime()
		for _, state := range []string{stateReady, stateOld} {
			if err == nil {
				err = p.sweep(w, state)
			}
		}
	}
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		p.warnLeft(w, err)
	}
}

// errCannotKeep is the reason to take the way that touches only our own files:
// the output, or something in it that is not ours, cannot be moved or linked.
var errCannotKeep = errors.New("cannot be moved")

func cannotKeep(err error) error { return errors.Join(errCannotKeep, err) }
