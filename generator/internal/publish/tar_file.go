package publish

import (
	"context"
	"errors"
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

func toTarFile(ctx context.Context, fsys filesystem, tree Tree, output string, opts TarOptions) (stats Stats, err error) {
	real, err := resolve(output)
	if errors.Is(err, errDangling) {
		return Stats{}, fail("unsafe-output", filepath.ToSlash(output), "the tar file is a link to nothing", "delete the link, or choose another file with --tar")
	} else if err != nil {
		return Stats{}, explain(err, real, output)
	}
	defer func() { err = explain(err, real, output) }()
	fi, err := os.Stat(real)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return Stats{}, err
	}
	if err == nil && fi.IsDir() {
		return Stats{}, fail("unsafe-output", filepath.ToSlash(output), "the tar file is a folder", "name a file with --tar, or use --output for a folder")
	}
	for _, s := range opts.Sources {
		if how := related(real, s); how != "" {
			return Stats{}, fail("unsafe-output", filepath.ToSlash(output),
				"the tar file "+how+" "+filepath.ToSlash(s)+", which the site is made from", "choose another file with --tar")
		}
	}
	if err == nil && !fi.Mode().IsRegular() {
		f, err := os.OpenFile(real, os.O_WRONLY, 0)
		if err != nil {
			return Stats{}, err
		}
		stats, err = ToTar(ctx, tree, f, opts)
		stats.Where = output
		return stats, errors.Join(err, f.Close())
	}
	stats, err = stageTar(ctx, fsys, tree, real, opts)
	if err != nil {
		return Stats{}, lockedIf(err, output)
	}
	stats.Where = output
	return stats, nil
}

// stageTar writes the tar into a work folder beside its place, and moves it there.
func stageTar(ctx context.Context, fsys filesystem, tree Tree, real string, opts TarOptions) (Stats, error) {
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
	stats, err := ToTar(ctx, tree, f, opts)
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
