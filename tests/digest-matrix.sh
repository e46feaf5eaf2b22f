#!/usr/bin/env bash
# digest-matrix.sh WHYTOWN... - the same run everywhere.
#
# Runs every shipped scenario with each of the given programs (other compilers, other optimisation),
# with the first one also under a masked processor (no FMA, no AVX2), with 1 and 2 jobs, and in
# another locale, and compares the digest each run ends with. Exit status 1 if any differs.
# WT_ONLY_THREADS=1: only with 1 and 2 jobs (slow builds).
# WHYTOWN_SCENARIOS: the folder of scenarios, by default scenarios/ beside tests/.
set -u
here=$(cd "$(dirname "$0")/.." && pwd)
folder=${WHYTOWN_SCENARIOS:-$here/scenarios}
[ $# -gt 0 ] || { echo "usage: digest-matrix.sh WHYTOWN..." >&2; exit 2; }
tmp=$(mktemp -d "${TMPDIR:-/tmp}/whytown-matrix.XXXXXX") || exit 4
trap 'rm -rf -- "$tmp"' EXIT
passed=0 failed=0

# Of a long scenario so many ticks are enough: what it expects, which is told at its end, replays it many times.
declare -A enough=([neighbours]=96 [a-week]=1440 [cold-morning]=4500 [a-day]=4000)

# digest PROGRAM FILE ARGUMENT...: the digest a run prints last.
digest() {
  local program=$1 file=$2 ticks=${enough[$(basename "$2" .yaml)]-}
  shift 2
  [ -z "$ticks" ] || set -- "$@" --ticks "$ticks"
  "$program" run "$file" -o "$tmp/matrix.run" --quiet "$@" 2>"$tmp/err" </dev/null |
    sed -n 's/^digest //p' | tail -n 1
  rm -f "$tmp"/matrix.run*
}

# compare WHAT SCENARIO DIGEST: against the reference of this scenario.
compare() {
  if [ -n "$reference" ] && [ "$3" = "$reference" ]; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    printf 'DIFFERS: %s, %s: %s instead of %s\n' "$2" "$1" "${3:-no digest}" "${reference:-no digest}"
    head -n 3 "$tmp/err"
  fi
}

first=$1
for file in "$folder"/*.yaml; do
  [ -e "$file" ] || { echo "no scenarios in $folder" >&2; exit 4; }
  name=$(basename "$file")
  reference=$(digest "$first" "$file" --jobs 1)
  compare "--jobs 2" "$name" "$(digest "$first" "$file" --jobs 2)"
  [ -z "${WT_ONLY_THREADS-}" ] || continue
  compare "again" "$name" "$(digest "$first" "$file" --jobs 1)"
  compare "without FMA and AVX2" "$name" \
    "$(GLIBC_TUNABLES=glibc.cpu.hwcaps=-AVX2,-FMA,-AVX512F digest "$first" "$file")"
  compare "LC_ALL=de_DE.UTF-8" "$name" "$(LC_ALL=de_DE.UTF-8 digest "$first" "$file")"
  for program in "${@:2}"; do
    compare "$program" "$name" "$(digest "$program" "$file" --jobs 2)"
  done
done
printf '%d passed, %d failed\n' "$passed" "$failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
