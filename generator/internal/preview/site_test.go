package preview

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/fstest"
	"time"

	"github.com/rolediff/rolediff/generator/internal/diag"
)

// TestMain lets more tests run at once than there are processors: they wait. Not so
// fuzzing, which takes the number for that of its workers.
func TestMain(m *testing.M) {
	flag.Parse()
	if flag.Lookup("test.fuzz").Value.String() != "" {
		os.Exit(m.Run())
	}
	if err := flag.Set("test.parallel", strconv.Itoa(max(8, runtime.GOMAXPROCS(0)))); err != nil {
		panic(err)
	}
	os.Exit(m.Run())
}

// site is a preview of real files in a temporary folder, on a port of its own.
type site struct {
	t     *testing.T
	dir   string
	url   string
	log   *lockedBuffer
	loads atomic.Int64
	edits atomic.Int64      // files that loads were told to be edited
	busy  sync.Mutex        // held by a load
	texts map[string]string // by path, as the last load knows them
	// during, if set, is called within each load before it reads anything.
	during atomic.Pointer[func()]
	after  atomic.Pointer[func()] // the same, when it has read everything
	opts   Options
	cancel context.CancelFunc
	ended  chan error
}

// start serves a folder with two roles. The home page of a load is the listing
// that fresh returns; a file that says BROKEN makes the load fail there.
func start(t *testing.T, edit func(*Options)) *site { return startWith(t, edit, systemWatcher) }

func startWith(t *testing.T, edit func(*Options), open openWatcher) *site {
	t.Helper()
	s := &site{t: t, dir: t.TempDir(), log: &lockedBuffer{}, ended: make(chan error, 1)}
	s.write("config.json", "{}")
	s.write("content/roles/cto.md", "cto one")
	s.write("content/roles/architect.md", "architect one")
	s.opts = Options{
		Addr: "127.0.0.1:0", Dir: s.dir, Watch: []string{"config.json", "content", "layouts"},
		Load: s.load, Log: s.log,
		Editable: func(path string) bool { return strings.HasPrefix(path, "content/roles/") },
	}
	if edit != nil {
		edit(&s.opts)
	}
	// A load that outlives the stop must not write into a folder that is removed.
	t.Cleanup(s.busy.Lock)
	s.run(open)
	t.Cleanup(s.stop)
	return s
}

// run begins to serve, and returns after the first load.
func (s *site) run(open openWatcher) {
	s.t.Helper()
	ready, opts := make(chan string, 1), s.opts
	opts.Ready = func(url string) { ready <- url }
	var ctx context.Context
	ctx, s.cancel = context.WithCancel(context.Background())
	go func() { s.ended <- run(ctx, opts, open) }()
	select {
	case s.url = <-ready:
	case err := <-s.ended:
		s.t.Fatalf("run ended: %v", err)
	}
	s.get("") // waits for the first load
}

// stop ends the preview.
func (s *site) stop() {
	s.t.Helper()
	s.cancel()
	select {
	case err := <-s.ended:
		if err != nil {
			s.t.Errorf("run: %v", err)
		}
		s.ended <- nil // a second stop finds it ended
	case <-time.After(patience):
		s.t.Error("run does not end")
	}
}

// load takes what it is not told to have been edited for the same as before, as a
// load may: when that is wrong, the page shows it.
func (s *site) load(_ context.Context, edited map[string][]byte) (fs.FS, diag.List) {
	s.busy.Lock()
	defer s.busy.Unlock()
	defer s.loads.Add(1)
	if f := s.during.Load(); f != nil {
		(*f)()
	}
	if edited == nil {
		s.texts = s.read()
	}
	for path, text := range edited {
		if _, ok := s.texts[path]; !ok {
			s.t.Errorf("%s is no file that was loaded before", path)
		}
		s.texts[path] = string(text)
		s.edits.Add(1)
	}
	listing, list := listing(s.texts)
	if f := s.after.Load(); f != nil {
		(*f)()
	}
	if list.HasErrors() {
		return nil, list
	}
	return fstest.MapFS{
		"index.html":            {Data: []byte("<html><body><pre>" + listing + "</pre></body></html>")},
		"404.html":              {Data: []byte("<html><body>no such page</body></html>")},
		"cto/index.html":        {Data: []byte("<html><body>the cto</body></html>")},
		"architect/vs-cto.html": {Data: []byte("<html><body>the pair</body></html>")},
		"assets/site.css":       {Data: []byte("b{}")},
	}, list
}

