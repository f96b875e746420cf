// Package rolediff embeds what a site needs to begin: the layouts, and a small
// starter site. The program in generator is all that uses it.
package rolediff

import "embed"

// Layouts is the folder layouts/, the built-in looks.
//
//go:embed all:layouts
var Layouts embed.FS

// Config is this repository's config.json, which a new site begins with.
//
//go:embed config.json
var Config []byte

// Starter is a small site without its config.json, below StarterDir.
//
//go:embed all:generator/starter
var Starter embed.FS

// StarterDir is where the files of Starter begin.
const StarterDir = "generator/starter"
