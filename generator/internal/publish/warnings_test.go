package publish

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/rolediff/rolediff/generator/internal/diag"
)

// TestWhatAFaultLeavesIsSaid fails each operation of an edit: where the site is
// in place and the work folder is not cleared, a warning says so; and where a
// kill was followed by a damage, the next run says that.
func TestWhatAFaultLeavesIsSaid(t *testing.T) {
	c := faultCase{old: site(), foreign: strangers, next: edited(), piecemeal: true}
	said := map[string]int{}
	build := func(fsys filesystem, out string) {
		_, _ = toFolder(t.Context(), fsys, c.next, FolderOptions{Output: out, Workers: 1, Warn: func(d diag.Diagnostic) { said[d.Code]++ }})
	}
	root := fastDir(t)
	for n := 1; ; n++ {
		out := c.prepare(t, filepath.Join(root, fmt.Sprint("once-", n)))
		fsys := &faultFS{real: system(), failAt: n}
		build(fsys, out)
		if !fsys.reached() {
			break
		}
		out = c.prepare(t, filepath.Join(root, fmt.Sprint("killed-", n)))
		build(&faultFS{real: system(), failAt: n, onwards: true}, out)
		list := filepath.Join(filepath.Dir(out), workName("public"), stateApply, ownFolder, manifestName)
		if _, err := os.Stat(list); err != nil {
			continue
		}
		if err := os.WriteFile(list, []byte("no list"), 0o644); err != nil {
			t.Fatal(err)
		}
		before := said["damaged-work"]
		build(system(), out)
		if said["damaged-work"] != before+1 {
			t.Errorf("operation %d: nothing says that what was left is damaged", n)
		}
	}
	for _, code := range []string{"left-over", "damaged-work"} {
		if said[code] == 0 {
			t.Errorf("no fault has led to %s: %v", code, said)
		}
	}
}
