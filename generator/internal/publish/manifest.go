package publish

import (
	"bufio"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"path/filepath"
	"strings"
)

// The manifest, .rolediff/manifest in the output, lists the files that we wrote.
// Nothing else is ever deleted, and what it lists with the key that a file has
// now needs no writing. It is:
//
//	head      magic line, then in little endian: the tree's key, the numbers of
//	          files, pages and bytes of the site, the length of the body and its
//	          CRC-32C (Castagnoli), and the CRC-32C of the head so far
//	body      what the tree has to remember, then a section for each folder, in order
//	memo      as a section of .rolediff, of no files; left out where there is none
//	section   folder, number of files, number of bytes that follow
//	file      shared prefix with the name before it, rest of the name, size, key
//
// Numbers of the body are uvarints, texts carry their length in front. Folders
// and names ascend. Equal trees have equal manifests, so the file holds no time;
// its own modification time is the newest of our folders' and tells a later run
// which folders somebody touched since.
const (
	ownFolder    = ".rolediff"
	manifestName = "manifest"
	magic        = "rolediff manifest 1: what rolediff wrote here; do not edit\n"
	headSize     = len(magic) + 16 + 4*8 + 4 + 4
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// totals counts the files of a site or of a part of it.
type totals struct {
	files, pages int
	bytes        int64
}

func (t *totals) add(u totals) {
	t.files += u.files
	t.pages += u.pages
	t.bytes += u.bytes
}

// one adds a file of so many bytes.
func (t *totals) one(f File, size int) {
	t.files++
	t.bytes += int64(size)
	if f.Page() {
		t.pages++
	}
}

// section is the manifest's entry of one folder while it is made.
type section struct {
	folder string
	count  int
	data   []byte
	last   []byte
	totals totals
	fresh  bool // files have been staged
	stale  bool // the old manifest has files that are not here
}

// add appends one file. Names must ascend; an error names the one that does not,
// or that no file may have.
func (s *section) add(name string, key Key, size int64) error {
	if !validName(name) {
		return fmt.Errorf("%q is no name for a file", join(s.folder, name))
	}
	if s.count > 0 && string(s.last) >= name {
		return fmt.Errorf("files of %s are not in order: %q after %q", s.folder, name, s.last)
	}
	s.append(name, key, size)
	return nil
}

// keep appends the file at c as it stands there, which is right only behind the
// very file that c has before it.
func (s *section) keep(c *cursor) {
	s.data = append(s.data, c.entry...)
	s.last = append(s.last[:0], c.name...)
	s.count++
}

func (s *section) append(name string, key Key, size int64) {
	shared := 0
	for shared < min(len(s.last), len(name)) && s.last[shared] == name[shared] {
		shared++
	}
	s.data = binary.AppendUvarint(s.data, uint64(shared))
	s.data = binary.AppendUvarint(s.data, uint64(len(name)-shared))
	s.data = append(s.data, name[shared:]...)
	s.data = binary.AppendUvarint(s.data, uint64(size))
	s.data = append(s.data, key[:]...)
	s.last = append(s.last[:0], name...)
	s.count++
}

// validName tells whether name is one path element that may be ours on this
// system. It is what keeps a tampered manifest inside the output folder.
func validName(name string) bool {
	return comparisonName(name) || filepath.IsLocal(name) && name != "." &&
		!strings.ContainsAny(name, "/\x00"+string(filepath.Separator)) &&
		!strings.EqualFold(name, ".git") && !strings.EqualFold(name, ownFolder)
}

// comparisonName tells names such as "vs-b.html", nearly all that there are: they
// hold nothing that any system gives a meaning, and looking closer at each of them
// takes as long as hashing a page's inputs.
func comparisonName(name string) bool {
	if len(name) < 3 || name[:3] != "vs-" {
		return false
	}
	return comparisonEnd(name)
}

// comparisonEnd is comparisonName of what follows the first three letters, or more.
func comparisonEnd[T string | []byte](end T) bool {
	for i := range len(end) {
		if !inComparisonName[end[i]] {
			return false
		}
	}
	return end[len(end)-1] != '.'
}

var inComparisonName = func() (in [256]bool) {
	for _, c := range "abcdefghijklmnopqrstuvwxyz0123456789-." {
		in[c] = true
	}
	return in
}()

// validFolder tells so of a slash-separated folder.
func validFolder(folder string) bool {
	if folder == "." {
		return true
	}
	for name := range strings.SplitSeq(folder, "/") {
		if !validName(name) {
			return false
		}
	}
	return true
}

// manifestWriter writes a manifest section by section.
type manifestWriter struct {
	f      file
	w      *bufio.Writer
	crc    uint32
	length uint64
	totals totals
	scrap  []byte
	at     map[string]place
	todo   todo
}

func newManifestWriter(own dir, memo []byte) (*manifestWriter, error) {
	f, err := own.CreateFile(manifestName)
	if err != nil {
		return nil, err
	}
	m := &manifestWriter{f: f, w: bufio.NewWriterSize(f, 64<<10), at: map[string]place{}}
	_, err = m.w.Write(make([]byte, headSize)) // the real one is known at the end
	if err == nil && len(memo) > 0 {
		err = m.section(&section{folder: ownFolder, data: memo})
	}
	if err != nil {
		f.Close()
		return nil, err
	}
	return m, nil
}

// write appends the section of a folder.
func (m *manifestWriter) write(s *section) error {
	m.totals.add(s.totals)
	if s.fresh {
		m.todo.fresh = append(m.todo.fresh, s.folder)
	}
	if s.stale {
		m.todo.stale = append(m.todo.stale, s.folder)
	}
	return m.section(s)
}

func (m *manifestWriter) section(s *section) error {
	m.scrap = binary.AppendUvarint(m.scrap[:0], uint64(len(s.folder)))
	m.scrap = append(m.scrap, s.folder...)
	m.scrap = binary.AppendUvarint(m.scrap, uint64(s.count))
	m.scrap = binary.AppendUvarint(m.scrap, uint64(len(s.data)))
	for _, part := range [][]byte{m.scrap, s.data} {
		m.crc = crc32.Update(m.crc, castagnoli, part)
		m.length += uint64(len(part))
		if _, err := m.w.Write(part); err != nil {
			return err
		}
	}
	m.at[s.folder] = place{offset: int64(headSize) + int64(m.length) - int64(len(s.data)), length: len(s.data), count: s.count}
	return nil
}

// finish writes the head, without which the file is no manifest, and closes.
func (m *manifestWriter) finish(key Key) error {
	err := m.w.Flush()
	if err == nil {
		_, err = m.f.WriteAt(head{key, m.totals, m.length, m.crc}.encode(), 0)
	}
	if cerr := m.f.Close(); err == nil {
		err = cerr
	}
	return err
}

// abandon closes the file without making it a manifest.
func (m *manifestWriter) abandon() { m.f.Close() }

type head struct {
	key    Key
	totals totals
	length uint64
	crc    uint32
}

func (h head) encode() []byte {
	b := append(make([]byte, 0, headSize), magic...)
	b = append(b, h.key[:]...)
	for _, n := range []uint64{uint64(h.totals.files), uint64(h.totals.pages), uint64(h.totals.bytes), h.length} {
		b = binary.LittleEndian.AppendUint64(b, n)
	}
	b = binary.LittleEndian.AppendUint32(b, h.crc)
	return binary.LittleEndian.AppendUint32(b, crc32.Checksum(b, castagnoli))
}

func decodeHead(b []byte) (h head, ok bool) {
	if len(b) != headSize || string(b[:len(magic)]) != magic ||
		binary.LittleEndian.Uint32(b[headSize-4:]) != crc32.Checksum(b[:headSize-4], castagnoli) {
		return h, false
	}
	b = b[len(magic):]
	copy(h.key[:], b)
	n := func(i int) uint64 { return binary.LittleEndian.Uint64(b[16+8*i:]) }
	h.totals = totals{files: int(n(0)), pages: int(n(1)), bytes: int64(n(2))}
	h.length = n(3)
	h.crc = binary.LittleEndian.Uint32(b[48:])
	return h, true
}
