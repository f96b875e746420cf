package publish

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"

	"github.com/rolediff/rolediff/generator/internal/diag"
)

// errInTheWay is that something which is not ours stands where a file is due. The
// whole way knows how to tell all of it, and what can change places after all,
// such as a page where a folder of ours was.
var errInTheWay = errors.New("something is in the way")

// update writes the changed files into the work folder and moves them into place.
// Renaming new to apply is the point of no return: before it nothing has happened,
// after it the next run finishes what this one does not.
func (p *publisher) update(ctx context.Context, w *work, old *manifest, what comparison) error {
	todo, err := p.stageChanges(ctx, w, old, what)
	if err != nil {
		return errors.Join(err, removeAll(w.dir, stateNew))
	}
	if err := ctx.Err(); err != nil {
		return errors.Join(err, removeAll(w.dir, stateNew))
	}
	if err := w.dir.Rename(stateNew, w.dir, stateApply); err != nil {
		return errors.Join(err, removeAll(w.dir, stateNew))
	}
	return p.apply(w, todo)
}

// stageChanges writes what has changed, and the new manifest. It returns what
// remains to be done.
func (p *publisher) stageChanges(ctx context.Context, w *work, old *manifest, what comparison) (*todo, error) {
	if err := checkFolders(p.folders); err != nil {
		return nil, err
	}
	if err := w.dir.Mkdir(stateNew); err != nil {
		return nil, err
	}
	to, err := w.dir.OpenDir(stateNew)
	if err != nil {
		return nil, err
	}
	defer to.Close()
	if err := to.Mkdir(ownFolder); err != nil {
		return nil, err
	}
	own, err := to.OpenDir(ownFolder)
	if err != nil {
		return nil, err
	}
	defer own.Close()
	m, err := newManifestWriter(own, memoOf(p.tree))
	if err != nil {
		return nil, err
	}
	scratch := make([]struct{ section, page []byte }, p.opts.Workers)
	err = ordered(ctx, len(p.folders), p.opts.Workers,
		func(ctx context.Context, worker, i int) (*section, error) {
			var ch *changes
			if what.of != nil {
				ch = what.of[i]
			}
			s := &scratch[worker]
			c, buf, err := old.section(p.folders[i], s.section)
			s.section = buf
			if err != nil {
				return nil, err
			}
			if ch != nil && ch.clean {
				return &section{folder: p.folders[i], count: old.count(p.folders[i]), data: bytes.Clone(buf), totals: ch.totals}, nil
			}
			return p.stageSome(ctx, to, p.folders[i], old, c, ch, &s.page)
		}, m.write)
	if err != nil {
		m.abandon()
		return nil, err
	}
	if old != nil && old.head.key == p.tree.Key() {
		m.totals = old.head.totals // compare has not looked at every folder
	}
	p.setTotals(m.totals)
	p.stats.Written = int(p.done.Load())
	m.todo.old, m.todo.next = old, &manifest{at: m.at, folders: p.folders}
	for _, folder := range old.list() {
		if m.at[folder] == (place{}) {
			m.todo.stale = append(m.todo.stale, folder)
		}
	}
	return &m.todo, m.finish(p.tree.Key())
}

// stageSome writes the changed files of one folder and returns the folder's whole
// part of the manifest. c is what the old manifest has of it.
func (p *publisher) stageSome(ctx context.Context, to dir, folder string, old *manifest, c cursor, ch *changes, buf *[]byte) (*section, error) {
	var into dir
	there, err := openFolder(p.out, folder)
	if errors.Is(err, fs.ErrNotExist) {
		there = nil
	} else if err != nil {
		return nil, p.inTheWay(folder, err)
	} else {
		defer there.Close()
	}
	s := &section{folder: folder}
	if ch != nil {
		s.totals = ch.totals
		s.data = make([]byte, 0, len(c.data)+len(c.data)/8)
	}
	quiet := isQuiet(there, old)
	n, more := -1, c.next()
	after := true // the last file of s is the one that c has before this one
	for f := range p.tree.Files(folder) {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		n++
		name := f.Name()
		for more && string(c.name) < name {
			more, s.stale, after = c.next(), true, false
		}
		listed := more && string(c.name) == name
		if !ch.has(n) {
			if after {
				s.keep(&c)
			} else if err := s.add(name, c.key, c.size); err != nil {
				return nil, err
			}
			more, after = c.next(), true
			continue
		}
		if err := p.isFree(there, quiet, folder, name, listed); err != nil {
			return nil, err
		}
		if into == nil {
			if into, err = makeFolder(to, folder); err != nil {
				return nil, err
			}
			defer into.Close()
		}
		if err := p.stageFile(into, f, s, buf); err != nil {
			return nil, err
		}
		s.fresh, after = true, listed
		if listed {
			more = c.next()
		}
	}
	s.stale = s.stale || more
	return s, nil
}

// isQuiet tells that nobody has added, removed or replaced anything in a folder since
// the manifest was written: what that lists is free then, without a look at each file.
func isQuiet(d dir, old *manifest) bool {
	if d == nil || old == nil {
		return false
	}
	st, err := d.Lstat(".")
	return err == nil && !changedSince(st, old.mtime)
}

// isFree tells, by no error, that a file may take a name: nothing is there, or a
// regular file that the old manifest lists, as all are that it lists in a quiet folder.
func (p *publisher) isFree(d dir, quiet bool, folder, name string, listed bool) error {
	if d == nil || quiet && listed {
		return nil
	}
	st, err := d.Lstat(name)
	switch {
	case errors.Is(err, fs.ErrNotExist), err == nil && listed && st.mode.IsRegular():
		return nil
	case err != nil:
		return err
	}
	return p.inTheWay(join(folder, name), nil)
}

// inTheWay says so of a path in the output. cause is from opening a folder there;
// others than that it, or one above it, is a link or a file are errors of their own.
func (p *publisher) inTheWay(rel string, cause error) error {
	if cause != nil && !notFolder(cause) {
		return cause
	}
	for _, above := range parents(rel) {
		up, name := splitFolder(above)
		d, err := openFolder(p.out, up)
		if err != nil {
			break
		}
		st, err := d.Lstat(name)
		d.Close()
		if err == nil && !st.mode.IsDir() {
			rel = above
			break
		}
	}
	return &clashError{diag.List{p.clash(rel)}}
}

// clashError is the diagnostic for people that is also errInTheWay.
type clashError struct{ list diag.List }

func (e *clashError) Error() string   { return fmt.Sprint(errInTheWay, ": ", e.list) }
func (e *clashError) Unwrap() []error { return []error{e.list, errInTheWay} }
