package preview

import (
	"bytes"
	"embed"
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
		// It would answer OPTIONS * to anybody.
		DisableGeneralOptionsHandler: true,
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
	found, err := locate(now.site, r.URL)
	if found.file != nil {
		defer found.file.Close()
	}
	isPage := err != nil || path.Ext(found.name) == ".html"
	switch {
	case len(now.problems) > 0 && isPage && !r.URL.Query().Has("last-good"):
		// Styles and images stay those of the last good site, which may be on show.
		s.serveProblems(w, r, now)
	case found.folder:
		to := url.URL{Path: r.URL.Path + "/", RawQuery: r.URL.RawQuery}
		http.Redirect(w, r, to.String(), http.StatusFound)
	case missing(err):
		s.serveMissing(w, r, now)
	case err != nil:
		s.serveFailure(w, r, now, err)
	default:
		s.serveFile(w, r, now, found, http.StatusOK)
	}
}

// serveMissing serves the site's page for addresses that lead nowhere.
func (s *server) serveMissing(w http.ResponseWriter, r *http.Request, now *snapshot) {
	const name = "404.html"
	file, _, err := open(now.site, name)
	switch {
	case file != nil:
		defer file.Close()
		s.serveFile(w, r, now, found{name: name, file: file}, http.StatusNotFound)
	case err == nil || missing(err):
		page := "<!doctype html><title>404</title><body><p>404: there is no such page</p></body>"
		serveBytes(w, r, name, http.StatusNotFound, inject([]byte(page), now.id))
	default:
		s.serveFailure(w, r, now, err)
	}
}

// serveFile serves one file of the site, pages with the reload script.
func (s *server) serveFile(w http.ResponseWriter, r *http.Request, now *snapshot, f found, status int) {
	isPage := path.Ext(f.name) == ".html"
	if content, ok := f.file.(io.ReadSeeker); ok && !isPage {
		w.Header().Set("Content-Type", contentType(f.name))
		http.ServeContent(w, r, "", time.Time{}, content)
		return
	}
	var content bytes.Buffer
	if info, err := f.file.Stat(); err == nil {
		content.Grow(int(info.Size()) + bytes.MinRead)
	}
	if _, err := content.ReadFrom(f.file); err != nil {
		s.serveFailure(w, r, now, err)
		return
	}
	page := content.Bytes()
	if isPage {
		page = inject(page, now.id)
	}
	serveBytes(w, r, f.name, status, page)
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
