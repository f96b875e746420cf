package main

import (
	"bytes"
	"errors"
	"image/png"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/image/webp"
)

func TestEveryPageIsTakenAtEveryWidthInBothSchemes(t *testing.T) {
	site, out := t.TempDir(), t.TempDir()
	page := `<!doctype html><meta name="color-scheme" content="light dark"><title>x</title><p>x`
	if err := os.MkdirAll(filepath.Join(site, "a b"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(site, "a b", "c.html"), []byte(page), 0o644); err != nil {
		t.Fatal(err)
	}
	var stdout strings.Builder
	if err := run([]string{"-o", out, "-base", site, "a b/c.html"}, &stdout); err != nil {
		t.Fatal(err)
	}
	for name, width := range map[string]int{
		"a b-c-360-light.png": 360, "a b-c-768-light.png": 768, "a b-c-1280-light.png": 1280,
		"a b-c-360-dark.png": 360, "a b-c-768-dark.png": 768, "a b-c-1280-dark.png": 1280,
	} {
		path := filepath.Join(out, name)
		if !strings.Contains(stdout.String(), path+"\n") {
			t.Errorf("%s is not listed", path)
		}
		f, err := os.Open(path)
		if err != nil {
			t.Fatal(err)
		}
		picture, err := png.Decode(f)
		f.Close()
		if err != nil {
			t.Fatal(err)
		}
		if got := picture.Bounds().Dx(); got != width {
			t.Errorf("%s is %d pixels wide", name, got)
		}
		red, _, _, _ := picture.At(width-1, 0).RGBA()
		if dark := strings.Contains(name, "dark"); dark != (red < 0x8000) {
			t.Errorf("%s has a background of red %x", name, red)
		}
	}
}

func TestAWindowIsTakenOnce(t *testing.T) {
	site, out := t.TempDir(), t.TempDir()
	if err := os.WriteFile(filepath.Join(site, "c.html"), []byte(`<!doctype html><title>x</title><p style="height: 9000px">x`), 0o644); err != nil {
		t.Fatal(err)
	}
	var stdout strings.Builder
	if err := run([]string{"-window", "300x200", "-o", out, "-base", site, "home=c.html"}, &stdout); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(out, "home.webp")
	if stdout.String() != path+"\n" {
		t.Errorf("it lists %q", stdout.String())
	}
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	picture, err := webp.DecodeConfig(bytes.NewReader(data))
	if err != nil || picture.Width != 300 || picture.Height != 200 {
		t.Errorf("%d by %d, %v", picture.Width, picture.Height, err)
	}
}

func TestWhatCannotBeTakenIsAnError(t *testing.T) {
	site := t.TempDir()
	for name, test := range map[string]struct {
		args  []string
		want  string
		usage bool
	}{
		"no page":    {args: nil, want: "no page given", usage: true},
		"no folder":  {args: []string{"-base", filepath.Join(site, "none"), "x.html"}, want: "none"},
		"not found":  {args: []string{"-base", site, "x.html"}, want: "ERR_FILE_NOT_FOUND"},
		"no size":    {args: []string{"-base", site, "-window", "big", "x.html"}, want: "-window big is no size", usage: true},
		"wrong flag": {args: []string{"-wide"}, want: "-wide", usage: true},
	} {
		t.Run(name, func(t *testing.T) {
			err := run(append([]string{"-o", t.TempDir()}, test.args...), io.Discard)
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Fatalf("the error is %v, not about %q", err, test.want)
			}
			if got := errors.As(err, new(usageError)); got != test.usage {
				t.Errorf("an error of usage: %v", got)
			}
		})
	}
}
