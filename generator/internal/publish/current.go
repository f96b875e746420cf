package publish

import (
	"errors"
	"io/fs"
	"time"
)

// Current tells whether the output folder holds the tree of a key, whole and
// untouched since ToFolder wrote it, so that the tree need not even be made. It
// looks at the manifest and at the times of the folders, not at the files. Where
// in doubt it says no: what is wrong is for ToFolder to find and explain.
func Current(output string, key Key) (Stats, bool) {
	return current(system(), output, key)
}

func current(fsys filesystem, output string, key Key) (Stats, bool) {
	start := time.Now()
	at, err := locate(output, nil)
	if err != nil {
		return Stats{}, false
	}
	p := &publisher{fs: fsys, at: at}
	if p.parent, err = fsys.Open(at.parent); err != nil {
		return Stats{}, false
	}
	defer p.parent.Close()
	// A work folder is a build that runs, or one that was killed.
	if _, err := p.parent.Lstat(workName(at.base)); !errors.Is(err, fs.ErrNotExist) {
		return Stats{}, false
	}
	if p.out, err = p.parent.OpenDir(at.base); err != nil {
		return Stats{}, false
	}
	defer p.out.Close()
	m, err := openManifest(p.out)
	if err != nil || m == nil {
		return Stats{}, false
	}
	defer m.close()
	if m.head.key != key || m.load() != nil {
		return Stats{}, false
	}
	if own, err := openFolder(p.out, ownFolder+"/"+insideName); err == nil {
		own.Close()
		return Stats{}, false
	}
	p.folders = m.folders
	touched, err := p.touched(m.mtime)
	if err != nil || len(touched) > 0 {
		return Stats{}, false
	}
	p.setTotals(m.head.totals)
	p.stats.Where, p.stats.Duration = output, time.Since(start)
	return p.stats, true
}

// WithKey returns the tree under another key, which must stand for all that the
// tree is made from as its own does. One that is known before the tree is made
// lets Current spare the making.
func WithKey(tree Tree, key Key) Tree { return keyed{tree, key} }

type keyed struct {
	Tree
	key Key
}

func (k keyed) Key() Key { return k.key }

func (k keyed) Memo() []byte { return memoOf(k.Tree) }

func (k keyed) Since(memo []byte) func(File) bool { return since(k.Tree, memo) }

// Memo returns what the tree that is in the output folder left to remember, or nil
// where there is none or in doubt. It reads no more than that, so ToFolder may still
// find the manifest damaged.
func Memo(output string) []byte {
	at, err := locate(output, nil)
	if err != nil {
		return nil
	}
	out, err := system().Open(at.path)
	if err != nil {
		return nil
	}
	defer out.Close()
	m, err := openManifest(out)
	if err != nil || m == nil {
		return nil
	}
	defer m.close()
	memo, _ := m.readMemo()
	return memo
}

// memoOf is the tree's memo, or nil if it has none.
func memoOf(tree Tree) []byte {
	if r, ok := tree.(Rememberer); ok {
		return r.Memo()
	}
	return nil
}

// since is the tree's knowledge of another, or nil if it has none.
func since(tree Tree, memo []byte) func(File) bool {
	if r, ok := tree.(Rememberer); ok && len(memo) > 0 {
		return r.Since(memo)
	}
	return nil
}
