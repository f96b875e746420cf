package main

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
)

// listening is what the preview adds to a page: a script, and leave to listen.
var listening = regexp.MustCompile(`<script src="/_rolediff/[^>]*></script>|; connect-src ('|&#39;)self('|&#39;)`)

// isACleanBuild waits until what is served is what a clean build writes, file by file,
// and nothing of what was there before is left.
func (p *served) isACleanBuild(gone ...string) {
	p.t.Helper()
	out := filepath.Join(p.t.TempDir(), "out")
	if text, err := p.program("build", "--site", p.site, "--output", out); err != nil {
		p.t.Fatalf("%v\n%s", err, text)
	}
	want := tree(p.t, out)
	if len(want) < 10 {
		p.t.Fatalf("a clean build has only %d files", len(want))
	}
	left := slices.Sorted(maps.Keys(want))
	problem := ""
	for end := time.Now().Add(3 * time.Minute); time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
		problem = ""
		for _, name := range gone {
			if _, ok := want[name]; ok {
				continue
			}
			if status, _ := p.get(name); status != http.StatusNotFound {
				problem = fmt.Sprintf("%s is there, status %d", name, status)
			}
		}
		for _, name := range left {
			status, body := p.get(name)
			if name == "404.html" || status == http.StatusOK {
				body = listening.ReplaceAllString(body, "")
			}
			if body != want[name] {
				problem = fmt.Sprintf("%s differs, status %d", name, status)
				break
			}
		}
		if problem == "" {
			return
		}
	}
	p.t.Fatalf("it never is a clean build: %s\n%s", problem, p.log)
}

// program runs a command in this process.
func (p *served) program(args ...string) (string, error) {
	log := &lockedBuffer{}
	if status := run(p.t.Context(), args, log, log); status != exitDone {
		return log.String(), fmt.Errorf("exit status %d", status)
	}
	return log.String(), nil
}

// TestServeOutlivesStorms changes hundreds of files at once, and switches branches
// back and forth as people do who look for the right one.
func TestServeOutlivesStorms(t *testing.T) {
	for name, storm := range map[string]func(*served){"500 files": manyFiles, "branches": branches, "folders": foldersComeAndGo} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := startServe(t)
			p.until(referencePage, http.StatusOK, "3-way comparison")
			storm(p)
			if status := p.stop(); status != exitDone {
				t.Errorf("exit status %d\n%s", status, p.log)
			}
		})
	}
}

func (p *served) file(name string) string { return filepath.Join(p.site, filepath.FromSlash(name)) }

func (p *served) role(i int, text string) {
	p.t.Helper()
	write(p.t, p.file(fmt.Sprintf("content/roles/storm-%d.md", i)),
		fmt.Sprintf("---\ntitle: Storm %d\nsummary: Number %d, %s.\ndimensions: {primary-role: %s %d}\n---\n", i, i, text, text, i))
}

// manyFiles changes 500 files at once, roles among them, again and again.
func manyFiles(p *served) {
	total := rounds(2, 20)
	for round := range total {
		for i := range 500 {
			name := p.file(fmt.Sprintf("content/static/storm/%d.txt", i))
			if round%2 == 1 && i%2 == 1 {
				if err := os.Remove(name); err != nil {
					p.t.Fatal(err)
				}
				continue
			}
			write(p.t, name, fmt.Sprintf("round %d", round))
			if i%100 == 0 {
				p.role(i/100, fmt.Sprint("round ", round))
			}
		}
		p.isACleanBuild("storm/1.txt")
	}
	p.t.Logf("torture: 500 files changed at once %d times, each time compared with a clean build", total)
}

// foldersComeAndGo moves the content away, which leaves a site of no roles, and makes
// it again.
func foldersComeAndGo(p *served) {
	content, away := p.file("content"), filepath.Join(p.t.TempDir(), "away")
	total := rounds(2, 30)
	for range total {
		if err := os.Rename(content, away); err != nil {
			p.t.Fatal(err)
		}
		p.until("", http.StatusOK, "0 roles compared")
		if err := os.CopyFS(content, os.DirFS(away)); err != nil {
			p.t.Fatal(err)
		}
		p.isACleanBuild()
		if err := os.RemoveAll(away); err != nil {
			p.t.Fatal(err)
		}
	}
	p.t.Logf("torture: content moved away and made again %d times, each time compared with a clean build", total)
}

// branches switches between two states of the site in a repository, with no pause
// or a short one.
func branches(p *served) {
	git := func(args ...string) {
		p.t.Helper()
		cmd := exec.Command("git", append([]string{"-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "core.hooksPath=/dev/null"}, args...)...)
		cmd.Dir = p.site
		if out, err := cmd.CombinedOutput(); err != nil {
			p.t.Fatalf("git %s: %v\n%s", strings.Join(args, " "), err, out)
		}
	}
	git("init", "-q", "-b", "one")
	git("add", "-A")
	git("commit", "-q", "-m", "one")
	git("checkout", "-q", "-b", "two")
	for i := range 8 {
		p.role(i, "of the other branch")
	}
	write(p.t, p.file("content/static/deep/er/file.txt"), "of the other branch")
	write(p.t, p.file("layouts/404.html"), `{{define "main"}}<h1>The other branch has no such page</h1>{{end}}`)
	config := string(must(p.t, os.ReadFile, p.file("config.json")))
	write(p.t, p.file("config.json"), strings.Replace(config, `"title": "`, `"title": "Other `, 1))
	git("add", "-A")
	git("commit", "-q", "-m", "two")
	rnd := rand.New(rand.NewPCG(7, 8))
	names := []string{"one", "two"}
	total := rounds(8, 100)
	for i := range total {
		git("checkout", "-q", names[i%2])
		if i%3 == 0 {
			time.Sleep(time.Duration(rnd.IntN(300)) * time.Millisecond)
		}
		if i%10 == 9 || i%10 == 4 || i == total-1 {
			p.isACleanBuild("storm-1/index.html", "deep/er/file.txt")
		}
	}
	p.t.Logf("torture: branches switched %d times under a running preview, each tenth compared with a clean build", total)
}
