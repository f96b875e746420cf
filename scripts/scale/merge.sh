#!/bin/sh
# Join the shares that share.sh left in a folder into the tar of the whole site.
# usage: SHARES=N merge.sh DIR SITE.TAR
# ROLEDIFF names the program; without it, it is built from this checkout.
set -eu
here=$(cd "$(dirname "$0")" && pwd)

: "${SHARES:?is how many shares there are}"
from=${1:?is the folder of the shares} to=${2:?is the tar to write}
if [ -z "${ROLEDIFF:-}" ]; then
	ROLEDIFF=${TMPDIR:-/tmp}/rolediff-merge-$$
	trap 'rm -f "$ROLEDIFF"' EXIT
	(cd "$here/../.." && go build -o "$ROLEDIFF" ./generator)
fi

# A share that is missing would be a site with holes.
set --
i=1
while [ "$i" -le "$SHARES" ]; do
	set -- "$@" "$from/$i-of-$SHARES.tar"
	[ -f "$from/$i-of-$SHARES.tar" ] || {
		echo "error: share $i of $SHARES is not in $from" >&2
		exit 1
	}
	i=$((i + 1))
done
"$ROLEDIFF" merge "$to" "$@"
