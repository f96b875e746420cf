package diag

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"path"
	"path/filepath"
	"strings"
	"unicode"
	"unicode/utf8"
)

// WriteText writes each diagnostic as a person reads it: the place and message,
// the line with a caret, and a hint.
func WriteText(w io.Writer, l List) error {
	b := bufio.NewWriter(w)
	for _, d := range l {
		writeText(b, d)
	}
	return b.Flush()
}

func writeText(b *bufio.Writer, d Diagnostic) {
	if d.File != "" {
		fmt.Fprintf(b, "%s: ", printable(d.Position.String()))
	}
	fmt.Fprintf(b, "%s: %s\n", d.Severity, printable(d.Message))
	if line, caret := Excerpt(d); line != "" {
		fmt.Fprintf(b, "    %s\n", line)
		if caret != "" {
			fmt.Fprintf(b, "    %s\n", caret)
		}
	}
	if d.Hint != "" {
		fmt.Fprintf(b, "  hint: %s\n", printable(d.Hint))
	}
}

// excerptWidth is how many characters of a line an excerpt shows; a longer line
// is cut around the caret.
const excerptWidth = 100

// Excerpt returns the quoted line and, below it, a line with a caret under the
// column. Tabs become single blanks, so that the two line up.
func Excerpt(d Diagnostic) (line, caret string) {
	if strings.TrimSpace(d.Source) == "" {
		return "", ""
	}
	length := utf8.RuneCountInString(d.Source)
	col := min(d.Column, length+1)
	start := 0
	if length > excerptWidth && col > excerptWidth*3/4 {
		start = min(col-excerptWidth/2, length-excerptWidth/2)
	}
	// All but the excerpt is passed over: a line may be long, and have many problems.
	text, more := d.Source, ""
	if length == len(text) {
		text = text[start:]
	} else {
		for range start {
			_, size := utf8.DecodeRuneInString(text)
			text = text[size:]
		}
	}
	runes := make([]rune, 0, excerptWidth)
	for i, r := range text {
		if len(runes) == excerptWidth {
			more = text[i:]
			break
		}
		if r == '\t' {
			r = ' '
		}
		runes = append(runes, r)
	}
	line = string(runes)
	if d.Column > 0 {
		caret = indent(runes[:col-1-start]) + "^"
	}
	if start > 0 {
		line, caret = "…"+line, " "+caret
	}
	if more != "" {
		line += "…"
	}
	return line, caret
}

// indent is white space as wide as the text, in a terminal and in a browser.
func indent(text []rune) string {
	var b strings.Builder
	for _, r := range text {
		switch {
		case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf): // these take no room
		case r >= 0x1F300 && r <= 0x1FAFF || r >= 0xFF01 && r <= 0xFF60 || r >= 0x3000 && r <= 0x303E ||
			unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul):
			b.WriteRune('\u3000') // a blank as wide as these characters
		default:
			b.WriteByte(' ')
		}
	}
	return b.String()
}

// WriteJSON writes the list as an array of objects, [] when it is empty.
func WriteJSON(w io.Writer, l List) error {
	type object struct {
		Severity Severity `json:"severity"`
		Code     string   `json:"code"`
		File     string   `json:"file"`
		Line     int      `json:"line"`
		Column   int      `json:"column"`
		Message  string   `json:"message"`
		Hint     string   `json:"hint"`
	}
	out := make([]object, len(l))
	for i, d := range l {
		out[i] = object{d.Severity, d.Code, d.File, d.Line, d.Column, d.Message, d.Hint}
	}
	enc := json.NewEncoder(w)
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	return enc.Encode(out)
}

// githubLimit is how many annotations of one severity GitHub shows a step.
const githubLimit = 10

// WriteGitHub writes workflow commands, which GitHub Actions shows as
// annotations on the very line. Of each severity the first nine are written so
// when there are more than ten, and the tenth says how many are left: those
// follow as a line each, for the step's log. GitHub looks for files from the root
// of the repository, in which site is the site's folder.
func WriteGitHub(w io.Writer, l List, site string) error {
	b := bufio.NewWriter(w)
	var rest List
	for _, sev := range []Severity{Error, Warning} {
		total, shown := l.Count(sev), 0
		for _, d := range l {
			switch {
			case d.Severity != sev:
			case total > githubLimit && shown >= githubLimit-1:
				rest.Add(d)
			default:
				writeGitHub(b, d, site)
				shown++
			}
		}
		if left := total - shown; left > 0 {
			fmt.Fprintf(b, "::%s title=%d more::%d more %ss are in the log of this step and in rolediff check\n", sev, left, left, sev)
		}
	}
	for _, d := range rest {
		// Its words stand behind its place, where they command nothing, and on one line;
		// but the older form of a command is obeyed anywhere in it.
		fmt.Fprintf(b, "%s\n", strings.ReplaceAll(printable(d.String()), "##[", "## ["))
	}
	return b.Flush()
}

func writeGitHub(b *bufio.Writer, d Diagnostic, site string) {
	property := strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
	data := strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	var props []string
	add := func(key, value string) { props = append(props, key+"="+property.Replace(value)) }
	if d.File != "" {
		add("file", path.Join(filepath.ToSlash(site), d.File))
	}
	if d.Line > 0 {
		add("line", fmt.Sprint(d.Line))
	}
	if d.Column > 0 {
		add("col", fmt.Sprint(d.Column))
	}
	add("title", d.Code)
	text := d.Message
	if d.Hint != "" {
		text += "\n" + d.Hint
	}
	if !utf8.ValidString(text) {
		text = strings.ToValidUTF8(text, "\uFFFD")
	}
	fmt.Fprintf(b, "::%s %s::%s\n", d.Severity, strings.Join(props, ","), data.Replace(text))
}
