package publish

import (
	"archive/tar"
	"bufio"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// TarShare is the tar of one share, with its name for messages.
type TarShare struct {
	Name string
	io.Reader
}

// Merge joins the tars of all shards of one tree into the tar of the whole tree,
// byte for byte what ToTar gives. All of them are in the order of the tree, so one
// pass is enough, and memory does not grow with their size. Each says which share of
// what it is: Merge fails unless every share of one tree is there once and whole. A
// lone tar that says nothing is taken for the whole.
func Merge(ctx context.Context, w io.Writer, shares []TarShare) (Stats, error) {
	start := time.Now()
	m := merger{out: bufio.NewWriterSize(w, 1<<20), seen: map[string]bool{}}
	for _, s := range shares {
		end := &endReader{r: bufio.NewReaderSize(s, 1<<20)}
		m.heads = append(m.heads, &tarHead{share: s.Name, end: end, tar: tar.NewReader(end)})
	}
	for _, h := range m.heads {
		if err := h.next(); err != nil {
			return Stats{}, err
		}
	}
	if err := m.complete(); err != nil {
		return Stats{}, err
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

// tarHead is the next file of one share.
type tarHead struct {
	share  string
	end    *endReader
	tar    *tar.Reader
	label  string      // which share it says it is
	entry  *tar.Header // nil at the end
	folder string
}

// endReader notes when its reader ends. A whole tar ends before that, with blocks of
// zeros, but a tar.Reader takes one that was cut between two files for whole.
type endReader struct {
	r     io.Reader
	ended bool
}

func (e *endReader) Read(p []byte) (int, error) {
	n, err := e.r.Read(p)
	e.ended = e.ended || err == io.EOF
	return n, err
}

func (h *tarHead) wrong(message, hint string) error {
	return fail("wrong-share", filepath.ToSlash(h.share), message, hint)
}

// broken explains an error of reading the tar.
func (h *tarHead) broken(err error) error {
	switch {
	case h.end.ended:
		return h.wrong("the tar is cut off", "make or fetch this share again")
	case errors.Is(err, tar.ErrHeader):
		return h.wrong("this is no tar", "name the tars that build --shard has written")
	}
	var pe *fs.PathError
	if errors.As(err, &pe) {
		err = pe.Err
	}
	return h.wrong("this cannot be read: "+err.Error(), "name the tars that build --shard has written")
}

// next goes on to the next file. Folders are passed over: a share has only those
// in which it has files, so they are made anew.
func (h *tarHead) next() error {
	for {
		entry, err := h.tar.Next()
		if errors.Is(err, io.EOF) && !h.end.ended {
			h.entry = nil
			return nil
		}
		if err != nil {
			return h.broken(err)
		}
		switch name := strings.TrimSuffix(entry.Name, "/"); {
		case entry.Typeflag == tar.TypeXGlobalHeader:
			h.label = entry.PAXRecords["comment"]
			continue
		case !validFolder(name) || strings.ContainsFunc(name, func(r rune) bool { return r == '\\' || !strconv.IsPrint(r) }):
			return h.wrong(fmt.Sprintf("it holds the name %.300q, which no site has", entry.Name), "this is no tar that rolediff wrote")
		case entry.Typeflag == tar.TypeDir:
			continue
		case entry.Size > tarLimit || len(entry.PAXRecords) > 1 || len(entry.PAXRecords) == 1 && entry.PAXRecords["path"] == "":
			// Such as a file that is said to be huge and holds nothing.
			return h.wrong(fmt.Sprintf("%s in it is larger or stranger than any page", entry.Name), "this is no tar that rolediff wrote")
		case entry.Typeflag != tar.TypeReg:
			return h.wrong(fmt.Sprintf("%s in it is neither a file nor a folder", entry.Name), "this is no tar that rolediff wrote")
		}
		folder := path.Dir(entry.Name)
		if h.entry != nil && compareEntries(h.folder, h.entry.Name, folder, entry.Name) >= 0 {
			return h.wrong(fmt.Sprintf("%s in it stands in the wrong place", entry.Name), "this is no tar that rolediff wrote")
		}
		h.entry, h.folder = entry, folder
		return nil
	}
}

// complete holds that every share of one tree is there once: a share too few would
// be a site with holes.
func (m *merger) complete() error {
	if h := m.heads[0]; len(m.heads) == 1 && h.label == "" {
		if h.entry == nil {
			return h.wrong("the tar is empty", "name the tars that build --shard has written")
		}
		return nil
	}
	var tree Key
	var n int
	at := map[int]*tarHead{}
	for k, h := range m.heads {
		i, of, key, ok := readShareLabel(h.label)
		if !ok {
			return h.wrong("the tar does not say which share it is", "name the tars that this version of build --shard has written")
		}
		if k == 0 {
			n, tree = of, key
		}
		if of != n || key != tree {
			return h.wrong("this is a share of another site than "+filepath.ToSlash(m.heads[0].share)+" is",
				"make all shares from the same files, with the same rolediff and the same N in --shard I/N")
		}
		if other := at[i]; other != nil {
			return h.wrong(fmt.Sprintf("this is share %d of %d, and so is %s", i, n, filepath.ToSlash(other.share)), "name each share once")
		}
		at[i] = h
	}
	for i := 1; i <= n; i++ {
		if at[i] == nil {
			return fail("wrong-share", "", fmt.Sprintf("share %d of %d is missing", i, n), "name the tars of all shares")
		}
	}
	return nil
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
			return false, h.wrong(h.entry.Name+" is in "+filepath.ToSlash(first.share)+", too", "name each share once")
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
	if err != nil && h.end.ended && n < h.entry.Size {
		return h.broken(err)
	}
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
func MergeToFile(ctx context.Context, output string, sources []string, shares []TarShare) (Stats, error) {
	return toFile(system(), output, sources, func(w io.Writer) (Stats, error) { return Merge(ctx, w, shares) })
}
