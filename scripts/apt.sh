#!/bin/sh
# Install Debian packages, where that needs no password and no question.
# usage: apt.sh PACKAGE...
# Exit 1, having said nothing, where this machine cannot: the caller knows what
# the package was for and how else to get it.
set -eu
command -v apt-get >/dev/null 2>&1 || exit 1
if [ "$(id -u)" = 0 ]; then
	as_root=
elif sudo -n true 2>/dev/null; then
	as_root='sudo -n'
else
	exit 1
fi
echo "installing with apt-get: $*" >&2
# An outdated or half reachable package list is no reason to stop: if it matters,
# the install fails.
$as_root apt-get update -qq </dev/null >&2 || true
$as_root env DEBIAN_FRONTEND=noninteractive \
	apt-get install -qq -y --no-install-recommends "$@" </dev/null >&2
