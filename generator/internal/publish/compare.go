package publish

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"sync/atomic"
	"time"
)

// A changes says which files of a folder have to be written: bit n stands for the
// nth file that the tree yields.
type changes struct {
	bits   []uint64
	clean  bool   // the folder's part of the manifest stays as it is
	totals totals // of the files that stay
}

func (c *changes) set(n int) {
	for len(c.bits) <= n/64 {
		c.bits = append(c.bits, 0)
	}
	c.bits[n/64] |= 1 << (n % 64)
}

// has tells whether the nth file is to be written. Without a comparison, all are.
func (c *changes) has(n int) bool {
	return c == nil || n/64 < len(c.bits) && c.bits[n/64]>>(n%64)&1 == 1
}

// errMostChanged ends a comparison that has found enough.
var errMostChanged = errors.New("most files have changed")

// comparison is what compare found, a changes for each of the tree's folders.
type comparison struct {
	of      []*changes
	changed int
	most    bool // so many that writing the whole site is as fast
}

// compare finds out what changed since the manifest was written. Keys are enough
// to tell, but for the folders that somebody touched: their files are read and
// compared byte for byte.
func (p *publisher) compare(ctx context.Context, old *manifest, touched map[string]bool) (comparison, error) {
	sameTree := old.head.key == p.tree.Key()
	enough := int64(old.head.totals.files / 2)
	var changed atomic.Int64
	res := comparison{of: make([]*changes, 0, len(p.folders))}
	scratch := make([]struct{ section, want, got []byte }, p.opts.Workers)
	known := since(p.tree, old.memo)
	err := ordered(ctx, len(p.folders), p.opts.Workers, func(ctx context.Context, worker, i int) (*changes, error) {
		folder, s := p.folders[i], &scratch[worker]
		if sameTree && !touched[folder] {
			return &changes{clean: true}, nil
		}
		var c cursor
		var err error
		if c, s.section, err = old.section(folder, s.section); err != nil {
			return nil, err
		}
		var d dir
		if touched[folder] {
			if d, err = openFolder(p.out, folder); err == nil {
				defer d.Close()
			}
		}
		ch := &changes{clean: true}
		n, more := 0, c.next()
		for f := range p.tree.Files(folder) {
			if err := ctx.Err(); err != nil {
				return nil, err
			}
			name := f.Name()
			for more && string(c.name) < name {
				more, ch.clean = c.next(), false // a stale file
			}
			listed := more && string(c.name) == name
			same := listed && (known != nil && known(f) || c.key == f.Key())
			if same && touched[folder] {
				if same, s.want, s.got, err = sameBytes(d, f, name, s.want, s.got); err != nil {
					return nil, err
				}
			}
			if same {
				ch.totals.one(f, int(c.size))
			} else {
				ch.set(n)
				ch.clean = false
				if changed.Add(1) > enough {
					return nil, errMostChanged
				}
			}
			if listed {
				more = c.next()
			}
			n++
		}
		ch.clean = ch.clean && !more
		return ch, nil
	}, func(ch *changes) error {
		res.of = append(res.of, ch)
		return nil
	})
	res.changed = int(changed.Load())
	if errors.Is(err, errMostChanged) {
		return comparison{most: true}, nil
	}
	return res, err
}

// sameBytes tells whether the file of that name in d, which may be nil, holds f.
func sameBytes(d dir, f File, name string, want, got []byte) (bool, []byte, []byte, error) {
	if d == nil {
		return false, want, got, nil
	}
	got, err := d.ReadFile(name, got[:0])
	if err != nil {
		return false, want, got, nil // whatever it is, it is not our file
	}
	want, err = f.AppendTo(want[:0])
	return bytes.Equal(got, want), want, got, err
}

// touched returns the folders of the tree that changed after we were done with
// them, or are not there. It costs one look at each.
func (p *publisher) touched(since time.Time) (map[string]bool, error) {
	touched := map[string]bool{}
	err := p.eachFolder(func(folder string, st info, _ dir, _ string) {
		if changedSince(st, since) {
			touched[folder] = true
		}
	})
	return touched, err
}

// changedSince tells whether a folder may have changed, or is not there. By a clock
// that was set back, what was done later looks as if it were earlier.
func changedSince(st info, since time.Time) bool {
	return st.mtime.IsZero() || st.mtime.After(since) || time.Now().Before(since)
}

// tick is longer than any time for which the clock of a file system stands still.
const tick = 20 * time.Millisecond

// markTime sets the manifest's time to the newest of our folders'. Whatever
// somebody does to a folder later shows, because its time is newer then: folders
// that changed within the last tick are dated back by one, as a change in the same
// tick would leave their time as it is. Where it fails, the next run looks more
// closely than it had to.
func (p *publisher) markTime() error {
	var newest time.Time
	edge := time.Now().Add(-tick)
	err := p.eachFolder(func(_ string, st info, up dir, name string) {
		if st.mtime.After(edge) && up.SetTime(name, edge) == nil {
			st.mtime = edge
		}
		if st.mtime.After(newest) {
			newest = st.mtime
		}
	})
	if err != nil {
		return err
	}
	own, err := p.out.OpenDir(ownFolder)
	if err != nil {
		return err
	}
	defer own.Close()
	return own.SetTime(manifestName, newest)
}

// eachFolder looks at every folder of the tree in the output, each a name in an
// open folder; the info of one that is not there is zero.
func (p *publisher) eachFolder(tell func(folder string, st info, up dir, name string)) error {
	for _, folder := range p.folders {
		above, name := splitFolder(folder)
		up, err := openFolder(p.out, above)
		if err != nil {
			tell(folder, info{}, nil, name)
			continue
		}
		st, err := up.Lstat(name)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			up.Close()
			return err
		}
		if err == nil && !st.mode.IsDir() {
			st = info{}
		}
		tell(folder, st, up, name)
		up.Close()
	}
	return nil
}
