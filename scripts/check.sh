#!/bin/sh
# Run every check, also after one has failed, and count them in the last line.
# A tool that is missing and cannot be installed is skipped by name; everything
# that only needs Go always runs.
# ROLEDIFF_CHECK_FORMAT is the --format for the content's diagnostics (text).
set -u
cd "$(dirname "$0")/.." || exit 1
passed=0 failed=0 skipped=0
rolediff="bin/rolediff$(go env GOEXE)"

pass() { passed=$((passed + 1)) && echo "ok    $1"; }
fail() { failed=$((failed + 1)) && echo "FAIL  $1"; }
skip() { skipped=$((skipped + 1)) && echo "skip  $1: $2"; }

# check NAME COMMAND...: what it prints is shown only when it fails.
check() {
	name=$1
	shift
	if output=$("$@" 2>&1); then
		pass "$name"
	else
		printf '%s\n' "$output"
		fail "$name"
	fi
}

# have PROGRAM PACKAGE...: is it there, or can it be installed?
have() {
	program=$1
	shift
	command -v "$program" >/dev/null 2>&1 || sh scripts/apt.sh "$@"
}

# Tools live in a module of their own, so that theirs are not our dependencies.
tool() { go tool -modfile=tools/go.mod "$@"; }

# Everything that is, or is about to be, in the repository.
files() { git ls-files --cached --others --exclude-standard -- "$@"; }

gofmt_clean() {
	unformatted=$(files '*.go' | grep -v /testdata/ | xargs gofmt -l)
	[ -z "$unformatted" ] || {
		echo "$unformatted"
		echo "hint: make fmt"
		return 1
	}
}

vulnerabilities() {
	output=$(tool govulncheck ./... 2>&1) && pass govulncheck && return
	case $output in
	*"fetching vulnerabilities"*) skip govulncheck "its database cannot be reached from here" ;;
	*) printf '%s\n' "$output" && fail govulncheck ;;
	esac
}

canonical() {
	"$rolediff" fmt --check
}

content() {
	"$rolediff" check --strict --format "${ROLEDIFF_CHECK_FORMAT:-text}"
}

check gofmt gofmt_clean
check vet go vet ./...
# Files for one system only are seen nowhere else.
check "vet for windows" env GOOS=windows go vet ./...
check "vet for macOS" env GOOS=darwin go vet ./...
check staticcheck tool staticcheck ./...
vulnerabilities
check "file length" sh scripts/lines.sh
check "lock file" sh scripts/lock.sh

if have shellcheck shellcheck; then
	# shellcheck disable=SC2046 # names of ours, without blanks
	check shellcheck shellcheck $(files '*.sh' .ci/run)
else
	skip shellcheck "not installed"
fi
# It hands the shell steps of workflows to shellcheck where there is one.
check actionlint tool actionlint .github/workflows/*.yml generator/starter/.github/workflows/*.yml

check "canonical form" canonical

# Annotations are for the log, found problems or not.
if content; then pass content; else fail content; fi

if have hunspell hunspell hunspell-en-us && hunspell -D </dev/null 2>&1 | grep -q en_US; then
	check spelling sh scripts/spelling.sh
else
	skip spelling "hunspell and its en_US dictionary are not installed"
fi

line="check: $passed passed, $failed failed"
[ "$skipped" = 0 ] || line="$line, $skipped skipped"
echo "$line"
[ "$failed" = 0 ]
