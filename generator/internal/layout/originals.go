package layout

import (
	"crypto/sha256"
	"encoding/hex"
	"maps"
	"slices"
	"strings"

	"github.com/rolediff/rolediff/generator/internal/diag"
)

// OriginalsFile is the record, in a site's layouts, of the built-in files that
// its own were copied from: a line for each, the SHA-256 of the original and its
// path, as sha256sum writes them. A file without a line was made by hand.
const OriginalsFile = ".originals"

// Originals are the hashes of a record by path below layouts/.
type Originals map[string]string

// OriginalSum is how a record names a version of a file. Line ends do not count:
// git may change them.
func OriginalSum(text []byte) string {
	sum := sha256.Sum256(plainText(text))
	return hex.EncodeToString(sum[:])
}

// ReadOriginals takes a record apart, and reports every line that is none.
func ReadOriginals(text []byte) (Originals, diag.List) {
	out, file := Originals{}, Dir+"/"+OriginalsFile
	src := diag.NewSource(file, text)
	var list diag.List
	n := 0
	for line := range strings.Lines(string(text)) {
		n++
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		sum, name, _ := strings.Cut(line, " ")
		if raw, err := hex.DecodeString(sum); err != nil || len(raw) != sha256.Size || strings.TrimSpace(name) == "" {
			list.Add(src.Report(diag.Warning, "layout-record", diag.Position{File: file, Line: n, Column: 1},
				"this line is no hash and path", "remove it, and copy the layout again with: rolediff init --layouts"))
			continue
		}
		out[strings.TrimSpace(name)] = strings.ToLower(sum)
	}
	return out, list
}

// Text writes the record.
func (o Originals) Text() []byte {
	var b strings.Builder
	b.WriteString("# Which built-in layouts these were copied from. Written by rolediff init --layouts.\n")
	for _, name := range slices.Sorted(maps.Keys(o)) {
		b.WriteString(o[name] + "  " + name + "\n")
	}
	return []byte(b.String())
}
