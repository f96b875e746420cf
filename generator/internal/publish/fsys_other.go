//go:build !(linux || darwin || freebsd || netbsd || openbsd || dragonfly)

package publish

// system is the real filesystem.
func system() filesystem { return portableFS{} }
