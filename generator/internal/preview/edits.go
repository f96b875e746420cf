package preview

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// edits reads the files that a batch names, where it is sure that nothing but the
// bytes of some of them changed. Most saves are like that: then nothing else has to
// be looked at, and the load is given exactly the bytes that were seen, whatever
// happens to the files meanwhile. It is false where a look at all files must tell.
//
// Files that came and went since the last look, as they do while an editor saves,
// and files whose bytes are the same make no edit. Their times are kept in seen.
func (s scope) edits(seen tree, b batch, editable func(string) bool) (edited map[string][]byte, ok bool) {
	if editable == nil || b.all || len(b.paths) == 0 {
		return nil, false
	}
	root, err := os.OpenRoot(s.dir)
	if err != nil {
		return nil, false
	}
	defer root.Close()
	edited, read := map[string][]byte{}, map[string]file{}
	for rel := range b.paths {
		old, known := seen.files[rel]
		if !known {
			_, folder := seen.folders[rel]
			if _, err := root.Lstat(rel); folder || !errors.Is(err, fs.ErrNotExist) {
				return nil, false
			}
			continue
		}
		if !old.info.Mode().IsRegular() || !editable(filepath.ToSlash(rel)) {
			return nil, false
		}
		f, data, err := readRegular(root, rel)
		if err != nil {
			return nil, false
		}
		read[rel] = f
		if f.sum != old.sum {
			edited[filepath.ToSlash(rel)] = data
		}
	}
	for rel, f := range read {
		seen.files[rel] = f
	}
	return edited, true
}

var errNotRegular = errors.New("not a regular file, or too large")

// readRegular reads a file that is not reached by a link.
func readRegular(root *os.Root, rel string) (file, []byte, error) {
	info, err := root.Lstat(rel)
	if err != nil {
		return file{}, nil, err
	}
	if !info.Mode().IsRegular() || info.Size() > hashLimit {
		return file{}, nil, errNotRegular // also a pipe, which would be waited for
	}
	in, err := root.Open(rel)
	if err != nil {
		return file{}, nil, err
	}
	defer in.Close()
	f := file{info: info, settled: time.Since(info.ModTime()) > settled}
	var data bytes.Buffer
	if _, err := io.Copy(&data, io.LimitReader(in, hashLimit+1)); err != nil {
		return file{}, nil, err
	}
	if data.Len() > hashLimit {
		return file{}, nil, errNotRegular
	}
	f.sum = sha256.Sum256(data.Bytes())
	return f, data.Bytes(), nil
}
