// Shoot takes pictures of pages, each at the three widths the layouts are made
// for and in both colour schemes, to be looked at by a person.
//
//	shoot -o DIR -base URL PATH...
//
// URL is an address or a folder, such as http://127.0.0.1:8080/ or public; PATH is
// a page below it. The picture of a/b.html at 360 pixels in the dark is
// DIR/a-b-360-dark.png; with x=a/b.html for PATH it is DIR/x-360-dark.png. The files
// written are listed on stdout.
//
//	shoot -window 1280x800 [-dark] -o DIR -base URL NAME=PATH...
//
// takes one picture of each page, of what a window of that size shows, small enough
// for a README: DIR/NAME.webp.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/rolediff/rolediff/generator/internal/browser"
)

// widths are a phone's, a tablet's and a laptop's, in CSS pixels.
var widths = []int{360, 768, 1280}

func main() {
	err := run(os.Args[1:], os.Stdout)
	if err == nil {
		return
	}
	fmt.Fprintf(os.Stderr, "error: %v\n", err)
	if errors.As(err, new(usageError)) {
		os.Exit(2)
	}
	os.Exit(1)
}

type usageError struct{ error }

func run(args []string, stdout io.Writer) (err error) {
	flags := flag.NewFlagSet("shoot", flag.ContinueOnError)
	flags.SetOutput(io.Discard) // main prints the error, once
	out := flags.String("o", "screenshots", "folder to write the pictures to")
	base := flags.String("base", "public", "address or folder that the pages are in")
	window := flags.String("window", "", "take only what a window of this size shows, such as 1280x800")
	dark := flags.Bool("dark", false, "with -window: in the dark colour scheme")
	if err := flags.Parse(args); err != nil {
		if errors.Is(err, flag.ErrHelp) {
			fmt.Fprintln(stdout, "usage: shoot [-o DIR] [-base URL] PATH...")
			flags.SetOutput(stdout)
			flags.PrintDefaults()
			return nil
		}
		return usageError{err}
	}
	if flags.NArg() == 0 {
		return usageError{errors.New("no page given\nhint: shoot -o DIR -base URL index.html")}
	}
	root, err := baseURL(*base)
	if err != nil {
		return err
	}
	look := browser.Options{Dark: *dark}
	if *window != "" {
		if n, _ := fmt.Sscanf(*window, "%dx%d", &look.Width, &look.Height); n != 2 {
			return usageError{fmt.Errorf("-window %s is no size\nhint: -window 1280x800", *window)}
		}
	}

	var c command
	defer c.end(&err)
	b := browser.Open(&c)
	for _, page := range flags.Args() {
		name, page := named(page)
		if *window != "" {
			path := filepath.Join(*out, name+".webp")
			p := b.Page(root+page, look)
			// What scripts fill in later belongs into the picture.
			browser.Eval[bool](p, `Promise.resolve(window.rolediff?.ready && rolediff.ready()).then(() =>
				new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(true)))))`)
			p.Shot(path)
			fmt.Fprintln(stdout, path)
			continue
		}
		for _, dark := range []bool{false, true} {
			p := b.Page(root+page, browser.Options{Dark: dark})
			for _, width := range widths {
				path := filepath.Join(*out, fileName(name, width, dark))
				p.Screenshot(path, width)
				fmt.Fprintln(stdout, path)
			}
		}
	}
	return nil
}

// baseURL returns an address that ends in a slash, of a folder if base is one.
func baseURL(base string) (string, error) {
	if strings.HasPrefix(base, "http://") || strings.HasPrefix(base, "file://") {
		return strings.TrimSuffix(base, "/") + "/", nil
	}
	info, err := os.Stat(base)
	if err != nil {
		return "", err
	}
	if !info.IsDir() {
		return "", fmt.Errorf("%s is not a folder", base)
	}
	path, err := filepath.Abs(base)
	if err != nil {
		return "", err
	}
	u := url.URL{Scheme: "file", Path: "/" + strings.TrimPrefix(filepath.ToSlash(path), "/") + "/"}
	return u.String(), nil
}

// named returns what the pictures of a page are called, and the page.
func named(argument string) (name, page string) {
	if name, page, found := strings.Cut(argument, "="); found {
		return name, page
	}
	return strings.NewReplacer("/", "-", "#", "-", "?", "-").Replace(strings.TrimSuffix(argument, ".html")), argument
}

func fileName(name string, width int, dark bool) string {
	scheme := "light"
	if dark {
		scheme = "dark"
	}
	return fmt.Sprintf("%s-%d-%s.png", name, width, scheme)
}

// command is what a test is to package browser: a failure unwinds to end, which
// runs what was to be cleaned up and hands the failure over as an error.
type command struct{ cleanups []func() }

type failure struct{ error }

func (c *command) Helper()          {}
func (c *command) Cleanup(f func()) { c.cleanups = append(c.cleanups, f) }
func (c *command) Fatalf(format string, args ...any) {
	panic(failure{fmt.Errorf(format, args...)})
}

func (c *command) end(err *error) {
	recovered := recover()
	for _, clean := range slices.Backward(c.cleanups) {
		clean()
	}
	if f, ok := recovered.(failure); ok {
		*err = f.error
	} else if recovered != nil {
		panic(recovered)
	}
}
