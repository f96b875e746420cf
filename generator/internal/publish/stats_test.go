package publish

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"
)

func TestStatsReadAsOneLine(t *testing.T) {
	for _, c := range []struct {
		s    Stats
		want string
	}{
		{Stats{Files: 34_300, Pages: 34_220, Bytes: 171_400_000, Written: 34_300, Duration: 1900 * time.Millisecond, Where: "public"},
			"34,220 pages, 171.4 MB in 1.9 s (18,010 pages/s) in public"},
		{Stats{Files: 34_300, Pages: 34_220, Bytes: 171_400_000, Written: 1, Duration: 12 * time.Millisecond, Where: "public"},
			"34,220 pages, 171.4 MB: 1 file written in 12 ms in public"},
		{Stats{Files: 34_300, Pages: 34_220, Bytes: 171_400_000, Written: 312, Removed: 4_000, Duration: 120 * time.Millisecond},
			"34,220 pages, 171.4 MB: 312 files written, 4,000 removed in 120 ms"},
		{Stats{Files: 34_300, Pages: 34_220, Bytes: 999_950_000, Duration: 100 * time.Microsecond, Where: "public"},
			"34,220 pages, 1.0 GB: nothing to do, looked in under 1 ms in public"},
		{Stats{Files: 2, Pages: 1, Bytes: 999, Written: 2, Duration: 100 * time.Millisecond}, "1 page, 999 B in 100 ms (10 pages/s)"},
		{Stats{}, "0 pages, 0 B: nothing to do, looked in under 1 ms"},
	} {
		if got := c.s.String(); got != c.want {
			t.Errorf("%q\nwant %q", got, c.want)
		}
	}
}

func TestSystemErrorsSayWhatHappenedWhereAndWhatToDo(t *testing.T) {
	real := filepath.Join(t.TempDir(), "public")
	at := filepath.Join(real, "devops", "index.html")
	for errno, want := range map[error]struct{ code, message string }{
		syscall.ENOSPC:    {"no-space", "cannot create it: the disk is full"},
		syscall.EDQUOT:    {"no-space", "cannot create it: your quota on this disk is used up"},
		syscall.EROFS:     {"read-only", "cannot create it: the file system is read-only"},
		syscall.EMFILE:    {"too-many-files", "cannot create it: too many files are open"},
		syscall.ENFILE:    {"too-many-files", "cannot create it: too many files are open"},
		syscall.EXDEV:     {"other-device", "cannot create it: it lies on another file system than the rest of the output"},
		syscall.EACCES:    {"no-permission", "cannot create it: permission denied"},
		syscall.EPERM:     {"no-permission", "cannot create it: permission denied"},
		syscall.ENOTDIR:   {"not-ours", "cannot create it: something is in the way that rolediff did not write"},
		syscall.ELOOP:     {"not-ours", "cannot create it: something is in the way that rolediff did not write"},
		fs.ErrNotExist:    {"not-there", "cannot create it: there is no such file or folder"},
		errNotRegular:     {"not-ours", "cannot create it: something is in the way that rolediff did not write"},
		syscall.ENOTEMPTY: {"failed", "cannot create it: " + syscall.ENOTEMPTY.Error()},
	} {
		for _, err := range []error{
			&fs.PathError{Op: "create", Path: at, Err: errno},
			fmt.Errorf("wrapped: %w", &os.LinkError{Op: "create", Old: "x", New: at, Err: errno}),
		} {
			var got error = explain(err, real, "site/public")
			if want.code != "failed" {
				wantCode(t, got, want.code)
			}
			if line := "site/public/devops/index.html: error: " + want.message; got.Error() != line {
				t.Errorf("%q\nwant %q", got.Error(), line)
			}
			if !errors.Is(got, errno) {
				t.Errorf("%v has lost its cause", got)
			}
		}
	}
	beside := explain(&fs.PathError{Op: "mkdir", Path: filepath.Join(filepath.Dir(real), ".public.rolediff"), Err: syscall.EACCES}, real, "site/public")
	if !strings.HasPrefix(beside.Error(), "site/.public.rolediff: ") {
		t.Errorf("beside the output: %v", beside)
	}
}

func TestSystemErrorsNameTheStepInWords(t *testing.T) {
	for op, want := range map[string]string{
		"lstat": "look at it", "stat": "look at it", "statat": "look at it", "openat": "open it", "open": "open it",
		"renameat": "put it in place", "exchange": "put it in place", "unlinkat": "remove it", "mkdirat": "make the folder",
		"create": "create it", "readdirent": "list the folder",
	} {
		if got := verb(op); got != want {
			t.Errorf("%s is %q, want %q", op, got, want)
		}
	}
}

func TestOrderedKeepsOrderAndWindow(t *testing.T) {
	const n, workers = 500, 4
	var begun, ended atomic.Int64
	next := 0
	err := ordered(t.Context(), n, workers, func(_ context.Context, worker, i int) (int, error) {
		if worker < 0 || worker >= workers {
			t.Errorf("worker %d", worker)
		}
		if ahead := begun.Add(1) - ended.Load(); ahead > 9*workers {
			t.Errorf("%d results wait", ahead)
		}
		if i%50 == 0 {
			time.Sleep(time.Millisecond) // the others run ahead
		}
		return i, nil
	}, func(i int) error {
		if i != next {
			t.Errorf("%d came, want %d", i, next)
		}
		next++
		ended.Add(1)
		return nil
	})
	if err != nil || next != n {
		t.Errorf("%d results, %v", next, err)
	}
}

func TestOrderedReturnsWhatWentWrong(t *testing.T) {
	boom := errors.New("boom")
	for range 50 {
		err := ordered(t.Context(), 100, 8, func(ctx context.Context, _, i int) (int, error) {
			if i == 5 {
				return 0, boom
			}
			if i < 5 {
				<-ctx.Done() // what fails because another did comes earlier
				return 0, ctx.Err()
			}
			return i, nil
		}, func(int) error { return nil })
		if err != boom {
			t.Fatalf("the error is %v", err)
		}
	}
	err := ordered(t.Context(), 100, 8, func(context.Context, int, int) (int, error) { return 0, nil }, func(int) error { return boom })
	if err != boom {
		t.Errorf("the error of emit is %v", err)
	}
}
