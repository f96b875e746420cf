package preview

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"time"

	"github.com/fsnotify/fsnotify"
)

// QuietPeriod is how long there must be no event for a save to be over.
const QuietPeriod = 60 * time.Millisecond

// longestWait is how long a save is waited for that is never over.
const longestWait = 500 * time.Millisecond

// source tells when it is worth to look at the files again.
type source interface {
	// follow is told what the files are now. It returns true when it had to begin
	// anew, so that what happened meanwhile may have been missed.
	follow(t tree) (anew bool, err error)
	// wait returns when files may have changed, and fails when it cannot tell.
	wait(ctx context.Context) (batch, error)
	close()
}

// batch is what one wait has heard of.
type batch struct {
	paths map[string]bool // relative; these are to be read, whatever their times say
	all   bool            // some may be missing
}

func (b batch) names(rel string) bool { return b.all || b.paths[rel] }

// openWatcher makes a watcher of the system's file events.
type openWatcher func() (*fsnotify.Watcher, error)

func systemWatcher() (*fsnotify.Watcher, error) { return fsnotify.NewWatcher() }

var (
	errNothingToWatch = errors.New("the site's folder is gone")
	errEventsEnded    = errors.New("the system has stopped to report changes")
)

// notifier waits for file events. It watches folders, as the watch of a file ends
// when an editor puts a new file in its place. It is not recursive, and a watch
// goes with its folder wherever that is moved, under the old name; so when the
// folders are not those that are watched, all watches are made anew.
type notifier struct {
	scope   scope
	open    openWatcher
	watcher *fsnotify.Watcher
	watched map[string]fs.FileInfo
	stale   bool // a watched folder was moved, removed or made, and may look the same
}

func (n *notifier) follow(t tree) (bool, error) {
	if n.watcher != nil && !n.stale && sameFolders(n.watched, t.folders) {
		return false, nil
	}
	if len(t.folders) == 0 {
		return false, errNothingToWatch
	}
	n.close()
	var err error
	if n.watcher, err = n.open(); err != nil {
		n.watcher = nil
		return false, err
	}
	n.stale = false
	n.watched = make(map[string]fs.FileInfo, len(t.folders))
	for rel, info := range t.folders {
		err := n.watcher.Add(n.scope.abs(rel))
		if errors.Is(err, fs.ErrNotExist) {
			continue // gone since; the next look will see that
		}
		if err != nil {
			return false, err
		}
		n.watched[rel] = info
	}
	return true, nil
}

func sameFolders(a, b map[string]fs.FileInfo) bool {
	if len(a) != len(b) {
		return false
	}
	for rel, info := range a {
		if other, ok := b[rel]; !ok || !os.SameFile(info, other) {
			return false
		}
	}
	return true
}

// wait collects events until none comes for the quiet period.
func (n *notifier) wait(ctx context.Context) (batch, error) {
	b := batch{paths: map[string]bool{}}
	var quiet, longest <-chan time.Time
	heard := func() {
		quiet = time.After(QuietPeriod)
		if longest == nil {
			longest = time.After(longestWait)
		}
	}
	for {
		select {
		case <-ctx.Done():
			return b, ctx.Err()
		case <-quiet:
			return b, nil
		case <-longest:
			return b, nil
		case event, ok := <-n.watcher.Events:
			if !ok {
				return b, errEventsEnded
			}
			if n.take(event, &b) {
				heard()
			}
		case err, ok := <-n.watcher.Errors:
			if !ok {
				return b, errEventsEnded
			}
			if !errors.Is(err, fsnotify.ErrEventOverflow) {
				return b, err
			}
			b.all, n.stale = true, true
			heard()
		}
	}
}

// take adds the event to the batch, and tells whether it can matter. How an editor
// saves, by writing, by renaming or by making anew, makes no difference.
func (n *notifier) take(event fsnotify.Event, b *batch) bool {
	if event.Op == fsnotify.Chmod {
		return false
	}
	rel, ok := n.scope.rel(event.Name)
	if !ok || !n.scope.counts(rel) {
		return false
	}
	b.paths[rel] = true
	if _, ok := n.watched[rel]; ok && event.Op&(fsnotify.Create|fsnotify.Remove|fsnotify.Rename) != 0 {
		n.stale = true
	}
	return true
}

func (n *notifier) close() {
	if n.watcher != nil {
		_ = n.watcher.Close() // nothing is lost with it
		n.watcher = nil
	}
}
