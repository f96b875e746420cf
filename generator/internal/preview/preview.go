// Package preview serves a site from memory while its files are being edited.
//
// Run loads the site, answers HTTP requests with it, watches its files and loads
// it again when their bytes change; open browser tabs then reload by themselves.
// Whatever the files go through, the site served in the end is that of a fresh
// load. While the files have errors the last good site is kept, pages show the
// errors instead, and the fix is picked up.
//
// The server is for the person at this machine: it listens on loopback, answers
// only to its own name and never to another site's pages, serves the snapshot and
// its own /_rolediff/ files and nothing else, and changes no file.
package preview

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/rolediff/rolediff/generator/internal/diag"
)

// Loader reads the inputs again and returns a snapshot to serve, with what it has
// to say about them. A nil fs.FS means the inputs have errors: the last good
// snapshot stays. Calls never overlap; ctx ends when Run does.
//
// With edited, nothing changed since the last call but the bytes of these files, by
// slash-separated path below Dir: what it needs of them and of others it has or is
// given, and it reads nothing. Without, anything may have changed.
type Loader func(ctx context.Context, edited map[string][]byte) (fs.FS, diag.List)

// Options say what Run serves, and where.
type Options struct {
	Addr        string                 // host:port, 127.0.0.1:8080 when empty; port 0 takes any that is free
	AllowRemote bool                   // listen on other addresses than loopback, and answer to any Host
	Dir         string                 // the site's folder, absolute
	Watch       []string               // files and folders below Dir to watch; they may not exist yet
	Ignore      []string               // folders never watched, absolute or below Dir: the output
	Poll        bool                   // look at the files every second instead of waiting for events
	Load        Loader                 // required
	Editable    func(path string) bool // files that Load may be given as edited; nil: none
	Log         io.Writer              // what happens, a line each; nil for silence
	Editor      string                 // URL with {file}, {line} and {column} that opens an editor, or empty
	Ready       func(url string)       // called once, when listening; may be nil
}

// shutdownGrace is how long running answers may take to end once ctx is done.
const shutdownGrace = 300 * time.Millisecond

// Run serves until ctx ends and then returns nil. It fails, before it loads
// anything, if the address is taken or not allowed or an option is wrong; such an
// error is a diag.List whose hints say what to do.
func Run(ctx context.Context, opts Options) error {
	return run(ctx, opts, systemWatcher)
}

func run(ctx context.Context, opts Options, open openWatcher) error {
	if opts.Log == nil {
		opts.Log = io.Discard
	}
	if err := checkEditor(opts.Editor); err != nil {
		return err
	}
	sc, err := newScope(opts.Dir, opts.Watch, opts.Ignore)
	if err != nil {
		return err
	}
	ln, url, err := listen(ctx, opts.Addr, opts.AllowRemote)
	switch {
	case ctx.Err() != nil:
		if err == nil {
			_ = ln.Close()
		}
		return nil
	case err != nil:
		return err
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()

	log := &logger{w: opts.Log}
	handler := newServer(opts, ln.Addr().String())
	server := newHTTPServer(handler, log)
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(ln) }()
	var loop sync.WaitGroup
	loop.Go(func() {
		r := &rebuilder{load: opts.Load, editable: opts.Editable, scope: sc, handler: handler, log: log}
		r.run(ctx, opts.Poll, open)
	})
	if opts.Ready != nil {
		opts.Ready(url)
	}

	select {
	case <-ctx.Done():
		err = nil
	case err = <-failed:
	}
	cancel()
	stop(server, &loop)
	if err != nil && !errors.Is(err, http.ErrServerClosed) {
		return problem("server-failed", "the server stopped: "+err.Error(), "")
	}
	return nil
}

// stop ends answers and the loop. A loader that does not heed its context is left
// behind rather than waited for.
func stop(server *http.Server, loop *sync.WaitGroup) {
	ctx, cancel := context.WithTimeout(context.Background(), shutdownGrace)
	defer cancel()
	ended := make(chan struct{})
	go func() { loop.Wait(); close(ended) }()
	if server.Shutdown(ctx) != nil {
		// What is still open is idle connections and answers that nobody reads.
		_ = server.Close()
	}
	select {
	case <-ended:
	case <-ctx.Done():
	}
}

// problem makes an error that is not about a place in a file.
func problem(code, message, hint string) error {
	return diag.List{{Severity: diag.Error, Code: code, Message: message, Hint: hint}}
}

// checkEditor refuses a pattern that could not open a file or would run a script.
func checkEditor(pattern string) error {
	if pattern == "" {
		return nil
	}
	scheme, _, ok := strings.Cut(pattern, ":")
	switch strings.ToLower(strings.TrimSpace(scheme)) {
	case "javascript", "data", "vbscript":
		ok = false
	}
	if !ok || !strings.Contains(pattern, "{file}") {
		return problem("bad-editor", "the editor link must be a URL that holds {file}",
			"for example vscode://file/{file}:{line}:{column}")
	}
	return nil
}
