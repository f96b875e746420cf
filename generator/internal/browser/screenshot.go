package browser

import (
	"os"
	"path/filepath"

	"github.com/chromedp/chromedp"
)

// Screenshot writes the whole page, not only what the window shows, to a PNG file,
// at a window of the given width in CSS pixels; one CSS pixel is one of the
// picture. Missing folders are made. The window keeps that width.
func (p *Page) Screenshot(path string, width int) {
	p.t.Helper()
	p.run("resizing the window", chromedp.EmulateViewport(int64(width), int64(p.height)))
	png, err := chromedp.Run(p.ctx, chromedp.FullScreenshot(100))
	if err != nil {
		p.t.Fatalf("taking a picture: %v", err)
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		p.t.Fatalf("taking a picture: %v", err)
	}
	if err := os.WriteFile(path, png, 0o644); err != nil {
		p.t.Fatalf("taking a picture: %v", err)
	}
}
