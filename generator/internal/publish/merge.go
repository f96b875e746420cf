package publish

import (
	"archive/tar"
	"bufio"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"
	"time"
)

// Merge joins the tars of all shards of one tree into the tar of the whole tree,
// byte for byte what ToTar gives. All of them are in the order of the tree, so one
// pass is enough, and memory does not grow with their size. It fails when a file
// stands in two of them or out of order.
func Merge(ctx context.Context, w io.Writer, shards []io.Reader) (Stats, error) {
	start := time.Now()
	m := merger{out: bufio.NewWriterSize(w, 1<<20), seen: map[string]bool{}}
	for _, r := range shards {
		m.heads = append(m.heads, &tarHead{tar: tar.NewReader(bufio.NewReaderSize(r, 1<<20))})
	}
	for _, h := range m.heads {
		if err := h.next(); err != nil {
			return Stats{}, err
		}
	}
	for ctx.Err() == nil {
		more, err := m.step()
		if err != nil {
			return Stats{}, err
		}
		if !more {
			if _, err := m.out.Write(zeros[:]); err != nil {
				return Stats{}, err
			}
			m.stats.Duration = time.Since(start)
			return m.stats, m.out.Flush()
		}
	}
	return Stats{}, ctx.Err()
}

type merger struct {
	out     *bufio.Writer
	heads   []*tarHead
	headers *tarHeaders
	seen    map[string]bool // folders that have an entry
	stats   Stats
}

// tarHead is the next file of one shard.
type tarHead struct {
	tar    *tar.Reader
	entry  *tar.Header // nil at the end
	folder string
}

// next goes on to the next file. Folders are passed over: a shard has only those
// in which it has files, so they are made anew.
func (h *tarHead) next() error {
	for {
		entry, err := h.tar.Next()
		if errors.Is(err, io.EOF) {
			h.entry = nil
			return nil
		}
		if err != nil {
			return err
		}
		if entry.Typeflag == tar.TypeDir {
			continue
		}
		if entry.Typeflag != tar.TypeReg {
			return fmt.Errorf("%s is neither a file nor a folder", entry.Name)
		}
		folder := path.Dir(entry.Name)
		if h.entry != nil && compareEntries(h.folder, h.entry.Name, folder, entry.Name) >= 0 {
			return fmt.Errorf("%s stands in the wrong place: this is no tar that rolediff wrote", entry.Name)
		}
		h.entry, h.folder = entry, folder
		return nil
	}
}

// compareEntries compares two files as a tree orders them: by folder, then by
// name.
func compareEntries(folder, name, folder2, name2 string) int {
	return cmp.Or(cmp.Compare(folder, folder2), cmp.Compare(name, name2))
}

// step writes the first of the next files, with the folders that it is the first
// file of.
func (m *merger) step() (more bool, err error) {
	var first *tarHead
	for _, h := range m.heads {
		if h.entry == nil {
			continue
		}
		c := -1
		if first != nil {
			c = compareEntries(h.folder, h.entry.Name, first.folder, first.entry.Name)
		}
		if c == 0 {
			return false, fmt.Errorf("two of the tars hold %s: each shard is merged once", h.entry.Name)
		}
		if c < 0 {
			first = h
		}
	}
	if first == nil {
		return false, nil
	}
	if m.headers == nil {
		m.headers = newTarHeaders(first.entry.ModTime)
	}
	for _, up := range parents(first.folder) {
		if !m.seen[up] {
			m.seen[up] = true
			if err := m.header(up+"/", tarFolder, 0); err != nil {
				return false, err
			}
		}
	}
	if err := m.file(first); err != nil {
		return false, err
	}
	return true, first.next()
}

func (m *merger) header(name string, kind byte, size int64) error {
	block := m.headers.append(nil, []byte(name), kind)
	m.headers.seal(block[len(block)-tarBlock:], size)
	_, err := m.out.Write(block)
	return err
}

func (m *merger) file(h *tarHead) error {
	if err := m.header(h.entry.Name, tarFile, h.entry.Size); err != nil {
		return err
	}
	n, err := io.Copy(m.out, h.tar)
	if err != nil {
		return err
	}
	m.stats.Files++
	m.stats.Written++
	m.stats.Bytes += n
	if strings.HasSuffix(h.entry.Name, ".html") {
		m.stats.Pages++
	}
	_, err = m.out.Write(padTar(nil, int(n%tarBlock)))
	return err
}

// MergeToFile is Merge into a file, which appears whole or not at all, as with
// ToTarFile.
func MergeToFile(ctx context.Context, output string, shards []io.Reader) (Stats, error) {
	return toFile(system(), output, nil, func(w io.Writer) (Stats, error) { return Merge(ctx, w, shards) })
}

// ReplaceFile has a file written beside its place and moves it there when all is
// written, as ToTarFile does.
func ReplaceFile(output string, write func(io.Writer) error) error {
	_, err := toFile(system(), output, nil, func(w io.Writer) (Stats, error) { return Stats{}, write(w) })
	return err
}
