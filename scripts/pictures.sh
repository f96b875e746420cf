#!/bin/sh
# Take the pictures that README.md shows, from a built site, with the browser that
# the tests use. Look at them before they are committed.
# usage: pictures.sh SITE DIR
set -eu
if [ $# != 2 ]; then
	echo "usage: pictures.sh SITE DIR" >&2
	exit 2
fi
trio=devops-engineer/vs-head-of-engineering-vs-vp-of-engineering.html
shoot() { go run ./generator/internal/browser/shoot -base "$site" -o "$dir" "$@"; }
site=$1 dir=$2
shoot -window 1280x900 matrix=matrix/index.html
shoot -window 1280x1700 trio=$trio
shoot -window 1280x900 -dark role=devops-engineer/index.html
shoot -window 390x780 trio-phone=$trio
