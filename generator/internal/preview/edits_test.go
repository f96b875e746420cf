package preview

import (
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/fsnotify/fsnotify"
)

// alone writes files until a load is told of just these edits: a machine that is
// busy may see a save in two.
func (s *site) alone(name, text string) {
	s.t.Helper()
	for range 20 {
		before := s.edits.Load()
		s.write(name, text)
		s.showsFresh()
		if s.edits.Load() > before {
			return
		}
		text += "."
	}
	s.t.Fatalf("no load is told that %s was edited\n%s", name, s.log)
}

func TestAnEditIsGivenToTheLoad(t *testing.T) {
	t.Parallel()
	s := start(t, nil)
	s.alone("content/roles/cto.md", "cto two")
	if !strings.Contains(s.log.String(), "changed content/roles/cto.md, ") {
		t.Errorf("the log does not name the file:\n%s", s.log)
	}
	s.write("content/roles/cto.md", "BROKEN")
	s.eventually("the error page", func() bool { return s.get("").StatusCode == 500 })
	s.write("content/roles/cto.md", "cto three")
	s.showsFresh()
}

// TestALoadOfAnEditIsOfItsBytes has the file be something else while it is loaded:
// the load is given what was seen, so what is taken back needs no other load.
func TestALoadOfAnEditIsOfItsBytes(t *testing.T) {
	t.Parallel()
	s := start(t, nil)
	const cto = "content/roles/cto.md"
	there, back := sync.OnceFunc(func() { s.write(cto, "BROKEN") }), sync.OnceFunc(func() { s.write(cto, "cto two") })
	s.during.Store(&there)
	s.after.Store(&back)
	s.write(cto, "cto two")
	s.eventually("the edit", func() bool { return strings.Contains(s.get("").body, "cto two") })
	s.showsFresh()
	if strings.Contains(s.log.String(), "BROKEN") {
		t.Errorf("what was taken back was loaded:\n%s", s.log)
	}
}

// TestAnEditBesideWhatIsNotAnnouncedFindsThat takes a watch away, as a system may do
// that has too much to say.
func TestAnEditBesideWhatIsNotAnnouncedFindsThat(t *testing.T) {
	t.Parallel()
	var mu sync.Mutex
	var watchers []*fsnotify.Watcher
	open := func() (*fsnotify.Watcher, error) {
		w, err := systemWatcher()
		mu.Lock()
		defer mu.Unlock()
		watchers = append(watchers, w)
		return w, err
	}
	s := startWith(t, func(o *Options) {
		o.Editable = func(path string) bool { return strings.HasPrefix(path, "content/") }
		dir := o.Dir + "/content/notes"
		must(&site{t: t}, os.MkdirAll(dir, 0o755))
		must(&site{t: t}, os.WriteFile(dir+"/note.md", []byte("note one"), 0o644))
	}, open)
	mu.Lock()
	last := watchers[len(watchers)-1]
	mu.Unlock()
	if !slices.Contains(last.WatchList(), s.path("content/roles")) {
		t.Fatalf("%v are watched", last.WatchList())
	}
	must(s, last.Remove(s.path("content/roles")))
	s.write("content/roles/cto.md", "cto two")
	time.Sleep(2 * QuietPeriod)
	if n := s.loads.Load(); n != 1 {
		t.Fatalf("%d loads: the watch is still there", n)
	}
	s.write("content/notes/note.md", "note two")
	s.showsFresh()
}
