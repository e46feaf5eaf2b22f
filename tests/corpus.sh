#!/usr/bin/env bash
# Bad scenarios and models: `whytown check' on every tests/corpus*/n_*.yaml ends with status 3 and lists exactly
# the mistakes of the n_*.expect beside it, one per line: CODE LINE:COLUMN, 0:0 for the whole file.
# Every y_*.yaml has none, and no warnings but those of the y_*.expect beside it. Files that would only take up room are made here.
set -u
. "$WT_SRCDIR/tests/lib.sh"

# The mistakes of the last command, as in .expect, sorted. $1: the file's name.
listed() {
  cat "$tmp/out" "$tmp/err" | sed -nE \
    -e "s/^([^:]*$1:[0-9:]*) warning W/\1 W/" \
    -e "s/^[^:]*$1:([0-9]+):([0-9]+): ([EW][0-9]+)[ :].*/\3 \1:\2/p" \
    -e "s/^[^:]*$1:([0-9]+): ([EW][0-9]+)[ :].*/\2 \1:0/p" \
    -e "s/^[^:]*$1: ([EW][0-9]+)[ :].*/\1 0:0/p" | LC_ALL=C sort
}

# bad_file FILE EXPECTED: the mistakes, and nothing else, are listed in time.
bad_file() {
  local name
  name=$(basename "$1")
  status "$name" 3 timeout 60 "$WHYTOWN" check "$1"
  same "$name" "$(LC_ALL=C sort <<<"$2")" "$(listed "$name")"
}

for file in "$WT_SRCDIR"/tests/corpus/n_*.yaml "$WT_SRCDIR"/tests/corpus-model/n_*.yaml; do
  if [ -r "${file%.yaml}.expect" ]; then
    bad_file "$file" "$(cat "${file%.yaml}.expect")"
  else
    bad "$(basename "$file") has no .expect beside it"
  fi
done
for file in "$WT_SRCDIR"/tests/corpus/y_*.yaml "$WT_SRCDIR"/tests/corpus-model/y_*.yaml; do
  name=$(basename "$file")
  status "$name" 0 timeout 60 "$WHYTOWN" check "$file"
  same "$name" "$(cat "${file%.yaml}.expect" 2>/dev/null)" "$(listed "$name")"
done

# A formula that means nothing says why.
status "candidates" 3 "$WHYTOWN" check "$WT_SRCDIR/tests/corpus/n_candidates.yaml"
err_has "candidates: the reason" "'here.sour' means nothing for anything that is offered: seat has no 'sour'"
# Who learns of causes hears of what is left out; the scenario runs.
status "cues" 0 "$WHYTOWN" check "$WT_SRCDIR/tests/corpus/y_many-cues.yaml"
err_has "cues: what is left out" 'at most 8 things .* leaves out tall, wide; '

# repeat N TEXT: TEXT N times.
repeat() { yes -- "$2" | head -n "$1" | tr -d '\n'; }

{ echo 'whytown: 1'; yes '# a comment' | head -c 1048576; } >"$tmp/n_too-large.yaml"
bad_file "$tmp/n_too-large.yaml" 'E004 0:0'
{ printf 'a: ['; repeat 250000 'x,'; echo ']'; } >"$tmp/n_many-nodes.yaml"
bad_file "$tmp/n_many-nodes.yaml" 'E006 1:399999'
{ printf 'a: &a '; repeat 600000 x; printf '\nb: [*a, *a, *a, *a, *a, *a]\n'; } >"$tmp/n_huge-text.yaml"
bad_file "$tmp/n_huge-text.yaml" 'E006 2:25'
{ printf 'a: "'; repeat 900000 x; } >"$tmp/n_huge-quote.yaml"
bad_file "$tmp/n_huge-quote.yaml" 'E003 1:4'
repeat 500000 '- ' >"$tmp/n_dashes.yaml"
bad_file "$tmp/n_dashes.yaml" 'E005 1:65'
repeat 1000000 '[' >"$tmp/n_brackets.yaml"
bad_file "$tmp/n_brackets.yaml" 'E005 1:33'

status "no such file" 4 "$WHYTOWN" check "$tmp/none.yaml"
finish
