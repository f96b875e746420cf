package publish

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"testing"
)

// The synthetic site of the benchmarks: 60,000 pages of 5 kB. Set TMPDIR to a
// tmpfs such as /dev/shm to measure the program rather than the disk.
func benchTree() *bigTree { return newBigTree(60, 1000, 5000) }

func perPage(b *testing.B, t *bigTree) {
	n := t.folders * t.files
	b.ReportMetric(b.Elapsed().Seconds()*1e6/float64(n*b.N), "µs/page")
}

// BenchmarkPlainLoop is what the folder is measured against: os.WriteFile with as
// many workers, and nothing else.
func BenchmarkPlainLoop(b *testing.B) {
	t := benchTree()
	for b.Loop() {
		b.StopTimer()
		out := filepath.Join(b.TempDir(), "public")
		b.StartTimer()
		folders := make(chan string, t.folders)
		for _, f := range t.Folders() {
			folders <- f
		}
		close(folders)
		var wg sync.WaitGroup
		for range 2 * runtime.NumCPU() {
			wg.Go(func() {
				var buf []byte
				for folder := range folders {
					d := filepath.Join(out, folder)
					if err := os.MkdirAll(d, 0o755); err != nil {
						b.Error(err)
					}
					for f := range t.Files(folder) {
						buf, _ = f.AppendTo(buf[:0])
						if err := os.WriteFile(filepath.Join(d, f.Name()), buf, 0o644); err != nil {
							b.Error(err)
						}
					}
				}
			})
		}
		wg.Wait()
		b.StopTimer()
		os.RemoveAll(out)
		b.StartTimer()
	}
	perPage(b, t)
}

func BenchmarkToFolder(b *testing.B) {
	t := benchTree()
	for b.Loop() {
		b.StopTimer()
		out := filepath.Join(b.TempDir(), "public")
		b.StartTimer()
		if _, err := ToFolder(b.Context(), t, FolderOptions{Output: out}); err != nil {
			b.Fatal(err)
		}
		b.StopTimer()
		os.RemoveAll(out)
		b.StartTimer()
	}
	perPage(b, t)
}

// BenchmarkUnchanged is a build of the same site into the same folder.
func BenchmarkUnchanged(b *testing.B) {
	t := benchTree()
	out := filepath.Join(b.TempDir(), "public")
	if _, err := ToFolder(b.Context(), t, FolderOptions{Output: out}); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if st, err := ToFolder(b.Context(), t, FolderOptions{Output: out}); err != nil || st.Written != 0 {
			b.Fatal(st, err)
		}
	}
	perPage(b, t)
}

// BenchmarkOneFile is what the tar is measured against: as many bytes as the tar
// has into one file, in pieces of 64 KiB.
func BenchmarkOneFile(b *testing.B) {
	t := benchTree()
	total := t.folders * t.files * (tarBlock + len(padTar(t.page, len(t.page))))
	chunk := bytes.Repeat([]byte("x"), 64<<10)
	for b.Loop() {
		b.StopTimer()
		f, err := os.Create(filepath.Join(b.TempDir(), "plain"))
		if err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
		for left := total; left > 0; left -= len(chunk) {
			if _, err := f.Write(chunk[:min(left, len(chunk))]); err != nil {
				b.Fatal(err)
			}
		}
		f.Close()
		b.StopTimer()
		os.Remove(f.Name())
		b.StartTimer()
	}
	perPage(b, t)
}

func BenchmarkToTar(b *testing.B) {
	t := benchTree()
	for b.Loop() {
		b.StopTimer()
		path := filepath.Join(b.TempDir(), "site.tar")
		b.StartTimer()
		if _, err := ToTarFile(b.Context(), t, path, TarOptions{}); err != nil {
			b.Fatal(err)
		}
		b.StopTimer()
		os.Remove(path)
		b.StartTimer()
	}
	perPage(b, t)
}

// BenchmarkTarJoining is the tar without a disk.
func BenchmarkTarJoining(b *testing.B) {
	t := benchTree()
	for b.Loop() {
		if _, err := ToTar(b.Context(), t, io.Discard, TarOptions{}); err != nil {
			b.Fatal(err)
		}
	}
	perPage(b, t)
}
