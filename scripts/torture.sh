#!/bin/sh
# Hurt the program as long as it takes: the tests that docs/reliability.md names, in
# their long version, then every fuzz target. Ends with a table of what was done and
# how often; torture.log has all of it.
# usage: torture.sh [FUZZTIME]     as go test -fuzztime takes it, 10m unless given
# FUZZPARALLEL is how many workers a fuzz target has; one unless given.
set -eu
cd "$(dirname "$0")/.."
time=${1:-10m}
log=torture.log
status=0
began=$(date +%s)

# The table of the page is the list of what is run; scripts have tests that run them.
# shellcheck disable=SC2016 # backquotes of markdown
links=$(grep -o '\[`[^`]*`\]([^)]*_test\.go)' docs/reliability.md)
# shellcheck disable=SC2016
tests=$(echo "$links" | sed 's/^\[`//; s/`.*//' | sort -u | paste -s -d '|' -)
packages=$(echo "$links" | sed 's/.*(\.\./\./; s/\/[^/]*)$//' | sort -u)

# -v, as what a test says of itself is what the summary is made of. Packages one after
# another: tests fill disks, kill processes and use up descriptors.
# shellcheck disable=SC2086 # one word a package
ROLEDIFF_TORTURE=1 go test -count=1 -p 1 -v -timeout 3h -run "^($tests|TestScripts)\$" $packages >"$log" 2>&1 || status=1
tested=$(($(date +%s) - began))
FUZZPARALLEL=${FUZZPARALLEL:-1} sh scripts/fuzz.sh "$time" >>"$log" 2>&1 || status=1

sed -n 's/.*torture: /  /p' "$log"
awk '
	/^fuzz: .* for / { target = $3 }
	/^fuzz: elapsed: .*execs: / {
		split($0, part, "execs: "); split(part[2], n, " "); inputs[target] = n[1]
		took[target] = $3; sub(/,$/, "", took[target])
	}
	END { for (t in inputs) printf "  %s: %s inputs in %s\n", t, inputs[t], took[t] }
' "$log" | sort
grep -aE '^ *--- (FAIL|SKIP)|^(FAIL|panic:)' "$log" | sed 's/^ */  /' || true
count() { grep -ac "^ *--- $1: Test" "$log" || true; }
echo "torture: $(count PASS) tests passed, $(count FAIL) failed, $(count SKIP) skipped in $tested s; $(tail -n 1 "$log"); all of it is in $log"
exit "$status"
