package layout

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"path"
	"regexp"
	"strconv"
	"strings"

	"github.com/rolediff/rolediff/generator/internal/diag"
)

// place finds "name:line:column:" in the errors of the template packages. The
// column is missing in some, and counts bytes from 0.
var place = regexp.MustCompile(`(?:template: |html/template:)\s*"?([^\s":]+\.html)"?:(\d+)(?::(\d+))?:?\s*(.*)`)

// problem turns an error of the template packages into a diagnostic at its
// place in a layout.
func (s *Set) problem(err error, file string) diag.Diagnostic {
	text := strings.Join(strings.Fields(err.Error()), " ")
	m := place.FindStringSubmatch(text)
	if m == nil {
		text = strings.TrimPrefix(text, "html/template:")
		return diag.Diagnostic{Severity: diag.Error, Code: "layout", Position: diag.Position{File: path.Join(Dir, file)}, Message: text}
	}
	message := m[4]
	if i := strings.LastIndex(message, ">: "); i >= 0 {
		message = message[i+3:]
	}
	hint := ""
	switch {
	case strings.Contains(message, "can't evaluate field"):
		hint = "docs/layouts.md lists what a layout can place"
	case strings.Contains(message, "not defined"):
		hint = "functions and partials must exist: " + strings.Join(functionNames(), ", ") + ", and the files in layouts/partials"
	case strings.Contains(message, "exceeded maximum template depth"):
		message, hint = "a partial calls itself without end", "remove the call, or end it with an if"
	case strings.Contains(message, "in different contexts"):
		message, hint = "the ways through this if, range or with end in different places of the page", "open and close tags and quotes in the same branch"
	case strings.Contains(message, "unexpected EOF"):
		hint = "an {{if}}, {{range}}, {{with}} or {{define}} has no {{end}}"
	}
	return s.at(fmt.Sprintf("%s:%s:%s", m[1], m[2], m[3]), message, hint, diag.Error, "layout")
}

// at makes a diagnostic at "file:line:column", as text/template counts.
func (s *Set) at(location, message, hint string, sev diag.Severity, code string) diag.Diagnostic {
	parts := strings.Split(location, ":")
	pos := diag.Position{File: path.Join(Dir, parts[0])}
	if len(parts) > 1 {
		pos.Line, _ = strconv.Atoi(parts[1])
	}
	if len(parts) > 2 && parts[2] != "" {
		column, _ := strconv.Atoi(parts[2])
		pos.Column = column + 1
	}
	return diag.NewSource(pos.File, s.files[parts[0]]).Report(sev, code, pos, message, hint)
}

// sum hashes the names and bytes of all files.
func (s *Set) sum() string {
	h := sha256.New()
	for _, name := range s.names() {
		fmt.Fprintf(h, "%s %d\n", name, len(s.files[name]))
		h.Write(s.files[name])
	}
	return hex.EncodeToString(h.Sum(nil))
}
