package preview

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"testing/synctest"
	"time"
)

// pipes is a listener without a network, whose connections know the tests' clock.
type pipes struct {
	conns chan net.Conn
	done  chan struct{}
}

func (p pipes) Accept() (net.Conn, error) {
	select {
	case c := <-p.conns:
		return c, nil
	case <-p.done:
		return nil, net.ErrClosed
	}
}
func (p pipes) Close() error   { close(p.done); return nil }
func (p pipes) Addr() net.Addr { return &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: 80} }

// feed writes a piece again and again with a pause, until the server hangs up.
func feed(c net.Conn, first, piece string, pause time.Duration) {
	if _, err := io.WriteString(c, first); err != nil {
		return
	}
	for {
		if _, err := io.WriteString(c, piece); err != nil {
			return
		}
		time.Sleep(pause)
	}
}

// TestSlowAndEndlessClientsAreLetGo has clients that never end what they send, or
// never read what they get. By a clock that nobody waits for, each is hung up on
// within the server's limits, and another one is served meanwhile.
func TestSlowAndEndlessClientsAreLetGo(t *testing.T) {
	const get = "GET / HTTP/1.1\r\nHost: localhost:80\r\n"
	for name, c := range map[string]struct {
		send  func(net.Conn)
		reads bool // what it is answered
		limit time.Duration
		says  string // how the answer begins, of one that reads
	}{
		"says nothing":              {func(net.Conn) {}, true, 6 * time.Second, ""},
		"a header, a byte a second": {func(c net.Conn) { feed(c, get+"X: ", "x", time.Second) }, true, 6 * time.Second, ""},
		"endless headers":           {func(c net.Conn) { feed(c, get, "X: y\r\n", 0) }, true, 6 * time.Second, "HTTP/1.1 431 "},
		// Each is 36 kB, a little more than is taken, and the server would wait for the rest.
		"too many headers":             {func(c net.Conn) { _, _ = io.WriteString(c, get+strings.Repeat("X: y\r\n", 6500)) }, true, 6 * time.Second, "HTTP/1.1 431 "},
		"too long a header":            {func(c net.Conn) { _, _ = io.WriteString(c, get+"X: "+strings.Repeat("y", 39000)) }, true, 6 * time.Second, "HTTP/1.1 431 "},
		"too long an address":          {func(c net.Conn) { _, _ = io.WriteString(c, "GET /"+strings.Repeat("y", 39000)) }, true, 6 * time.Second, "HTTP/1.1 431 "},
		"one endless header":           {func(c net.Conn) { feed(c, get+"X: ", "yyyyyyyy", 0) }, true, 6 * time.Second, "HTTP/1.1 431 "},
		"an endless address":           {func(c net.Conn) { feed(c, "GET /", "xxxxxxxx", 0) }, true, 6 * time.Second, "HTTP/1.1 431 "},
		"a body, a byte a second":      {func(c net.Conn) { feed(c, get+"Content-Length: 99999\r\n\r\n", "x", time.Second) }, true, 2 * time.Minute, "HTTP/1.1 200 "},
		"an endless body":              {func(c net.Conn) { feed(c, get+"Transfer-Encoding: chunked\r\n\r\n", "1\r\nx\r\n", 0) }, true, 2 * time.Minute, "HTTP/1.1 200 "},
		"no TLS here":                  {func(c net.Conn) { feed(c, "\x16\x03\x01\x02\x00", "\x00", time.Second) }, true, 6 * time.Second, "HTTP/1.1 400 "},
		"never reads the page":         {func(c net.Conn) { feed(c, get+"\r\n", "", time.Second) }, false, 2 * time.Minute, ""},
		"never reads its many answers": {func(c net.Conn) { feed(c, get+"\r\n", get+"\r\n", 0) }, false, 2 * time.Minute, ""},
		"keeps an idle connection":     {func(c net.Conn) { _, _ = io.WriteString(c, get+"\r\n") }, true, 2 * time.Minute, "HTTP/1.1 200 "},
		"never reads the events":       {func(c net.Conn) { _, _ = io.WriteString(c, strings.Replace(get, "/", "/_rolediff/events", 1)+"\r\n") }, false, 2 * time.Minute, ""},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				handler := newServer(Options{}, "127.0.0.1:80")
				handler.swap(fstest.MapFS{"index.html": {Data: bytes.Repeat([]byte("page "), 1<<20)}}, nil)
				server := newHTTPServer(handler, &logger{w: io.Discard})
				ln := pipes{make(chan net.Conn), make(chan struct{})}
				ended := make(chan error, 1)
				go func() { ended <- server.Serve(ln) }()
				ours, theirs := net.Pipe()
				watched := &hungUp{Conn: theirs, at: make(chan time.Time, 1)}
				began := time.Now()
				ln.conns <- watched
				var sender sync.WaitGroup
				sender.Go(func() { c.send(ours) })
				defer sender.Wait()
				answer := make(chan string, 1)
				go func() {
					if !c.reads {
						answer <- ""
						return
					}
					text, _ := io.ReadAll(ours)
					answer <- string(text[:min(len(text), 20)])
				}()
				// Another one is served while this one is a burden.
				mine, other := net.Pipe()
				ln.conns <- other
				go func() { _, _ = io.WriteString(mine, get+"Connection: close\r\n\r\n") }()
				if text, err := io.ReadAll(mine); err != nil || !strings.HasPrefix(string(text), "HTTP/1.1 200 ") {
					t.Errorf("another one gets %.40q, %v", text, err)
				}
				select {
				case at := <-watched.at:
					if took := at.Sub(began); took > c.limit {
						t.Errorf("it was let go after %v, not within %v", took, c.limit)
					}
				case <-time.After(time.Hour):
					t.Error("it was never let go")
				}
				ours.Close()
				if got := <-answer; !strings.HasPrefix(got, c.says) {
					t.Errorf("it was answered %q, not %q", got, c.says)
				}
				if err := server.Shutdown(context.Background()); err != nil {
					t.Error(err)
				}
				if err := <-ended; err != nil && !errors.Is(err, net.ErrClosed) && err.Error() != "http: Server closed" {
					t.Error(err)
				}
			})
		})
	}
}

// hungUp tells when the server has closed its end.
type hungUp struct {
	net.Conn
	at chan time.Time
}

func (h *hungUp) Close() error {
	select {
	case h.at <- time.Now():
	default:
	}
	return h.Conn.Close()
}
