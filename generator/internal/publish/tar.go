package publish

import (
	"context"
	"fmt"
	"io"
	"runtime"
	"sync"
	"sync/atomic"
	"time"
)

// TarOptions says how ToTar writes.
type TarOptions struct {
	// ModTime is the time of every entry. The zero time stands for the epoch, so
	// that equal trees give equal tars.
	ModTime time.Time
	// Workers is how many processors render ahead; 0 means all.
	Workers int
	// Progress is as in FolderOptions.
	Progress func(done, total int)
	// Sources are those of FolderOptions; ToTarFile refuses to write into one.
	Sources []string
}

// ToTar writes the tree as a tar: every folder before its files, folders and files
// in the tree's order, mode 0644 and 0755, owner 0, names without a leading "./".
// The bytes depend on the tree and on ModTime alone. It holds a few batches of
// files in memory, whatever the size of the tree. Its errors are those of w, of
// ctx and of the tree.
func ToTar(ctx context.Context, tree Tree, w io.Writer, opts TarOptions) (Stats, error) {
	start := time.Now()
	if opts.Workers <= 0 {
		opts.Workers = runtime.NumCPU()
	}
	t := newTarrer(tree, opts)
	if err := checkFolders(t.folders); err != nil {
		return Stats{}, err
	}
	p := &publisher{tree: tree, folders: t.folders, opts: FolderOptions{Progress: opts.Progress}}
	stop, stopCount := p.report(), p.count()
	err := t.run(ctx, w, &p.done)
	stopCount()
	stop()
	if err != nil {
		return Stats{}, err
	}
	p.setTotals(t.totals)
	p.stats.Written = t.totals.files
	p.stats.Duration = time.Since(start)
	return p.stats, nil
}

// tarrer renders batches of files on several workers into a fixed number of
// buffers, and writes them in order. Every worker walks the whole tree, which costs
// little because a file's bytes are made only when they are asked for, and renders
// the batches that it has claimed. That keeps all of them busy in a folder of any
// size, which handing out folders would not.
type tarrer struct {
	tree    Tree
	folders []string
	headers *tarHeaders
	workers int
	above   map[string][]string // the folders whose entries come before a folder's files
	free    chan *batch
	ready   []chan *batch // a batch of number n is handed over in ready[n % len]
	claimed atomic.Int64
	totals  totals
}

// batch is a stretch of the tar.
type batch struct {
	buf    []byte
	name   []byte // scratch
	totals totals
	part   bool        // more of the batch follows, once buf has come back
	back   chan *batch // where it does
	last   bool        // no more files
	err    error
}

const (
	// batchFiles is how many files make a batch: enough that handing it over
	// costs nothing beside them, few enough to stay in the processor's cache.
	batchFiles = 12
	// batchPart is from how many bytes on a batch is handed over in parts.
	batchPart = 512 << 10
	// batchKeep is the largest buffer, in bytes, that is used again. One huge
	// file then does not hold its memory to the end.
	batchKeep = 1 << 20
)

func newTarrer(tree Tree, opts TarOptions) *tarrer {
	slots := 4*opts.Workers + 1
	t := &tarrer{
		tree: tree, folders: tree.Folders(), headers: newTarHeaders(opts.ModTime), workers: opts.Workers,
		above: map[string][]string{}, free: make(chan *batch, slots), ready: make([]chan *batch, slots),
	}
	for i := range slots {
		t.free <- &batch{back: make(chan *batch, 1)}
		t.ready[i] = make(chan *batch, 1)
	}
	seen := map[string]bool{}
	for _, folder := range t.folders {
		for _, up := range parents(folder) {
			if !seen[up] {
				seen[up] = true
				t.above[folder] = append(t.above[folder], up)
			}
		}
	}
	return t
}

