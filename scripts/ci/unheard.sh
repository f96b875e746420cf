#!/bin/sh
# Sourced by what runs in a workflow and prints words of others: file names, lines of
# content, subjects of commits. GitHub obeys ::command:: where a printed line begins, also
# behind blanks, and ##[command] anywhere. Between unheard and heard it obeys nothing but
# a word that nobody can guess. Both outputs become one, as GitHub keeps no order of two.
exec 2>&1
word=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
unheard() { echo "::stop-commands::$word"; }
heard() { echo "::$word::"; }
