#!/bin/sh
# Write what preview.sh found as Markdown, on stdout.
# usage: summary.sh DIR
# RUN_URL is the address of the workflow run, whose page has the two sites.
set -eu
dir=$1

pages() { if [ -d "$1" ]; then find "$1" -name '*.html' | wc -l | tr -d ' '; else echo "none: it does not build"; fi; }
size() { if [ -d "$1" ]; then du -sk "$1" | awk '{ printf "%.1f MB", $1 / 1024 }'; else echo "–"; fi; }

# quote FILE LINES: as code, by indenting it: nothing in the text can end that,
# as it could end a fence. Lines are cut where GitHub would take long to show them.
quote() {
	head -n "$2" "$1" | cut -c 1-200 | sed 's/^/    /'
	more=$(($(wc -l <"$1") - $2))
	if [ "$more" -gt 0 ]; then echo "    and $more lines more"; fi
}

fold() {
	printf '<details><summary>%s</summary>\n\n' "$1"
	quote "$2" 30
	printf '\n</details>\n\n'
}

echo '### What this pull request does to the site'
echo
echo '| | before | after |'
echo '|---|--:|--:|'
echo "| pages | $(pages "$dir/before") | $(pages "$dir/after") |"
echo "| size | $(size "$dir/before") | $(size "$dir/after") |"
echo
if [ -e "$dir/check.failed" ]; then
	count=$(grep -Ec '^([^ ].*: )?(error|warning): ' "$dir/check.txt" || true)
	fold "The check found problems: $count" "$dir/check.txt"
else
	printf 'The check found no problem.\n\n'
fi
# What it means for readers; where the site does not build, which files changed.
if [ -s "$dir/diff.md" ]; then
	cat "$dir/diff.md"
	echo
elif [ -s "$dir/changed.txt" ]; then
	fold "Files that make the site and changed: $(wc -l <"$dir/changed.txt" | tr -d ' ')" "$dir/changed.txt"
fi
if [ -n "${RUN_URL:-}" ]; then
	echo "Both sites are [at the end of the run's page]($RUN_URL#artifacts): download one, unpack it, and open its index.html."
fi
