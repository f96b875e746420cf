package publish

import (
	"crypto/sha256"
	"fmt"
	"iter"
)

// Shard returns the share of a tree that is the i-th of n, counted from 1. The
// shares are disjoint, within one file a folder of even, and together the whole
// tree; each needs nothing but the tree, not the others.
func Shard(tree Tree, i, n int) Tree {
	if n == 1 {
		return tree
	}
	return &shard{tree, i - 1, n}
}

type shard struct {
	tree Tree
	i, n int
}

func (s *shard) Key() Key {
	whole := s.tree.Key()
	sum := sha256.Sum256(fmt.Appendf(whole[:], " %d/%d", s.i, s.n))
	return Key(sum[:len(Key{})])
}

// Folders lists all of them: a share has files of every large folder.
func (s *shard) Folders() []string { return s.tree.Folders() }

// Files yields every n-th file. Each folder begins with another share, so that
// many small folders spread as well as one large one.
func (s *shard) Files(folder string) iter.Seq[File] {
	return func(yield func(File) bool) {
		sum := sha256.Sum256([]byte(folder))
		at := int(sum[0])<<8 | int(sum[1])
		for f := range s.tree.Files(folder) {
			if at%s.n == s.i && !yield(f) {
				return
			}
			at++
		}
	}
}

// label says in the tar of a share which share of what it is.
func (s *shard) label() string {
	return fmt.Sprintf("rolediff share %d/%d of %x", s.i+1, s.n, s.tree.Key())
}

// readShareLabel is the reverse: i counts from 1.
func readShareLabel(label string) (i, n int, tree Key, ok bool) {
	var key []byte
	_, err := fmt.Sscanf(label, "rolediff share %d/%d of %x", &i, &n, &key)
	copy(tree[:], key)
	return i, n, tree, err == nil && len(key) == len(tree) && 1 <= i && i <= n
}
