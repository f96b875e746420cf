package publish

import (
	"bufio"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"io"
	"io/fs"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// errDamaged is a manifest that is cut off, changed or not ours.
var errDamaged = errors.New("damaged")

// manifest is an open manifest: its head, and after load where each folder's
// section stands. Sections are read when they are asked for. The zero manifest
// lists nothing.
type manifest struct {
	head    head
	mtime   time.Time
	f       file
	at      map[string]place
	folders []string // in order
	memo    []byte   // what the tree left to remember
}

type place struct {
	offset int64
	length int
	count  int
}

// openManifest reads the head of the manifest in d, which is a site's folder. It
// returns nil without an error if there is none.
func openManifest(d dir) (*manifest, error) {
	own, err := d.OpenDir(ownFolder)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	} else if err != nil && notFolder(err) {
		return nil, errDamaged
	} else if err != nil {
		return nil, err
	}
	defer own.Close()
	st, err := own.Lstat(manifestName)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	} else if err != nil {
		return nil, err
	}
	f, err := own.Open(manifestName)
	if errors.Is(err, errNotRegular) {
		return nil, errDamaged
	} else if err != nil {
		return nil, err
	}
	b := make([]byte, headSize)
	n, err := f.ReadAt(b, 0)
	if err != nil && err != io.EOF {
		f.Close()
		return nil, err
	}
	h, ok := decodeHead(b[:n])
	if !ok || st.size != int64(headSize)+int64(h.length) {
		f.Close()
		return nil, errDamaged
	}
	return &manifest{head: h, mtime: st.mtime, f: f}, nil
}

func (m *manifest) close() {
	if m != nil && m.f != nil {
		m.f.Close()
	}
}

// load reads the whole manifest once, checks all of it, and keeps the places of
// the sections. Without load a manifest has no folders.
func (m *manifest) load() error {
	if m == nil || m.f == nil || m.at != nil {
		return nil
	}
	at := map[string]place{}
	var folders []string
	r := &crcReader{r: bufio.NewReaderSize(io.NewSectionReader(m.f, int64(headSize), int64(m.head.length)), 64<<10)}
	check := newSectionCheck()
	defer check.wait()
	files, last := 0, ""
	for {
		folder, count, length, ok, end := r.sectionHead(m.head.length)
		if end {
			break
		}
		memo := isMemo(folder, count) && m.memo == nil && len(folders) == 0
		if !ok || !memo && !validFolder(folder) || len(folders) > 0 && folder <= last {
			return r.damaged()
		}
		p := place{offset: int64(headSize) + r.n, length: int(length), count: int(count)}
		if memo {
			if m.memo, ok = r.bytes(nil, int(length)); !ok {
				return r.damaged()
			}
			continue
		}
		data, ok := r.bytes(check.buffer(), int(length))
		if !ok {
			return r.damaged()
		}
		check.section(data, int(count))
		at[folder], last = p, folder
		folders = append(folders, folder)
		files += int(count)
	}
	if check.wait() || r.crc != m.head.crc || files != m.head.totals.files || uint64(r.n) != m.head.length {
		return r.damaged()
	}
	m.at, m.folders = at, folders
	return nil
}

// sectionCheck walks sections on other processors while the next ones are read.
type sectionCheck struct {
	free    chan []byte
	walking sync.WaitGroup
	damaged atomic.Bool
}

func newSectionCheck() *sectionCheck {
	c := &sectionCheck{free: make(chan []byte, runtime.NumCPU()+1)}
	for range cap(c.free) {
		c.free <- nil
	}
	return c
}

// buffer waits for one that no section is in.
func (c *sectionCheck) buffer() []byte { return <-c.free }

func (c *sectionCheck) section(data []byte, count int) {
	c.walking.Go(func() {
		if files := (&cursor{data: data}).countAll(); files != count {
			c.damaged.Store(true)
		}
		c.free <- data
	})
}

// wait tells, when all has been looked at, whether a section is damaged.
func (c *sectionCheck) wait() bool {
	c.walking.Wait()
	return c.damaged.Load()
}

// readMemo reads the memo alone, which stands before all sections.
func (m *manifest) readMemo() ([]byte, bool) {
	r := &crcReader{r: bufio.NewReader(io.NewSectionReader(m.f, int64(headSize), int64(m.head.length)))}
	folder, count, length, ok, _ := r.sectionHead(m.head.length)
	if !ok || !isMemo(folder, count) {
		return nil, false
	}
	return r.bytes(nil, int(length))
}

// isMemo tells the head of the memo from those of sections: no folder of that name has
// files that are listed.
func isMemo(folder string, count uint64) bool { return folder == ownFolder && count == 0 }

// section reads the section of a folder into buf; a folder that is not listed
// has an empty one.
func (m *manifest) section(folder string, buf []byte) (cursor, []byte, error) {
	if m == nil {
		return cursor{}, buf[:0], nil
	}
	p := m.at[folder]
	if p.length == 0 { // nothing to read, where some would say that nothing more is there
		return cursor{}, buf[:0], nil
	}
	if cap(buf) < p.length {
		buf = make([]byte, p.length)
	}
	buf = buf[:p.length]
	if _, err := m.f.ReadAt(buf, p.offset); err != nil {
		return cursor{}, buf, err
	}
	return cursor{data: buf}, buf, nil
}

