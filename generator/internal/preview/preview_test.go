package preview

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"net/http"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/rolediff/rolediff/generator/internal/diag"
)

func TestSavedFileIsServed(t *testing.T) {
	t.Parallel()
	s := start(t, nil)
	s.write("content/roles/cto.md", "cto two")
	s.showsFresh()
	s.eventually("a line that names the file", func() bool {
		return strings.Contains(s.log.String(), "changed content/roles/cto.md, ")
	})
}

func TestErrorsReplacePagesUntilTheyAreMended(t *testing.T) {
	t.Parallel()
	s := start(t, nil)
	s.write("content/roles/cto.md", "BROKEN cto")
	s.eventually("the error page", func() bool { return s.get("").StatusCode == http.StatusInternalServerError })

	for _, path := range []string{"", "cto/", "architect/vs-cto", "nowhere"} {
		got := s.get(path)
		if got.StatusCode != 500 || !strings.Contains(got.body, "it is broken") || !strings.Contains(got.body, "content/roles/cto.md") {
			t.Errorf("/%s: %d without the error:\n%s", path, got.StatusCode, got.body)
		}
	}
	if got := s.get("?last-good"); got.StatusCode != 200 || !strings.Contains(got.body, "cto one") {
		t.Errorf("the last good page: %d %s", got.StatusCode, got.body)
	}
	if got := s.get("assets/site.css"); got.StatusCode != 200 {
		t.Errorf("the last good page has no style: %d", got.StatusCode)
	}
	for _, want := range []string{"1 error, the last good site stays\n", "content/roles/cto.md:1:2: error: it is broken\n    BROKEN cto\n     ^\n  hint: mend it\n"} {
		if !strings.Contains(s.log.String(), want) {
			t.Errorf("the log has no %q:\n%s", want, s.log)
		}
	}

	s.write("content/roles/cto.md", "cto three")
	s.showsFresh()
}

func TestWithoutAnyGoodSiteTheErrorPageHeals(t *testing.T) {
	t.Parallel()
	broken := true
	s := start(t, func(o *Options) {
		load := o.Load
		o.Load = func(ctx context.Context, edited map[string][]byte) (fs.FS, diag.List) {
			site, list := load(ctx, edited)
			if broken { // loads never overlap: no lock is due, which -race checks
				broken = false
				return nil, nil
			}
			return site, list
		}
	})
	for _, path := range []string{"", "?last-good", "assets/site.css"} {
		if got := s.get(path); got.StatusCode != 500 || strings.Contains(got.body, "last good page") {
			t.Errorf("/%s: %d %s", path, got.StatusCode, got.body)
		}
	}
	s.write("content/roles/cto.md", "cto two")
	s.showsFresh()
}

func TestFailedLoadKeepsTheSiteInMemory(t *testing.T) {
	t.Parallel()
	s := start(t, nil)
	s.write("content/roles/cto.md", "BROKEN")
	s.eventually("the error page", func() bool { return s.get("").StatusCode == 500 })
	s.remove("content/roles/architect.md")
	s.eventually("another load", func() bool { return s.loads.Load() >= 3 })
	if got := s.get("?last-good"); !strings.Contains(got.body, "architect one") {
		t.Errorf("a failed load removed a page: %s", got.body)
	}
}

func TestWarningsAreToldOnceAndStopNothing(t *testing.T) {
	t.Parallel()
	warning := diag.List{{Severity: diag.Warning, Code: "w", Message: "a warning"}}
	s := start(t, func(o *Options) {
		load := o.Load
		o.Load = func(ctx context.Context, edited map[string][]byte) (fs.FS, diag.List) {
			site, _ := load(ctx, edited)
			return site, warning
		}
	})
	s.write("content/roles/cto.md", "cto two")
	s.showsFresh()
	if n := strings.Count(s.log.String(), "a warning"); n != 1 {
		t.Errorf("the warning is there %d times:\n%s", n, s.log)
	}
}

func TestStopsAtOnceWithOpenStreamsAndABusyLoader(t *testing.T) {
	t.Parallel()
	s := start(t, nil)
	for range 20 {
		openStream(t, s)
	}
	release := make(chan struct{})
	defer close(release)
	entered := make(chan struct{})
	var once sync.Once
	wait := func() { once.Do(func() { close(entered) }); <-release }
	s.during.Store(&wait)
	s.write("content/roles/cto.md", "cto two")
	<-entered
	s.stop()
}

// TestOpenStreamsDoNotHoldUpTheStop sees streams end as they should. Were they cut
// off, because the stop waited for them in vain, their last chunk would be missing.
func TestOpenStreamsDoNotHoldUpTheStop(t *testing.T) {
	ends := func() error {
		s := start(t, nil)
		var streams []io.ReadCloser
		for range 20 {
			resp, err := http.Get(s.url + "_rolediff/events")
			if err != nil {
				t.Fatal(err)
			}
			defer resp.Body.Close()
			streams = append(streams, resp.Body)
		}
		s.stop()
		for _, stream := range streams {
			if _, err := io.ReadAll(stream); err != nil {
				return err
			}
		}
		return nil
	}
	var err error
	for range 5 { // a busy machine can use up the time that the end has
		if err = ends(); err == nil {
			return
		}
	}
	t.Errorf("streams were cut off: %v", err)
}

func TestRunIsSilentAboutAnEndedContext(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if err := Run(ctx, Options{Addr: "127.0.0.1:0", Dir: t.TempDir()}); err != nil {
		t.Error(err)
	}
}

func TestWrongOptionsAreRefusedWithAHint(t *testing.T) {
	dir := t.TempDir()
	for _, o := range []Options{
		{Dir: dir, Editor: "javascript:alert('{file}')"},
		{Dir: dir, Editor: "vscode://file/"},
		{Dir: dir, Editor: "{file}"},
		{Dir: dir, Watch: []string{"../content"}},
		{Dir: dir, Watch: []string{filepath.Dir(dir)}},
	} {
		o.Addr = "127.0.0.1:0"
		ctx, cancel := context.WithTimeout(context.Background(), 50*time.Millisecond)
		var list diag.List
		if err := Run(ctx, o); !errors.As(err, &list) {
			t.Errorf("%+v: %v", o, err)
		}
		cancel()
	}
}
