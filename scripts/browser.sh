#!/bin/sh
# Print the path of the browser to use, or exit 1 where there is none: what CHROMIUM
# names, or else the first of those below. The names and their order are those of
# generator/internal/browser/find.go.
set -u
if [ -n "${CHROMIUM:-}" ]; then
	command -v "$CHROMIUM"
	exit
fi
for name in chromium chromium-browser google-chrome google-chrome-stable chrome \
	"/Applications/Google Chrome.app/Contents/MacOS/Google Chrome" \
	"/Applications/Chromium.app/Contents/MacOS/Chromium"; do
	command -v "$name" && exit
done
exit 1
