#!/bin/sh
# Make one share of a site, on one of many machines that know nothing of each other.
# usage: SHARES=N SHARE=I [SITE=.] [BASE_URL=URL] [TAR=DIR] [FOLDER=DIR TO=REMOTE] share.sh
#
# SHARE counts from 1. A Kubernetes Indexed Job says JOB_COMPLETION_INDEX instead,
# which counts from 0. With TAR, the share becomes DIR/I-of-N.tar, for merge.sh; with
# FOLDER and TO it is written to the folder and copied to object storage by rclone.
# ROLEDIFF names the program; without it, it is built from this checkout.
set -eu
here=$(cd "$(dirname "$0")" && pwd)

: "${SHARES:?is how many shares there are}"
if [ -z "${SHARE:-}" ]; then
	: "${JOB_COMPLETION_INDEX:?or SHARE is needed: which share this is}"
	SHARE=$((JOB_COMPLETION_INDEX + 1))
fi
if [ -z "${ROLEDIFF:-}" ]; then
	ROLEDIFF=${TMPDIR:-/tmp}/rolediff-share-$$
	trap 'rm -f "$ROLEDIFF"' EXIT
	(cd "$here/../.." && go build -o "$ROLEDIFF" ./generator)
fi

set -- build --site "${SITE:-.}" --shard "$SHARE/$SHARES"
if [ -n "${BASE_URL:-}" ]; then set -- "$@" --base-url "${BASE_URL%/}/"; fi

if [ -n "${TAR:-}" ]; then
	mkdir -p "$TAR"
	"$ROLEDIFF" "$@" --tar "$TAR/$SHARE-of-$SHARES.tar"
fi
if [ -n "${FOLDER:-}" ]; then
	"$ROLEDIFF" "$@" --output "$FOLDER"
	# Small files wait for the network, so many go at once. Every share has other
	# names: copy never deletes what another machine wrote.
	rclone copy "$FOLDER" "${TO:?is where to copy the folder, as REMOTE:BUCKET}" \
		--exclude '/.rolediff/**' --transfers "${TRANSFERS:-64}" --checkers "${TRANSFERS:-64}" --no-traverse --stats-one-line
fi
