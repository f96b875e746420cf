package browser

import (
	"os"
	"strings"
	"testing"
)

func TestScriptsLookForTheSameBrowsers(t *testing.T) {
	path, err := moduleFile("scripts/browser.sh")
	if err != nil {
		t.Fatal(err)
	}
	script, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	rest := string(script)
	for _, name := range candidates {
		if strings.HasPrefix(name, `C:\`) {
			continue // a POSIX shell does not set up Windows
		}
		_, after, found := strings.Cut(rest, name)
		if !found {
			t.Errorf("scripts/browser.sh does not look for %q at its place in the order", name)
			continue
		}
		rest = after
	}
}
