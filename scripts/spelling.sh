#!/bin/sh
# Spell the prose of the repository in American English: role files, docs and the
# texts at the root. Words that are right here and in no dictionary stand in
# words.txt, one a line, sorted. Exit 1 with file, line and word for each other.
set -eu
cd "$(dirname "$0")/.."
command -v hunspell >/dev/null || { echo "hunspell is not installed" >&2; exit 1; }
# hunspell reads and prints in the locale's encoding.
LC_ALL=C.UTF-8
export LC_ALL
unknown=$(git ls-files --cached --others --exclude-standard '*.md' | grep -v -e /testdata/ -e '^docs/layout-data' |
	xargs awk -f scripts/prose.awk |
	hunspell -l -d en_US -p scripts/words.txt | sort -u)
[ -n "$unknown" ] || exit 0
for word in $unknown; do
	git grep --untracked -nowF -e "$word" -- '*.md' ':!*/testdata/*' | head -3
done
echo "hint: correct it, or add it to scripts/words.txt"
exit 1
