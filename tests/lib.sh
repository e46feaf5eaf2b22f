# lib.sh - helpers of the shell tests; source it first:  . "$WT_SRCDIR/tests/lib.sh"
#
# Each check counts as passed or failed and names itself when it fails. `finish' ends the test with
# the line "N passed, N failed" and the status that goes with it. $tmp is a folder of the test's own,
# removed at the end.

: "${WT_SRCDIR:?run this through make check}" "${WT_BUILDDIR:?}"
wt_passed=0 wt_failed=0
tmp=$(mktemp -d "${TMPDIR:-/tmp}/whytown-test.XXXXXX") || exit 99
trap 'rm -rf -- "$tmp"' EXIT
trap 'exit 99' INT TERM

ok() { wt_passed=$((wt_passed + 1)); }
bad() {
  wt_failed=$((wt_failed + 1))
  printf 'FAILED: %s\n' "$*"
}

# check NAME COMMAND...: the command succeeds.
check() {
  local name=$1
  shift
  if "$@"; then ok; else bad "$name"; fi
}

# status NAME EXPECTED COMMAND...: the command ends with that exit status; its output is kept in
# $tmp/out and $tmp/err.
status() {
  local name=$1 want=$2 got=0
  shift 2
  "$@" >"$tmp/out" 2>"$tmp/err" </dev/null || got=$?
  if [ "$got" -eq "$want" ]; then
    ok
  else
    bad "$name: exit status $got, expected $want: $*"
    sed 's/^/    /' "$tmp/err" | head -n 20
  fi
}

# out_has NAME REGEX / err_has NAME REGEX: the last command's output has a line that matches.
out_has() { if grep -qE -e "$2" "$tmp/out"; then ok; else bad "$1: no '$2' in the output"; head -n 20 "$tmp/out"; fi; }
err_has() { if grep -qE -e "$2" "$tmp/err"; then ok; else bad "$1: no '$2' among the errors"; head -n 20 "$tmp/err"; fi; }

# same NAME EXPECTED ACTUAL: two strings are equal.
same() { if [ "$2" = "$3" ]; then ok; else bad "$1: expected '$2', got '$3'"; fi; }

finish() {
  printf '%d passed, %d failed\n' "$wt_passed" "$wt_failed"
  [ "$wt_failed" -eq 0 ] && [ "$wt_passed" -gt 0 ]
  exit
}

# skip REASON: ends the test as skipped (a part is not in this build).
skip() {
  printf 'skipped: %s\n' "$*"
  exit 77
}
