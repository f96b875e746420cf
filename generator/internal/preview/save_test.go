package preview

import (
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"
)

// saves are the ways in which editors save a file, as seen in traces of them.
var saves = map[string]func(s *site, name, text string){
	"write in place": func(s *site, name, text string) { s.write(name, text) },
	"write twice, as with a final newline": func(s *site, name, text string) {
		s.write(name, text[:1])
		s.write(name, text)
	},
	"VS Code: truncate, write": func(s *site, name, text string) {
		must(s, os.Truncate(s.path(name), 0))
		s.write(name, text)
	},
	"VS Code, atomic: temporary file, rename": func(s *site, name, text string) {
		s.write(name+".tmp", text)
		s.rename(name+".tmp", name)
	},
	"vim: backup by rename, new file, no backup": func(s *site, name, text string) {
		s.write("content/roles/4913", "")
		s.remove("content/roles/4913")
		s.rename(name, name+"~")
		s.write(name, text)
		s.remove(name + "~")
	},
	"sed -i: nameless file, chmod, rename": func(s *site, name, text string) {
		s.write("content/roles/sedA1b2C3", text)
		must(s, os.Chmod(s.path("content/roles/sedA1b2C3"), 0o600))
		s.rename("content/roles/sedA1b2C3", name)
	},
	"emacs: lock, backup, write, unlock": func(s *site, name, text string) {
		lock := s.path("content/roles/.#cto.md")
		must(s, os.Symlink("me@here.1:2", lock))
		s.write("content/roles/#cto.md#", "auto save")
		s.rename(name, name+"~")
		s.write(name, text)
		s.remove("content/roles/#cto.md#")
		must(s, os.Remove(lock))
	},
	"JetBrains: temporary file, rename away, rename in": func(s *site, name, text string) {
		s.write(name+"___jb_tmp___", text)
		s.rename(name, name+"___jb_old___")
		s.rename(name+"___jb_tmp___", name)
		s.remove(name + "___jb_old___")
	},
	"remove, then create": func(s *site, name, text string) {
		s.remove(name)
		s.write(name, text)
	},
}

func must(s *site, err error) {
	s.t.Helper()
	if err != nil {
		s.t.Fatal(err)
	}
}

// loadsAfterQuick is loadsAfter for a change that must not be seen half done. On a
// busy machine it can take longer than the quiet period, and is tried once more.
func (s *site) loadsAfterQuick(should int64, change func(try int)) int64 {
	s.t.Helper()
	for try := range 10 {
		var took time.Duration
		n := s.loadsAfter(should, func() {
			began := time.Now()
			change(try)
			took = time.Since(began)
		})
		if took < QuietPeriod/2 {
			return n
		}
	}
	s.t.Skip("this machine is too busy to tell")
	return 0
}

func TestEachWayToSaveMakesOneLoad(t *testing.T) {
	t.Parallel()
	for name, save := range saves {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := start(t, nil)
			for i := range 2 { // the second finds what the first left
				n := s.loadsAfterQuick(1, func(try int) {
					save(s, "content/roles/cto.md", fmt.Sprintf("cto, save %d, try %d", i, try))
				})
				if n != 1 {
					t.Errorf("%d loads\n%s", n, s.log)
				}
				s.showsFresh()
			}
		})
	}
}