// run renders and writes. Batches are claimed only with a free buffer in hand, so
// the one that is due next always has one.
func (t *tarrer) run(ctx context.Context, w io.Writer, done *atomic.Int64) error {
	ctx, cancel := context.WithCancel(ctx)
	var wg sync.WaitGroup
	defer wg.Wait()
	defer cancel()
	for range t.workers {
		wg.Go(func() { t.render(ctx) })
	}
	if s, ok := t.tree.(*shard); ok {
		if _, err := w.Write(t.headers.global(s.label())); err != nil {
			return err
		}
	}
	for n := 0; ; {
		var b *batch
		select {
		case b = <-t.ready[n%len(t.ready)]:
		case <-ctx.Done():
			return ctx.Err()
		}
		if b.err != nil {
			return b.err
		}
		if len(b.buf) > 0 {
			if _, err := w.Write(b.buf); err != nil {
				return err
			}
		}
		t.totals.add(b.totals)
		done.Add(int64(b.totals.files))
		if b.last {
			_, err := w.Write(zeros[:])
			return err
		}
		b.buf, b.totals = b.buf[:0], totals{}
		if cap(b.buf) > batchKeep {
			b.buf = nil
		}
		if b.part {
			b.back <- b
		} else {
			t.free <- b
			n++
		}
	}
}

// render is one worker.
func (t *tarrer) render(ctx context.Context) {
	mine, b := t.claim(ctx)
	n := -1 // number of the file in the tree
	for _, folder := range t.folders {
		first := true
		for f := range t.tree.Files(folder) {
			if b == nil {
				return
			}
			n++
			begins := first
			first = false
			if n/batchFiles > mine {
				t.hand(mine, b)
				if mine, b = t.claim(ctx); b == nil {
					return
				}
			}
			if n/batchFiles < mine {
				continue
			}
			if begins {
				for _, up := range t.above[folder] {
					b.buf = t.headers.append(b.buf, []byte(up+"/"), tarFolder)
					t.headers.seal(b.buf[len(b.buf)-tarBlock:], 0)
				}
			}
			if b.err = t.file(b, folder, f); b.err != nil {
				t.hand(mine, b)
				return
			}
			if len(b.buf) >= batchPart {
				b = t.handPart(ctx, mine, b)
			}
		}
	}
	if b != nil && mine == max(n, 0)/batchFiles {
		b.last = true
		t.hand(mine, b)
	}
}

// file renders one file with its header.
func (t *tarrer) file(b *batch, folder string, f File) error {
	name := f.Name()
	if !validName(name) {
		return fmt.Errorf("%q is no name for a file", join(folder, name))
	}
	b.name = append(b.name[:0], name...)
	if folder != "." {
		b.name = append(append(append(b.name[:0], folder...), '/'), name...)
	}
	b.buf = t.headers.append(b.buf, b.name, tarFile)
	start := len(b.buf)
	buf, err := f.AppendTo(b.buf)
	if err != nil {
		return err
	}
	b.buf = buf
	size := len(buf) - start
	if int64(size) > tarLimit {
		return fmt.Errorf("%s has %d bytes, too many for a tar", join(folder, name), size)
	}
	t.headers.seal(buf[start-tarBlock:start], int64(size))
	b.buf = padTar(b.buf, size)
	b.totals.one(f, size)
	return nil
}

// claim takes the next batch, with a buffer for it, or none when it is over.
func (t *tarrer) claim(ctx context.Context) (int, *batch) {
	select {
	case b := <-t.free:
		return int(t.claimed.Add(1)) - 1, b
	case <-ctx.Done():
		return 0, nil
	}
}

// hand gives a batch to the writer. There is room: at most as many batches are
// claimed and unwritten as there are places.
func (t *tarrer) hand(n int, b *batch) {
	b.part = false
	t.ready[n%len(t.ready)] <- b
}

// handPart gives what there is of a batch, and waits until the buffer is free.
func (t *tarrer) handPart(ctx context.Context, n int, b *batch) *batch {
	b.part = true
	t.ready[n%len(t.ready)] <- b
	select {
	case b := <-b.back:
		return b
	case <-ctx.Done():
		return nil
	}
}
