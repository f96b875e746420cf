package preview

import (
	"bytes"
	"embed"
	"errors"
	"io"
	"io/fs"
	stdlog "log"
	"net"
	"net/http"
	"net/url"
	"path"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"github.com/rolediff/rolediff/generator/internal/diag"
)

//go:embed errorpage.html error.css reload.js
var own embed.FS

// snapshot is what is served at one time. It never changes; a load makes another.
type snapshot struct {
	id       string    // of this one, and of no other one of any run
	site     fs.FS     // the last good site, nil if there never was one
	problems diag.List // why site is not the newest; empty when it is
}

// server answers from the newest snapshot.
type server struct {
	guard  guard
	editor editor
	hub    *hub
	boot   string // tells this run's numbers from those of an earlier one
	loaded chan struct{}
	once   sync.Once
	swaps  int // touched by swap alone
	now    atomic.Pointer[snapshot]
}

func newServer(opts Options, addr string) *server {
	_, port, _ := net.SplitHostPort(addr) // a listener's own address always has a port
	return &server{
		guard:  guard{port: port, remote: opts.AllowRemote},
		editor: editor{pattern: opts.Editor, dir: opts.Dir},
		hub:    newHub(),
		boot:   strconv.FormatInt(time.Now().UnixNano(), 36),
		loaded: make(chan struct{}),
	}
}

// newHTTPServer sets limits for clients that are slow in sending or reading.
func newHTTPServer(s *server, log *logger) *http.Server {
	server := &http.Server{
		Handler:           s,
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       10 * time.Second,
		WriteTimeout:      time.Minute,
		IdleTimeout:       time.Minute,
		MaxHeaderBytes:    32 << 10,
		ErrorLog:          stdlog.New(log, "", 0),
	}
	server.RegisterOnShutdown(s.hub.close)
	return server
}

// swap takes the result of a load; without a site the last good one stays. Swaps
// never overlap.
func (s *server) swap(site fs.FS, problems diag.List) {
	s.swaps++
	next := &snapshot{id: s.boot + "-" + strconv.Itoa(s.swaps), site: site}
	if site == nil {
		next.problems = problems
		if last := s.now.Load(); last != nil {
			next.site = last.site
		}
	}
	s.now.Store(next)
	s.once.Do(func() { close(s.loaded) })
	s.hub.send(next.id)
}

func (s *server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Cache-Control", "no-store")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	if why := s.guard.refuses(r); why != "" {
		http.Error(w, why, http.StatusForbidden)
		return
	}
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		h.Set("Allow", "GET, HEAD")
		http.Error(w, "only GET and HEAD are answered", http.StatusMethodNotAllowed)
		return
	}
	if reserved(r.URL.Path) {
		s.serveOwn(w, r)
		return
	}
	select {
	case <-s.loaded:
		s.servePage(w, r, s.now.Load())
	case <-r.Context().Done():
	}
}

const ownPrefix = "/_rolediff/"

func reserved(urlPath string) bool { return strings.HasPrefix(urlPath, ownPrefix) }

// serveOwn answers the addresses that a site cannot have.
func (s *server) serveOwn(w http.ResponseWriter, r *http.Request) {
	switch name := strings.TrimPrefix(r.URL.Path, ownPrefix); name {
	case "events":
		s.hub.ServeHTTP(w, r)
	case "reload.js", "error.css":
		content, err := own.ReadFile(name)
		if err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		serveBytes(w, r, name, http.StatusOK, content)
	default:
		http.NotFound(w, r)
	}
}