// TestRealEditorsMakeOneLoad saves with the editors that are here, in the ways that
// they have.
func TestRealEditorsMakeOneLoad(t *testing.T) {
	t.Parallel()
	for name, args := range map[string][]string{
		"vim, backup and swap file": {"vim", "-u", "NONE", "-es", "-c", "set backup writebackup swapfile", "-c", "s/one/two/", "-c", "wq"},
		"vim, backup by copying":    {"vim", "-u", "NONE", "-es", "-c", "set backupcopy=yes writebackup swapfile", "-c", "s/one/two/", "-c", "wq"},
		"vim, backup by renaming":   {"vim", "-u", "NONE", "-es", "-c", "set backupcopy=no writebackup undofile", "-c", "s/one/two/", "-c", "wq"},
		"emacs":                     {"emacs", "-Q", "--batch", "--eval", `(progn (find-file (pop command-line-args-left)) (insert "two ") (save-buffer))`},
		"sed":                       {"sed", "-i", "s/one/two/"},
		"sed with a backup":         {"sed", "-i~", "s/one/two/"},
		"perl":                      {"perl", "-pi", "-e", "s/one/two/"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if runtime.GOOS != "linux" && args[0] == "sed" {
				t.Skip("it takes -i in another way here")
			}
			program, err := exec.LookPath(args[0])
			if err != nil {
				t.Skipf("there is no %s here", args[0])
			}
			s := start(t, nil)
			n := int64(0)
			for try := 0; try < 10 && n != 1; try++ { // a slow machine may be seen at work
				if try > 0 {
					s.write("content/roles/cto.md", "cto one")
					s.showsFresh()
				}
				n = s.loadsAfter(1, func() {
					if out, err := exec.Command(program, append(args[1:len(args):len(args)], s.path("content/roles/cto.md"))...).CombinedOutput(); err != nil {
						t.Fatalf("%v: %s", err, out)
					}
				})
			}
			if n != 1 {
				t.Errorf("%d loads\n%s", n, s.log)
			}
			s.showsFresh()
			if got := s.get("").body; !strings.Contains(got, "two") {
				t.Errorf("it did not save: %s", got)
			}
		})
	}
}

func TestSavesOfNothingNewMakeNoLoad(t *testing.T) {
	t.Parallel()
	s := start(t, nil)
	const cto = "content/roles/cto.md"
	for name, change := range map[string]func(){
		"the same bytes":             func() { s.write(cto, "cto one") },
		"the same bytes, atomically": func() { s.write(cto+".tmp", "cto one"); s.rename(cto+".tmp", cto) },
		"touch":                      func() { must(s, os.Chtimes(s.path(cto), time.Now(), time.Now())) },
		"chmod":                      func() { must(s, os.Chmod(s.path(cto), 0o600)) },
		"swap file":                  func() { s.write("content/roles/.cto.md.swp", "x") },
		"backup file":                func() { s.write("content/roles/cto.md~", "x") },
		"vim's probe":                func() { s.write("content/roles/4913", "x") },
		"lock file":                  func() { must(s, os.Symlink("a@b.1", s.path("content/roles/.#cto.md"))) },
		"auto save":                  func() { s.write("content/roles/#cto.md#", "x") },
		"temporary":                  func() { s.write("content/roles/cto.md.tmp", "x") },
		"hidden file":                func() { s.write("content/.DS_Store", "x") },
		"hidden folder":              func() { s.write("content/.obsidian/workspace.json", "x") },
		"beside the site":            func() { s.write("README.md", "x") },
		"another folder":             func() { s.write("public/index.html", "x") },
		"a like name":                func() { s.write("content-old/roles/cto.md", "x") },
	} {
		before := s.loads.Load()
		change()
		time.Sleep(2 * QuietPeriod)
		if n := s.loads.Load() - before; n != 0 {
			t.Errorf("%s: %d loads\n%s", name, n, s.log)
		}
	}
	if n := s.loadsAfterQuick(1, func(try int) { s.write(cto, fmt.Sprint("cto, try ", try)) }); n != 1 {
		t.Errorf("and a real change: %d loads", n)
	}
}

func TestChangesThatAreTakenBackMakeNoLoad(t *testing.T) {
	t.Parallel()
	s := start(t, nil)
	const cto, other = "content/roles/cto.md", "content/roles/other.md"
	n := s.loadsAfterQuick(0, func(int) { s.write(cto, "cto two"); s.write(cto, "cto one") })
	if n != 0 {
		t.Errorf("edited there and back: %d loads", n)
	}
	n = s.loadsAfterQuick(0, func(int) { s.rename(cto, other); s.rename(other, cto) })
	if n != 0 {
		t.Errorf("renamed there and back: %d loads", n)
	}
}

