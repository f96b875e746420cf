package main

import (
	"fmt"
	"regexp"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"
)

// Set by the linker in released binaries: the version, and the commit it was made of.
var release, commit = "", ""

func (a *app) version() *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Print the version",
		Long: `Print the version of this program, what system it is made for, and the version of
Go that made it. The action that new sites use in their workflows is of this version.`,
		Example: `  rolediff version`,
		Args:    noArgs,
		RunE: func(*cobra.Command, []string) error {
			_, err := fmt.Fprintln(a.stdout, versionLine())
			return err
		},
	}
}

func versionLine() string {
	return fmt.Sprintf("rolediff %s %s/%s %s", versionString(), runtime.GOOS, runtime.GOARCH, runtime.Version())
}

// versionString is the release, else what the Go command knows of the module.
func versionString() string {
	if release != "" {
		return release
	}
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		return info.Main.Version
	}
	return "(devel)"
}

// majorTag is moved to each release.
const majorTag = "v0"

// actionRef is how workflows name the action that is this very program: a release by
// its commit, which nobody can move.
func actionRef() string {
	switch {
	case release != "" && commit != "":
		return commit + " # " + release
	case release != "":
		return release
	}
	if info, ok := debug.ReadBuildInfo(); ok && publishedVersion.MatchString(info.Main.Version) {
		return info.Main.Version
	}
	return majorTag
}

var publishedVersion = regexp.MustCompile(`^v\d+\.\d+\.\d+$`)
