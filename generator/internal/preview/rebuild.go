package preview

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/rolediff/rolediff/generator/internal/diag"
)

// rebuilder loads the site again when its files are other than those of the last
// load. It does one thing at a time: what happens during a load is found by the
// look that follows it, and makes one more.
type rebuilder struct {
	load     Loader
	editable func(path string) bool
	scope    scope
	handler  *server
	log      *logger
	source   source
	told     diag.List // what the terminal was last shown
	blind    bool      // the last load was one of files that cannot all be read
}

// doubt is what is not known after a load.
type doubt struct {
	restless bool     // files were touched while they were loaded, and may be what they were before
	missed   []string // files that have changed again, which the source may not say
	blind    bool     // something could not be looked at, and nothing says when it can be
}

func (d doubt) any() bool { return d.restless || d.blind || len(d.missed) > 0 }

// settledBy tells whether a batch names all that is in doubt.
func (d doubt) settledBy(b batch) bool {
	return !d.restless && !d.blind && !slices.ContainsFunc(d.missed, func(rel string) bool { return !b.paths[rel] })
}

func (r *rebuilder) run(ctx context.Context, poll bool, open openWatcher) {
	if poll {
		r.source = &poller{scope: r.scope}
	} else {
		r.source = &notifier{scope: r.scope, open: open}
	}
	defer func() { r.source.close() }()

	began := time.Now()
	seen := r.look(tree{}, batch{all: true})
	doubt := r.loadAll(ctx, seen, "loaded the site", began)
	doubt.blind = seen.unread
	for {
		b, err := r.wait(ctx, doubt)
		if ctx.Err() != nil {
			return
		}
		if err != nil {
			r.fallBack(err)
			b.all = true
		}
		began = time.Now()
		if doubt.settledBy(b) {
			if edited, ok := r.scope.edits(seen, b, r.editable); ok {
				doubt = r.loadEdited(ctx, seen, edited, began)
				continue
			}
		}
		// The look comes before the load: what changes in between is loaded, and
		// at worst loaded once more.
		next := r.look(seen, b)
		changed := differences(seen, next)
		stillBlind, sees := seen.unread && next.unread && doubt.blind, seen.unread && !next.unread
		seen = next
		switch {
		case len(changed) > 0:
			doubt = r.loadAll(ctx, seen, "changed "+summary(changed), began)
		case doubt.restless:
			doubt = r.loadAll(ctx, seen, "files came and went during the load, loaded again", began)
		case sees:
			doubt = r.loadAll(ctx, seen, "files can be read again", began)
		case stillBlind && !r.blind: // not just for a moment, while an editor saves
			doubt = r.loadAll(ctx, seen, "files cannot be read", began)
		default:
			doubt.missed = nil
		}
		doubt.blind = seen.unread
	}
}

// wait is the source's, for no longer than a save may take where there is a doubt.
func (r *rebuilder) wait(ctx context.Context, doubt doubt) (batch, error) {
	if !doubt.any() {
		return r.source.wait(ctx)
	}
	ctx, cancel := context.WithTimeout(ctx, longestWait)
	defer cancel()
	b, err := r.source.wait(ctx)
	if ctx.Err() != nil {
		err = nil
	}
	return b, err
}

// look scans the files, and has the folders watched that it found. Where watching
// begins anew it looks again, as a folder may have been filled before.
func (r *rebuilder) look(seen tree, b batch) tree {
	next := r.scope.scan(seen, b.names)
	for range 10 { // folders that never stand still are left to the next event
		anew, err := r.source.follow(next)
		if err != nil {
			r.fallBack(err)
			continue
		}
		if !anew {
			break
		}
		next = r.scope.scan(next, b.names)
	}
	return next
}

// fallBack goes over to looking at the files, for good.
func (r *rebuilder) fallBack(err error) {
	r.source.close()
	r.source = &poller{scope: r.scope}
	r.log.printf("cannot watch the files, looking at them every second instead: %s", reason(err))
	if errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EMFILE) {
		r.log.printf("  hint: the system's limit for watches is reached; on Linux, raise fs.inotify.max_user_watches or max_user_instances")
	}
}

// loadAll loads the site from its files, puts it on show and says so. It is restless
// when files or folders were touched since they were seen: then they may be again what
// they were seen to be, and still have been something else for the load, as when a
// branch is switched there and back.
func (r *rebuilder) loadAll(ctx context.Context, seen tree, what string, began time.Time) (after doubt) {
	r.blind = seen.unread
	site, list := r.load(ctx, nil)
	if ctx.Err() != nil {
		return after
	}
	after.restless = touched(seen, r.scope.scan(seen, batch{}.names))
	r.show(site, list, what, began)
	return after
}

// loadEdited loads the site with the new bytes of some files, which is quick, and
// looks at all others once it is on show: the source may have missed something.
func (r *rebuilder) loadEdited(ctx context.Context, seen tree, edited map[string][]byte, began time.Time) (after doubt) {
	if len(edited) == 0 {
		return after
	}
	site, list := r.load(ctx, edited)
	if ctx.Err() != nil {
		return after
	}
	r.show(site, list, "changed "+summary(slices.Sorted(maps.Keys(edited))), began)
	after.missed = differences(seen, r.scope.scan(seen, batch{}.names))
	return after
}

// show puts the outcome of a load on show and says so.
func (r *rebuilder) show(site fs.FS, list diag.List, what string, began time.Time) {
	list = slices.Clone(list)
	if site == nil && !list.HasErrors() {
		list.Add(diag.Diagnostic{Severity: diag.Error, Code: "failed", Message: "the site could not be loaded, and nothing says why"})
	}
	list.Sort()
	r.handler.swap(site, list)
	what = fmt.Sprintf("%s, %d ms", what, time.Since(began).Milliseconds())
	if site == nil {
		what += ": " + countText(list)
		if r.handler.now.Load().site != nil {
			what += ", the last good site stays"
		}
	}
	r.tell(what, list, site == nil)
}

// tell writes the list unless it is only warnings that were just shown.
func (r *rebuilder) tell(what string, list diag.List, failed bool) {
	r.log.printf("%s", what)
	if failed || !slices.Equal(list, r.told) {
		_ = diag.WriteText(r.log, list) // a terminal that is gone cannot be told
	}
	r.told = list
}

// summary names the first of the paths, and how many more there are.
func summary(paths []string) string {
	first := filepath.ToSlash(paths[0])
	if strings.ContainsFunc(first, func(c rune) bool { return !strconv.IsPrint(c) }) {
		first = strconv.Quote(first) // a file's name must not command the terminal
	}
	if len(paths) == 1 {
		return first
	}
	return fmt.Sprintf("%s and %d more", first, len(paths)-1)
}