func TestSameSizeAndTimeIsStillAChange(t *testing.T) {
	t.Parallel()
	s := start(t, nil)
	const cto = "content/roles/cto.md"
	old := time.Now().Add(-time.Hour)
	must(s, os.Chtimes(s.path(cto), old, old))
	s.loadsAfter(1, func() { s.write("config.json", "{ }") }) // it has seen the old time now
	n := s.loadsAfterQuick(1, func(try int) {
		s.write(cto, fmt.Sprintf("cto %3d", try))
		must(s, os.Chtimes(s.path(cto), old, old)) // as cp -p and rsync do
	})
	if n != 1 {
		t.Errorf("%d loads", n)
	}
	s.showsFresh()
}

func TestConstantChangesAreLoadedEveryHalfSecond(t *testing.T) {
	t.Parallel()
	s := start(t, nil)
	for range 10 {
		before, began, last, pause := s.loads.Load(), time.Now(), time.Now(), time.Duration(0)
		for time.Since(began) < 1800*time.Millisecond {
			s.write("content/roles/cto.md", time.Now().String())
			pause, last = max(pause, time.Since(last)), time.Now()
			time.Sleep(10 * time.Millisecond)
		}
		n := s.loads.Load() - before
		s.showsFresh()
		if n >= 2 && n <= 4 {
			return
		}
		if pause < QuietPeriod/2 { // no pause for the preview to take for the end
			t.Fatalf("%d loads in 1.8 s of changes, not 2 to 4", n)
		}
	}
	t.Skip("this machine is too busy to tell")
}

func TestChangesDuringALoadMakeExactlyOneMore(t *testing.T) {
	t.Parallel()
	s := start(t, nil)
	entered, release := make(chan struct{}, 10), make(chan struct{})
	wait := func() { entered <- struct{}{}; <-release }
	s.during.Store(&wait)
	n := s.loadsAfter(2, func() {
		s.write("content/roles/cto.md", "cto two")
		<-entered
		for i := range 20 {
			s.write("content/roles/cto.md", strings.Repeat("x", i+1))
			time.Sleep(10 * time.Millisecond)
		}
		s.during.Store(nil)
		close(release)
	})
	if n != 2 {
		t.Errorf("%d loads, not the one and one more\n%s", n, s.log)
	}
	s.showsFresh()
}

// TestChangesThatEndWithALoadAreLoadedAgain has files be something else just while
// they are loaded, as when a branch is switched there and back.
func TestChangesThatEndWithALoadAreLoadedAgain(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]struct{ there, back func(s *site) }{
		"a file edited":  {func(s *site) { s.write("content/roles/cto.md", "BROKEN") }, func(s *site) { s.write("content/roles/cto.md", "cto one") }},
		"a file made":    {func(s *site) { s.write("content/roles/new.md", "new") }, func(s *site) { s.remove("content/roles/new.md") }},
		"a file away":    {func(s *site) { s.rename("content/roles/cto.md", "cto.md") }, func(s *site) { s.rename("cto.md", "content/roles/cto.md") }},
		"a folder made":  {func(s *site) { s.write("content/deep/er/new.md", "BROKEN") }, func(s *site) { s.remove("content/deep") }},
		"a folder away":  {func(s *site) { s.rename("content/roles", "roles") }, func(s *site) { s.rename("roles", "content/roles") }},
		"content away":   {func(s *site) { s.rename("content", "away") }, func(s *site) { s.rename("away", "content") }},
		"layouts made":   {func(s *site) { s.write("layouts/a.html", "BROKEN") }, func(s *site) { s.remove("layouts") }},
		"a config wrong": {func(s *site) { s.write("config.json", "BROKEN") }, func(s *site) { s.write("config.json", "{ }") }},
	} {
		for _, poll := range []bool{false, true} {
			t.Run(fmt.Sprint(name, ", polled ", poll), func(t *testing.T) {
				t.Parallel()
				s := start(t, func(o *Options) { o.Poll = poll })
				there, back := sync.OnceFunc(func() { change.there(s) }), sync.OnceFunc(func() { change.back(s) })
				s.after.Store(&back)
				s.during.Store(&there)
				s.write("config.json", "{ }")
				s.eventually("a load", func() bool { return s.loads.Load() > 1 })
				s.showsFresh()
			})
		}
	}
}
