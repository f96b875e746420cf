package publish

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"runtime"

	"github.com/rolediff/rolediff/generator/internal/diag"
)

// Verify compares a folder with the tree byte for byte, and returns every difference: what is missing, what is not a regular file, what
// holds other bytes, and stale files that the manifest lists. Files that are
// neither the tree's nor ours are no difference. The error is that of ctx, of the
// tree or of reading the folder.
func Verify(ctx context.Context, tree Tree, folder string) (diag.List, error) {
	at, err := locate(folder, nil)
	if err != nil {
		return nil, err
	}
	if !at.exists {
		return nil, fail("no-output", folder, "there is no such folder", "build the site first")
	}
	fsys := system()
	out, err := fsys.Open(at.path)
	if err != nil {
		return nil, explain(err, at.path, folder)
	}
	defer out.Close()
	p := &publisher{fs: fsys, tree: tree, folders: tree.Folders(), at: at, out: out,
		opts: FolderOptions{Output: folder, Workers: 2 * runtime.NumCPU()}}
	list, err := p.verify(ctx)
	return list, explain(err, at.path, folder)
}

func (p *publisher) verify(ctx context.Context) (diag.List, error) {
	if err := checkFolders(p.folders); err != nil {
		return nil, err
	}
	old, err := p.manifest()
	if err == nil {
		err = old.load()
	}
	if err != nil {
		return nil, p.damaged(err)
	}
	defer old.close()
	var list diag.List
	scratch := make([]struct{ section, want, got []byte }, p.opts.Workers)
	err = ordered(ctx, len(p.folders), p.opts.Workers, func(ctx context.Context, worker, i int) (diag.List, error) {
		s := &scratch[worker]
		c, buf, err := old.section(p.folders[i], s.section)
		s.section = buf
		if err != nil {
			return nil, err
		}
		return p.verifyFolder(ctx, p.folders[i], c, &s.want, &s.got)
	}, func(l diag.List) error {
		list = append(list, l...)
		return nil
	})
	if err != nil {
		return nil, err
	}
	due := map[string]bool{}
	for _, folder := range p.folders {
		due[folder] = true
	}
	for _, folder := range old.list() {
		if due[folder] {
			continue
		}
		c, _, err := old.section(folder, nil)
		if err != nil {
			return nil, err
		}
		d, err := openFolder(p.out, folder)
		if err != nil {
			continue // gone, as it should
		}
		for c.next() {
			p.verifyStale(d, folder, string(c.name), &list)
		}
		d.Close()
	}
	list.Sort()
	return list, nil
}

func (p *publisher) verifyFolder(ctx context.Context, folder string, c cursor, want, got *[]byte) (diag.List, error) {
	var list diag.List
	differs := func(name, message string) {
		list.Add(problem("differs", p.shown(join(folder, name)), message, "delete it and build again"))
	}
	d, err := openFolder(p.out, folder)
	switch {
	case err == nil:
		defer d.Close()
	case errors.Is(err, fs.ErrNotExist), notFolder(err):
	default:
		return nil, err
	}
	more := c.next()
	for f := range p.tree.Files(folder) {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		name := f.Name()
		for more && string(c.name) <= name {
			if string(c.name) < name {
				p.verifyStale(d, folder, string(c.name), &list)
			}
			more = c.next()
		}
		err := error(&fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist})
		if d != nil {
			*got, err = d.ReadFile(name, (*got)[:0])
		}
		switch {
		case errors.Is(err, fs.ErrNotExist):
			list.Add(problem("differs", p.shown(join(folder, name)), "is missing", "build again"))
			continue
		case errors.Is(err, errNotRegular):
			differs(name, "is not a regular file")
			continue
		case err != nil:
			return nil, err
		}
		if *want, err = f.AppendTo((*want)[:0]); err != nil {
			return nil, err
		}
		if !bytes.Equal(*want, *got) {
			differs(name, fmt.Sprintf("differs from a clean build at byte %d", firstDifference(*want, *got)))
		}
	}
	for ; more; more = c.next() {
		p.verifyStale(d, folder, string(c.name), &list)
	}
	return list, nil
}

// verifyStale reports a file that an earlier build wrote and this one would not.
func (p *publisher) verifyStale(d dir, folder, name string, list *diag.List) {
	if d == nil {
		return
	}
	if _, err := d.Lstat(name); err == nil {
		list.Add(problem("differs", p.shown(join(folder, name)), "is left from an earlier build", "build again, or delete it"))
	}
}

func firstDifference(a, b []byte) int {
	n := min(len(a), len(b))
	for i := range n {
		if a[i] != b[i] {
			return i
		}
	}
	return n
}
