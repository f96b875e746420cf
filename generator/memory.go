package main

import (
	"os"
	"runtime/debug"
)

// How far memory grows before it is searched for what is not needed any more, in
// percent of what is needed. Usual in Go is 100, twice as much.
const (
	// While a build loads, little is needed yet, and a search came with every few
	// megabytes, eleven in all. The peak comes later, when pages are made.
	loadedPercent = 200
	// Answers of the preview take longer during a search, and with 1,000 roles, which
	// need 40 MB, the slowest of twenty pages was always one of those.
	servedPercent = 400
)

// collectSeldom sets that percentage until the function that it returns is called. Who
// sets GOGC knows better.
func collectSeldom(percent int) (restore func()) {
	if os.Getenv("GOGC") != "" {
		return func() {}
	}
	before := debug.SetGCPercent(percent)
	return func() { debug.SetGCPercent(before) }
}