// count returns how many files a folder's section has.
func (m *manifest) count(folder string) int {
	if m == nil {
		return 0
	}
	return m.at[folder].count
}

// list returns the listed folders in order.
func (m *manifest) list() []string {
	if m == nil {
		return nil
	}
	return m.folders
}

// cursor walks the files of a section. The name is valid until the next call.
type cursor struct {
	data  []byte
	entry []byte // of the manifest, as it stands there
	name  []byte
	plain bool // name is a comparisonName
	key   Key
	size  int64
	bad   bool
}

// next moves to the next file and tells whether there is one.
func (c *cursor) next() bool {
	if len(c.data) == 0 || c.bad {
		return false
	}
	start := c.data
	shared, ok1 := c.uvarint()
	rest, ok2 := c.uvarint()
	if !ok1 || !ok2 || shared > uint64(len(c.name)) || rest > uint64(len(c.data)) {
		c.bad = true
		return false
	}
	// A name is greater than the one before it, also when it begins with it.
	ascends := len(c.name) == 0 && shared == 0 ||
		rest > 0 && (shared == uint64(len(c.name)) || c.data[0] > c.name[shared])
	end := c.data[:rest]
	c.name = append(c.name[:shared], end...)
	c.data = c.data[rest:]
	size, ok := c.uvarint()
	if !ok || !ascends || len(c.data) < len(c.key) || !c.valid(int(shared), end) {
		c.bad = true
		return false
	}
	c.size = int64(size)
	c.data = c.data[copy(c.key[:], c.data):]
	c.entry = start[:len(start)-len(c.data)]
	return true
}

// valid is validName of the name, which begins as the one before it did. Nearly
// all are comparisons behind comparisons, of which only the end is new.
func (c *cursor) valid(shared int, end []byte) bool {
	if c.plain && shared >= 3 && len(end) > 0 {
		c.plain = comparisonEnd(end)
	} else {
		c.plain = comparisonName(string(c.name))
	}
	return c.plain || validName(string(c.name))
}

func (c *cursor) uvarint() (uint64, bool) {
	if len(c.data) > 0 && c.data[0] < 0x80 {
		v := uint64(c.data[0])
		c.data = c.data[1:]
		return v, true
	}
	v, n := binary.Uvarint(c.data)
	if n <= 0 {
		return 0, false
	}
	c.data = c.data[n:]
	return v, true
}

// countAll walks to the end and returns how many files there were, -1 if the
// section is damaged.
func (c *cursor) countAll() int {
	n := 0
	for c.next() {
		n++
	}
	if c.bad {
		return -1
	}
	return n
}

// crcReader counts and sums up what is read through it.
type crcReader struct {
	r   *bufio.Reader
	n   int64
	crc uint32
	err error // of the file system, not of the format
	one [1]byte
}

// damaged is what a read that did not work out means: the file system's error, or
// that the format is not kept.
func (c *crcReader) damaged() error {
	if c.err != nil {
		return c.err
	}
	return errDamaged
}

func (c *crcReader) ReadByte() (byte, error) {
	b, err := c.r.ReadByte()
	if err != nil {
		if err != io.EOF {
			c.err = err
		}
		return 0, err
	}
	c.one[0] = b
	c.n++
	c.crc = crc32.Update(c.crc, castagnoli, c.one[:])
	return b, nil
}

func (c *crcReader) bytes(buf []byte, n int) ([]byte, bool) {
	if cap(buf) < n {
		buf = make([]byte, n)
	}
	buf = buf[:n]
	k, err := io.ReadFull(c.r, buf)
	if err != nil && err != io.EOF && err != io.ErrUnexpectedEOF {
		c.err = err
	}
	c.n += int64(k)
	c.crc = crc32.Update(c.crc, castagnoli, buf[:k])
	return buf, err == nil
}

// sectionHead reads what stands before the bytes of a section, of which there are at
// most so many. end says that there is no section any more.
func (c *crcReader) sectionHead(most uint64) (folder string, count, length uint64, ok, end bool) {
	n, err := binary.ReadUvarint(c)
	if err == io.EOF && c.err == nil {
		return "", 0, 0, false, true
	}
	folder, ok = c.text(n)
	count, err1 := binary.ReadUvarint(c)
	length, err2 := binary.ReadUvarint(c)
	ok = ok && err == nil && err1 == nil && err2 == nil && length <= most
	return folder, count, length, ok, false
}

func (c *crcReader) text(n uint64) (string, bool) {
	const longest = 4096 // bytes, as long as a path gets
	if n > longest {
		return "", false
	}
	var b strings.Builder
	for range n {
		c, err := c.ReadByte()
		if err != nil {
			return "", false
		}
		b.WriteByte(c)
	}
	return b.String(), true
}
