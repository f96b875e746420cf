# Print the words of markdown files that a person reads: no code, no addresses, no
# front matter keys, no front matter values that are names of other things.
FNR == 1 { fence = 0; front = ($0 == "---"); if (front) next }
front && $0 == "---" { front = 0; next }
front && /^(family|track|reports_to|leads_to|scales|updated|roles):/ { next }
front { sub(/^ *[a-z][a-z0-9_-]*:( |$)/, "") }
/^ *(```|~~~)/ { fence = !fence; next }
fence { next }
{
	$0 = $0 " "
	gsub(/'s[^a-z]/, " ")
	gsub(/`[^`]*`/, " ")
	gsub(/\]\([^)]*\)/, "] ")
	gsub(/https?:[^ )>]*/, " ")
	gsub(/<[^>]*>/, " ")
	gsub(/[A-Za-z0-9_.-]*[\/.][A-Za-z0-9_.-]+/, " ")
	print
}
