package role

import (
	"fmt"
	"strings"
)

// MaxSlug is the longest slug in bytes. Two of them, "vs-", "-vs-" and ".html"
// fit the 255 bytes that file systems allow for a name.
const MaxSlug = 120

// Reserved are the names at the root of a site that no role can have.
var Reserved = []string{"api", "assets", "compare", "matrix"}

// SlugError says why a slug is refused.
type SlugError struct {
	Slug   string
	Reason string // "it is longer than 120 bytes"
	Hint   string // a slug that would do, or advice
}

func (e *SlugError) Error() string {
	return fmt.Sprintf("%q cannot be an address: %s", e.Slug, e.Reason)
}

// CheckSlug tells whether a slug can be the name of a role: lower-case ASCII
// letters, digits and single hyphens, at most MaxSlug bytes, without "-vs-", no
// "vs-" in front or "-vs" at the end and none of Reserved. The error is a *SlugError.
func CheckSlug(slug string) error {
	refuse := func(reason, hint string) error { return &SlugError{slug, reason, hint} }
	switch {
	case slug == "":
		return refuse("it is empty", "name the file after the role: devops-engineer.md")
	case len(slug) > MaxSlug:
		return refuse(fmt.Sprintf("it is longer than %d bytes", MaxSlug), "shorten the file's name")
	}
	for i := range len(slug) {
		c := slug[i]
		if c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-' {
			continue
		}
		hint := "use lower-case letters, digits and hyphens"
		if better := Slugify(slug); CheckSlug(better) == nil {
			hint = "rename the file to " + better + ".md"
		}
		return refuse("only a to z, 0 to 9 and hyphens are allowed", hint)
	}
	switch {
	case strings.HasPrefix(slug, "-") || strings.HasSuffix(slug, "-"):
		return refuse("a hyphen stands at its end", "rename the file to "+strings.Trim(slug, "-")+".md")
	case strings.Contains(slug, "--"):
		return refuse("two hyphens stand side by side", "use single hyphens")
	case strings.Contains("-"+slug+"-", "-vs-") && slug != "vs":
		return refuse("-vs- is kept for the addresses of comparisons", "choose a name without vs")
	}
	for _, name := range Reserved {
		if slug == name {
			return refuse("the site uses this name itself", "choose another name, such as "+slug+"-role")
		}
	}
	return nil
}

// IsDevice tells whether Windows takes a name for a device of its own, whatever
// its ending: people there can neither check out nor unpack such a file.
func IsDevice(slug string) bool {
	switch slug {
	case "con", "prn", "aux", "nul":
		return true
	}
	return len(slug) == 4 && (slug[:3] == "com" || slug[:3] == "lpt") && slug[3] >= '1' && slug[3] <= '9'
}

// Slugify makes a slug of a title. The result may still be refused by CheckSlug,
// when the title has no letter of ASCII for one.
func Slugify(title string) string {
	var b strings.Builder
	hyphen := false
	for _, r := range strings.ToLower(title) {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			if hyphen && b.Len() > 0 {
				b.WriteByte('-')
			}
			b.WriteRune(r)
			hyphen = false
		} else if r != '\'' && r != '’' {
			hyphen = true
		}
	}
	slug := b.String()
	if len(slug) > MaxSlug {
		slug = strings.TrimRight(slug[:MaxSlug], "-")
	}
	return slug
}

// Name is the part of an address that compares the others with the first:
// "vs-b.html" for a pair, "vs-b-vs-c.html" for a trio.
func Name(others ...string) string {
	return "vs-" + strings.Join(others, "-vs-") + ".html"
}
