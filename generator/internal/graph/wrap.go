package graph

import (
	"strings"
	"unicode"
)

// Wrap breaks a text into lines of at most width ems, and at most so many of
// them; what does not fit ends in an ellipsis, and cut tells so. A picture that
// is laid out before it is seen cannot measure its text: widths are those of
// common system fonts, rounded up.
func Wrap(text string, width float64, most int) (lines []string, cut bool) {
	var line string
	for _, word := range strings.Fields(text) {
		if line != "" && Ems(line+" "+word) <= width {
			line += " " + word
			continue
		}
		if line != "" {
			lines = append(lines, line)
		}
		for Ems(word) > width {
			head := fitting(word, width-Ems("-"))
			lines = append(lines, head+"-")
			word = word[len(head):]
		}
		line = word
	}
	lines = append(lines, line)
	if len(lines) <= most {
		return lines, false
	}
	lines = lines[:most]
	last := fitting(lines[most-1], width-Ems("…"))
	lines[most-1] = strings.TrimRight(last, " -") + "…"
	return lines, true
}

// fitting is the longest beginning of a text that is not wider than that, but
// one letter at the least.
func fitting(text string, width float64) string {
	end := len(text)
	for i := range text {
		if i > 0 && Ems(text[:i]) > width {
			break
		}
		end = i
	}
	if Ems(text) <= width {
		return text
	}
	if end == 0 {
		for i := range text {
			if i > 0 {
				return text[:i]
			}
		}
		return text
	}
	return text[:end]
}

// Ems estimates the width of a text in ems.
func Ems(text string) float64 {
	w := 0.0
	for _, r := range text {
		switch {
		case unicode.Is(unicode.Mn, r):
		case r >= 0x1100: // Hangul, Han, Kana, emoji
			w += 1.05
		case strings.ContainsRune(" iljtfrI.,'|!:;()[]-/", r):
			w += 0.36
		case strings.ContainsRune("mwMW@%&…—", r):
			w += 0.92
		case unicode.IsUpper(r):
			w += 0.7
		default:
			w += 0.58
		}
	}
	return w
}
