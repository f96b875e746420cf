package publish

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
)

// target is where a site goes.
type target struct {
	path   string // absolute, without links
	parent string
	base   string
	shown  string // as it was given
	exists bool
}

// locate finds the output folder behind all links, and refuses one that a build
// could do harm in: it is, holds or lies inside a source; it is or holds the home
// folder; it is the root. Folders are compared as the file system knows them, so
// that another spelling, a link or a second mount hides nothing.
func locate(output string, sources []string) (target, error) {
	if output == "" {
		return target{}, fail("unsafe-output", "", "the output folder has no name", "name one with --output")
	}
	t := target{shown: output}
	real, err := resolve(output)
	if err != nil {
		if errors.Is(err, errDangling) {
			return t, fail("unsafe-output", filepath.ToSlash(output), "the output folder is a link to nothing",
				"make the folder it points to, or delete the link")
		}
		return t, explain(err, real, output)
	}
	t.path, t.parent, t.base = real, filepath.Dir(real), filepath.Base(real)
	if t.parent == real {
		return t, fail("unsafe-output", filepath.ToSlash(output), "the output folder is the root of the file system", "choose another folder with --output")
	}
	switch fi, err := os.Lstat(real); {
	case err == nil && !fi.IsDir():
		return t, fail("unsafe-output", filepath.ToSlash(output), "the output is a file, not a folder", "choose another folder with --output, or delete the file")
	case err == nil:
		t.exists = true
	case !errors.Is(err, fs.ErrNotExist):
		return t, explain(err, real, output)
	}
	if inGit(real) {
		return t, fail("unsafe-output", filepath.ToSlash(output), "the output folder lies inside .git, where git keeps its own files", "choose another folder with --output")
	}
	if home, err := os.UserHomeDir(); err == nil && home != "" {
		if how := related(real, home); how == "is" || how == "holds" {
			return t, fail("unsafe-output", filepath.ToSlash(output), fmt.Sprintf("the output folder %s your home folder", how), "choose a folder of its own with --output, such as public")
		}
	}
	for _, s := range sources {
		if how := related(real, s); how != "" {
			return t, fail("unsafe-output", filepath.ToSlash(output),
				fmt.Sprintf("the output folder %s %s, which the site is made from", how, filepath.ToSlash(s)),
				"choose a folder of its own with --output, such as public")
		}
	}
	return t, nil
}

// inGit tells a path that belongs to git itself.
func inGit(real string) bool {
	for name := range strings.SplitSeq(filepath.ToSlash(real), "/") {
		if strings.EqualFold(name, ".git") {
			return true
		}
	}
	return false
}

var errDangling = errors.New("a link to nothing")

// resolve returns the absolute path without links of something that need not be
// there yet.
func resolve(p string) (string, error) {
	abs, err := filepath.Abs(p)
	if err != nil {
		return p, err
	}
	rest := ""
	for at := abs; ; {
		real, err := filepath.EvalSymlinks(at)
		if err == nil {
			return filepath.Join(real, rest), nil
		}
		if !errors.Is(err, fs.ErrNotExist) {
			// Too many links and a file in the place of a folder have no path with them.
			var pe *fs.PathError
			switch {
			case errors.As(err, &pe):
			case errors.Is(err, syscall.ENOTDIR):
				err = &fs.PathError{Op: "open", Path: at, Err: err}
			default:
				err = &fs.PathError{Op: "open", Path: at, Err: syscall.ELOOP}
			}
			return abs, err
		}
		if fi, err := os.Lstat(at); err == nil {
			if fi.Mode()&fs.ModeSymlink == 0 {
				continue // another build has just made it
			}
			return abs, &fs.PathError{Op: "open", Path: at, Err: errDangling}
		}
		up := filepath.Dir(at)
		if up == at {
			return abs, err
		}
		rest, at = filepath.Join(filepath.Base(at), rest), up
	}
}

// related tells how the resolved path a stands to b: it "is", "holds" or "lies
// inside" it, or none of these.
func related(a, b string) string {
	rb, err := resolve(b)
	if err != nil {
		return ""
	}
	switch {
	case sameFolder(a, rb):
		return "is"
	case within(rb, a):
		return "holds"
	case within(a, rb):
		return "lies inside"
	}
	return ""
}

// within tells whether p lies below folder.
func within(p, folder string) bool {
	for up := filepath.Dir(p); up != p; p, up = up, filepath.Dir(up) {
		if sameFolder(up, folder) {
			return true
		}
	}
	return false
}

func sameFolder(a, b string) bool {
	if a == b {
		return true
	}
	fa, err := os.Stat(a)
	if err != nil {
		return false
	}
	fb, err := os.Stat(b)
	return err == nil && os.SameFile(fa, fb)
}
