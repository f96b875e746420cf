package publish

import (
	"archive/tar"
	"bytes"
	"io"
	"strings"
	"testing"
	"time"
)

func readTar(t *testing.T, r io.Reader) (fakeTree, []string) {
	t.Helper()
	got := fakeTree{}
	var order []string
	tr := tar.NewReader(r)
	for {
		h, err := tr.Next()
		if err == io.EOF {
			return got, order
		}
		if err != nil {
			t.Fatal(err)
		}
		order = append(order, h.Name)
		if h.Uid != 0 || h.Gid != 0 || h.Uname != "" || h.Gname != "" || !h.ModTime.Equal(time.Unix(0, 0)) {
			t.Errorf("%s: the header depends on the machine: %+v", h.Name, h)
		}
		if h.Typeflag == tar.TypeDir {
			if h.Mode != 0o755 || !strings.HasSuffix(h.Name, "/") {
				t.Errorf("%s: folder header %+v", h.Name, h)
			}
			continue
		}
		if h.Mode != 0o644 || h.Typeflag != tar.TypeReg {
			t.Errorf("%s: file header %+v", h.Name, h)
		}
		b, err := io.ReadAll(tr)
		if err != nil {
			t.Fatal(err)
		}
		got[h.Name] = string(b)
	}
}

func wantTree(t *testing.T, got, want fakeTree) {
	t.Helper()
	for name, text := range want {
		if got[name] != text {
			t.Errorf("%s holds %.40q, want %.40q", name, got[name], text)
		}
	}
	if len(got) != len(want) {
		t.Errorf("%d files, want %d", len(got), len(want))
	}
}

func TestTarHoldsTheTree(t *testing.T) {
	var b bytes.Buffer
	st, err := ToTar(t.Context(), smallSite(), &b, TarOptions{Workers: 3})
	if err != nil {
		t.Fatal(err)
	}
	if st.Files != 15 || st.Pages != 10 || st.Bytes != 85 {
		t.Errorf("stats are %+v", st)
	}
	got, _ := readTar(t, &b)
	wantTree(t, got, smallSite())
}
