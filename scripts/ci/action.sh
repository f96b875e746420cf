#!/bin/sh
# What action.yml runs: build the program, check a site, and build it.
# usage: SITE=. CHECK=strict|errors|off [OUTPUT=DIR] [TAR=FILE] [BASE_URL=URL]
#        [BEFORE=COMMIT PREVIEW=DIR] action.sh
# Run in a checkout of the site, which need not be this repository. The program goes
# into RUNNER_TEMP, and its folder into the file that GITHUB_PATH names.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
bin=${RUNNER_TEMP:?}/rolediff-bin
status=0

(cd "$here/../.." && go build -o "$bin/rolediff" ./generator)
if [ -n "${GITHUB_PATH:-}" ]; then echo "$bin" >>"$GITHUB_PATH"; fi
rolediff() { "$bin/rolediff" "$@" --site "$SITE"; }

if [ -n "${BEFORE:-}" ]; then
	ROLEDIFF=$bin/rolediff sh "$here/preview.sh" "${PREVIEW:?"is needed with before"}" "$BEFORE" || status=1
else
	case $CHECK in
	strict) rolediff check --strict --format github || status=1 ;;
	errors) rolediff check --format github || status=1 ;;
	off) ;;
	*)
		echo "::error::check is \"$CHECK\", which is none of strict, errors, off"
		exit 2
		;;
	esac
fi
# What has problems is not published.
if [ "$status" != 0 ]; then exit "$status"; fi

# shellcheck source=scripts/ci/unheard.sh
. "$here/unheard.sh"
trap heard EXIT
unheard

if [ -n "${BASE_URL:-}" ]; then
	set -- --base-url "${BASE_URL%/}/"
else
	set --
fi
if [ -n "${OUTPUT:-}" ]; then rolediff build --output "$OUTPUT" "$@"; fi
if [ -n "${TAR:-}" ]; then rolediff build --tar "$TAR" "$@"; fi
