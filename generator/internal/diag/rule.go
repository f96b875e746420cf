package diag

import "slices"

// Rule is what one code of a diagnostic stands for. The registry is what
// docs/diagnostics.md is printed from, and tests hold it against the program:
// every code that is emitted is here, and generator/testdata/rule has a script
// for each that breaks it.
type Rule struct {
	Code     string
	Severity Severity
	Group    string // one of RuleGroups
	Title    string // what is wrong, in a few words
	Means    string // why it is reported, markdown
	Mend     string // what to do, markdown
}

// Groups of rules, in the order of the docs.
const (
	groupFile    = "Files and front matter"
	groupValue   = "Keys and values"
	groupName    = "Names and references"
	groupText    = "Markdown"
	groupCompare = "What harms a comparison"
	groupConfig  = "config.json"
	groupLayout  = "Layouts"
	groupCommand = "Commands"
	groupOutput  = "Writing the site"
	groupServe   = "Preview"
)

// RuleGroups are the groups of rules in the order of the docs.
func RuleGroups() []string {
	return []string{groupFile, groupValue, groupName, groupText, groupCompare, groupConfig, groupLayout, groupCommand, groupOutput, groupServe}
}

// Rules returns every rule, in the order of the docs.
func Rules() []Rule {
	return slices.Concat(fileRules, valueRules, nameRules, textRules, compareRules, configRules, layoutRules, commandRules, outputRules, serveRules)
}
