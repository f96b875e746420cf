#!/bin/sh
# No file that a person writes is longer than 400 lines: past that a reader no
# longer finds things by name. Locks, word lists, schemas, generated pages and fixtures are data.
set -eu
cd "$(dirname "$0")/.."
limit=400
long=$(git ls-files --cached --others --exclude-standard |
	grep -Ev '(^|/)(go\.sum|package-lock\.json|words\.txt)$|^schema/|^docs/(diagnostics|layout-data)\.md$|/testdata/|\.(png|webp|ico|jpg)$' |
	while IFS= read -r file; do
		[ -f "$file" ] || continue
		lines=$(awk 'END { print NR }' "$file")
		[ "$lines" -le "$limit" ] || echo "$file: $lines lines, the limit is $limit"
	done)
[ -z "$long" ] || {
	echo "$long"
	echo "hint: split it by what its parts are for"
	exit 1
}
