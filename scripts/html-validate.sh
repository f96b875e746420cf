#!/bin/sh
# Validate HTML files, or every .html file of folders, by .htmlvalidate.json: a
# conforming document, as strict as minified pages can be.
# usage: html-validate.sh FILE|DIR...
# Exit 1 with file, line, column and rule for each problem.
set -eu
if [ $# = 0 ]; then
	echo "usage: html-validate.sh FILE|DIR..." >&2
	exit 2
fi
root=$(cd "$(dirname "$0")/.." && pwd)
program=$root/node_modules/html-validate/bin/html-validate.mjs
if [ ! -f "$program" ]; then
	echo "error: html-validate is not installed" >&2
	echo "hint: make setup" >&2
	exit 1
fi
exec node "$program" --config "$root/.htmlvalidate.json" --formatter text --max-warnings 0 "$@"
