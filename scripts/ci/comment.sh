#!/bin/sh
# Keep one comment on a pull request up to date.
# usage: comment.sh FILE.md
# Runs with a token that may write, after a workflow that ran the pull request's
# own code and wrote FILE: nothing in it is trusted. Which pull request it is comes
# from HEAD_OWNER, HEAD_BRANCH and HEAD_SHA, which the event names, never from FILE;
# the text is cut to size and can notify nobody. Uses gh, with GH_TOKEN; REPOSITORY
# is owner/name.
set -eu
file=$1
marker='<!-- rolediff: preview -->'

if [ ! -f "$file" ] || [ -L "$file" ]; then
	echo "no text to post: the preview has made none"
	exit 0
fi

# Nobody is left to read it when the branch has moved on or the request is closed.
number=$(gh api --method GET "repos/$REPOSITORY/pulls" \
	--field state=open --raw-field "head=$HEAD_OWNER:$HEAD_BRANCH" \
	--jq ".[] | select(.head.sha == \"$HEAD_SHA\") | .number" | head -n 1)
if [ -z "$number" ]; then
	echo "no open pull request has $HEAD_SHA as its head"
	exit 0
fi

# A zero-width blank after each @ looks the same and mentions nobody. GitHub takes
# comments of up to 65,536 characters.
body=$(mktemp)
trap 'rm -f "$body"' EXIT
{
	echo "$marker"
	head -c 60000 "$file" | iconv -c -f utf-8 -t utf-8 | sed "s/@/@$(printf '\342\200\213')/g"
} >"$body"

existing=$(gh api --paginate "repos/$REPOSITORY/issues/$number/comments" \
	--jq ".[] | select(.user.login == \"github-actions[bot]\" and (.body | startswith(\"$marker\"))) | .id" |
	head -n 1)
if [ -n "$existing" ]; then
	gh api --method PATCH "repos/$REPOSITORY/issues/comments/$existing" --field "body=@$body" >/dev/null
	echo "updated the comment on pull request $number"
else
	gh api --method POST "repos/$REPOSITORY/issues/$number/comments" --field "body=@$body" >/dev/null
	echo "commented on pull request $number"
fi
