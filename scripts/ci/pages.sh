#!/bin/sh
# Build the site as the one tar that GitHub Pages is deployed from.
# usage: pages.sh FILE.tar
# BASE_URL is where the site will be, as actions/configure-pages found out; without
# it config.json decides.
set -eu
file=$1
go build -o bin/rolediff ./generator
if [ -n "${BASE_URL:-}" ]; then
	set -- --base-url "${BASE_URL%/}/"
else
	set --
fi
bin/rolediff build --tar "$file" "$@"
