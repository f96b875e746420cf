package preview

import (
	"context"
	"errors"
	"fmt"
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
	load    Loader
	scope   scope
	handler *server
	log     *logger
	source  source
	told    diag.List // what the terminal was last shown
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
	restless := r.reload(ctx, seen, "loaded the site", began)
	for {
		b, err := r.wait(ctx, restless)
		if ctx.Err() != nil {
			return
		}
		if err != nil {
			r.fallBack(err)
			b.all = true
		}
		began = time.Now()
		// The look comes before the load: what changes in between is loaded, and
		// at worst loaded once more.
		next := r.look(seen, b)
		changed := differences(seen, next)
		seen = next
		switch {
		case len(changed) > 0:
			restless = r.reload(ctx, seen, "changed "+summary(changed), began)
		case restless:
			restless = r.reload(ctx, seen, "files came and went during the load, loaded again", began)
		}
	}
}

// wait is the source's, for no longer than a save may take after a restless load.
func (r *rebuilder) wait(ctx context.Context, restless bool) (batch, error) {
	if !restless {
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

// reload loads the site, puts it on show and says so. It returns true when files or
// folders were touched since they were seen: then they may be again what they were
// seen to be, and still have been something else for the load, as when a branch is
// switched there and back.
func (r *rebuilder) reload(ctx context.Context, seen tree, what string, began time.Time) (restless bool) {
	site, list := r.load(ctx)
	if ctx.Err() != nil {
		return false
	}
	restless = touched(seen, r.scope.scan(seen, batch{}.names))
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
	return restless
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
