#!/bin/sh
# Install what the tests need beside Go: the npm packages that package-lock.json
# pins, a Chromium and a Firefox. Quick when they are there. Whatever is missing and cannot
# be installed is an error, for a test that is skipped protects nobody.
set -eu
cd "$(dirname "$0")/.."

die() {
	echo "error: $1" >&2
	echo "hint: $2" >&2
	exit 1
}

command -v go >/dev/null 2>&1 ||
	die "go is not installed" "see https://go.dev/doc/install; go.mod names the version"
command -v npm >/dev/null 2>&1 ||
	die "node and npm are not installed" "see https://nodejs.org; package.json names the versions"

# npm writes this copy of the lock last, so it is as new as a whole install.
if ! cmp -s package-lock.json .cache/npm-installed.json || [ ! -d node_modules/axe-core ]; then
	npm ci --no-audit --no-fund
	mkdir -p .cache
	cp package-lock.json .cache/npm-installed.json
fi

if ! sh scripts/browser.sh >/dev/null; then
	[ -z "${CHROMIUM:-}" ] ||
		die "CHROMIUM is set to $CHROMIUM, which is no program" "unset it, or set it to a browser's path"
	# Without a font a page has no text to measure.
	sh scripts/apt.sh chromium fonts-liberation || true
	sh scripts/browser.sh >/dev/null ||
		die "no browser found: the tests need Chromium or Chrome" \
			"install one (Debian: sudo apt-get install chromium; macOS: brew install --cask chromium), or set CHROMIUM to its path"
fi

# Pages must work in more than one browser; where there is no second one the tests
# that want it are skipped, but not in continuous integration.
firefox() { command -v "${FIREFOX:-firefox-esr}" || command -v firefox; }
if ! firefox >/dev/null && ! { sh scripts/apt.sh firefox-esr && firefox >/dev/null; }; then
	[ -z "${CI:-}" ] || die "no Firefox found" "install one, or set FIREFOX to its path"
	echo "note: no Firefox found, the tests that need it are skipped" >&2
fi
