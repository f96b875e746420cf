package preview

import (
	"bufio"
	"fmt"
	"net"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"
)

// openStream listens to the events; each number comes through the channel, which
// is closed when the stream is.
func openStream(t *testing.T, s *site) <-chan string {
	t.Helper()
	resp, err := http.Get(s.url + "_rolediff/events")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { resp.Body.Close() })
	if got := resp.Header.Get("Content-Type"); resp.StatusCode != 200 || got != "text/event-stream" {
		t.Fatalf("%d %s", resp.StatusCode, got)
	}
	ids := make(chan string, 100)
	go func() {
		defer close(ids)
		for lines := bufio.NewScanner(resp.Body); lines.Scan(); {
			if id, ok := strings.CutPrefix(lines.Text(), "data: "); ok {
				ids <- id
			}
		}
	}()
	return ids
}

func next(t *testing.T, ids <-chan string) string {
	t.Helper()
	select {
	case id, ok := <-ids:
		if !ok {
			t.Fatal("the stream has ended")
		}
		return id
	case <-time.After(patience):
		t.Fatalf("no event within %v", patience)
	}
	return ""
}

// pageID is the number that stands in the page.
func pageID(t *testing.T, body string) string {
	t.Helper()
	m := regexp.MustCompile(`<script src="/_rolediff/reload.js" data-snapshot="([^"]+)"`).FindStringSubmatch(body)
	if m == nil {
		t.Fatalf("the page has no reload script:\n%s", body)
	}
	return m[1]
}

func TestStreamTellsTheNumberThatStandsInThePage(t *testing.T) {
	t.Parallel()
	s := start(t, nil)
	ids := openStream(t, s)
	first := next(t, ids)
	if got := pageID(t, s.get("").body); got != first {
		t.Errorf("the page says %s, the stream %s", got, first)
	}
	s.write("content/roles/cto.md", "cto two")
	second := next(t, ids)
	if second == first {
		t.Error("a swap has the number of the last")
	}
	if got := pageID(t, s.get("").body); got != second {
		t.Errorf("the page says %s, the stream %s", got, second)
	}
	// Into the error page, from there to the last good one, and out again.
	s.write("content/roles/cto.md", "BROKEN")
	third := next(t, ids)
	if got := pageID(t, s.get("").body); third == second || got != third {
		t.Errorf("the error page says %s, the stream %s after %s", got, third, second)
	}
	if got := pageID(t, s.get("?last-good").body); got != third {
		t.Errorf("the last good page says %s, and would reload without end: %s", got, third)
	}
	s.write("content/roles/cto.md", "cto three")
	if fourth := next(t, ids); fourth == third {
		t.Error("the fix has the number of the error")
	}
}

func TestAnotherRunHasOtherNumbers(t *testing.T) {
	t.Parallel()
	a, b := start(t, nil), start(t, nil)
	if x, y := pageID(t, a.get("").body), pageID(t, b.get("").body); x == y {
		t.Errorf("a tab would not notice a restart: %s", x)
	}
}

func TestTooManyStreamsLetTheOldestGo(t *testing.T) {
	t.Parallel()
	s := start(t, nil)
	var all []<-chan string
	for range maxStreams + 3 {
		ids := openStream(t, s)
		next(t, ids)
		all = append(all, ids)
	}
	for i, ids := range all[:3] {
		select {
		case id, ok := <-ids:
			if ok {
				t.Errorf("stream %d got %s", i, id)
			}
		case <-time.After(patience):
			t.Errorf("stream %d is still open", i)
		}
	}
	s.write("content/roles/cto.md", "cto two")
	for _, ids := range all[3:] {
		next(t, ids)
	}
}

// TestTenThousandStreamsOfClientsThatNeverRead opens raw connections that ask for
// events and never read an answer; the tab of a person still works after that.
func TestTenThousandStreamsOfClientsThatNeverRead(t *testing.T) {
	s := start(t, nil)
	addr := strings.Trim(strings.TrimPrefix(s.url, "http://"), "/")
	var open []net.Conn
	defer func() {
		for _, c := range open {
			c.Close()
		}
	}()
	for i := range 10_000 {
		c, err := net.Dial("tcp", addr)
		if err != nil {
			t.Fatalf("connection %d: %v", i, err)
		}
		fmt.Fprintf(c, "GET /_rolediff/events HTTP/1.1\r\nHost: %s\r\n\r\n", addr)
		open = append(open, c)
		if len(open) > 2000 { // the test's own files are limited, too
			open[0].Close()
			open = open[1:]
		}
	}
	ids := openStream(t, s)
	first := next(t, ids)
	s.write("content/roles/cto.md", "cto two")
	if got := next(t, ids); got == first {
		t.Error("the swap did not come through")
	}
	s.showsFresh()
	s.stop()
	t.Log("torture: 10,000 streams of clients that never read, and one that does")
}

func TestSlowStreamKeepsOnlyTheNewestNumber(t *testing.T) {
	h := newHub()
	s := h.join()
	for i := range 1000 {
		h.send(fmt.Sprint(i)) // would wait forever if it waited for the stream
	}
	if got := <-s.next; got != "999" {
		t.Errorf("got %s", got)
	}
}

func TestJoiningAStoppedHubIsRefused(t *testing.T) {
	h := newHub()
	s := h.join()
	h.close()
	<-s.gone
	if h.join() != nil {
		t.Error("a stream opened after the stop would hold it up")
	}
	h.leave(s) // the handler's own goodbye comes after
}
