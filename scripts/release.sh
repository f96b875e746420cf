#!/bin/sh
# Make a release in dist/, twice, and compare the two byte for byte.
# usage: release.sh VERSION     such as v1.2.3
# Exit 1 when the second differs: then something of this machine is in it.
set -eu
cd "$(dirname "$0")/.."
version=${1:?"release.sh needs a version, such as v1.2.3"}
commit=$(git rev-parse HEAD)
if [ -n "$(git status --porcelain)" ]; then
	echo "note: there are changes that are in no commit, and they are in this release" >&2
	commit=
fi
again=$(mktemp -d)
trap 'rm -rf "$again"' EXIT
go run ./generator/internal/release -version "$version" -commit "$commit" -o dist
go run ./generator/internal/release -version "$version" -commit "$commit" -o "$again/dist"
diff -r dist "$again/dist" || {
	echo "error: the same inputs gave other bytes" >&2
	exit 1
}
cat dist/SHA256SUMS
