#!/bin/sh
# Run every fuzz target of the module in turn, also after a finding, which go test
# leaves in testdata/fuzz to be committed with its fix. Exit 1 when there was one.
# usage: fuzz.sh [TIME]     TIME as go test -fuzztime takes it, 20s unless given
# FUZZPARALLEL is how many workers a target has; one for each processor unless given.
set -eu
cd "$(dirname "$0")/.."
time=${1:-20s}
targets=0 findings=0

for package in $(go list ./...); do
	for target in $(go test -list '^Fuzz' "$package" | grep '^Fuzz' || true); do
		echo "fuzz: $package $target for $time"
		go test -run '^$' -fuzz "^$target\$" -fuzztime "$time" ${FUZZPARALLEL:+-parallel "$FUZZPARALLEL"} "$package" ||
			findings=$((findings + 1))
		targets=$((targets + 1))
	done
done
echo "fuzz: $targets targets, $findings with findings"
[ "$findings" = 0 ]
