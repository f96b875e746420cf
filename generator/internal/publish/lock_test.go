package publish

import (
	"context"
	"iter"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

// holds is a tree that waits in the middle of its build.
type holds struct {
	fakeTree
	once    *sync.Once
	reached chan struct{}
	goOn    chan struct{}
}

func newHolds(t fakeTree) holds {
	return holds{t, new(sync.Once), make(chan struct{}), make(chan struct{})}
}

func (h holds) Files(folder string) iter.Seq[File] {
	h.once.Do(func() {
		close(h.reached)
		<-h.goOn
	})
	return h.fakeTree.Files(folder)
}

func TestSecondBuildSaysSoAndStops(t *testing.T) {
	root := t.TempDir()
	for name, build := range map[string]func(context.Context, Tree) error{
		"folder": func(ctx context.Context, tree Tree) error {
			_, err := ToFolder(ctx, tree, FolderOptions{Output: filepath.Join(root, "public")})
			return err
		},
		"tar": func(ctx context.Context, tree Tree) error {
			_, err := ToTarFile(ctx, tree, filepath.Join(root, "site.tar"), TarOptions{})
			return err
		},
	} {
		t.Run(name, func(t *testing.T) {
			first := newHolds(site())
			result := make(chan error, 1)
			go func() { result <- build(t.Context(), first) }()
			<-first.reached
			d := wantCode(t, build(t.Context(), edited()), "locked")
			if !strings.Contains(d.Message, "another build") {
				t.Errorf("the message is %q", d.Message)
			}
			close(first.goOn)
			if err := <-result; err != nil {
				t.Fatalf("the first build: %v", err)
			}
			if err := build(t.Context(), edited()); err != nil {
				t.Fatalf("a build after both: %v", err)
			}
		})
	}
	wantSite(t, filepath.Join(root, "public"), edited())
	wantNoLitter(t, filepath.Join(root, "public"))
}

func TestManyBuildsAtOnceLeaveOneWholeSite(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	var wg sync.WaitGroup
	for i := range 16 {
		wg.Go(func() {
			tree := site()
			if i%2 == 0 {
				tree = rewritten()
			}
			for range 5 {
				if _, err := ToFolder(t.Context(), tree, FolderOptions{Output: out}); err != nil && !strings.Contains(err.Error(), "another build") {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	got, err := read(out)
	if err != nil {
		t.Fatal(err)
	}
	if same(got, site()) != nil && same(got, rewritten()) != nil {
		t.Errorf("the site is neither of the two: %v", got)
	}
	wantNoLitter(t, out)
}

func TestLockOfADeadProcessIsTakenOver(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	work := filepath.Join(filepath.Dir(out), workName("public"))
	mustWrite(t, filepath.Join(work, lockName), "999999\n")
	mustWrite(t, filepath.Join(work, stateNew, "index.html"), "half a pa")
	mustBuild(t, site(), out)
	wantSite(t, out, site())
	wantNoLitter(t, out)
}

func TestForeignThingInPlaceOfTheWorkFolderIsKept(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	work := filepath.Join(filepath.Dir(out), workName("public"))
	mustWrite(t, work, "mine")
	_, err := ToFolder(t.Context(), site(), FolderOptions{Output: out})
	wantCode(t, err, "not-ours")
	if b, _ := os.ReadFile(work); string(b) != "mine" {
		t.Error("it is gone")
	}
}
