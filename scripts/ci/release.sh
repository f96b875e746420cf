#!/bin/sh
# Publish a release that make release has made, and move the tag of its major version,
# which workflows may name, to it.
# usage: release.sh DIR VERSION     in a checkout of the tag VERSION, such as v1.2.3
# Uses gh, with GH_TOKEN; REPOSITORY is owner/name. The notes are the version's section
# of CHANGELOG.md; without one nothing is published.
set -eu
dir=$1
version=$2

(cd "$dir" && sha256sum --check --quiet SHA256SUMS)

notes=$(mktemp)
trap 'rm -f "$notes"' EXIT
awk -v want="${version#v}" '/^## / { on = ($2 == want || $2 == "v" want); next } on' CHANGELOG.md >"$notes"
if ! grep -q . "$notes"; then
	echo "error: CHANGELOG.md has no section \"## ${version#v}\"" >&2
	exit 1
fi

set --
case $version in *-*) set -- --prerelease ;; esac
gh release create "$version" --repo "$REPOSITORY" --verify-tag --title "$version" --notes-file "$notes" "$@" "$dir"/*

# A prerelease is for those who name it.
if [ $# = 0 ]; then
	major=${version%%.*}
	commit=$(git rev-parse HEAD)
	gh api --method PATCH "repos/$REPOSITORY/git/refs/tags/$major" --field "sha=$commit" --field force=true >/dev/null 2>&1 ||
		gh api --method POST "repos/$REPOSITORY/git/refs" --field "ref=refs/tags/$major" --field "sha=$commit" >/dev/null
	echo "$major is $version now"
fi
