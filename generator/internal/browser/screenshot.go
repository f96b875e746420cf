package browser

import (
	"context"
	"os"
	"path/filepath"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// Screenshot writes the whole page, not only what the window shows, to a PNG file,
// at a window of the given width in CSS pixels; one CSS pixel is one of the
// picture. Missing folders are made. The window keeps that width. Only for
// Chromium.
func (p *Page) Screenshot(path string, width int) {
	p.t.Helper()
	look := p.options
	look.Width = width
	p.Look(look)
	p.picture(path, chromedp.FullScreenshot(100))
}

// Shot writes what the window shows to a WebP file, a third of the size of a PNG.
// Only for Chromium.
func (p *Page) Shot(path string) {
	p.t.Helper()
	p.picture(path, func(ctx context.Context, t *chromedp.Target) ([]byte, error) {
		quality := int64(85)
		r, err := cdp.Call(ctx, t, page.CaptureScreenshot, page.CaptureScreenshotParams{Format: page.CaptureScreenshotFormatWebp, Quality: &quality})
		if err != nil {
			return nil, err
		}
		return r.Data, nil
	})
}

// PDF returns the page as it is printed, on the sheets that its style sheet asks
// for. Only for Chromium.
func (p *Page) PDF() []byte {
	p.t.Helper()
	return p.bytes("printing", chromedp.PrintToPDF(chromedp.PDFPreferCSSPageSize()))
}

func (p *Page) picture(path string, take chromedp.Action[[]byte]) {
	p.t.Helper()
	data := p.bytes("taking a picture", take)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		p.t.Fatalf("taking a picture: %v", err)
	}
	if err := os.WriteFile(path, data, 0o644); err != nil {
		p.t.Fatalf("taking a picture: %v", err)
	}
}

func (p *Page) bytes(what string, take chromedp.Action[[]byte]) (result []byte) {
	p.t.Helper()
	t, ok := p.tab.(*chromiumTab)
	if !ok {
		p.t.Fatalf("%s: only Chromium is asked for that", what)
	}
	p.step(what, func(ctx context.Context) error {
		return t.do(ctx, chromedp.Func(func(ctx context.Context, target *chromedp.Target) (err error) {
			result, err = take(ctx, target)
			return err
		}))
	})
	return result
}
