#!/bin/sh
# Check a pull request, build the site before and after it, and sum it up.
# usage: preview.sh DIR BASE
# Run in a checkout of what would be merged, with BASE the commit it would be merged
# into. DIR gets before/, after/ (the two sites) and comment/comment.md. Annotations
# go to stdout. Exit 1 when the check finds a problem or the site does not build,
# with all of DIR written that there is to write.
# SITE is the site's folder, . unless given, and CHECK what fails, as in action.sh.
# ROLEDIFF is the program that makes both sites; without it each side is made by its
# own, built here: what readers have today, and what they would have.
set -eu
mkdir -p "$1"
dir=$(cd "$1" && pwd)
base=$2
here=$(cd "$(dirname "$0")" && pwd)
site=${SITE:-.}
status=0

# Only the annotations are for GitHub.
# shellcheck source=scripts/ci/unheard.sh
. "$here/unheard.sh"
trap heard EXIT
unheard

case ${CHECK:-strict} in
strict) strict=--strict ;;
*) strict= ;;
esac
if [ -n "${ROLEDIFF:-}" ]; then
	after=$ROLEDIFF
else
	after=$dir/bin/after
	go build -o "$after" ./generator
fi

heard
# shellcheck disable=SC2086 # an option or nothing
"$after" check --site "$site" $strict --format github || status=1
unheard
# Once more for people, to be quoted in the summary.
# shellcheck disable=SC2086
"$after" check --site "$site" $strict >"$dir/check.txt" 2>&1 || : >"$dir/check.failed"
if [ "${CHECK:-strict}" = off ]; then status=0; fi
"$after" build --site "$site" --output "$dir/after" || status=1

# That the base cannot be built is no fault of this pull request.
git worktree add --detach --force "$dir/base" "$base"
(
	cd "$dir/base"
	if [ -n "${ROLEDIFF:-}" ]; then
		before=$ROLEDIFF
	else
		before=$dir/bin/before
		go build -o "$before" ./generator || exit
	fi
	"$before" build --site "$site" --output "$dir/before"
) || rm -rf "$dir/before"
git worktree remove --force "$dir/base"

"$after" diff "$base" --site "$site" --format markdown >"$dir/diff.md" || rm -f "$dir/diff.md"
git diff --name-status -M "$base" HEAD -- "$site/content" "$site/config.json" "$site/layouts" >"$dir/changed.txt"
mkdir -p "$dir/comment"
sh "$here/summary.sh" "$dir" >"$dir/comment/comment.md"
if [ -n "${GITHUB_STEP_SUMMARY:-}" ]; then
	cat "$dir/comment/comment.md" >>"$GITHUB_STEP_SUMMARY"
fi
exit "$status"
