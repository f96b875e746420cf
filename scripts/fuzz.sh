#!/bin/sh
# Run every fuzz target of the module in turn, stopping at the first finding,
# which go test leaves in testdata/fuzz to be committed with its fix.
# usage: fuzz.sh [TIME]     TIME as go test -fuzztime takes it, 20s unless given
set -eu
cd "$(dirname "$0")/.."
time=${1:-20s}
found=0

for package in $(go list ./...); do
	for target in $(go test -list '^Fuzz' "$package" | grep '^Fuzz' || true); do
		echo "fuzz: $package $target for $time"
		go test -run '^$' -fuzz "^$target\$" -fuzztime "$time" "$package"
		found=$((found + 1))
	done
done
echo "fuzz: $found targets"
