#!/bin/sh
# Score pages of a built site with Lighthouse, as a phone sees them: those named, or
# one of each kind.
# usage: lighthouse.sh DIR [PAGE...]
# Installs it on first use, in tools/lighthouse; needs a browser, as the tests do.
# Exit 1 when a score is below 99 of 100.
set -eu
if [ $# -lt 1 ]; then
	echo "usage: lighthouse.sh DIR [PAGE...]" >&2
	exit 2
fi
root=$(cd "$(dirname "$0")/.." && pwd)
home=$root/tools/lighthouse
CHROME_PATH=$(sh "$root/scripts/browser.sh") || {
	echo "error: no browser found" >&2
	echo "hint: make setup" >&2
	exit 1
}
export CHROME_PATH
if ! cmp -s "$home/package-lock.json" "$home/node_modules/.installed-lock"; then
	npm ci --prefix "$home" --no-audit --no-fund
	cp "$home/package-lock.json" "$home/node_modules/.installed-lock"
fi
exec node "$home/score.js" "$@"
