#!/bin/sh
# Measure each stage of a build, several times, and compare with the last tag where
# there is one that has these benchmarks. Ends with benchstat's tables.
set -eu
cd "$(dirname "$0")/.."

dir=.cache/bench
mkdir -p "$dir"
# A file system in memory measures the program rather than the disk.
if [ -z "${TMPDIR:-}" ] && [ -w /dev/shm ]; then
	TMPDIR=/dev/shm
	export TMPDIR
fi

measure() { go test ./generator -run '^$' -bench '^BenchmarkStage$' -benchtime 0.5s -count "${COUNT:-6}"; }
stat() { go tool -modfile=tools/go.mod benchstat "$@"; }

measure >"$dir/now.txt"
tag=$(git describe --tags --abbrev=0 2>/dev/null || true)
if [ -n "$tag" ]; then
	git worktree remove --force "$dir/tag" 2>/dev/null || true
	git worktree add --detach --quiet "$dir/tag" "$tag"
	(cd "$dir/tag" && measure) >"$dir/tag.txt"
	git worktree remove --force "$dir/tag"
fi
if [ -n "$tag" ] && grep -q '^Benchmark' "$dir/tag.txt"; then
	stat "$tag=$PWD/$dir/tag.txt" "now=$PWD/$dir/now.txt"
else
	echo "${tag:+$tag has no such benchmarks; }these are the first to compare with"
	stat "now=$PWD/$dir/now.txt"
fi
