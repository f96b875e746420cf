//go:build !unix

package main

import "os"

// peakMemory is not told by this system.
func peakMemory(*os.ProcessState) int64 { return 0 }

// cpuSeconds is not told by this system.
func cpuSeconds() float64 { return 0 }
