package main

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/net/html"
)

// served is a running rolediff serve.
type served struct {
	t    testing.TB
	site string
	url  string
	log  *lockedBuffer
	stop func() int // ends it and returns its exit status
}

// lockedBuffer is written by the program while the test reads it.
type lockedBuffer struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

func (b *lockedBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buf.Write(p)
}

func (b *lockedBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buf.String()
}

// startServe serves the reference site.
func startServe(t testing.TB, flags ...string) *served {
	t.Helper()
	return serveSite(t, unpack(t, referenceSite), flags...)
}

// serveSite serves a site's folder and waits for the line that says where.
func serveSite(t testing.TB, site string, flags ...string) *served {
	t.Helper()
	p := &served{t: t, site: site, log: &lockedBuffer{}}
	ctx, cancel := context.WithCancel(t.Context())
	reader, writer := io.Pipe()
	ended := make(chan int, 1)
	go func() {
		status := run(ctx, append([]string{"serve", "--site", p.site, "--addr", "127.0.0.1:0"}, flags...), writer, p.log)
		_ = writer.Close()
		ended <- status
	}()
	p.stop = sync.OnceValue(func() int {
		cancel()
		select {
		case status := <-ended:
			return status
		case <-time.After(2 * time.Minute):
			t.Error("serve does not end")
			return -1
		}
	})
	t.Cleanup(func() { p.stop() })
	line, err := bufio.NewReader(reader).ReadString('\n')
	if err != nil {
		t.Fatalf("no line says where it serves: %v\n%s", err, p.log)
	}
	_, p.url, _ = strings.Cut(strings.TrimSpace(line), "serving ")
	p.url, _, _ = strings.Cut(p.url, ",")
	if !strings.HasPrefix(p.url, "http://127.0.0.1:") {
		t.Fatalf("it says %q", line)
	}
	return p
}

// get returns a page and its status, 0 when there is no answer.
func (p *served) get(path string) (int, string) {
	response, err := http.Get(p.url + path)
	if err != nil {
		return 0, err.Error()
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		p.t.Fatal(err)
	}
	return response.StatusCode, string(body)
}

// until waits for a page to have a status and a text.
func (p *served) until(path string, status int, text string) string {
	p.t.Helper()
	var got int
	var body string
	for end := time.Now().Add(2 * time.Minute); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		if got, body = p.get(path); got == status && strings.Contains(body, text) {
			return body
		}
	}
	p.t.Fatalf("%s never has %q with status %d; last %d:\n%.500s\n%s", path, text, status, got, body, p.log)
	return ""
}

func (p *served) edit(text string) {
	p.t.Helper()
	write(p.t, filepath.Join(p.site, "content", "roles", "devops-engineer.md"), text)
}

func TestServeShowsEditsAndErrorsAndHeals(t *testing.T) {
	for _, flags := range [][]string{nil, {"--poll"}} {
		t.Run(fmt.Sprint(flags), func(t *testing.T) {
			t.Parallel()
			p := startServe(t, flags...)
			p.until(referencePage, http.StatusOK, "3-way comparison")
			p.until("", http.StatusOK, "DevOps Engineer")
			p.edit("---\ntitle: DevOps Person\nsummary: Edited.\ndimensions:\n  primary-role: An edited cell\n---\n")
			p.until(referencePage, http.StatusOK, "An edited cell")

			p.edit("---\ntitle: DevOps Person\nsummary: Edited.\ndimensions:\n  primary-rolle: Broken\n---\n")
			page := p.until(referencePage, http.StatusInternalServerError, "primary-rolle")
			doc, err := html.Parse(strings.NewReader(page))
			if err != nil {
				t.Fatal(err)
			}
			shown := strings.Join(visibleLines(doc), "\n")
			for _, want := range []string{"content/roles/devops-engineer.md", "line 5", "column 3", "did you mean primary-role?", "primary-rolle: Broken"} {
				if !strings.Contains(shown, want) {
					t.Errorf("the error page lacks %q:\n%s", want, shown)
				}
			}
			if !strings.Contains(p.log.String(), `content/roles/devops-engineer.md:5:3: error: "primary-rolle" is not a dimension of this site`) {
				t.Errorf("the terminal shows\n%s", p.log)
			}

			p.edit("---\ntitle: DevOps Person\nsummary: Edited.\ndimensions:\n  primary-role: Mended\n---\n")
			p.until(referencePage, http.StatusOK, "Mended")
			if status := p.stop(); status != exitDone {
				t.Errorf("exit status %d when it is stopped", status)
			}
		})
	}
}

func TestServeBeginsWithABrokenSite(t *testing.T) {
	site := unpack(t, referenceSite)
	write(t, filepath.Join(site, "config.json"), "{")
	p := serveSite(t, site)
	p.until("", http.StatusInternalServerError, "config.json")
}

func TestServeRefusesWhatItCannotDo(t *testing.T) {
	taken := startServe(t)
	address := strings.Trim(strings.TrimPrefix(taken.url, "http://"), "/")
	for name, args := range map[string][]string{
		"address is taken": {"serve", "--site", taken.site, "--addr", address},
		"all the world":    {"serve", "--site", taken.site, "--addr", "0.0.0.0:0"},
		"no config":        {"serve", "--site", t.TempDir(), "--addr", "127.0.0.1:0"},
	} {
		var stdout, stderr bytes.Buffer
		if status := run(t.Context(), args, &stdout, &stderr); status != exitFailed || !strings.Contains(stderr.String(), "hint: ") {
			t.Errorf("%s: exit status %d\n%s", name, status, stderr.String())
		}
	}
}
