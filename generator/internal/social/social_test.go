package social

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"image"
	"image/png"
	"strings"
	"testing"
)

func draw(t *testing.T, title, description string) *image.Paletted {
	t.Helper()
	data, err := Picture(title, description)
	if err != nil {
		t.Fatal(err)
	}
	if len(data) > 60_000 {
		t.Errorf("the picture has %d bytes", len(data))
	}
	img, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	p, ok := img.(*image.Paletted)
	if !ok || p.Bounds() != image.Rect(0, 0, Width, Height) {
		t.Fatalf("the picture is a %T of %v", img, img.Bounds())
	}
	return p
}

// inked tells whether any pixel of a rectangle is not paper.
func inked(p *image.Paletted, r image.Rectangle) bool {
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			if p.ColorIndexAt(x, y) != 0 {
				return true
			}
		}
	}
	return false
}

// The pixels are the same on every machine: a processor that rounds in another
// way fails here. After a change of the design, look at the picture and then
// take the new sum.
func TestPixelsAreTheSameOnEveryMachine(t *testing.T) {
	got := fmt.Sprintf("%x", sha256.Sum256(draw(t, "rolediff", "What is the difference between two or three job roles?").Pix))
	if want := "7661be68171992f5656c29e912599c594a30c206848363b22a3ef976efa0306a"; got != want {
		t.Errorf("the pixels have the sum %s, want %s", got, want)
	}
}

func TestTextStaysInsideTheMargins(t *testing.T) {
	long := strings.Repeat("Comparing responsibilities ", 12)
	for _, c := range [][2]string{
		{"rolediff", ""}, {long, long}, {strings.Repeat("W", 300), strings.Repeat("W", 300)}, {"Ünïcödé Рoли Ρόλοι", "ß"}, {"", ""}, {" ", " "},
	} {
		p := draw(t, c[0], c[1])
		for name, r := range map[string]image.Rectangle{
			"top": image.Rect(0, 0, Width, 40), "bottom": image.Rect(0, Height-40, Width, Height),
			"left": image.Rect(0, 0, 60, Height), "right": image.Rect(Width-60, 0, Width, Height),
			"above the axes": image.Rect(0, 384, Width, 396),
		} {
			if inked(p, r) {
				t.Errorf("%.20q: something stands in the margin: %s", c[0], name)
			}
		}
		if written := inked(p, image.Rect(60, 40, Width-60, 384)); written != (strings.TrimSpace(c[0]) != "") {
			t.Errorf("%.20q: text is there: %v", c[0], written)
		}
	}
}

func TestTextWithoutLettersIsLeftOut(t *testing.T) {
	if p := draw(t, "職務比較", "大"); inked(p, image.Rect(0, 0, Width, 384)) {
		t.Error("boxes are drawn for letters that the font does not have")
	}
}

func TestFillCountsOverlapsOnceAndHolesNot(t *testing.T) {
	c := newCanvas(40, 40, paper, inks)
	box := func(left, top, right, bottom int) []point {
		return []point{{left * unit, top * unit}, {right * unit, top * unit}, {right * unit, bottom * unit}, {left * unit, bottom * unit}}
	}
	hole := box(12, 12, 20, 20)
	hole[1], hole[3] = hole[3], hole[1]
	c.fill(inkA, path{box(10, 10, 30, 30), box(14, 22, 36, 34), hole})
	full := uint8(1 + int(inkA)*levels + levels - 1)
	for _, at := range []struct {
		x, y int
		want uint8
	}{{11, 11, full}, {25, 25, full}, {33, 33, full}, {15, 15, 0}, {35, 11, 0}, {9, 20, 0}} {
		if got := c.image.ColorIndexAt(at.x, at.y); got != at.want {
			t.Errorf("pixel %d,%d is %d, want %d", at.x, at.y, got, at.want)
		}
	}
}

func BenchmarkPicture(b *testing.B) {
	for b.Loop() {
		if _, err := Picture("rolediff", "What is the difference between two or three job roles?"); err != nil {
			b.Fatal(err)
		}
	}
}