func (s *server) servePage(w http.ResponseWriter, r *http.Request, now *snapshot) {
	if now.site == nil {
		s.serveProblems(w, r, now)
		return
	}
	name, folder, err := locate(now.site, r.URL)
	isPage := err != nil || path.Ext(name) == ".html"
	switch {
	case len(now.problems) > 0 && isPage && !r.URL.Query().Has("last-good"):
		// Styles and images stay those of the last good site, which may be on show.
		s.serveProblems(w, r, now)
	case folder:
		to := url.URL{Path: r.URL.Path + "/", RawQuery: r.URL.RawQuery}
		http.Redirect(w, r, to.String(), http.StatusFound)
	case missing(err):
		s.serveFile(w, r, now, "404.html", http.StatusNotFound)
	case err != nil:
		s.serveFailure(w, r, now, err)
	default:
		s.serveFile(w, r, now, name, http.StatusOK)
	}
}

// locate finds the file for an address as GitHub Pages does: /x/ is x/index.html,
// /x is x, else x.html, else the folder x. Addresses that could be taken for a
// way out of the site do not exist.
func locate(site fs.FS, u *url.URL) (name string, folder bool, err error) {
	notFound := &fs.PathError{Op: "open", Path: u.Path, Err: fs.ErrNotExist}
	rest, ok := strings.CutPrefix(u.Path, "/")
	if !ok || strings.ContainsAny(rest, "\\\x00") || strings.Contains(strings.ToLower(u.EscapedPath()), "%2f") {
		return "", false, notFound
	}
	if rest == "" || strings.HasSuffix(rest, "/") {
		rest += "index.html"
	}
	if !fs.ValidPath(rest) {
		return "", false, notFound
	}
	info, err := fs.Stat(site, rest)
	if err == nil && !info.IsDir() {
		return rest, false, nil
	}
	if err != nil && !missing(err) {
		return "", false, err
	}
	isFolder := err == nil
	info, err = fs.Stat(site, rest+".html")
	switch {
	case err == nil && !info.IsDir():
		return rest + ".html", false, nil
	case err != nil && !missing(err):
		return "", false, err
	case isFolder:
		return "", true, nil
	}
	return "", false, notFound
}

// missing tells a name that does not exist, or could not, from a page that could
// not be made. A site may hold real folders, where a name can be too long.
func missing(err error) bool {
	return errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrInvalid) ||
		errors.Is(err, syscall.ENOTDIR) || errors.Is(err, syscall.ENAMETOOLONG)
}

// serveFile serves one file of the site, pages with the reload script.
func (s *server) serveFile(w http.ResponseWriter, r *http.Request, now *snapshot, name string, status int) {
	f, err := now.site.Open(name)
	if err != nil && missing(err) && status == http.StatusNotFound {
		page := "<!doctype html><title>404</title><body><p>404: there is no such page</p></body>"
		serveBytes(w, r, name, status, inject([]byte(page), now.id))
		return
	}
	if err != nil {
		s.serveFailure(w, r, now, err)
		return
	}
	defer f.Close()
	if content, ok := f.(io.ReadSeeker); ok && path.Ext(name) != ".html" {
		w.Header().Set("Content-Type", contentType(name))
		http.ServeContent(w, r, "", time.Time{}, content)
		return
	}
	content, err := io.ReadAll(f)
	if err != nil {
		s.serveFailure(w, r, now, err)
		return
	}
	if path.Ext(name) == ".html" {
		content = inject(content, now.id)
	}
	serveBytes(w, r, name, status, content)
}

// serveFailure shows why a page could not be made, which only opening it tells.
func (s *server) serveFailure(w http.ResponseWriter, r *http.Request, now *snapshot, err error) {
	s.serveProblems(w, r, &snapshot{id: now.id, problems: diag.FromError(err)})
}

func serveBytes(w http.ResponseWriter, r *http.Request, name string, status int, content []byte) {
	w.Header().Set("Content-Type", contentType(name))
	if status == http.StatusOK {
		http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(content))
		return
	}
	w.Header().Set("Content-Length", strconv.Itoa(len(content)))
	w.WriteHeader(status)
	if r.Method != http.MethodHead {
		_, _ = w.Write(content) // a client that left needs no answer
	}
}
