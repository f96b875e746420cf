package diag

import (
	"errors"
	"io/fs"
	"strings"
	"syscall"
)

// TooManyFiles is what to do when the system lets a program open no more files.
const TooManyFiles = "close other programs, or raise the limit with ulimit -n 1024"

// ReadHint says what to do about something that cannot be read: most often hint.
func ReadHint(err error, hint string) string {
	if errors.Is(err, syscall.EMFILE) || errors.Is(err, syscall.ENFILE) {
		return TooManyFiles
	}
	if leadsOut(err) {
		return "put what the link leads to here itself"
	}
	return hint
}

// Reason is an error of the system without the operation and the path, which the place
// of the diagnostic already says.
func Reason(err error) string {
	var pe *fs.PathError
	if errors.As(err, &pe) {
		err = pe.Err
	}
	if leadsOut(err) {
		return "it is a link that leads out of the site's folder"
	}
	return err.Error()
}

// leadsOut tells the refusal of an os.Root, which has no name to compare with.
func leadsOut(err error) bool {
	return strings.HasSuffix(err.Error(), "path escapes from parent")
}
