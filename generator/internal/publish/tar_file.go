package publish

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// ToTarFile writes the tree as a tar to a path. The tar is written beside it and
// then takes its name, so a failure leaves an old file as it was. A path that
// stands for a device or a FIFO, such as /dev/stdout, is written to straight.
func ToTarFile(ctx context.Context, tree Tree, output string, opts TarOptions) (Stats, error) {
	return toTarFile(ctx, system(), tree, output, opts)
}

func toTarFile(ctx context.Context, fsys filesystem, tree Tree, output string, opts TarOptions) (Stats, error) {
	return toFile(fsys, output, opts.Sources, func(w io.Writer) (Stats, error) { return ToTar(ctx, tree, w, opts) })
}

// ReplaceFile has a file written beside its place and moves it there when all is
// written, as ToTarFile does. Sources are what it must not be or lie inside.
func ReplaceFile(output string, sources []string, write func(io.Writer) error) error {
	_, err := toFile(system(), output, sources, func(w io.Writer) (Stats, error) { return Stats{}, write(w) })
	return err
}

// toFile lets write fill a file that appears whole or not at all.
func toFile(fsys filesystem, output string, sources []string, write func(io.Writer) (Stats, error)) (stats Stats, err error) {
	real, err := resolve(output)
	if errors.Is(err, errDangling) {
		return Stats{}, fail("unsafe-output", filepath.ToSlash(output), "the file is a link to nothing", "delete the link, or name another file")
	} else if err != nil {
		return Stats{}, explain(err, real, output)
	}
	defer func() { err = explain(err, real, output) }()
	fi, err := os.Stat(real)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return Stats{}, err
	}
	if err == nil && fi.IsDir() {
		return Stats{}, fail("unsafe-output", filepath.ToSlash(output), "a file is due here, but this is a folder", "name a file; --output is for folders")
	}
	if inGit(real) {
		return Stats{}, fail("unsafe-output", filepath.ToSlash(output), "the file lies inside .git, where git keeps its own files", "name another file")
	}
	for _, s := range sources {
		if how := related(real, s); how != "" {
			return Stats{}, fail("unsafe-output", filepath.ToSlash(output),
				"the file "+how+" "+filepath.ToSlash(s)+", which the site is made from", "name another file")
		}
	}
	if err == nil && !fi.Mode().IsRegular() {
		f, err := os.OpenFile(real, os.O_WRONLY, 0)
		if err != nil {
			return Stats{}, err
		}
		stats, err = write(f)
		stats.Where = output
		return stats, errors.Join(err, f.Close())
	}
	if stats, err = stageTar(fsys, real, write); err != nil {
		return Stats{}, lockedIf(err, output)
	}
	stats.Where = output
	return stats, nil
}

// stageTar has the file written in a work folder beside its place, and moves it
// there.
func stageTar(fsys filesystem, real string, write func(io.Writer) (Stats, error)) (Stats, error) {
	parent, err := fsys.Open(filepath.Dir(real))
	if err != nil {
		return Stats{}, err
	}
	defer parent.Close()
	w, err := openWork(parent, workName(filepath.Base(real)))
	if err != nil {
		return Stats{}, err
	}
	defer w.close()
	if err := removeAll(w.dir, stateNew); err != nil { // of a killed run
		return Stats{}, err
	}
	f, err := w.dir.CreateFile(stateNew)
	if err != nil {
		return Stats{}, err
	}
	stats, err := write(f)
	if cerr := f.Close(); err == nil {
		err = cerr
	}
	if err == nil {
		err = w.dir.Rename(stateNew, parent, filepath.Base(real))
	}
	if err != nil {
		removeAll(w.dir, stateNew)
	}
	return stats, err
}
