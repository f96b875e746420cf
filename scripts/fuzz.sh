#!/bin/sh
# Run every fuzz target of the module in turn, also after a finding, which go test
# leaves in testdata/fuzz to be committed with its fix. Exit 1 when there was one.
# usage: fuzz.sh [TIME]     TIME as go test -fuzztime takes it, 20s unless given
# FUZZPARALLEL is how many workers a target has; one for each processor unless given.
set -eu
cd "$(dirname "$0")/.."
time=${1:-20s}
targets=0 findings=0
last=$(mktemp)
trap 'rm -f "$last" "$last.status"' EXIT

# The end of the time is now and then a failure to the Go command, of which it says
# nothing but this and leaves no input: then the target runs once more.
fuzz() {
	{
		status=0
		go test -run '^$' -fuzz "^$2\$" -fuzztime "$time" ${FUZZPARALLEL:+-parallel "$FUZZPARALLEL"} "$1" 2>&1 || status=$?
		echo "$status" >"$last.status"
	} | tee "$last"
	[ "$(cat "$last.status")" = 0 ]
}

for package in $(go list ./...); do
	for target in $(go test -list '^Fuzz' "$package" | grep '^Fuzz' || true); do
		echo "fuzz: $package $target for $time"
		if ! fuzz "$package" "$target"; then
			grep -q '^ *context deadline exceeded$' "$last" && ! grep -q 'Failing input' "$last" &&
				fuzz "$package" "$target" || findings=$((findings + 1))
		fi
		targets=$((targets + 1))
	done
done
echo "fuzz: $targets targets, $findings with findings"
[ "$findings" = 0 ]
