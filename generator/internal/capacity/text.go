package capacity

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/rolediff/rolediff/generator/internal/publish"
)

// WriteText writes the report for a terminal.
func (r *Report) WriteText(w io.Writer) error {
	b := bufio.NewWriter(w)
	fmt.Fprintf(b, "%s %s: %s files, %s (as one tar %s)\n\n", publish.FormatCount(r.Roles), r.Noun,
		publish.FormatCount(r.Now.Files), publish.FormatBytes(r.Now.Bytes), publish.FormatBytes(r.Now.Tar))
	rows := [][]string{{"", "files", "bytes", "a file"}}
	for _, p := range r.Parts {
		if p.Files > 0 {
			rows = append(rows, []string{p.Kind, publish.FormatCount(p.Files), publish.FormatBytes(p.Bytes), publish.FormatBytes(p.Bytes / int64(p.Files))})
		}
	}
	table(b, rows, 1, 4)
	b.WriteByte('\n')
	if r.Sitemap.Files > 0 {
		fmt.Fprintf(b, "sitemap: %s addresses in %s; search engines take 50,000 and 50 MB a file\n\n", publish.FormatCount(r.Sitemap.Addresses), files(r.Sitemap.Files))
	}
	header := []string{"pairs", "trios", "files", "bytes"}
	for _, h := range r.Hosts {
		header = append(header, h.Name)
	}
	rows = [][]string{header, r.row(&r.Now)}
	for i := range r.Others {
		rows = append(rows, r.row(&r.Others[i]))
	}
	rows[1] = append(rows[1], "<- now")
	table(b, rows, 2, 4)
	b.WriteByte('\n')
	for i, h := range r.Hosts {
		fmt.Fprintf(b, "%s takes %s%s\n", h.Name, h.limits(), r.advice(i))
	}
	return b.Flush()
}

func files(n int) string {
	if n == 1 {
		return "1 file"
	}
	return publish.FormatCount(n) + " files"
}

func (h *Host) limits() string {
	var parts []string
	if h.MaxBytes > 0 {
		parts = append(parts, publish.FormatBytes(h.MaxBytes)+", also as a tar")
	}
	if h.MaxFiles > 0 {
		parts = append(parts, files(h.MaxFiles))
	}
	return strings.Join(parts, " and ")
}

func (r *Report) row(c *Choice) []string {
	out := []string{c.Pairs, c.Trios, publish.FormatCount(c.Files), publish.FormatBytes(c.Bytes)}
	for _, f := range c.Hosts {
		out = append(out, f.String())
	}
	return out
}

// String says whether it fits, and how many roles more or less would.
func (f Fit) String() string {
	switch {
	case f.Roles == nil && f.Fits:
		return "fits"
	case f.Roles == nil:
		return "too large"
	case f.Fits && *f.Roles >= manyRoles/2:
		return fmt.Sprintf("fits, over %d more", manyRoles/2)
	case f.Fits:
		return fmt.Sprintf("fits, %d more", *f.Roles)
	}
	return fmt.Sprintf("%d too many", -*f.Roles)
}

// advice names the policy with the most comparisons that a host takes which does
// not take the site as it is.
func (r *Report) advice(host int) string {
	now := r.Now.Hosts[host]
	if now.Fits {
		return "."
	}
	var over []string
	if now.Over.Bytes > 0 {
		over = append(over, publish.FormatBytes(now.Over.Bytes))
	}
	if now.Over.Files > 0 {
		over = append(over, files(now.Over.Files))
	}
	said := ": " + strings.Join(over, " and ") + " too much"
	if c := r.Choose(host); c != nil {
		return said + ". It takes the site with " + c.Setting()
	}
	return said + " with any policy."
}

// Choose returns the choice with the most comparisons that a host takes, or nil.
func (r *Report) Choose(host int) *Choice {
	for i := range r.Others {
		if r.Others[i].Hosts[host].Fits {
			return &r.Others[i]
		}
	}
	return nil
}

// Setting is the line of config.json that makes the choice.
func (c *Choice) Setting() string {
	return fmt.Sprintf(`"policy": {"pairs": %q, "trios": %q}`, c.Pairs, c.Trios)
}

// table writes columns: words to the left, and the numbers between two columns to
// the right.
func table(b *bufio.Writer, rows [][]string, from, to int) {
	var widths []int
	for _, row := range rows {
		for i, cell := range row {
			if i == len(widths) {
				widths = append(widths, 0)
			}
			widths[i] = max(widths[i], utf8.RuneCountInString(cell))
		}
	}
	for _, row := range rows {
		var line strings.Builder
		for i, cell := range row {
			pad := strings.Repeat(" ", widths[i]-utf8.RuneCountInString(cell))
			if i >= from && i < to {
				cell, pad = pad+cell, ""
			}
			line.WriteString("  " + cell + pad)
		}
		fmt.Fprintln(b, strings.TrimRight(line.String(), " "))
	}
}
