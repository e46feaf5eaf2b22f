#!/usr/bin/env bash
# Every source file stands in its folder's fragment (a file that is forgotten there would be missing
# from the next release), every scenario and every test too.
set -u
. "$WT_SRCDIR/tests/lib.sh"
cd "$WT_SRCDIR" || exit 99

listed() { grep -qE "(^|[[:space:]])$2([[:space:]]|\$)" "$1"; }

for folder in base causal world agent scenarios sim viz cli; do
  for file in "$folder"/*.[ch]; do
    [ -e "$file" ] || continue
    check "$file is not listed in $folder/local.mk" listed "$folder/local.mk" "$file"
  done
done
for file in scenarios/*.yaml; do
  [ -e "$file" ] || continue
  check "$file is not listed in scenarios/local.mk" listed scenarios/local.mk "$file"
  check "$file has no expect:" grep -q '^expect:' "$file"
done
for file in tests/unit/test-*.c; do
  [ -e "$file" ] || continue
  check "$file is not listed in tests/local.mk" listed tests/local.mk "${file%.c}"
done
for file in tests/*.sh; do
  check "$file is not listed in tests/local.mk" listed tests/local.mk "$file"
done
finish
