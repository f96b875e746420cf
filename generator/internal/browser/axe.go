package browser

import (
	"fmt"
	"os"
	"strings"
)

// Violation is one accessibility rule that a page breaks, and where.
type Violation struct {
	ID     string   `json:"id"`     // axe-core's name of the rule
	Impact string   `json:"impact"` // minor, moderate, serious or critical
	Help   string   `json:"help"`   // what the rule asks for
	Nodes  []string `json:"nodes"`  // a selector and the reason, for each element
}

func (v Violation) String() string {
	return fmt.Sprintf("%s (%s): %s\n  %s", v.ID, v.Impact, v.Help, strings.Join(v.Nodes, "\n  "))
}

// Axe runs axe-core over the page as it stands and returns every rule it breaks,
// best practices included, none when it breaks none. It changes nothing the page
// shows and works under any security policy and on file://. On a page opened
// without scripts it lets scripts run from here on, since axe-core is one; those
// of the page were passed over when it was parsed.
func (p *Page) Axe() []Violation { return p.axe("") }

// AxeColors is Axe with the rules alone that look at colors: all that can change
// when a page that Axe found good is shown in another scheme. It takes half the time.
func (p *Page) AxeColors() []Violation {
	return p.axe(", runOnly: ['color-contrast', 'link-in-text-block']")
}

func (p *Page) axe(options string) []Violation {
	p.t.Helper()
	path, err := moduleFile("node_modules/axe-core/axe.min.js")
	if err != nil {
		p.t.Fatalf("%v", err)
	}
	source, err := os.ReadFile(path)
	if err != nil {
		p.t.Fatalf("axe-core is not installed: %v\nhint: make setup", err)
	}
	if p.options.NoScript {
		look := p.options
		look.NoScript = false
		p.Look(look)
	}
	if !Eval[bool](p, "!!window.axe") {
		// "0" keeps the last value of the source, which is not JSON, here.
		Eval[int](p, string(source)+"\n;0")
	}
	return Eval[[]Violation](p, fmt.Sprintf(axeRun, options))
}

// axeRun asks for violations only, and fetches nothing: preload would request the
// page's style sheets once more.
const axeRun = `axe.run(document, {resultTypes: ['violations'], preload: false%s}).then(r =>
	r.violations.map(v => ({
		id: v.id, impact: v.impact || 'minor', help: v.help,
		nodes: v.nodes.map(n => n.target.flat().join(' ') + ': ' + n.failureSummary.replace(/\s+/g, ' ')),
	})))`
