package publish

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"slices"
)

// stageAll writes the whole tree into to, with its manifest. Each folder is the
// work of one worker, which opens it once.
func (p *publisher) stageAll(ctx context.Context, to dir) error {
	if err := checkFolders(p.folders); err != nil {
		return err
	}
	if err := to.Mkdir(ownFolder); err != nil {
		return err
	}
	own, err := to.OpenDir(ownFolder)
	if err != nil {
		return err
	}
	defer own.Close()
	m, err := newManifestWriter(own, memoOf(p.tree))
	if err != nil {
		return err
	}
	bufs := make([][]byte, p.opts.Workers)
	err = ordered(ctx, len(p.folders), p.opts.Workers,
		func(ctx context.Context, worker, i int) (*section, error) {
			return p.stageFolder(ctx, to, p.folders[i], &bufs[worker])
		}, m.write)
	if err != nil {
		m.abandon()
		return err
	}
	p.setTotals(m.totals)
	p.stats.Written = m.totals.files
	return m.finish(p.tree.Key())
}

// stageFolder writes one folder's files and returns its part of the manifest.
func (p *publisher) stageFolder(ctx context.Context, to dir, folder string, buf *[]byte) (*section, error) {
	d, err := makeFolder(to, folder)
	if err != nil {
		return nil, err
	}
	defer d.Close()
	s := &section{folder: folder}
	for f := range p.tree.Files(folder) {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if err := p.stageFile(d, f, s, buf); err != nil {
			return nil, err
		}
	}
	return s, nil
}

// stageFile writes one file into d and lists it in s.
func (p *publisher) stageFile(d dir, f File, s *section, buf *[]byte) error {
	b, err := f.AppendTo((*buf)[:0])
	*buf = b
	if err != nil {
		return err
	}
	name := f.Name()
	if err := s.add(name, f.Key(), int64(len(b))); err != nil {
		return err
	}
	if err := d.Create(name, b); err != nil {
		if errors.Is(err, fs.ErrExist) {
			return fmt.Errorf("%s is both a file and a folder: %w", join(s.folder, name), err)
		}
		return err
	}
	s.totals.one(f, len(b))
	p.done.Add(1)
	return nil
}

// setTotals takes over what is known of the whole site.
func (p *publisher) setTotals(t totals) {
	p.stats.Files, p.stats.Pages, p.stats.Bytes = t.files, t.pages, t.bytes
}

// checkFolders refuses a tree whose folders could lie outside the output, or out
// of order.
func checkFolders(folders []string) error {
	for _, f := range folders {
		if !validFolder(f) {
			return fmt.Errorf("%q is no name for a folder", f)
		}
	}
	if !slices.IsSorted(folders) {
		return errors.New("the tree's folders are not in order")
	}
	return nil
}
