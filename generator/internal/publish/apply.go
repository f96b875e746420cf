package publish

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"syscall"
)

// A todo is what remains to be done when changed files have been staged.
type todo struct {
	old   *manifest
	next  *manifest // without a file to read from until apply has opened it
	stale []string  // folders in which the old manifest has files that the new one has not
	fresh []string  // folders with staged files
}

// apply moves the files in the work folder's apply into the output, removes what
// the old manifest lists and the new one does not, and puts the new manifest in
// place, in this order: a run that is killed in between finds both manifests and
// what is left to do, and doing a step twice changes nothing.
//
// The run that has staged the files knows what to do; one that finishes the work of
// another passes nil, and finds out.
func (p *publisher) apply(w *work, left *todo) error {
	from, err := w.dir.OpenDir(stateApply)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	} else if err != nil {
		return err
	}
	defer from.Close()
	if p.out == nil { // somebody has deleted the output meanwhile
		return removeAll(w.dir, stateApply)
	}
	next, err := openManifest(from)
	if err == nil && left != nil && next != nil {
		next.at, next.folders = left.next.at, left.next.folders
	} else if err == nil {
		err = next.load()
	}
	defer next.close()
	if err != nil && !errors.Is(err, errDamaged) {
		return err
	}
	if err != nil { // and this is no power cut we promise anything about
		p.opts.Warn(warning("damaged-work", show(from.Path(), p.at.path, p.opts.Output),
			"what a killed build has left is damaged and was thrown away", ""))
	} else if next != nil {
		if err := p.applyManifest(from, next, left); err != nil {
			return err
		}
	}
	// Without a manifest all was done but for this.
	if err := removeAll(w.dir, stateApply); err != nil {
		p.warnLeft(w, err)
	}
	return nil
}

func (p *publisher) applyManifest(from dir, next *manifest, left *todo) error {
	if left == nil {
		old, err := p.manifest()
		if err != nil {
			return err
		}
		defer old.close()
		if err := old.load(); err != nil {
			return p.damaged(err)
		}
		if left, err = whatIsLeft(old, next); err != nil {
			return err
		}
	}
	// Stale files go first: a page may be due where a folder was.
	if err := p.removeStale(left.old, next, left.stale); err != nil {
		return err
	}
	// One after the other: Linux lets one rename from folder to folder happen at a time
	// in a file system, and those that wait for their turn spin.
	for _, folder := range left.fresh {
		if err := p.moveFolder(from, folder, left.old); err != nil {
			return err
		}
	}
	own, err := from.OpenDir(ownFolder)
	if err != nil {
		return err
	}
	defer own.Close()
	into, err := makeFolder(p.out, ownFolder)
	if err != nil {
		return err
	}
	defer into.Close()
	if err := own.Rename(manifestName, into, manifestName); err != nil {
		return err
	}
	p.markTime() // or the next run looks more closely than it has to
	return nil
}

// moveFolder moves the staged files of one folder into the output.
func (p *publisher) moveFolder(from dir, folder string, old *manifest) error {
	staged, err := openFolder(from, folder)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	} else if err != nil {
		return err
	}
	defer staged.Close()
	entries, err := sortedEntries(staged)
	if err != nil {
		return err
	}
	into, err := makeFolder(p.out, folder)
	if err != nil {
		return p.inTheWay(folder, err)
	}
	defer into.Close()
	c, _, err := old.section(folder, nil)
	if err != nil {
		return err
	}
	quiet := isQuiet(into, old)
	more := c.next()
	for _, e := range entries {
		if !e.Type().IsRegular() {
			continue // a folder below, which has its own turn
		}
		name := e.Name()
		for more && string(c.name) < name {
			more = c.next()
		}
		// Looked at before, but a run that finishes another's work comes later.
		if err := p.isFree(into, quiet, folder, name, more && string(c.name) == name); err != nil {
			return err
		}
		if err := staged.Rename(name, into, name); err != nil {
			return err
		}
	}
	return nil
}

// whatIsLeft compares two manifests. Staged files may be in any folder.
func whatIsLeft(old, next *manifest) (*todo, error) {
	t := &todo{old: old, next: next, fresh: next.list()}
	var a, b []byte
	for _, folder := range old.list() {
		var err error
		if _, a, err = old.section(folder, a); err != nil {
			return nil, err
		}
		if _, b, err = next.section(folder, b); err != nil {
			return nil, err
		}
		if !bytes.Equal(a, b) {
			t.stale = append(t.stale, folder)
		}
	}
	return t, nil
}

// removeStale removes the files that old lists and next does not, then the folders
// that have become empty.
func (p *publisher) removeStale(old, next *manifest, folders []string) error {
	var a, b []byte
	for _, folder := range folders {
		var oc, nc cursor
		var err error
		if oc, a, err = old.section(folder, a); err != nil {
			return err
		}
		if nc, b, err = next.section(folder, b); err != nil {
			return err
		}
		if err := p.removeFrom(folder, oc, nc); err != nil {
			return err
		}
	}
	gone := withParents(old.list())
	for folder := range withParents(next.list()) {
		delete(gone, folder)
	}
	for _, folder := range slices.Backward(slices.Sorted(maps.Keys(gone))) {
		up, name := splitFolder(folder)
		d, err := openFolder(p.out, up)
		if err != nil {
			continue // gone already, or something else by now
		}
		err = d.RemoveDir(name)
		d.Close()
		if err != nil && !errors.Is(err, fs.ErrNotExist) && !notEmpty(err) && !notFolder(err) {
			return err
		}
	}
	return nil
}

// removeFrom removes from one folder what oc has and nc lacks.
func (p *publisher) removeFrom(folder string, oc, nc cursor) error {
	var d dir
	more := nc.next()
	for oc.next() {
		for more && bytes.Compare(nc.name, oc.name) < 0 {
			more = nc.next()
		}
		if more && bytes.Equal(nc.name, oc.name) {
			continue
		}
		if d == nil {
			var err error
			if d, err = openFolder(p.out, folder); errors.Is(err, fs.ErrNotExist) {
				return nil
			} else if err != nil && notFolder(err) {
				p.opts.Warn(warning("kept", p.shown(folder), "a folder of an earlier build is now something else, which was kept", ""))
				return nil
			} else if err != nil {
				return err
			}
			defer d.Close()
		}
		name := string(oc.name)
		st, err := d.Lstat(name)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			continue
		case err != nil:
			return err
		case !st.mode.IsRegular():
			p.opts.Warn(warning("kept", p.shown(join(folder, name)), "a page of an earlier build is now something else, which was kept", ""))
			continue
		}
		if err := d.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		p.stats.Removed++
	}
	return nil
}

// manifest opens the output's manifest; nil stands for none.
func (p *publisher) manifest() (*manifest, error) {
	if p.out == nil {
		return nil, nil
	}
	m, err := openManifest(p.out)
	return m, p.damaged(err)
}

// damaged explains a manifest that cannot be trusted: without it nobody knows
// which files are ours, so nothing may be deleted or overwritten.
func (p *publisher) damaged(err error) error {
	if !errors.Is(err, errDamaged) {
		return err
	}
	return fail("damaged-manifest", p.shown(ownFolder+"/"+manifestName), "the list of what rolediff wrote is damaged",
		fmt.Sprintf("delete %s and build again, or choose another folder with --output", p.shown(".")))
}

// notFolder tells that something is a file or a link, not a folder.
func notFolder(err error) bool {
	return errors.Is(err, errNotFolder) || errors.Is(err, syscall.ENOTDIR) || errors.Is(err, syscall.ELOOP)
}
