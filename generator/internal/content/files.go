package content

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/rolediff/rolediff/generator/internal/diag"
)

// maxFile bounds what is read of one markdown file, in bytes: front matter and
// body at their limits, and some air.
const maxFile = 160 << 10

// The most markdown files of a folder. A thousand roles are 166 million trios.
const (
	maxRoles = 1000
	maxFiles = 10000 // notes, pages
)

// warn is a warning about a file as a whole.
func warn(file, code, message, hint string) diag.Diagnostic {
	return diag.Diagnostic{Severity: diag.Warning, Code: code, Position: diag.Position{File: file}, Message: message, Hint: hint}
}

// fail is an error about a file as a whole.
func fail(file, code, message, hint string) diag.Diagnostic {
	d := warn(file, code, message, hint)
	d.Severity = diag.Error
	return d
}

// hidden tells the files that systems and editors leave behind, which nobody
// means to publish.
func hidden(name string) bool {
	return strings.HasPrefix(name, ".") && name != ".well-known" && name != ".nojekyll" || strings.HasSuffix(name, "~") || strings.HasPrefix(name, "#")
}

// listed is a file of a folder.
type listed struct {
	path  string
	entry fs.DirEntry
}

// markdownFiles lists the markdown files right in a folder. Whatever else is
// there is reported; a folder that is not there is empty.
func markdownFiles(fsys fs.FS, dir string, list *diag.List) []listed {
	if linked(fsys, dir, list) {
		return nil
	}
	entries, err := fs.ReadDir(fsys, dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		list.Add(fail(dir, "unreadable", "this folder cannot be read: "+diag.Reason(err), diag.ReadHint(err, "check that it is a folder and that you may read it")))
	}
	var out []listed
	for _, e := range entries {
		name, file := e.Name(), path.Join(dir, e.Name())
		switch {
		case hidden(name) || strings.EqualFold(name, "readme.md"):
		case e.IsDir():
			list.Add(warn(file, "skipped-file", "this folder is skipped", "markdown files must stand right in "+dir))
		case !e.Type().IsRegular():
			list.Add(warn(file, "skipped-file", fmt.Sprintf("this is skipped: it is %s", kind(e.Type())), "put the file itself here"))
		case !strings.HasSuffix(name, ".md"):
			list.Add(warn(file, "skipped-file", "this file is skipped: its name does not end in .md", "rename it, or move pictures to content/static"))
		default:
			out = append(out, listed{file, e})
		}
	}
	limit := maxFiles
	if dir == RolesDir {
		limit = maxRoles
	}
	if len(out) > limit {
		list.Add(fail(dir, "too-many", fmt.Sprintf("the folder has %d markdown files; %d are the most", len(out), limit), "make several sites of them"))
		return nil // none is read
	}
	slices.SortFunc(out, func(a, b listed) int { return strings.Compare(a.path, b.path) }) // whatever the file system says
	return out
}

// linked reports a folder that is a link: what it leads to may hold what nobody
// means to publish, and a change there would not be noticed.
func linked(fsys fs.FS, dir string, list *diag.List) bool {
	info, err := fs.Lstat(fsys, dir)
	if err != nil || info.Mode()&fs.ModeSymlink == 0 {
		return false
	}
	list.Add(fail(dir, "no-folder", "this must be a folder, and is a symbolic link", "put the folder itself here"))
	return true
}

func kind(t fs.FileMode) string {
	switch {
	case t&fs.ModeSymlink != 0:
		return "a symbolic link"
	case t&fs.ModeNamedPipe != 0:
		return "a named pipe"
	case t&fs.ModeDevice != 0:
		return "a device"
	}
	return "no regular file"
}

// read reads one file whole, up to limit bytes.
func read(fsys fs.FS, file string, limit int64) ([]byte, *diag.Diagnostic) {
	f, err := fsys.Open(file)
	if err == nil {
		defer f.Close()
		var raw []byte
		raw, err = io.ReadAll(io.LimitReader(f, limit+1))
		if err == nil {
			if int64(len(raw)) > limit {
				d := fail(file, "too-long", fmt.Sprintf("the file is larger than %d kB", limit>>10), "shorten it")
				return nil, &d
			}
			return raw, nil
		}
	}
	d := fail(file, "unreadable", "this file cannot be read: "+diag.Reason(err), diag.ReadHint(err, "check that it is there and that you may read it"))
	return nil, &d
}
