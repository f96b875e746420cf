package preview

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/fsnotify/fsnotify"
)

// folderChanges each leave the files in a state that later edits go on from.
var folderChanges = map[string]func(s *site){
	"new folder with files": func(s *site) { s.write("content/notes/deep/er/a.md", "note") },
	"folder deleted":        func(s *site) { s.remove("content/roles") },
	"folder deleted and made again": func(s *site) {
		s.remove("content/roles")
		s.write("content/roles/cto.md", "cto again")
	},
	"folder deleted, and made again later": func(s *site) {
		s.remove("content")
		s.eventually("an empty page", func() bool { return !strings.Contains(s.get("").body, "cto.md") })
		s.write("content/roles/cto.md", "cto again")
	},
	"folder renamed": func(s *site) { s.rename("content/roles", "content/people") },
	"folder renamed, one of its name made": func(s *site) {
		s.write("content/roles/deep/x.md", "x")
		s.showsFresh()
		s.rename("content/roles", "content/people")
		s.write("content/roles/deep/x.md", "y")
	},
	"folder moved out and in again": func(s *site) {
		s.rename("content", "elsewhere")
		s.write("elsewhere/roles/cto.md", "cto elsewhere")
		s.eventually("an empty page", func() bool { return !strings.Contains(s.get("").body, "cto.md") })
		s.rename("elsewhere", "content")
	},
	"folders exchanged": func(s *site) {
		s.write("content/notes/a.md", "note")
		s.showsFresh()
		s.rename("content/notes", "content/x")
		s.rename("content/roles", "content/notes")
		s.rename("content/x", "content/roles")
	},
	"root that did not exist":     func(s *site) { s.write("layouts/css/site.css", "b{}") },
	"file in the place of a root": func(s *site) { s.remove("content"); s.write("content", "a file") },
	"folder in the place of a file": func(s *site) {
		s.remove("config.json")
		s.write("config.json/inner.md", "x")
	},
	"root that is a link": func(s *site) {
		s.rename("content", "real")
		must(s, os.Symlink("real", s.path("content")))
	},
	"500 files at once": func(s *site) {
		for i := range 500 {
			s.write(fmt.Sprintf("content/roles/role-%03d.md", i), "many")
		}
	},
	"500 folders, then half of them gone": func(s *site) {
		for i := range 500 {
			s.write(fmt.Sprintf("content/roles/%d/x.md", i), "many")
		}
		for i := 0; i < 500; i += 2 {
			s.remove(fmt.Sprintf("content/roles/%d", i))
		}
	},
}

func TestTheEndStateIsThatOfAFreshLoad(t *testing.T) {
	t.Parallel()
	for name, change := range folderChanges {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := start(t, nil)
			change(s)
			s.showsFresh()
			// Whatever happened to the folders, they are still watched: files that
			// are there are edited once more.
			listing, _ := s.fresh()
			files := strings.Split(strings.TrimSpace(listing), "\n")
			for i := 0; i < len(files); i += 1 + len(files)/10 {
				name, _, _ := strings.Cut(files[i], ": ")
				s.write(name, "edited later")
				s.showsFresh()
			}
			if !strings.Contains(s.log.String(), "changed ") || strings.Contains(s.log.String(), "cannot watch") {
				t.Errorf("log:\n%s", s.log)
			}
		})
	}
}

func TestOutputBelowAWatchedFolderMakesNoLoop(t *testing.T) {
	t.Parallel()
	s := start(t, func(o *Options) { o.Ignore = []string{"content/public", filepath.Join(o.Dir, "layouts", "out")} })
	builds := func() {
		s.write("content/public/index.html", time.Now().String())
		s.write("layouts/out/deep/index.html", time.Now().String())
	}
	s.write("layouts/base.html", "b")
	builds() // their folders are there
	s.showsBody("layouts/base.html: b")
	s.during.Store(&builds)
	if n := s.loadsAfterQuick(1, func(try int) { s.write("content/roles/cto.md", fmt.Sprint("cto, try ", try)) }); n != 1 {
		t.Errorf("%d loads\n%s", n, s.log)
	}
	if n := s.loadsAfter(0, builds); n != 0 {
		t.Errorf("%d loads of output alone\n%s", n, s.log)
	}
}

func (s *site) showsBody(text string) {
	s.t.Helper()
	s.eventually("a page with "+text, func() bool { return strings.Contains(s.get("").body, text) })
}

