package content

import (
	"bytes"
	"errors"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/rolediff/rolediff/generator/internal/config"
)

func testConfig(t *testing.T) *config.Config {
	t.Helper()
	cfg, list := config.Parse([]byte(fuzzConfig))
	if cfg == nil {
		t.Fatal(list)
	}
	return cfg
}

const aRole = "---\ntitle: A\nsummary: b\ndimensions: {a: c}\n---\n"

// codes are what a load reports, as "code file".
func codes(t *testing.T, fsys fs.FS) (c *Content, said []string) {
	t.Helper()
	var l Loader
	c, list := l.Load(fsys, testConfig(t))
	for _, d := range list {
		if d.Hint == "" {
			t.Errorf("%s says not what to do", d)
		}
		said = append(said, d.Code+" "+d.File)
	}
	return c, said
}

// TestNamesThatAreOneOnSomeSystemsAreRefused puts static files side by side that
// Windows and macOS cannot keep apart.
func TestNamesThatAreOneOnSomeSystemsAreRefused(t *testing.T) {
	for name, c := range map[string]struct {
		files []string
		want  string
	}{
		"case":                {[]string{"Foo.txt", "foo.txt"}, "address-taken content/static/foo.txt"},
		"case of a folder":    {[]string{"Docs/a.txt", "docs/b.txt"}, "address-taken content/static/docs/b.txt"},
		"a file and a folder": {[]string{"Docs/a.txt", "docs"}, "address-taken content/static/docs"},
		"form of a letter":    {[]string{"caf\u00e9.txt", "cafe\u0301.txt"}, "address-taken content/static/caf\u00e9.txt"},
		"case of é":           {[]string{"CAF\u00c9.txt", "cafe\u0301.txt"}, "address-taken content/static/cafe\u0301.txt"},
		"a backslash":         {[]string{`a\b.txt`}, "wrong-name content/static"},
		"a control character": {[]string{"a\x1b[31m.txt"}, "wrong-name content/static"},
		"a device":            {[]string{"AUX.txt"}, "device-name content/static/AUX.txt"},
		"a colon":             {[]string{"a:b.txt"}, "device-name content/static/a:b.txt"},
		"a dot at the end":    {[]string{"docs./a.txt"}, "device-name content/static/docs."},
		"a blank at the end":  {[]string{"a "}, "device-name content/static/a "},
		"nothing wrong":       {[]string{"a.txt", "b.txt", "A-b.txt", "docs/a.txt", "docs/b.txt", ".well-known/x"}, ""},
	} {
		fsys := fstest.MapFS{"content/roles/a.md": {Data: []byte(aRole)}}
		for _, f := range c.files {
			fsys["content/static/"+f] = &fstest.MapFile{Data: []byte(f)}
		}
		got, said := codes(t, fsys)
		if strings.Join(said, ", ") != c.want {
			t.Errorf("%s: it says %q, want %q", name, said, c.want)
		}
		if refused := strings.HasPrefix(c.want, "address") || strings.HasPrefix(c.want, "wrong"); refused != (got == nil) {
			t.Errorf("%s: content %v", name, got)
		}
	}
}

// invalid gives a file a name that is no UTF-8, which MapFS cannot.
type invalid struct{ fstest.MapFS }

func (f invalid) ReadDir(name string) ([]fs.DirEntry, error) {
	entries, err := f.MapFS.ReadDir(name)
	for i, e := range entries {
		entries[i] = renamed{e}
	}
	return entries, err
}

type renamed struct{ fs.DirEntry }

func (r renamed) Name() string { return strings.ReplaceAll(r.DirEntry.Name(), "?", "\xff") }

func TestANameThatIsNoTextIsRefused(t *testing.T) {
	_, said := codes(t, invalid{fstest.MapFS{"content/roles/a.md": {Data: []byte(aRole)}, "content/static/a?.txt": {Data: []byte("x")}}})
	if len(said) != 1 || said[0] != "wrong-name content/static" {
		t.Errorf("it says %q", said)
	}
}

// unsteady changes files between the look at their folder and the reading.
type unsteady struct {
	fstest.MapFS
	open func(name string) (fs.File, error, bool)
}

func (u unsteady) Open(name string) (fs.File, error) {
	if f, err, ok := u.open(name); ok {
		return f, err
	}
	return u.MapFS.Open(name)
}

func (u unsteady) ReadFile(string) ([]byte, error) { return nil, errors.New("read past Open") }

// TestFilesThatDoNotStandStill vanish, grow and break while they are read: an
// error that names the file, or one of its states, and never half a site.
func TestFilesThatDoNotStandStill(t *testing.T) {
	files := fstest.MapFS{
		"content/roles/a.md": {Data: []byte(aRole)}, "content/roles/b.md": {Data: []byte(strings.Replace(aRole, "title: A", "title: B", 1))},
		"content/static/c.txt": {Data: []byte("c")},
	}
	other := func(data string) (fs.File, error, bool) {
		f, err := fstest.MapFS{"f": {Data: []byte(data)}}.Open("f")
		return f, err, true
	}
	for name, c := range map[string]struct {
		file string
		open func() (fs.File, error, bool)
		want string
	}{
		"a role vanishes":          {"content/roles/b.md", func() (fs.File, error, bool) { return nil, fs.ErrNotExist, true }, "unreadable content/roles/b.md"},
		"a role may not be read":   {"content/roles/b.md", func() (fs.File, error, bool) { return nil, fs.ErrPermission, true }, "unreadable content/roles/b.md"},
		"a role grows":             {"content/roles/b.md", func() (fs.File, error, bool) { return other(strings.Repeat("x", maxFile+1)) }, "too-long content/roles/b.md"},
		"a role is cut off":        {"content/roles/b.md", func() (fs.File, error, bool) { return other(aRole[:20]) }, "unclosed-front-matter content/roles/b.md"},
		"a role ends in an error":  {"content/roles/b.md", func() (fs.File, error, bool) { return broken{}, nil, true }, "unreadable content/roles/b.md"},
		"a static file vanishes":   {"content/static/c.txt", func() (fs.File, error, bool) { return nil, fs.ErrNotExist, true }, "unreadable content/static/c.txt"},
		"a folder may not be read": {"content/roles", func() (fs.File, error, bool) { return nil, fs.ErrPermission, true }, "unreadable content/roles"},
	} {
		got, said := codes(t, onlyOpen{unsteady{files, func(name string) (fs.File, error, bool) {
			if name == c.file {
				return c.open()
			}
			return nil, nil, false
		}}})
		if got != nil || strings.Join(said, ", ") != c.want {
			t.Errorf("%s: content %v, and it says %q", name, got, said)
		}
	}
	// One of its states: here the newer one.
	got, said := codes(t, onlyOpen{unsteady{files, func(name string) (fs.File, error, bool) {
		if name == "content/roles/b.md" {
			return other(strings.Replace(aRole, "title: A", "title: Newer", 1))
		}
		return nil, nil, false
	}}})
	if got == nil || got.Roles.At(1).Title != "Newer" {
		t.Errorf("a role that changed: %v, and it says %q", got, said)
	}
}

// onlyOpen hides the shortcuts of a file system.
type onlyOpen struct{ u unsteady }

func (o onlyOpen) Open(name string) (fs.File, error) { return o.u.Open(name) }

// broken is a file that can be read in part.
type broken struct{ bytes.Buffer }

func (broken) Stat() (fs.FileInfo, error) { return nil, fs.ErrInvalid }
func (broken) Read([]byte) (int, error)   { return 0, errors.New("input/output error") }
func (broken) Close() error               { return nil }
