package publish

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
)

// recoverAll finishes or clears away what killed runs left behind, in the open
// work folder and in one inside the output, which they may have had to use.
func (p *publisher) recoverAll(w *work) error {
	if err := p.recover(w); err != nil || w.inside || p.out == nil {
		return err
	}
	own, err := p.out.OpenDir(ownFolder)
	if err != nil {
		return nil // none yet
	}
	_, err = own.Lstat(insideName)
	own.Close()
	if err != nil {
		return nil
	}
	inside, err := p.openInside()
	if err != nil {
		return err
	}
	defer inside.close()
	return p.recover(inside)
}

// recover finishes or clears away what a killed run left behind.
func (p *publisher) recover(w *work) error {
	if p.out == nil && !w.inside {
		err := w.dir.Rename(stateOld, p.parent, p.at.base)
		if err == nil {
			err = p.reopen()
		}
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	if err := p.apply(w, nil); err != nil {
		return err
	}
	if err := removeAll(w.dir, stateNew); err != nil {
		return err
	}
	for _, state := range []string{stateReady, stateOld} {
		if err := p.sweep(w, state); err != nil {
			return err
		}
	}
	return nil
}

// sweep removes a site from the work folder: what its manifest lists, and what
// has a second name in the output. Anything else moves to the output, or stays in
// a folder of its own and is reported if its place is taken.
func (p *publisher) sweep(w *work, state string) error {
	d, err := w.dir.OpenDir(state)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	} else if err != nil {
		return err
	}
	m, err := openManifest(d)
	if err == nil {
		err = m.load()
	}
	if err != nil && !errors.Is(err, errDamaged) {
		d.Close()
		return err
	} else if err != nil {
		m = nil // then nothing in it is known to be ours
	}
	s := sweeper{m: m, out: p.out}
	err = s.site(d, p.opts.Workers)
	m.close()
	d.Close()
	if err != nil {
		return err
	}
	err = w.dir.RemoveDir(state)
	if err == nil || !notEmpty(err) {
		return err
	}
	for n := 1; ; n++ {
		kept := fmt.Sprintf("kept-%d", n)
		if _, err := w.dir.Lstat(kept); err == nil {
			continue
		}
		if err := w.dir.Rename(state, w.dir, kept); err != nil {
			return err
		}
		p.opts.Warn(warning("kept", show(w.dir.Path()+"/"+kept, p.at.path, p.opts.Output),
			"files that rolediff did not write were in the output and have changed meanwhile; the others are kept here",
			"compare them with those in the output, and delete this folder"))
		return nil
	}
}

type sweeper struct {
	m   *manifest // of the site that is removed
	out dir       // nil if there is no output
}

// site removes the site in d, several folders at once. The manifest goes last:
// killed before that, the next run still knows which files are ours.
func (s *sweeper) site(d dir, workers int) error {
	entries, err := sortedEntries(d)
	if err != nil {
		return err
	}
	var folders []string
	for _, e := range entries {
		if e.IsDir() && e.Name() != ownFolder {
			folders = append(folders, e.Name())
		}
	}
	err = ordered(context.Background(), len(folders), workers, func(_ context.Context, _, i int) (struct{}, error) {
		return struct{}{}, s.below(d, ".", folders[i])
	}, func(struct{}) error { return nil })
	if err != nil {
		return err
	}
	if err := s.files(d, ".", entries); err != nil {
		return err
	}
	if err := s.below(d, ".", ownFolder); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// below removes the folder name in d with what can go of its content.
func (s *sweeper) below(d dir, folder, name string) error {
	sub, err := d.OpenDir(name)
	if err != nil {
		return err
	}
	defer sub.Close()
	at := join(folder, name)
	entries, err := sortedEntries(sub)
	if err != nil {
		return err
	}
	for _, e := range entries {
		if e.IsDir() {
			if err := s.below(sub, at, e.Name()); err != nil {
				return err
			}
		}
	}
	if err := s.files(sub, at, entries); err != nil {
		return err
	}
	if err := d.RemoveDir(name); err != nil && !notEmpty(err) {
		return err
	}
	return nil
}

// files removes from d, among its sorted entries, the files that can go.
func (s *sweeper) files(d dir, folder string, entries []fs.DirEntry) error {
	c, _, err := s.m.section(folder, nil)
	if err != nil {
		return err
	}
	more := c.next()
	for _, e := range entries {
		name := e.Name()
		for more && string(c.name) < name {
			more = c.next()
		}
		ours := more && string(c.name) == name || folder == ownFolder && name == manifestName && s.m != nil
		switch {
		case e.IsDir():
			continue
		case ours && e.Type().IsRegular():
			err = d.Remove(name)
		default:
			err = s.foreign(d, folder, name)
		}
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}

// foreign gets a file that is not ours out of the way without losing it.
func (s *sweeper) foreign(d dir, folder, name string) error {
	if s.out == nil {
		return nil
	}
	there, err := openFolder(s.out, folder)
	if errors.Is(err, fs.ErrNotExist) {
		there, err = makeFolder(s.out, folder)
	}
	if err != nil && notFolder(err) {
		return nil // something else has taken its folder's place: it stays
	} else if err != nil {
		return err
	}
	defer there.Close()
	mine, err := d.Lstat(name)
	if err != nil {
		return err
	}
	theirs, err := there.Lstat(name)
	switch {
	case err == nil && mine.same(theirs):
		return d.Remove(name)
	case errors.Is(err, fs.ErrNotExist):
		return d.Rename(name, there, name)
	}
	return err // nil: it stays
}

// warnLeft says that the work folder could not be cleared.
func (p *publisher) warnLeft(w *work, err error) {
	p.opts.Warn(warning("left-over", show(w.dir.Path(), p.at.path, p.opts.Output),
		"the site is in place, but what is left of the old one could not be removed: "+err.Error(),
		"the next build tries again"))
}
