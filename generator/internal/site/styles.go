package site

import (
	"fmt"
	"strings"
	"unicode"

	"github.com/rolediff/rolediff/generator/internal/compare"
	"github.com/rolediff/rolediff/generator/internal/config"
)

// scaleStyles is what the style sheet has to know of the config to draw the
// scales: of each row the number of steps and their names, and where on the axis
// a cell of class pN stands. They are the same on every page, so no page repeats
// them.
func scaleStyles(cfg *config.Config) []byte {
	var b strings.Builder
	most := 0
	for i, scale := range cfg.Scales {
		fmt.Fprintf(&b, ".scales tbody tr:nth-child(%d){--n:%d", i+1, len(scale.Steps))
		for k, step := range scale.Steps {
			fmt.Fprintf(&b, ";--s%d:%s", k+1, cssString(step.Label))
		}
		b.WriteString("}")
		most = max(most, len(scale.Steps))
	}
	if most == 0 {
		return nil
	}
	for p := 1; p <= most; p++ {
		fmt.Fprintf(&b, ".p%d{--p:%d}", p, p)
	}
	// The second, third, ... of a row at one step, or at none, moves aside; its
	// word is shown once.
	for k := 1; k < compare.MaxSlots; k++ {
		for p := 0; p <= most; p++ {
			if p > 0 {
				b.WriteString(",")
			}
			class := fmt.Sprintf(".p%d", p)
			b.WriteString(class + strings.Repeat("~"+class, k))
		}
		fmt.Fprintf(&b, "{--o:%drem", k)
		if k == 1 {
			b.WriteString(";--same:0")
		}
		b.WriteString("}")
	}
	return []byte(b.String())
}

// cssString quotes a text for a style sheet.
func cssString(text string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range text {
		if r == ' ' || r == '-' || unicode.IsLetter(r) || unicode.IsDigit(r) {
			b.WriteRune(r)
		} else {
			fmt.Fprintf(&b, `\%x `, r)
		}
	}
	b.WriteByte('"')
	return b.String()
}
