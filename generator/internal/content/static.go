package content

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/rolediff/rolediff/generator/internal/diag"
	"github.com/rolediff/rolediff/generator/internal/role"
)

// Static is a file that is copied as it is.
type Static struct {
	Path string // where it is published, below the site's root
	Data []byte
}

// StaticDir is the folder whose files are copied as they are.
const StaticDir = "content/static"

// maxStatic bounds one static file, in bytes.
const maxStatic = 32 << 20

func readStatic(fsys fs.FS, list *diag.List) []Static {
	if linked(fsys, StaticDir, list) {
		return nil
	}
	var out []Static
	err := fs.WalkDir(fsys, StaticDir, func(file string, e fs.DirEntry, err error) error {
		switch {
		case errors.Is(err, fs.ErrNotExist) && file == StaticDir:
			return fs.SkipAll
		case err != nil:
			list.Add(fail(file, "unreadable", "this cannot be read: "+diag.Reason(err), diag.ReadHint(err, "check that you may read it")))
			return nil
		case file != StaticDir && hidden(e.Name()):
			if e.IsDir() {
				return fs.SkipDir
			}
			return nil
		case file != StaticDir && !publishable(file, e, list):
			if e.IsDir() {
				return fs.SkipDir
			}
			return nil
		case e.IsDir():
			return nil
		case !e.Type().IsRegular():
			list.Add(warn(file, "skipped-file", "this is skipped: it is "+kind(e.Type()), "put the file itself here"))
			return nil
		}
		raw, d := read(fsys, file, maxStatic)
		if d != nil {
			list.Add(*d)
			return nil
		}
		out = append(out, Static{Path: strings.TrimPrefix(file, StaticDir+"/"), Data: raw})
		return nil
	})
	if err != nil {
		list.Add(fail(StaticDir, "unreadable", "this folder cannot be read: "+diag.Reason(err), diag.ReadHint(err, "check that it is a folder and that you may read it")))
	}
	slices.SortFunc(out, func(a, b Static) int { return strings.Compare(a.Path, b.Path) })
	checkSpellings(out, list)
	return out
}

// publishable reports a name that not every system can have. It is false for one
// that is no name at all on some, or no text.
func publishable(file string, e fs.DirEntry, list *diag.List) bool {
	name := e.Name()
	if !utf8.ValidString(name) || strings.Contains(name, `\`) || strings.ContainsFunc(name, unicode.IsControl) {
		// The name itself cannot be shown as it is, nor found under another one.
		list.Add(fail(path.Dir(file), "wrong-name", fmt.Sprintf("the name %+q holds a character that no address can have", name), "rename it: letters, digits, hyphens and dots are safe everywhere"))
		return false
	}
	base, _, _ := strings.Cut(strings.ToLower(name), ".")
	switch {
	case role.IsDevice(base):
		list.Add(warn(file, "device-name", "Windows cannot have a file or folder named "+name, "choose another name"))
	case strings.ContainsAny(name, `:*?"<>|`) || strings.TrimRight(name, ". ") != name:
		list.Add(warn(file, "device-name", fmt.Sprintf("Windows cannot have a file or folder named %q", name), `leave out : * ? " < > | and a dot or blank at the end`))
	}
	return true
}

// checkSpellings reports files and folders that are one on some systems.
func checkSpellings(files []Static, list *diag.List) {
	seen := map[string]string{}
	for _, f := range files {
		for at := f.Path; at != "."; at = path.Dir(at) {
			other, ok := seen[Fold(at)]
			if !ok {
				seen[Fold(at)] = at
			} else if other != at {
				list.Add(fail(path.Join(StaticDir, f.Path), "address-taken",
					fmt.Sprintf("%s and %s differ only in case or in the form of a letter: on some systems they are one", at, other), "rename one of the two"))
				break
			}
		}
	}
}

// Fold returns what a path is the same as on a file system that tells neither
// upper from lower case nor the forms of a letter apart.
func Fold(name string) string { return norm.NFC.String(strings.ToLower(norm.NFC.String(name))) }
