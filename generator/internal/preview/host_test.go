package preview

import (
	"bufio"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strings"
	"testing"

	"github.com/rolediff/rolediff/generator/internal/diag"
)

// raw sends a request as it stands, which no client library would, and returns the
// status; {port} is the preview's.
func raw(t *testing.T, s *site, request string) (status int, header http.Header, body string) {
	t.Helper()
	addr := strings.Trim(strings.TrimPrefix(s.url, "http://"), "/")
	_, port, _ := net.SplitHostPort(addr)
	c, err := net.Dial("tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	request = strings.ReplaceAll(request, "{port}", port)
	request = strings.ReplaceAll(request, "\n", "\r\n")
	fmt.Fprintf(c, "%s\r\nConnection: close\r\n\r\n", request)
	resp, err := http.ReadResponse(bufio.NewReader(c), nil)
	if err != nil {
		t.Fatalf("%q: %v", request, err)
	}
	defer resp.Body.Close()
	if resp.Header.Get("Content-Type") == "text/event-stream" {
		c.Close() // it never ends
		return resp.StatusCode, resp.Header, ""
	}
	var b strings.Builder
	_, _ = bufio.NewReader(resp.Body).WriteTo(&b)
	return resp.StatusCode, resp.Header, b.String()
}

func TestOnlyOwnHostsAreAnswered(t *testing.T) {
	t.Parallel()
	s := start(t, nil)
	for host, want := range map[string]int{
		"127.0.0.1:{port}":              200,
		"localhost:{port}":              200,
		"LocalHost:{port}":              200,
		"127.8.9.10:{port}":             200,
		"[::1]:{port}":                  200,
		"[0:0:0:0:0:0:0:1]:{port}":      200,
		"[::ffff:127.0.0.1]:{port}":     200,
		"localhost":                     403,
		"127.0.0.1":                     403,
		"[::1]":                         403,
		"localhost:1":                   403,
		"localhost:":                    403,
		"[::1":                          403,
		"[127.0.0.1":                    403,
		"::1":                           403,
		"::1:{port}":                    403,
		"evil.example:{port}":           403,
		"localhost.evil.example":        403,
		"127.0.0.1.evil.example:{port}": 403,
		"localhost.:{port}":             403,
		"0.0.0.0:{port}":                403,
		"[::]:{port}":                   403,
		"192.168.0.1:{port}":            403,
		"2130706433:{port}":             403,
		"127.1:{port}":                  403,
		"localhost:+{port}":             403,
		"localhost:0{port}":             403,
		"a.localhost:{port}":            403,
		"[64:ff9b::7f00:1]:{port}":      403,
		"[::ffff:192.168.0.1]:{port}":   403,
		"[::ffff:7f00:1]:{port}":        200,
		"0177.0.0.1:{port}":             403,
		"0x7f000001:{port}":             403,
		"[::1%25lo]:{port}":             403,
	} {
		for _, path := range []string{"/", "/_rolediff/reload.js"} {
			got, _, body := raw(t, s, "GET "+path+" HTTP/1.1\nHost: "+host)
			if got != want || got == 403 && strings.Contains(body, "cto") {
				t.Errorf("Host %s, %s: %d, not %d", host, path, got, want)
			}
		}
	}
	if got, _, _ := raw(t, s, "GET http://evil.example/ HTTP/1.1\nHost: localhost:{port}"); got != 403 {
		t.Errorf("a foreign host in the request line: %d", got)
	}
	if got, _, _ := raw(t, s, "OPTIONS * HTTP/1.1\nHost: evil.example"); got != 403 {
		t.Errorf("a question about the server as a whole: %d", got)
	}
	if got, _, _ := raw(t, s, "GET / HTTP/1.0"); got != 403 {
		t.Errorf("no host at all: %d", got)
	}
}

func TestForeignOriginsAreRefused(t *testing.T) {
	t.Parallel()
	s := start(t, nil)
	const page, events, script = "/cto/", "/_rolediff/events", "/_rolediff/reload.js"
	for _, c := range []struct {
		path, header string
		want         int
	}{
		{page, "Origin: http://127.0.0.1:{port}", 200},
		{page, "Origin: http://localhost:{port}", 200},
		{page, "Origin: http://localhost:1", 403},
		{page, "Origin: https://localhost:{port}", 403},
		{page, "Origin: http://evil.example", 403},
		{page, "Origin: http://evil.example:{port}", 403},
		{page, "Origin: http://localhost:{port}\nOrigin: http://evil.example", 403},
		{page, "Origin: null", 403},
		{page, "Origin:", 403},
		{events, "Origin: http://evil.example", 403},
		{script, "Sec-Fetch-Site: same-origin", 200},
		{script, "Sec-Fetch-Site: none", 200},
		{script, "Sec-Fetch-Site: cross-site", 403},
		{script, "Sec-Fetch-Site: same-site", 403},
		{events, "Sec-Fetch-Site: cross-site\nSec-Fetch-Mode: navigate", 403},
		{page, "Sec-Fetch-Site: cross-site\nSec-Fetch-Mode: navigate", 200},
		{page, "Sec-Fetch-Site: cross-site\nSec-Fetch-Mode: no-cors", 403},
	} {
		if got, _, _ := raw(t, s, "GET "+c.path+" HTTP/1.1\nHost: 127.0.0.1:{port}\n"+c.header); got != c.want {
			t.Errorf("%s with %q: %d, not %d", c.path, c.header, got, c.want)
		}
	}
}

func TestRemoteAnswersAnyHostButNoForeignOrigin(t *testing.T) {
	t.Parallel()
	s := start(t, func(o *Options) { o.Addr, o.AllowRemote = "0.0.0.0:0", true })
	for header, want := range map[string]int{
		"Host: box.example:{port}":                                  200,
		"Host: box.example\nOrigin: https://box.example":            200,
		"Host: box.example\nOrigin: https://evil.example":           403,
		"Host: box.example:{port}\nOrigin: http://127.0.0.1:{port}": 403,
		"Host: box.example:{port}\nOrigin: http://":                 403,
		"Host: box.example\nSec-Fetch-Site: cross-site":             403,
	} {
		if got, _, _ := raw(t, s, "GET / HTTP/1.1\n"+header); got != want {
			t.Errorf("%q: %d, not %d", header, got, want)
		}
	}
}

func TestAddressesThatOthersReachAreRefused(t *testing.T) {
	for _, addr := range []string{":8080", "0.0.0.0:8080", "[::]:8080", "192.0.2.1:8080", "host.invalid:8080", "8080", "127.0.0.1", "127.0.0.1:"} {
		ln, _, err := listen(t.Context(), addr, false)
		var list diag.List
		if !errors.As(err, &list) || list[0].Hint == "" {
			t.Errorf("%s: %v", addr, err)
		}
		if err == nil {
			ln.Close()
		}
	}
}

func TestLoopbackAddressesAreListenedOn(t *testing.T) {
	for addr, want := range map[string]string{
		"127.0.0.1:0": "http://127.0.0.1:",
		"localhost:0": "http://localhost:",
		"127.0.0.2:0": "http://127.0.0.2:",
	} {
		ln, url, err := listen(t.Context(), addr, false)
		if err != nil {
			t.Errorf("%s: %v", addr, err)
			continue
		}
		if !strings.HasPrefix(url, want) || !ln.Addr().(*net.TCPAddr).IP.IsLoopback() {
			t.Errorf("%s: %s at %s", addr, url, ln.Addr())
		}
		ln.Close()
	}
}

func TestTakenPortNamesTheNextFreeOne(t *testing.T) {
	// Two neighbours are taken, so that the next one is not just the port plus 1.
	var taken, second net.Listener
	for range 50 {
		var err error
		if taken, err = net.Listen("tcp", "127.0.0.1:0"); err != nil {
			t.Fatal(err)
		}
		port := taken.Addr().(*net.TCPAddr).Port
		if second, err = net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", port+1)); err == nil {
			break
		}
		taken.Close()
	}
	if second == nil {
		t.Skip("no two neighbouring ports are free")
	}
	defer taken.Close()
	defer second.Close()

	err := Run(t.Context(), Options{Addr: taken.Addr().String(), Dir: t.TempDir()})
	var list diag.List
	if !errors.As(err, &list) {
		t.Fatal(err)
	}
	port := taken.Addr().(*net.TCPAddr).Port
	if want := fmt.Sprintf("port %d is taken", port); !strings.HasPrefix(list[0].Message, want) {
		t.Errorf("got %q", list[0].Message)
	}
	var free, again int
	if _, err := fmt.Sscanf(list[0].Hint, "port %d is free: use 127.0.0.1:%d", &free, &again); err != nil || free != again || free < port+2 {
		t.Errorf("got %q for port %d", list[0].Hint, port)
	}
	ln, err := net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", free))
	if err != nil {
		t.Fatalf("the port it names is not free: %v", err)
	}
	ln.Close()
}
