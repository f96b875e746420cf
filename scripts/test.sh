#!/bin/sh
# Vet, then every test, then the packages that lock or share memory once more
# under the race detector. Ends with go test's own lines.
set -eu
cd "$(dirname "$0")/.."

go vet ./...
# A busy machine may take long over what is not endless.
go test -timeout 30m ./...

# The detector makes a test five to ten times slower: only packages that import
# sync get it, and only their short tests. In browser the browser does the work.
concurrent=$(go list -f '{{.ImportPath}}{{range .Imports}} {{.}}{{end}}' ./... |
	grep -v /internal/browser |
	awk '{ for (i = 2; i <= NF; i++) if ($i ~ /^sync(\/atomic)?$/) { print $1; next } }')
if [ -z "$concurrent" ]; then
	exit 0
fi
if [ "$(go env CGO_ENABLED)" != 1 ]; then
	echo "note: no race detector here, it needs a C compiler (Debian: apt-get install gcc libc6-dev)" >&2
	exit 0
fi
# shellcheck disable=SC2086 # one word a package
go test -timeout 30m -race -short $concurrent
