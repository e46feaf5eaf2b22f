#!/usr/bin/env bash
# The examples of the documentation are run: in README.md and docs/*.md every block
#
#     ```console
#     $ whytown run which-chair
#     ... its output ...
#     ```
#
# is executed in a folder of its own, block after block of a file in one folder, and must give exactly
# this output. A line of `…` alone stands for any number of lines.
set -u
. "$WT_SRCDIR/tests/lib.sh"
mkdir "$tmp/bin" && ln -s "$WHYTOWN" "$tmp/bin/whytown" && PATH=$tmp/bin:$PATH

# matches EXPECTED ACTUAL: line by line, `…` skipping ahead to the next expected line.
matches() {
  awk -v actual="$2" '
    BEGIN { while ((getline line < actual) > 0) got[++n] = line; at = 1 }
    $0 == "…" { skip = 1; next }
    { if (skip) { while (at <= n && got[at] != $0) at++; skip = 0 }
      if (at > n || got[at] != $0) { printf "    expected: %s\n    got:      %s\n", $0, got[at]; bad = 1; exit }
      at++ }
    END { if (!bad && !skip && at <= n) { printf "    more than expected: %s\n", got[at]; bad = 1 }; exit bad }' "$1"
}

run_example() { # NAME COMMAND EXPECTED-FILE
  (eval "$2") >"$tmp/actual" 2>&1 </dev/null
  if matches "$3" "$tmp/actual"; then ok; else bad "$1: $2"; fi
}

try_file() {
  local file=$1 inside='' command='' line
  mkdir -p "$tmp/work" && cd "$tmp/work" || exit 99
  while IFS= read -r line || [ -n "$line" ]; do
    if [ -z "$inside" ]; then
      [ "$line" = '```console' ] && inside=1
      continue
    fi
    case $line in
    '```' | '$ '*)
      [ -n "$command" ] && run_example "$(basename "$file")" "$command" "$tmp/expected"
      command=''
      : >"$tmp/expected"
      if [ "$line" = '```' ]; then inside=''; else command=${line#'$ '}; fi
      ;;
    *) printf '%s\n' "$line" >>"$tmp/expected" ;;
    esac
  done <"$file"
  cd "$tmp" && rm -rf "$tmp/work"
}

for file in "$WT_SRCDIR"/README.md "$WT_SRCDIR"/docs/*.md; do
  [ -e "$file" ] && try_file "$file"
done
[ "$wt_passed" -gt 0 ] || bad "there are no examples"
finish
