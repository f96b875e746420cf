package publish

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"syscall"

	"github.com/rolediff/rolediff/generator/internal/diag"
)

// problem is one thing that stops a publication, at a path as a person knows it.
func problem(code, file, message, hint string) diag.Diagnostic {
	return diag.Diagnostic{
		Severity: diag.Error, Code: code, Position: diag.Position{File: file},
		Message: message, Hint: hint,
	}
}

func warning(code, file, message, hint string) diag.Diagnostic {
	d := problem(code, file, message, hint)
	d.Severity = diag.Warning
	return d
}

func fail(code, file, message, hint string) error {
	return diag.List{problem(code, file, message, hint)}
}

// explain turns an error of the operating system into what happened, where, and
// what to do. Other errors, a diag.List above all, stay as they are. Paths below
// real are shown as a person gave them, below shown.
func explain(err error, real, shown string) error {
	if err == nil || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	if list := (diag.List)(nil); errors.As(err, &list) {
		return err
	}
	op, at, cause := "", real, err
	var p *fs.PathError
	var l *os.LinkError
	var s *os.SyscallError
	switch {
	case errors.As(err, &p):
		op, at, cause = p.Op, p.Path, p.Err
	case errors.As(err, &l):
		op, at, cause = l.Op, l.New, l.Err
	case errors.As(err, &s):
		op, cause = s.Syscall, s.Err
	default:
		return err
	}
	file := show(at, real, shown)
	code, message, hint := "failed", cause.Error(), ""
	switch {
	case errors.Is(cause, errNoInodes):
		code, message = "no-inodes", "the file system has room for no more files (no inodes are left)"
		hint = "delete files you do not need there, or build into one file with --tar; a build keeps the old site until the new one is whole, so it needs room for both"
	case isDiskFull(cause):
		code, message = "no-space", "the disk is full"
		hint = "free some space; a build keeps the old site until the new one is whole, so it needs room for both"
	case errors.Is(cause, syscall.EDQUOT):
		code, message = "no-space", "your quota on this disk is used up"
		hint = "free some space; a build keeps the old site until the new one is whole, so it needs room for both"
	case errors.Is(cause, syscall.EROFS):
		code, message = "read-only", "the file system is read-only"
		hint = "choose another folder with --output"
	case errors.Is(cause, syscall.EMFILE), errors.Is(cause, syscall.ENFILE):
		code, message = "too-many-files", "too many files are open"
		hint = diag.TooManyFiles
	case errors.Is(cause, syscall.EXDEV):
		code, message = "other-device", "it lies on another file system than the rest of the output"
		hint = "choose an output folder that lies on one file system"
	case errors.Is(cause, syscall.ENAMETOOLONG):
		code, message = "failed", "the name is too long for this file system"
		hint = "choose a shorter one with --output"
	case errors.Is(cause, fs.ErrNotExist):
		code, message = "not-there", "there is no such file or folder"
		hint = "make the folder first, or build again if another program has deleted it"
	case errors.Is(cause, fs.ErrPermission):
		code, message = "no-permission", "permission denied"
		hint = "make the folder writable for you, or choose another one with --output"
	case errors.Is(cause, errNotRegular), errors.Is(cause, errNotFolder),
		errors.Is(cause, syscall.ENOTDIR), errors.Is(cause, syscall.ELOOP), errors.Is(cause, syscall.EISDIR):
		code, message = "not-ours", "something is in the way that rolediff did not write"
		hint = "move it away, or choose another folder with --output"
	}
	if op != "" {
		message = fmt.Sprintf("cannot %s: %s", verb(op), message)
	}
	return &explained{diag.List{problem(code, file, message, hint)}, err}
}

// errNoInodes is a full disk that has room for data, but for no more files.
var errNoInodes = fmt.Errorf("no inodes are left: %w", syscall.ENOSPC)

// explained is a diag.List for people that still unwraps to its cause.
type explained struct {
	list  diag.List
	cause error
}

func (e *explained) Error() string   { return e.list.Error() }
func (e *explained) Unwrap() []error { return []error{e.list, e.cause} }

func verb(op string) string {
	if op != "stat" && op != "lstat" {
		op = strings.TrimSuffix(op, "at") // openat, renameat, ...
	}
	switch op {
	case "lstat", "stat":
		return "look at it"
	case "mkdir":
		return "make the folder"
	case "rmdir", "unlink":
		return "remove it"
	case "exchange", "rename":
		return "put it in place"
	case "link":
		return "keep it"
	case "utimes", "chmod", "chown", "chtimes":
		return "set its attributes"
	case "close", "write":
		return "write it"
	case "create":
		return "create it"
	case "open":
		return "open it"
	case "readdirent", "fdopendir", "getdents":
		return "list the folder"
	case "read":
		return "read it"
	case "remove":
		return "remove it"
	}
	return op
}

// show returns a path as a person knows it: below shown if it lies below real,
// beside it if it lies beside.
func show(at, real, shown string) string {
	rel, err := filepath.Rel(real, at)
	if err != nil || !filepath.IsAbs(at) {
		return filepath.ToSlash(at)
	}
	return path.Join(filepath.ToSlash(shown), filepath.ToSlash(rel))
}
