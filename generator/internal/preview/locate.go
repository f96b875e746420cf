package preview

import (
	"errors"
	"io/fs"
	"net/url"
	"strings"
	"syscall"
)

// found is what an address leads to: an open file, or a folder that has no page.
type found struct {
	name   string
	file   fs.File
	folder bool
}

// locate opens the file for an address as GitHub Pages does: /x/ is x/index.html,
// /x is x, else x.html, else the folder x. Addresses that could be taken for a
// way out of the site do not exist. A page is made when it is opened, so none is
// opened twice.
func locate(site fs.FS, u *url.URL) (found, error) {
	notFound := &fs.PathError{Op: "open", Path: u.Path, Err: fs.ErrNotExist}
	rest, ok := strings.CutPrefix(u.Path, "/")
	if !ok || strings.ContainsAny(rest, "\\\x00") || strings.Contains(strings.ToLower(u.EscapedPath()), "%2f") {
		return found{}, notFound
	}
	if rest == "" || strings.HasSuffix(rest, "/") {
		rest += "index.html"
	}
	if !fs.ValidPath(rest) {
		return found{}, notFound
	}
	file, folder, err := open(site, rest)
	if file != nil || err != nil && !missing(err) {
		return found{name: rest, file: file}, err
	}
	file, _, err = open(site, rest+".html")
	switch {
	case file != nil || err != nil && !missing(err):
		return found{name: rest + ".html", file: file}, err
	case folder:
		return found{folder: true}, nil
	}
	return found{}, notFound
}

// open opens what is no folder.
func open(site fs.FS, name string) (file fs.File, folder bool, err error) {
	if file, err = site.Open(name); err != nil {
		return nil, false, err
	}
	info, err := file.Stat()
	if err != nil || info.IsDir() {
		_ = file.Close() // it was not read
		return nil, err == nil, err
	}
	return file, false, nil
}

// missing tells a name that does not exist, or could not, from a page that could
// not be made. A site may hold real folders, where a name can be too long.
func missing(err error) bool {
	return errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrInvalid) ||
		errors.Is(err, syscall.ENOTDIR) || errors.Is(err, syscall.ENAMETOOLONG)
}