// fresh is what a load of the present files gives: every file's path and text.
func (s *site) fresh() (string, diag.List) { return listing(s.read()) }

func (s *site) read() map[string]string {
	texts := map[string]string{}
	for _, root := range []string{"config.json", "content", "layouts"} {
		top, err := filepath.EvalSymlinks(s.path(root))
		if err != nil {
			continue
		}
		_ = filepath.WalkDir(top, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || passing(d.Name()) {
				return nil
			}
			content, err := os.ReadFile(path)
			if err != nil {
				return nil
			}
			rel, _ := filepath.Rel(top, path)
			texts[filepath.ToSlash(filepath.Join(root, rel))] = string(content)
			return nil
		})
	}
	return texts
}

func listing(texts map[string]string) (string, diag.List) {
	var text strings.Builder
	var list diag.List
	for _, path := range slices.Sorted(maps.Keys(texts)) {
		if strings.Contains(texts[path], "BROKEN") {
			list.Add(diag.NewSource(path, []byte(texts[path])).Report(diag.Error, "broken",
				diag.Position{File: path, Line: 1, Column: 2}, "it is broken", "mend it"))
		}
		fmt.Fprintf(&text, "%s: %s\n", path, texts[path])
	}
	return text.String(), list
}

func (s *site) path(name string) string { return filepath.Join(s.dir, filepath.FromSlash(name)) }

func (s *site) write(name, text string) {
	s.t.Helper()
	if err := os.MkdirAll(filepath.Dir(s.path(name)), 0o755); err != nil {
		s.t.Fatal(err)
	}
	if err := os.WriteFile(s.path(name), []byte(text), 0o644); err != nil {
		s.t.Fatal(err)
	}
}

func (s *site) rename(from, to string) {
	s.t.Helper()
	if err := os.Rename(s.path(from), s.path(to)); err != nil {
		s.t.Fatal(err)
	}
}

func (s *site) remove(name string) {
	s.t.Helper()
	if err := os.RemoveAll(s.path(name)); err != nil {
		s.t.Fatal(err)
	}
}

type answer struct {
	*http.Response
	body string
}

// get asks for a path without following redirects.
func (s *site) get(path string) answer {
	s.t.Helper()
	client := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	resp, err := client.Get(s.url + path)
	if err != nil {
		s.t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		s.t.Fatal(err)
	}
	return answer{resp, string(body)}
}

// patience is how long a test waits for what is bound to happen: long, as the
// machine may be busy with others, and only lived through when it does not happen.
const patience = 2 * time.Minute

func (s *site) eventually(what string, ok func() bool) {
	s.t.Helper()
	for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(5 * time.Millisecond) {
		if ok() {
			return
		}
	}
	s.t.Fatalf("not within %v: %s\nlog:\n%s", patience, what, s.log)
}

// showsFresh waits until the home page is that of a fresh load.
func (s *site) showsFresh() {
	s.t.Helper()
	s.eventually("the page of a fresh load", func() bool {
		listing, list := s.fresh()
		return !list.HasErrors() && strings.Contains(s.get("").body, "<pre>"+listing+"</pre>")
	})
}

// loadsAfter makes a change and returns how many loads came of it: it waits for
// those that should come, and then a while for those that should not.
func (s *site) loadsAfter(should int64, change func()) int64 {
	s.t.Helper()
	before := s.loads.Load()
	change()
	s.eventually(fmt.Sprintf("%d loads", should), func() bool { return s.loads.Load()-before >= should })
	n := before
	for last := time.Now(); time.Since(last) < 350*time.Millisecond; time.Sleep(5 * time.Millisecond) {
		if now := s.loads.Load(); now != n {
			n, last = now, time.Now()
		}
	}
	return n - before
}

type lockedBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lockedBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lockedBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}