// TestOverflowOfTheQueueLosesNothing makes more events than the kernel keeps while
// a load does not let them be read.
func TestOverflowOfTheQueueLosesNothing(t *testing.T) {
	t.Parallel()
	s := start(t, nil)
	var files []*os.File
	for i := range 2 {
		f, err := os.Create(s.path(fmt.Sprintf("content/roles/flood-%d.md", i)))
		must(s, err)
		defer f.Close()
		files = append(files, f)
	}
	s.showsFresh()
	flood := sync.OnceFunc(func() {
		// The kernel keeps 16,384 events, the watcher has read some thousands; equal
		// ones in a row are one.
		for i := range 50_000 {
			if _, err := files[i%2].WriteAt([]byte(fmt.Sprint(i)), 0); err != nil {
				t.Error(err)
				return
			}
		}
		s.write("content/late/x.md", "made when the queue was full")
	})
	s.during.Store(&flood)
	s.write("content/roles/cto.md", "cto two")
	s.showsBody("made when the queue was full")
	s.showsFresh()
	s.write("content/late/x.md", "and watched")
	s.showsFresh()
}

func TestOverflowMakesEverythingBeLookedAt(t *testing.T) {
	t.Parallel()
	var watcher *fsnotify.Watcher
	made := make(chan struct{}, 10)
	s := startWith(t, nil, func() (w *fsnotify.Watcher, err error) {
		w, err = fsnotify.NewWatcher()
		watcher = w
		made <- struct{}{}
		return w, err
	})
	<-made
	must(s, watcher.Remove(s.path("content/roles"))) // events are lost from here on
	if n := s.loadsAfter(0, func() { s.write("content/roles/cto.md", "unheard") }); n != 0 {
		t.Fatalf("%d loads: the test does not lose events", n)
	}
	watcher.Errors <- fsnotify.ErrEventOverflow
	s.showsFresh()
	<-made // watching began anew
	s.write("content/roles/cto.md", "heard")
	s.showsFresh()
}

func TestPollingTakesOverWhenWatchingFails(t *testing.T) {
	t.Parallel()
	closed := func() (*fsnotify.Watcher, error) {
		w, err := fsnotify.NewWatcher()
		if err == nil {
			err = w.Close()
		}
		return w, err
	}
	for name, open := range map[string]openWatcher{
		"no watcher": func() (*fsnotify.Watcher, error) { return nil, os.NewSyscallError("inotify_init1", syscall.EMFILE) },
		"no watch":   closed,
		"an error later": func() (*fsnotify.Watcher, error) {
			w, err := fsnotify.NewWatcher()
			go func() { w.Errors <- errors.New("disk on fire") }()
			return w, err
		},
		"an end later": func() (*fsnotify.Watcher, error) {
			w, err := fsnotify.NewWatcher()
			time.AfterFunc(100*time.Millisecond, func() { w.Close() })
			return w, err
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := startWith(t, nil, open)
			s.eventually("polling", func() bool { return strings.Contains(s.log.String(), "cannot watch the files") })
			for _, text := range []string{"two", "three"} {
				s.write("content/roles/cto.md", text)
				s.showsFresh()
			}
			if n := strings.Count(s.log.String(), "cannot watch the files"); n != 1 {
				t.Errorf("it is said %d times:\n%s", n, s.log)
			}
			if name == "no watcher" != strings.Contains(s.log.String(), "hint: the system's limit") {
				t.Errorf("hint:\n%s", s.log)
			}
		})
	}
}

func TestLostSiteFolderIsPolledFor(t *testing.T) {
	t.Parallel()
	s := start(t, nil)
	away := s.dir + "-away"
	must(s, os.Rename(s.dir, away))
	s.eventually("polling", func() bool { return strings.Contains(s.log.String(), "looking at them every second") })
	must(s, os.Rename(away, s.dir))
	s.write("content/roles/cto.md", "back again")
	s.showsFresh()
}

func TestPollOptionNoticesSavesAndNothingElse(t *testing.T) {
	t.Parallel()
	s := start(t, func(o *Options) { o.Poll = true })
	s.write("content/roles/cto.md", "cto two")
	s.write("layouts/new/a.html", "new")
	s.showsFresh()
	before := s.loads.Load()
	must(s, os.Chtimes(s.path("content/roles/cto.md"), time.Now(), time.Now()))
	s.write("content/roles/architect.md", "architect one")
	s.write("content/roles/cto.md~", "backup")
	time.Sleep(pollInterval + 300*time.Millisecond)
	if n := s.loads.Load() - before; n != 0 {
		t.Errorf("%d loads of nothing new\n%s", n, s.log)
	}
	s.remove("layouts")
	s.showsFresh()
	if strings.Contains(s.log.String(), "cannot watch") {
		t.Errorf("polling was asked for:\n%s", s.log)
	}
}
