package main

import (
	"archive/tar"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"strings"

	"github.com/rolediff/rolediff/generator/internal/config"
	"github.com/rolediff/rolediff/generator/internal/diag"
	"github.com/rolediff/rolediff/generator/internal/layout"
)

// revision is an earlier state of a site, opened as a folder.
type revision struct {
	name string // as a person knows it
	root *os.Root
	temp string // the folder to remove when it is closed, or nothing
}

func (r *revision) close() {
	_ = r.root.Close()
	if r.temp != "" {
		_ = os.RemoveAll(r.temp)
	}
}

// openRevision opens what rev names: a folder that is a site, a tar of one, or a
// commit of the git repository that site lies in.
func openRevision(ctx context.Context, site, rev string) (*revision, error) {
	info, err := os.Stat(rev)
	switch {
	case err == nil && info.IsDir():
		if _, err := os.Stat(filepath.Join(rev, config.File)); err == nil {
			root, err := os.OpenRoot(rev)
			return &revision{name: filepath.ToSlash(rev), root: root}, err
		}
	case err == nil && info.Mode().IsRegular():
		f, err := os.Open(rev)
		if err != nil {
			return nil, err
		}
		defer f.Close()
		return unpackTar(filepath.ToSlash(rev), f)
	}
	return openCommit(ctx, site, rev)
}

// openCommit has git write the tree of a commit as a tar. It checks out nothing
// and runs no hook.
func openCommit(ctx context.Context, site, rev string) (*revision, error) {
	if strings.HasPrefix(rev, "-") {
		return nil, noRevision(rev, "no revision begins with a dash", "")
	}
	id, err := git(ctx, site, "rev-parse", "--verify", "--quiet", "--end-of-options", rev+"^{commit}")
	if err != nil {
		return nil, explainGit(ctx, site, rev, err)
	}
	commit := strings.TrimSpace(string(id))
	tree, err := git(ctx, site, "archive", "--format=tar", commit)
	if err != nil {
		return nil, noRevision(rev, err.Error(), "")
	}
	return unpackTar(fmt.Sprintf("%s (%.7s)", rev, commit), bytes.NewReader(tree))
}

func git(ctx context.Context, dir string, args ...string) ([]byte, error) {
	cmd := exec.CommandContext(ctx, "git", append([]string{"-C", dir, "-c", "core.fsmonitor=false"}, args...)...)
	var said bytes.Buffer
	cmd.Stderr = &said
	out, err := cmd.Output()
	var exit *exec.ExitError
	if errors.As(err, &exit) && said.Len() > 0 {
		return nil, errors.New(strings.TrimSpace(said.String()))
	}
	return out, err
}

// explainGit says why a revision cannot be read.
func explainGit(ctx context.Context, site, rev string, err error) error {
	if errors.Is(err, exec.ErrNotFound) {
		return noRevision(rev, "it is no folder and no file, and there is no git to ask", "install git, or name another site's folder or a tar of one")
	}
	if _, err := git(ctx, site, "rev-parse", "--git-dir"); err != nil {
		return noRevision(rev, "it is no folder and no file, and the site lies in no git repository", "name another site's folder, or a tar of one")
	}
	if _, err := git(ctx, site, "rev-parse", "--verify", "--quiet", "HEAD"); err != nil {
		return noRevision(rev, "the repository has no commit yet", "commit first, or name another site's folder")
	}
	if strings.ContainsAny(rev, `/\`) || filepath.Ext(rev) == ".tar" {
		return noRevision(rev, "there is no such file or folder, and git knows no such revision", "")
	}
	return noRevision(rev, "git knows no such revision", "see git log; in a workflow let actions/checkout fetch it with fetch-depth: 0")
}

func noRevision(rev, why, hint string) error {
	return diag.List{{Severity: diag.Error, Code: "no-revision", Position: diag.Position{File: rev}, Message: "this cannot be compared with: " + why, Hint: hint}}
}

// The most that is read of a tar, in bytes and files.
const (
	maxUnpacked = 256 << 20
	maxMembers  = 50_000
)

// unpackTar writes what a site is made from into a folder of its own. Whatever else
// the tar holds is passed over.
func unpackTar(name string, tree io.Reader) (*revision, error) {
	temp, err := os.MkdirTemp("", "rolediff-diff-")
	if err != nil {
		return nil, err
	}
	root, err := os.OpenRoot(temp)
	if err != nil {
		return nil, errors.Join(err, os.RemoveAll(temp))
	}
	r := &revision{name: name, root: root, temp: temp}
	if err := r.fill(tar.NewReader(tree)); err != nil {
		r.close()
		return nil, noRevision(name, "it cannot be read as a tar: "+err.Error(), "name a git revision, a site's folder or a tar of one, not compressed")
	}
	return r, nil
}

func (r *revision) fill(in *tar.Reader) error {
	var left int64 = maxUnpacked
	for range maxMembers {
		h, err := in.Next()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		name := path.Clean(h.Name)
		first, _, _ := strings.Cut(name, "/")
		if h.Typeflag != tar.TypeReg || !fs.ValidPath(name) || first != "content" && first != layout.Dir && name != config.File {
			continue
		}
		if left -= h.Size; left < 0 {
			return fmt.Errorf("it holds more than %d MiB", maxUnpacked>>20)
		}
		if err := r.write(name, in); err != nil {
			return err
		}
	}
	return fmt.Errorf("it holds more than %d files", maxMembers)
}

func (r *revision) write(name string, from io.Reader) error {
	if err := r.root.MkdirAll(path.Dir(name), 0o755); err != nil {
		return err
	}
	f, err := r.root.Create(name)
	if err != nil {
		return err
	}
	_, err = io.Copy(f, from)
	return errors.Join(err, f.Close())
}
