package main

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// TestServeSeesWhatItCouldNotRead takes away from the preview what it reads, once by
// the rights of a file and once by using up its descriptors, edits the site meanwhile,
// and gives it back, of which no event tells.
func TestServeSeesWhatItCouldNotRead(t *testing.T) {
	bin := realProgram(t)
	s := &realSite{t: t, bin: bin, dir: inMemory(t)}
	s.write(4)
	roles := must(t, filepath.Glob, filepath.Join(s.dir, "content", "roles", "*.md"))
	cmd := exec.Command("sh", "-c", `ulimit -n 40; exec "$0" "$@"`, bin, "serve", "--addr", "127.0.0.1:0")
	cmd.Dir = s.dir
	if os.Geteuid() == 0 { // who may read everything
		for _, dir := range []string{s.dir, filepath.Dir(bin), filepath.Dir(filepath.Dir(bin))} {
			if err := os.Chmod(dir, 0o755); err != nil {
				t.Fatal(err)
			}
		}
		cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 65534, Gid: 65534}}
	}
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	cmd.Stderr = os.Stderr
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	defer cmd.Wait()
	defer cmd.Process.Kill()
	line, err := bufio.NewReader(stdout).ReadString('\n')
	url, _, _ := strings.Cut(strings.TrimPrefix(line, "serving "), ",")
	if err != nil || !strings.HasPrefix(url, "http://") {
		t.Fatalf("%q, %v", line, err)
	}
	home := func() (int, string) {
		client := http.Client{Transport: &http.Transport{DisableKeepAlives: true}, Timeout: time.Minute}
		resp, err := client.Get(url)
		if err != nil {
			return 0, err.Error()
		}
		defer resp.Body.Close()
		text, _ := io.ReadAll(resp.Body)
		return resp.StatusCode, string(text)
	}
	shows := func(status int, words string) {
		t.Helper()
		for end := time.Now().Add(2 * time.Minute); ; time.Sleep(50 * time.Millisecond) {
			got, text := home()
			if got == status && strings.Contains(text, words) {
				return
			}
			if time.Now().After(end) {
				t.Fatalf("not status %d and %q, but %d %.500s", status, words, got, text)
			}
		}
	}
	rename := func(i int, mode os.FileMode) string {
		title := fmt.Sprintf("Renamed Role %d", i)
		text := string(must(t, os.ReadFile, roles[0]))
		from := text[strings.Index(text, "title: "):]
		from = from[:strings.Index(from, "\n")]
		saved := roles[0] + ".tmp"
		write(t, saved, strings.Replace(text, from, "title: "+title, 1))
		if err := os.Chmod(saved, mode); err != nil {
			t.Fatal(err)
		}
		if err := os.Rename(saved, roles[0]); err != nil {
			t.Fatal(err)
		}
		return title
	}
	shows(http.StatusOK, "<html")

	// The rights of a file: nothing else of it changes when they come back.
	title := rename(1, 0)
	shows(http.StatusInternalServerError, "cannot be read")
	if err := os.Chmod(roles[0], 0o644); err != nil {
		t.Fatal(err)
	}
	shows(http.StatusOK, title)

	// Its descriptors: clients that ask for nothing hold them, and let go.
	addr := strings.Trim(strings.TrimPrefix(url, "http://"), "/")
	var idle []net.Conn
	for range 60 {
		c, err := net.Dial("tcp", addr)
		if err != nil {
			t.Fatal(err)
		}
		idle = append(idle, c)
	}
	time.Sleep(time.Second)
	title = rename(2, 0o644)
	time.Sleep(2 * time.Second)
	for _, c := range idle {
		c.Close()
	}
	shows(http.StatusOK, title)
	t.Log("torture: the preview sees what it could not read, without an event")
}
