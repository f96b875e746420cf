package site

import (
	"archive/tar"
	"bytes"
	"io"
	"math"
	"os"
	"testing"

	"github.com/rolediff/rolediff/generator/internal/config"
	"github.com/rolediff/rolediff/generator/internal/publish"
)

var policies = [][2]string{
	{config.PolicyAll, config.PolicyAll}, {config.PolicyAll, config.PolicyRelated}, {config.PolicyRelated, config.PolicyNone},
}

// TestMeasureIsWhatIsPublished makes every file of the real site for several
// policies, and holds what is said without doing so against it.
func TestMeasureIsWhatIsPublished(t *testing.T) {
	if testing.Short() {
		t.Skip("makes every page, and this is a short run")
	}
	s := load(t, os.DirFS("../../.."))
	for _, p := range policies {
		t.Run(p[0]+" "+p[1], func(t *testing.T) {
			s := s.WithPolicy(p[0], p[1])
			var want Sizes
			for _, folder := range s.Folders() {
				if folder != "." {
					want.Folders++
				}
				for f := range s.Files(folder) {
					data, err := f.AppendTo(nil)
					if err != nil {
						t.Fatal(err)
					}
					kind := PairPages
					name := folder + "/" + f.Name()
					if folder == "." {
						name = f.Name()
					}
					switch c := f.(*file); {
					case c.single != nil:
						kind = s.kindOf(name)
					case c.n == 3:
						kind = TrioPages
					}
					want.Of[kind].add(Size{1, int64(len(data)), publish.TarEntry(name, int64(len(data)))})
				}
			}
			got, err := s.Measure(false)
			if err != nil {
				t.Fatal(err)
			}
			for k := range want.Of {
				close(t, Kind(k), got.Of[k], want.Of[k])
			}
			close(t, Kinds, got.Total(), want.Total())
			if got, err := s.Measure(true); err != nil || *got != want {
				t.Errorf("exactly: %+v, %v; want %+v", got, err, want)
			}
		})
	}
}

// close holds every part to 2%, which is promised of the whole, where a part is
// more than a thousandth of a host's room.
func close(t *testing.T, k Kind, got, want Size) {
	t.Helper()
	off := func(a, b int64) float64 { return math.Abs(float64(a-b)) / math.Max(float64(b), 1_000_000) }
	if got.Files != want.Files || off(got.Bytes, want.Bytes) > 0.02 || off(got.Tar, want.Tar) > 0.02 {
		t.Errorf("kind %d: %+v, want %+v", k, got, want)
	}
	t.Logf("kind %d: %d files, off by %.3f%%", k, got.Files, 100*off(got.Bytes, want.Bytes))
}

func TestAPolicyIsThatOfTheConfig(t *testing.T) {
	fsys := smallFiles(t)
	s := load(t, fsys).WithPolicy(config.PolicyRelated, config.PolicyNone)
	text := string(fsys["config.json"].Data)
	fsys["config.json"].Data = []byte("{\"policy\": {\"pairs\": \"related\", \"trios\": \"none\"}," + text[1:])
	sameFiles(t, s, load(t, fsys))
}

// sameFiles compares two sites file by file.
func sameFiles(t *testing.T, a, b *Site) {
	t.Helper()
	var x, y bytes.Buffer
	for to, s := range map[*bytes.Buffer]*Site{&x: a, &y: b} {
		if _, err := publish.ToTar(t.Context(), s, to, publish.TarOptions{}); err != nil {
			t.Fatal(err)
		}
	}
	if bytes.Equal(x.Bytes(), y.Bytes()) {
		return
	}
	r, q := tar.NewReader(&x), tar.NewReader(&y)
	for {
		h, err := r.Next()
		g, err2 := q.Next()
		if err != nil || err2 != nil || h.Name != g.Name {
			t.Fatalf("the files differ: %v %v, %v %v", h, err, g, err2)
		}
		one, _ := io.ReadAll(r)
		two, _ := io.ReadAll(q)
		if !bytes.Equal(one, two) {
			t.Fatalf("%s differs:\n%s\n\n%s", h.Name, one, two)
		}
	}
}
