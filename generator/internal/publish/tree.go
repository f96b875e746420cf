package publish

import "iter"

// Tree is what gets published: files in folders, each made when it is asked for.
// A *site.Site is one. All methods are safe for concurrent use, and a Tree never
// changes: the same name gives the same bytes for ever.
type Tree interface {
	// Key stands for all that the tree's bytes are made from. Trees of equal
	// keys hold the same files with the same bytes.
	Key() Key
	// Folders lists every folder that holds files directly, as slash-separated
	// paths, "." for the root, sorted.
	Folders() []string
	// Files yields the files of one folder, sorted by name. The File and the
	// memory behind it are valid only until the next one is asked for.
	Files(folder string) iter.Seq[File]
}

// A Rememberer is a Tree that knows more than the keys of its files: what it leaves
// in the output tells a later one which files are the same, without a look at each.
type Rememberer interface {
	Tree
	// Memo is what a later tree has to know of this one. Equal trees have equal
	// memos, far smaller than the tree.
	Memo() []byte
	// Since returns what tells that a file of this tree has the key that it has in
	// the tree of a memo. The answer may be no for no reason, and a nil function
	// knows nothing.
	Since(memo []byte) func(File) bool
}

// File is one file of a Tree.
type File interface {
	// Name is the file's name within its folder.
	Name() string
	// Key stands for all that the file's bytes are made from: at one name, equal
	// keys mean equal bytes. It costs far less than the bytes.
	Key() Key
	// AppendTo appends the file's bytes to dst.
	AppendTo(dst []byte) ([]byte, error)
	// Page tells whether the file counts as a page (home, role, pair, trio) in
	// what is said to people.
	Page() bool
}

// Key is a hash of inputs.
type Key [16]byte
