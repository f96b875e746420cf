package publish

import (
	"fmt"
	"strconv"
	"time"
)

// Stats says what was published. Files, Pages and Bytes are those of the whole
// site, whatever part of it had to be written.
type Stats struct {
	Files    int
	Pages    int
	Bytes    int64
	Written  int // files written by this run
	Removed  int // stale files of ours removed by this run
	Duration time.Duration
	Where    string // the folder or file, as it was given
}

// String is the line that a person reads at the end of a build.
func (s Stats) String() string {
	line := fmt.Sprintf("%s %s, %s", FormatCount(s.Pages), plural(s.Pages, "page"), FormatBytes(s.Bytes))
	took := seconds(s.Duration)
	switch {
	case s.Written == 0 && s.Removed == 0:
		line += ": nothing to do, looked in " + took
	case s.Written < s.Files || s.Removed > 0:
		line += fmt.Sprintf(": %s %s written", FormatCount(s.Written), plural(s.Written, "file"))
		if s.Removed > 0 {
			line += ", " + FormatCount(s.Removed) + " removed"
		}
		line += " in " + took
	default:
		line += " in " + took
		if sec := s.Duration.Seconds(); sec > 0 {
			line += fmt.Sprintf(" (%s pages/s)", FormatCount(int(float64(s.Pages)/sec)))
		}
	}
	if s.Where != "" {
		line += " in " + s.Where
	}
	return line
}

func plural(n int, word string) string {
	if n == 1 {
		return word
	}
	return word + "s"
}

// FormatCount groups the digits of n by three.
func FormatCount(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// FormatBytes writes n in units of a thousand, as hosts state their limits.
func FormatBytes(n int64) string {
	units := []string{"B", "kB", "MB", "GB", "TB"}
	v, u := float64(n), 0
	for v >= 999.95 && u < len(units)-1 {
		v, u = v/1000, u+1
	}
	if u == 0 {
		return fmt.Sprintf("%d B", n)
	}
	return fmt.Sprintf("%.1f %s", v, units[u])
}

func seconds(d time.Duration) string {
	switch {
	case d < time.Millisecond:
		return "under 1 ms"
	case d < time.Second:
		return fmt.Sprintf("%d ms", d.Milliseconds())
	}
	return fmt.Sprintf("%.1f s", d.Seconds())
}
