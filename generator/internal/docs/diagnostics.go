package main

import (
	"fmt"
	"path"
	"path/filepath"
	"strings"
	"unicode"

	"golang.org/x/tools/txtar"

	"github.com/rolediff/rolediff/generator/internal/diag"
)

// example is what a script shows of a rule.
type example struct {
	command string // the command line that fails
	file    string // the file that is at fault, or empty
	text    string
	says    string // what is printed
}

// readExamples takes the scripts of a folder apart, one a rule.
func readExamples(dir string) (map[string]example, error) {
	files, err := filepath.Glob(filepath.Join(dir, "*.txtar"))
	if err != nil {
		return nil, err
	}
	out := map[string]example{}
	for _, file := range files {
		archive, err := txtar.ParseFile(file)
		if err != nil {
			return nil, err
		}
		var e example
		for line := range strings.Lines(string(archive.Comment)) {
			if command, ok := strings.CutPrefix(strings.TrimSpace(line), "status 1 "); ok {
				e.command = command
			}
		}
		for _, f := range archive.Files {
			switch {
			case f.Name == "want":
				e.says = string(f.Data)
			case strings.Contains(f.Name, "/") || f.Name == "config.json" || f.Name == "layouts":
				if e.file == "" {
					e.file, e.text = f.Name, string(f.Data)
				}
			}
		}
		out[strings.TrimSuffix(filepath.Base(file), ".txtar")] = e
	}
	return out, nil
}

// diagnostics is the page of all rules.
func diagnostics(examples map[string]example) []byte {
	var b strings.Builder
	b.WriteString(notice + `# What rolediff reports

Every problem has a place, a message, most often a hint, and a stable code:
` + "`rolediff check --format json`" + ` prints it, and annotations on pull requests have it as
their title, and ` + "`rolediff help CODE`" + ` says what it means. An **error** stops a build: nothing is published. A **warning** stops nothing,
unless ` + "`rolediff check --strict`" + ` asks for it. Columns count characters, from 1.

Below each rule stands an example that the tests run.

| code | what is wrong |
| --- | --- |
`)
	for _, r := range diag.Rules() {
		fmt.Fprintf(&b, "| [%s](#%s) | %s |\n", r.Code, r.Code, r.Title)
	}
	for _, group := range diag.RuleGroups() {
		fmt.Fprintf(&b, "\n## %s\n", group)
		for _, r := range diag.Rules() {
			if r.Group == group {
				rule(&b, r, examples[r.Code])
			}
		}
	}
	return []byte(b.String())
}

func rule(b *strings.Builder, r diag.Rule, e example) {
	fmt.Fprintf(b, "\n### %s\n\n**%s.** (%s) %s\n\n%s\n", r.Code, r.Title, r.Severity, r.Means, r.Mend)
	if e.says == "" {
		return
	}
	if e.file != "" {
		fmt.Fprintf(b, "\n`%s`:\n\n%s", e.file, fenced(language(e.file), e.text))
	}
	fmt.Fprintf(b, "\n%s", fenced("text", "$ "+e.command+"\n"+e.says))
}

// language is how a file is coloured.
func language(file string) string {
	switch path.Ext(file) {
	case ".json":
		return "json"
	case ".md":
		return "markdown"
	case ".html":
		return "html"
	}
	return "text"
}

// fenced writes a text as it is. What cannot be seen is shown as the replacement
// character.
func fenced(language, text string) string {
	text = strings.Map(func(r rune) rune {
		if r != '\n' && r != '\t' && !unicode.IsPrint(r) {
			return unicode.ReplacementChar
		}
		return r
	}, strings.ToValidUTF8(text, string(unicode.ReplacementChar)))
	return "```" + language + "\n" + text + "```\n"
}
