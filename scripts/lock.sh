#!/bin/sh
# The npm lock files name no host: what was resolved through one network's mirror
# could not be installed from another. npm leaves the addresses out when it runs
# where our .npmrc is read; this catches a lock that was made elsewhere.
set -eu
cd "$(dirname "$0")/.."
if git ls-files --cached --others --exclude-standard '*package-lock.json' |
	xargs grep -n '"resolved"'; then
	echo "hint: npm install --package-lock-only, run in the lock's folder"
	exit 1
fi
