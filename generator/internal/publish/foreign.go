package publish

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"syscall"

	"github.com/rolediff/rolediff/generator/internal/diag"
)

// foreign is something in the output that is not ours: a file of any type, or a
// folder with all below it.
type foreign struct {
	folder, name string
	dir          bool
}

// findForeign lists what the output holds that the manifest does not. It is an
// error, which names all of it, if the new site needs the place of any.
func (p *publisher) findForeign(old *manifest) ([]foreign, error) {
	s := foreignScan{
		old:  old,
		ours: withParents(slices.Concat(old.list(), p.folders)),
		due:  withParents(p.folders),
	}
	if err := s.all(p.out, p.opts.Workers); err != nil {
		return nil, err
	}
	var clashes diag.List
	byFolder := map[string]map[string]bool{}
	for _, f := range s.found {
		if s.due[join(f.folder, f.name)] {
			clashes.Add(p.clash(join(f.folder, f.name)))
		}
		if byFolder[f.folder] == nil {
			byFolder[f.folder] = map[string]bool{}
		}
		byFolder[f.folder][f.name] = true
	}
	for _, folder := range p.folders {
		names := byFolder[folder]
		if names == nil {
			continue
		}
		for f := range p.tree.Files(folder) {
			if names[f.Name()] {
				clashes.Add(p.clash(join(folder, f.Name())))
			}
		}
	}
	clashes.Sort()
	return s.found, tooMany(clashes).Err()
}

// clash says that something which is not ours stands where a page is due.
func (p *publisher) clash(rel string) diag.Diagnostic {
	return problem("not-ours", p.shown(rel), "a page is due here, but rolediff did not write what is here now",
		fmt.Sprintf("move it away, or delete it if it is left from an earlier build; a file for readers belongs into content/static. Or choose another folder than %s with --output", filepath.ToSlash(p.opts.Output)))
}

// tooMany keeps a list readable: the first 50, and how many more there are.
func tooMany(l diag.List) diag.List {
	const limit = 50
	if len(l) <= limit {
		return l
	}
	rest := problem("not-ours", "", fmt.Sprintf("and %s more of this kind", FormatCount(len(l)-limit)), "")
	return append(l[:limit:limit], rest)
}

type foreignScan struct {
	old   *manifest
	ours  map[string]bool // folders of the old and the new site and those above
	due   map[string]bool // of the new site
	found []foreign
	buf   []byte
}

// all looks at the whole output, at several of its folders at once.
func (s *foreignScan) all(out dir, workers int) error {
	inside, err := s.look(out, ".")
	if err != nil {
		return err
	}
	return ordered(context.Background(), len(inside), workers, func(_ context.Context, _, i int) ([]foreign, error) {
		below := foreignScan{old: s.old, ours: s.ours, due: s.due}
		err := below.walk(out, ".", inside[i])
		return below.found, err
	}, func(found []foreign) error {
		s.found = append(s.found, found...)
		return nil
	})
}

// walk looks at a folder in d and at those below it.
func (s *foreignScan) walk(d dir, folder, name string) error {
	sub, err := d.OpenDir(name)
	if err != nil {
		return cannotKeepIf(err)
	}
	defer sub.Close()
	at := join(folder, name)
	inside, err := s.look(sub, at)
	for _, name := range inside {
		if err == nil {
			err = s.walk(sub, at, name)
		}
	}
	return err
}

// look finds what is not ours in one folder, and returns the folders of ours in it.
func (s *foreignScan) look(d dir, folder string) (inside []string, err error) {
	entries, err := sortedEntries(d)
	if err != nil {
		return nil, cannotKeepIf(err)
	}
	var c cursor
	if c, s.buf, err = s.old.section(folder, s.buf); err != nil {
		return nil, err
	}
	more := c.next()
	for _, e := range entries {
		name := e.Name()
		for more && string(c.name) < name {
			more = c.next()
		}
		listed := more && string(c.name) == name
		switch at := join(folder, name); {
		case e.Type().IsRegular() && (listed || at == ownFolder+"/"+manifestName):
		case e.IsDir() && (s.ours[at] || at == ownFolder):
			inside = append(inside, name)
		default:
			s.found = append(s.found, foreign{folder, name, e.IsDir()})
		}
	}
	return inside, nil
}

// keep gives everything that is not ours a second name in the new site: a hard
// link a file, so that both sites are whole at any moment.
func (p *publisher) keep(found []foreign, to dir) error {
	for _, f := range found {
		from, err := openFolder(p.out, f.folder)
		if err != nil {
			return cannotKeepIf(err)
		}
		into, err := makeFolder(to, f.folder)
		if err == nil {
			err = p.keepOne(from, into, f.name, f.dir, f.folder)
			into.Close()
		}
		from.Close()
		if err != nil {
			return err
		}
	}
	return nil
}

func (p *publisher) keepOne(from, into dir, name string, isDir bool, folder string) error {
	if !isDir {
		return p.kept(from.Link(name, into, name), join(folder, name))
	}
	at, err := from.Lstat(name)
	if err == nil {
		err = into.MkdirLike(name, at)
	}
	if err != nil {
		return p.kept(err, join(folder, name))
	}
	source, err := from.OpenDir(name)
	if err != nil {
		return cannotKeepIf(err)
	}
	defer source.Close()
	copied, err := into.OpenDir(name)
	if err != nil {
		return cannotKeepIf(err)
	}
	defer copied.Close()
	entries, err := source.ReadDir()
	if err != nil {
		return cannotKeepIf(err)
	}
	for _, e := range entries {
		if err := p.keepOne(source, copied, e.Name(), e.IsDir(), join(folder, name)); err != nil {
			return err
		}
	}
	return into.SetTime(name, at.mtime)
}

// kept judges the error of giving something a second name.
func (p *publisher) kept(err error, rel string) error {
	switch {
	case err == nil, errors.Is(err, fs.ErrNotExist): // gone since we looked
		return nil
	case errors.Is(err, fs.ErrExist):
		return diag.List{p.clash(rel)}
	}
	return cannotKeepIf(err)
}

// cannotKeepIf tells errors that the careful way can get round from those it
// cannot, such as a full disk.
func cannotKeepIf(err error) error {
	for _, e := range []error{fs.ErrPermission, syscall.EXDEV, syscall.EMLINK, syscall.ENOTSUP, errors.ErrUnsupported} {
		if errors.Is(err, e) {
			return cannotKeep(err)
		}
	}
	return err
}
