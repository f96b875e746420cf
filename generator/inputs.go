package main

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"io"
	"io/fs"
	"os"
	"runtime/debug"
	"sync"

	"github.com/rolediff/rolediff/generator/internal/config"
	"github.com/rolediff/rolediff/generator/internal/layout"
	"github.com/rolediff/rolediff/generator/internal/publish"
)

// inputs hashes all that load reads: the program, the flags, config.json, and
// every file of content and layouts. Reading and hashing takes a tenth of the time
// that understanding takes, so a build asks for this first. It is false where
// something cannot be read, which is for load to report.
func (w *workspace) inputs() (publish.Key, bool) {
	h := sha256.New()
	fmt.Fprintf(h, "%q %q\n", program(), w.baseURL)
	var size [8]byte
	for _, name := range []string{config.File, "content", layout.Dir} {
		err := fs.WalkDir(w.root.FS(), name, func(path string, d fs.DirEntry, err error) error {
			if err != nil && path == name && os.IsNotExist(err) {
				return nil // layouts are optional; that content is not there is for load to say
			}
			if err != nil {
				return err
			}
			fmt.Fprintf(h, "%q %v\n", path, d.Type())
			if !d.Type().IsRegular() {
				return nil
			}
			data, err := w.root.ReadFile(path)
			if err != nil {
				return err
			}
			h.Write(binary.LittleEndian.AppendUint64(size[:0], uint64(len(data))))
			h.Write(data)
			return nil
		})
		if err != nil {
			return publish.Key{}, false
		}
	}
	return publish.Key(h.Sum(nil)[:len(publish.Key{})]), true
}

// program names this very program. Two builds of one version are the same, but
// while it is worked on every build of it is another one.
var program = sync.OnceValue(func() string {
	if release != "" {
		return release
	}
	name := versionString()
	info, _ := debug.ReadBuildInfo()
	if info != nil {
		clean := false
		for _, s := range info.Settings {
			if s.Key == "vcs.revision" {
				name += " " + s.Value
			}
			clean = clean || s.Key == "vcs.modified" && s.Value == "false"
		}
		if clean {
			return name
		}
	}
	return name + " " + buildID()
})

// buildID stands for the bytes of the running program. The Go command writes a
// hash of them near the beginning of the file, where its own tools look for it.
func buildID() string {
	self, err := os.Executable()
	if err != nil {
		return ""
	}
	f, err := os.Open(self)
	if err != nil {
		return ""
	}
	defer f.Close()
	st, err := f.Stat()
	if err != nil {
		return ""
	}
	h := sha256.New()
	const start = 64 << 10
	if _, err := io.CopyN(h, f, min(start, st.Size())); err != nil {
		return ""
	}
	return fmt.Sprintf("%d %x", st.Size(), h.Sum(nil)[:8])
}
