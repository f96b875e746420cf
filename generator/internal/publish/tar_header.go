package publish

import (
	"bytes"
	"encoding/binary"
	"path"
	"strconv"
	"strings"
	"time"
)

// tarBlock is the unit of a tar: headers are one block, contents are filled up.
const tarBlock = 512

const (
	tarFile   = '0'
	tarFolder = '5'
	tarPax    = 'x'
	tarGlobal = 'g'
)

// tarHeaders makes the headers of one tar: USTAR, and a PAX record in front where
// a name does not fit. What is the same in all of them stands in a template.
type tarHeaders struct {
	template [tarBlock]byte
	sum      int // of the template's bytes, where the checksum is blanks
}

// Places in a header: name, mode, uid, gid, size, mtime, checksum, type, link
// name, magic, version, owner's names, device numbers, prefix.
const (
	atName, atMode, atUID, atGID = 0, 100, 108, 116
	atSize, atTime, atSum, atTyp = 124, 136, 148, 156
	atMagic, atPrefix            = 257, 345
	nameLen, prefixLen           = 100, 155
)

func newTarHeaders(mtime time.Time) *tarHeaders {
	h := &tarHeaders{}
	t := h.template[:]
	copy(t[atUID:], "0000000\x00")
	copy(t[atGID:], "0000000\x00")
	octal(t[atTime:atTime+12], max(mtime.Unix(), 0))
	copy(t[atSum:], "        ")
	copy(t[atMagic:], "ustar\x0000")
	for _, b := range t {
		h.sum += int(b)
	}
	return h
}

// TarEntry is how many bytes a file takes in a tar.
func TarEntry(name string, size int64) int64 {
	filled := func(n int64) int64 { return (n + tarBlock - 1) &^ (tarBlock - 1) }
	entry := tarBlock + filled(size)
	if _, _, ok := splitName([]byte(name)); !ok {
		entry += tarBlock + filled(int64(len(paxRecord("path", name))))
	}
	return entry
}

// octal fills field with n, leading zeros and a NUL.
func octal(field []byte, n int64) {
	field[len(field)-1] = 0
	for i := len(field) - 2; i >= 0; i-- {
		field[i] = byte('0' + n&7)
		n >>= 3
	}
}

// tarLimit is the largest size that a USTAR header can state.
const tarLimit = 1<<33 - 1

// append adds the header of one entry to dst. Its last block has to be sealed
// when the size of the content is known.
func (h *tarHeaders) append(dst, name []byte, kind byte) []byte {
	prefix, rest, ok := splitName(name)
	if !ok {
		record := paxRecord("path", string(name))
		end := asciiEnd(string(name))
		dst = h.append(dst, []byte("PaxHeaders.0/"+end), tarPax)
		h.seal(dst[len(dst)-tarBlock:], int64(len(record)))
		dst = padTar(append(dst, record...), len(record))
		prefix, rest = nil, []byte(end)
	}
	start := len(dst)
	dst = append(dst, h.template[:]...)
	b := dst[start:]
	copy(b[atName:atName+nameLen], rest)
	copy(b[atPrefix:atPrefix+prefixLen], prefix)
	if kind == tarFolder {
		copy(b[atMode:], "0000755\x00")
	} else {
		copy(b[atMode:], "0000644\x00")
	}
	b[atTyp] = kind
	return dst
}

// global is a comment on the tar as a whole, which readers pass over.
func (h *tarHeaders) global(comment string) []byte {
	record := paxRecord("comment", comment)
	block := h.append(nil, []byte("pax_global_header"), tarGlobal)
	h.seal(block, int64(len(record)))
	return padTar(append(block, record...), len(record))
}

// seal writes the size of the content, at most tarLimit, and the checksum.
func (h *tarHeaders) seal(b []byte, size int64) {
	octal(b[atSize:atSize+12], size)
	sum := h.sum + int(b[atTyp]) + sumOf(b[atName:atUID]) + sumOf(b[atSize:atTime])
	if b[atPrefix] != 0 {
		sum += sumOf(b[atPrefix : atPrefix+prefixLen])
	}
	octal(b[atSum:atSum+7], int64(sum))
}

// sumOf adds up bytes, at most 512, eight at a time in lanes of sixteen bits.
func sumOf(part []byte) int {
	const lanes = 0x00ff00ff00ff00ff
	var wide uint64
	for ; len(part) >= 8; part = part[8:] {
		w := binary.LittleEndian.Uint64(part)
		wide += w&lanes + w>>8&lanes
	}
	sum := int(wide&0xffff + wide>>16&0xffff + wide>>32&0xffff + wide>>48)
	for _, c := range part {
		sum += int(c)
	}
	return sum
}

// splitName splits a name into USTAR's prefix and name, which are joined by a
// slash. Only ASCII fits there.
func splitName(name []byte) (prefix, rest []byte, ok bool) {
	if !ascii(name) {
		return nil, nil, false
	}
	if len(name) <= nameLen {
		return nil, name, true
	}
	// The last slash that leaves the prefix within its length, but not one at
	// the very end, which belongs to a folder's own name.
	cut := bytes.LastIndexByte(name[:min(len(name)-1, prefixLen+1)], '/')
	if cut <= 0 || len(name)-cut-1 > nameLen {
		return nil, nil, false
	}
	return name[:cut], name[cut+1:], true
}

func ascii(text []byte) bool {
	var all uint64
	for ; len(text) >= 8; text = text[8:] {
		all |= binary.LittleEndian.Uint64(text)
	}
	for _, c := range text {
		all |= uint64(c)
	}
	return all&0x8080808080808080 == 0
}

// asciiEnd is a stand-in for a name that does not fit: readers which know PAX
// never see it.
func asciiEnd(name string) string {
	end := ""
	if strings.HasSuffix(name, "/") {
		end = "/"
	}
	b := []byte(path.Base(name))
	for i := range b {
		if b[i] >= 0x80 {
			b[i] = '_'
		}
	}
	const room = nameLen - len("PaxHeaders.0/") - 1
	return string(b[:min(len(b), room)]) + end
}

// paxRecord is "LENGTH key=value\n", where the length counts itself too.
func paxRecord(key, value string) string {
	rest := " " + key + "=" + value + "\n"
	n := len(rest)
	for n != len(rest)+len(strconv.Itoa(n)) {
		n = len(rest) + len(strconv.Itoa(n))
	}
	return strconv.Itoa(n) + rest
}

var zeros [2 * tarBlock]byte

// padTar fills up dst after content of n bytes.
func padTar(dst []byte, n int) []byte {
	return append(dst, zeros[:-n&(tarBlock-1)]...)
}
