#!/bin/sh
# Check a pull request, build the site before and after it, and sum it up.
# usage: preview.sh DIR BASE
# Run in a checkout of what would be merged, with BASE the commit it would be merged
# into. DIR gets before/, after/ (the two sites) and comment/comment.md. Annotations
# go to stdout. Exit 1 when the check finds a problem or the site does not build,
# with all of DIR written that there is to write.
set -eu
mkdir -p "$1"
dir=$(cd "$1" && pwd)
base=$2
here=$(cd "$(dirname "$0")" && pwd)
status=0

go build -o "$dir/bin/after" ./generator
"$dir/bin/after" check --strict --format github || status=1
# Once more for people, to be quoted in the summary.
"$dir/bin/after" check --strict >"$dir/check.txt" 2>&1 || : >"$dir/check.failed"
"$dir/bin/after" build --output "$dir/after" || status=1

# The base is built by its own program: what readers have today. That it cannot be
# is no fault of this pull request.
git worktree add --detach --force "$dir/base" "$base"
(cd "$dir/base" && go build -o "$dir/bin/before" ./generator &&
	"$dir/bin/before" build --output "$dir/before") || rm -rf "$dir/before"
git worktree remove --force "$dir/base"

git diff --name-status -M "$base" HEAD -- content config.json layouts >"$dir/changed.txt"
mkdir -p "$dir/comment"
sh "$here/summary.sh" "$dir" >"$dir/comment/comment.md"
if [ -n "${GITHUB_STEP_SUMMARY:-}" ]; then
	cat "$dir/comment/comment.md" >>"$GITHUB_STEP_SUMMARY"
fi
exit "$status"
