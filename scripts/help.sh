#!/bin/sh
# List a Makefile's targets: those with a `## text` after their prerequisites.
# usage: help.sh MAKEFILE
set -eu
awk -F ':.*## ' '/^[a-z][a-z-]*:.*## / { printf "make %-12s %s\n", $1, $2 }' "$1"
