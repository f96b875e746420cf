package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var (
	emptyKey = regexp.MustCompile(`^(  )?([a-z-]+):$`)
	optional = regexp.MustCompile(`^# ([a-z_]+: .*)$`)
)

// fillIn writes what a person would: words behind every key that has none, and
// behind every dash. With all, lines that are commented out count, too.
func fillIn(scaffold string, all bool) string {
	lines := strings.Split(scaffold, "\n")
	for i, line := range lines {
		words := fmt.Sprintf("Does the thing that line %d of the file asks for, and says when it is done and what came of it", i)
		m := emptyKey.FindStringSubmatch(line)
		switch {
		case strings.TrimSpace(line) == "-":
			lines[i] += " Thing number " + fmt.Sprint(i) + " of this role"
		case m != nil && m[2] != "dimensions" && strings.TrimSpace(lines[i+1]) != "-":
			lines[i] += " " + words
		case all && optional.MatchString(line) && !strings.HasPrefix(line, "# One of"):
			lines[i] = strings.TrimPrefix(line, "# ")
		}
	}
	return strings.Join(lines, "\n")
}

// TestANewRolePassesOnceItsWordsAreFilledIn: in a new site and in the real one,
// as it is and with every optional line, it has no problem of any kind and is in
// canonical form.
func TestANewRolePassesOnceItsWordsAreFilledIn(t *testing.T) {
	starter := filepath.Join(t.TempDir(), "site")
	do := func(want int, args ...string) string {
		t.Helper()
		var stdout, stderr bytes.Buffer
		if status := run(t.Context(), args, &stdout, &stderr); status != want {
			t.Fatalf("rolediff %s: status %d\n%s", strings.Join(args, " "), status, stderr.String())
		}
		return stdout.String() + stderr.String()
	}
	do(exitDone, "init", starter)
	for name, dir := range map[string]string{"starter": starter, "real": copyOfTheSite(t)} {
		do(exitDone, "new", "role", "Keeper of: Keys", "--site", dir)
		file := filepath.Join(dir, "content", "roles", "keeper-of-keys.md")
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if n := strings.Count(do(exitFailed, "check", "--site", dir), "has no value"); n != 11 {
			t.Errorf("%s: %d places ask for words, not 11", name, n)
		}
		if strings.Count(string(raw), "\n    -\n") < 3 {
			t.Errorf("%s: rows that others fill with lists do not begin with a dash:\n%s", name, raw)
		}
		for _, all := range []bool{false, true} {
			text := fillIn(string(raw), all)
			if all {
				// What the examples of the declaration name need not be here.
				text = strings.NewReplacer("[site-reliability-engineer]", "[head-of-engineering]", "[engineering-manager]", "[head-of-engineering]", "leads_to: [head-of-engineering]", "leads_to: [vp-of-engineering]").Replace(text)
				text = strings.Replace(text, "[Build and release engineer]", "[Key keeper]", 1)
				for _, key := range []string{"family: ", "track: ", "aliases: ", "reports_to: ", "leads_to: ", "scales: "} {
					if !strings.Contains(text, "\n"+key) {
						t.Errorf("%s: %s is not offered", name, key)
					}
				}
			}
			writeText(t, file, text)
			do(exitDone, "check", "--strict", "--site", dir)
			do(exitDone, "fmt", "--check", "--site", dir)
		}
	}
}
