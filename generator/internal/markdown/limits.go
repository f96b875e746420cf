package markdown

import (
	"fmt"
	"strings"
)

// Limits. Some nested and unclosed constructs take time that grows with the
// square of the input, within one paragraph; below these limits the worst body
// takes less than half a second.
const (
	MaxCell  = 10000    // bytes of a cell
	MaxBody  = 64 << 10 // bytes of a body
	MaxMarks = 3000     // characters of a paragraph that markdown may read as markup
)

const marks = "[]()*_~`<>!-+"

func tooLong(what string, n, limit int) Problem {
	return Problem{Code: "too-long", Error: true, Message: fmt.Sprintf("%s has %d bytes; %d are the most", what, n, limit), Hint: "shorten it"}
}

// crowded reports the first paragraph, that is lines without an empty one between
// them, that has more marks than any person writes.
func crowded(source string) (Problem, bool) {
	if len(source) <= MaxMarks {
		return Problem{}, false
	}
	start, offset, n := 0, 0, 0
	for line := range strings.Lines(source) {
		if strings.Trim(line, " \t\r\n") == "" {
			start, n = offset+len(line), 0
		}
		for i := range len(line) {
			if strings.IndexByte(marks, line[i]) >= 0 {
				n++
			}
		}
		if n > MaxMarks {
			return Problem{
				Offset: start, Code: "too-long", Error: true,
				Message: fmt.Sprintf("this paragraph has more than %d brackets, stars, dashes and the like", MaxMarks),
				Hint:    "part it with empty lines, or shorten it",
			}, true
		}
		offset += len(line)
	}
	return Problem{}, false
}
