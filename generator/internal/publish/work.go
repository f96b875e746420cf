package publish

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"syscall"
)

// The work folder holds the lock and what is on its way. It stands beside the
// output, on the same file system, as .NAME.rolediff; inside, as .rolediff/work,
// where the output is the root of a mount or its parent is not writable. The
// name of a folder in it tells what it is, and renaming it is the only step from
// one state to the next, so a killed build leaves no doubt:
//
//	new     being written: nothing has happened yet, it can be deleted
//	ready   a whole new site about to change places with the output, or the old
//	        one after that; files in it that are not ours are never lost
//	old     the old site, where the change takes two renames
//	apply   changed files and the new manifest, to be moved into the output; what
//	        the old manifest has and the new one lacks is to be deleted
//	kept-N  files that are not ours and found no way back; a warning named them
const (
	stateNew   = "new"
	stateReady = "ready"
	stateOld   = "old"
	stateApply = "apply"
	lockName   = "lock"
	insideName = "work"
)

// work is an open and locked work folder.
type work struct {
	holder dir // the folder it stands in
	name   string
	dir    dir
	inside bool
	unlock func()
	after  func() // what remains to be done when it is closed, or nil
}

// busyError says that another process builds into the same folder.
type busyError struct{ pid int }

func (e *busyError) Error() string {
	if e.pid == 0 {
		return "another build is writing here"
	}
	return fmt.Sprintf("another build (process %d) is writing here", e.pid)
}

// workName is the name of the work folder beside an output of that name.
func workName(base string) string { return "." + base + ".rolediff" }

// lockedIf tells people about a *busyError; other errors stay as they are.
func lockedIf(err error, output string) error {
	var busy *busyError
	if !errors.As(err, &busy) {
		return err
	}
	return fail("locked", filepath.ToSlash(output), busy.Error(), "wait until it is done, or choose another output")
}

// openWork makes and locks the work folder of that name.
func openWork(holder dir, name string) (*work, error) {
	var err error
	for range 100 { // as often as another build may remove it in between
		made := false
		if err = holder.Mkdir(name); err == nil {
			made = true
		} else if !errors.Is(err, fs.ErrExist) {
			return nil, err
		}
		var d dir
		if d, err = holder.OpenDir(name); err == nil { // no link, no file
			d.Close()
			var unlock func()
			if unlock, err = lock(filepath.Join(holder.Path(), name, lockName)); err == nil {
				// Before the lock another build may have removed the folder and a
				// third made it again; from now on the lock file keeps it.
				if d, err = holder.OpenDir(name); err == nil {
					return &work{holder: holder, name: name, dir: d, unlock: unlock}, nil
				}
				unlock()
			}
		}
		if made {
			holder.RemoveDir(name) // if nobody else has come in
		}
		if !errors.Is(err, fs.ErrNotExist) {
			return nil, err
		}
	}
	return nil, err
}

// close gives the lock back and removes the work folder if nothing is left in it.
func (w *work) close() {
	w.unlock()
	w.dir.Close()
	w.holder.RemoveDir(w.name)
	if w.after != nil {
		w.after()
	}
}

// openWork opens the work folder beside the output, or inside it where it cannot
// be beside. Only the lock keeps other builds from putting another folder in the
// output's place, so the output is opened after it.
func (p *publisher) openWork() (*work, error) {
	w, err := openWork(p.parent, workName(p.at.base))
	if err != nil && !readOnly(err) {
		return nil, err
	}
	opened := p.reopen()
	switch {
	case err != nil && (opened != nil || p.out == nil):
		return nil, errors.Join(err, opened)
	case err != nil:
		return p.openInside()
	case opened != nil:
		w.close()
		return nil, opened
	case p.out == nil || !p.apart(w):
		return w, nil
	}
	w.close()
	return p.openInside()
}

// apart tells whether nothing can be renamed from the work folder to the output,
// which then is the root of a mount. A second mount of the same file system has
// the same device number, but the kernel tells before it looks for the file.
func (p *publisher) apart(w *work) bool {
	there, err1 := p.out.Lstat(".")
	here, err2 := w.dir.Lstat(".")
	if err1 == nil && err2 == nil && there.dev != here.dev {
		return true
	}
	return errors.Is(w.dir.Rename("nothing", p.out, "nothing"), syscall.EXDEV)
}

// openInside opens the work folder inside the output.
func (p *publisher) openInside() (*work, error) {
	own, err := makeFolder(p.out, ownFolder)
	if err != nil {
		return nil, err
	}
	w, err := openWork(own, insideName)
	after := func() {
		own.Close()
		p.out.RemoveDir(ownFolder) // if it is empty, it was made for this
	}
	if err != nil {
		after()
		return nil, err
	}
	w.inside, w.after = true, after
	return w, nil
}

func readOnly(err error) bool {
	return errors.Is(err, fs.ErrPermission) || errors.Is(err, syscall.EROFS)
}
