// Package synth writes made-up sites to measure with: as many roles as are asked
// for, in the shape and size of the real content, the same on every run.
package synth

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
)

// nouns and verbs make statements that look like the real ones and, like them,
// often repeat.
var (
	verbs = strings.Fields("plans builds reviews designs owns measures improves coordinates documents tests mentors hires")
	nouns = strings.Fields(`roadmap pipeline service platform budget backlog incident release dashboard interview
		architecture contract standard workshop forecast schema interface deployment migration strategy`)
	whom = strings.Fields("engineers managers customers executives analysts designers vendors partners")
)

// Write writes config.json and content for n roles below dir, which must exist.
// base is the config.json to use: its dimensions, scales, families and tracks
// are those of the site.
func Write(dir string, n int, config []byte, shape Shape) error {
	if err := os.WriteFile(filepath.Join(dir, "config.json"), config, 0o644); err != nil {
		return err
	}
	for _, sub := range []string{"roles", "notes"} {
		if err := os.MkdirAll(filepath.Join(dir, "content", sub), 0o755); err != nil {
			return err
		}
	}
	for i := range n {
		path := filepath.Join(dir, "content", "roles", slug(i)+".md")
		if err := os.WriteFile(path, Role(i, n, shape), 0o644); err != nil {
			return err
		}
	}
	for i := 0; i+2 < n; i += 3 {
		name := fmt.Sprintf("%s-vs-%s", slug(i), slug(i+1))
		text := fmt.Sprintf("---\nroles: [%s, %s]\n---\n%s\n", slug(i), slug(i+1), prose(source(i, 7), 60))
		if err := os.WriteFile(filepath.Join(dir, "content", "notes", name+".md"), []byte(text), 0o644); err != nil {
			return err
		}
	}
	return nil
}

// Shape is what a site's words are filed under: the keys of its config.
type Shape struct {
	Families, Tracks []string
	Texts, Lists     []string // dimensions
	Scales           []Scale
}

// Scale is a scale's key and how many steps it has.
type Scale struct {
	Key   string
	Steps int
}

func slug(i int) string { return fmt.Sprintf("%s-lead-%03d", nouns[i%len(nouns)], i) }

func source(i int, salt uint64) *rand.Rand { return rand.New(rand.NewPCG(uint64(i), salt)) }

// Role returns the file of the i-th of n roles.
func Role(i, n int, shape Shape) []byte {
	r := source(i, 1)
	var b strings.Builder
	fmt.Fprintf(&b, "---\ntitle: %s lead %03d\nsummary: %s.\n", title(nouns[i%len(nouns)]), i, prose(r, 10))
	fmt.Fprintf(&b, "family: %s\ntrack: %s\naliases: [%s specialist %d]\nupdated: 2026-%02d-%02d\n",
		shape.Families[i%len(shape.Families)], shape.Tracks[i*len(shape.Tracks)/n], title(nouns[i%len(nouns)]), i, 1+i%12, 1+i%28)
	if i > 0 {
		fmt.Fprintf(&b, "reports_to: [%s]\n", slug(i/4))
	}
	if i+1 < n {
		fmt.Fprintf(&b, "leads_to: [%s]\n", slug(i+1))
	}
	b.WriteString("scales: {")
	for k, s := range shape.Scales {
		if k > 0 {
			b.WriteString(", ")
		}
		fmt.Fprintf(&b, "%s: %d", s.Key, 1+r.IntN(s.Steps))
	}
	b.WriteString("}\ndimensions:\n")
	for _, d := range shape.Texts {
		fmt.Fprintf(&b, "  %s: %s\n", d, prose(r, 5+r.IntN(5)))
	}
	for _, d := range shape.Lists {
		fmt.Fprintf(&b, "  %s:\n", d)
		first := r.IntN(len(nouns))
		for k := range 3 + r.IntN(2) {
			fmt.Fprintf(&b, "    - %s %s\n", title(nouns[(first+k)%len(nouns)]), []string{"review", "planning", "report"}[k%3])
		}
	}
	b.WriteString("---\n\n")
	for range 3 {
		fmt.Fprintf(&b, "## %s\n\n%s.\n\n", title(prose(r, 3)), prose(r, 90))
	}
	return []byte(b.String())
}

func prose(r *rand.Rand, words int) string {
	out := make([]string, words)
	for i := range out {
		list := [][]string{verbs, nouns, {"with", "for", "across", "beside"}, whom}[i%4]
		out[i] = list[r.IntN(len(list))]
	}
	return title(strings.Join(out, " "))
}

func title(s string) string { return strings.ToUpper(s[:1]) + s[1:] }
