package layout

import (
	"bytes"
	"errors"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/rolediff/rolediff/generator/internal/diag"
)

// plainText is a file without a byte order mark and with LF line ends, which
// editors and git may change.
func plainText(raw []byte) []byte {
	return bytes.ReplaceAll(bytes.TrimPrefix(raw, []byte("\uFEFF")), []byte("\r\n"), []byte("\n"))
}

// readOwn puts a site's own files in front of the built-in ones, and reports
// those that have no effect, and those whose original is another one by now.
func (s *Set) readOwn(own fs.FS, list *diag.List) {
	builtin := maps.Clone(s.files)
	added := s.read(own, list)
	warn := func(file, code, message, hint string) {
		list.Add(diag.Diagnostic{Severity: diag.Warning, Code: code, Position: diag.Position{File: path.Join(Dir, file)}, Message: message, Hint: hint})
	}
	for _, file := range added {
		_, replaces := builtin[file]
		switch {
		case replaces:
		case !extends(file):
			warn(file, "layout-unused", "this layout replaces nothing", diag.DidYouMean(file, slices.Sorted(maps.Keys(builtin))))
		case !s.mentioned(file):
			hint := "call it in a layout, or remove it"
			if near := diag.Suggest(file, slices.Sorted(maps.Keys(builtin))); near != "" {
				hint = "did you mean " + near + "?"
			}
			warn(file, "layout-unused", "no layout uses this", hint)
		}
	}
	record, err := fs.ReadFile(own, OriginalsFile)
	if err != nil {
		if !errors.Is(err, fs.ErrNotExist) {
			warn(OriginalsFile, "layout-record", "this record cannot be read: "+err.Error(), "make it readable, or remove it")
		}
		return
	}
	originals, problems := ReadOriginals(record)
	*list = append(*list, problems...)
	for _, file := range added {
		was, known := originals[file]
		if now, ok := builtin[file]; ok && known && was != OriginalSum(now) && !bytes.Equal(now, s.files[file]) {
			warn(file, "layout-outdated", "the built-in layout that this was copied from has changed since",
				"run rolediff init --layouts for this site: it puts the new one beside it, ending in .new~")
		}
	}
}

// extends tells whether a new file has a meaning of its own: partials that a
// layout may call, and styles and scripts, which are joined in order of name.
func extends(file string) bool {
	return strings.HasPrefix(file, partialsDir) || strings.HasPrefix(file, cssDir) || strings.HasPrefix(file, jsDir)
}

// mentioned tells whether a new file is used by any other: styles always are,
// and so is what joins a script that is there.
func (s *Set) mentioned(file string) bool {
	needle := file
	if strings.HasPrefix(file, cssDir) && path.Ext(file) == ".css" {
		return true
	}
	if rest, ok := strings.CutPrefix(file, jsDir); ok && path.Ext(file) == ".js" {
		bundle, _, _ := strings.Cut(strings.TrimSuffix(rest, ".js"), "/")
		needle = bundle + ".js"
	} else if !strings.HasPrefix(file, partialsDir) {
		needle = path.Base(file)
	}
	for name, text := range s.files {
		if name != file && bytes.Contains(text, []byte(needle)) {
			return true
		}
	}
	return false
}
