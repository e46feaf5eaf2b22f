#!/usr/bin/env bash
# Every source file stands in its folder's fragment (a file that is forgotten there would be missing
# from the next release), every scenario and every test too. In a git checkout the files looked at
# are those git knows.
set -u
. "$WT_SRCDIR/tests/lib.sh"
cd "$WT_SRCDIR" || exit 99

files() {
  if [ -e .git ] && git ls-files >"$tmp/files" 2>/dev/null; then
    grep -E "$1" "$tmp/files"
  else
    find . -type f | sed 's:^\./::' | grep -E "$1"
  fi | sort
}
listed() { grep -qE "(^|[[:space:]])$2([[:space:]\\]|\$)" "$1"; }

for folder in base causal world agent scenarios sim viz cli; do
  for file in $(files "^$folder/[^/]*\.[ch]\$"); do
    check "$file is not listed in $folder/local.mk" listed "$folder/local.mk" "$file"
  done
done
for file in $(files '^scenarios/[^/]*\.yaml$'); do
  check "$file is not listed in scenarios/local.mk" listed scenarios/local.mk "$file"
  check "$file has no expect:" grep -q '^expect:' "$file"
done
for file in $(files '^tests/unit/test-.*\.c$'); do
  check "$file is not listed in tests/local.mk" listed tests/local.mk "${file%.c}"
done
for file in $(files '^tests/[^/]*\.sh$') $(files '^tests/unit/.*\.h$'); do
  check "$file is not listed in tests/local.mk" listed tests/local.mk "$file"
done
for file in $(files '^docs/[^/]*\.(md|1|png)$'); do
  check "$file is not listed in docs/local.mk" listed docs/local.mk "$file"
done
finish
