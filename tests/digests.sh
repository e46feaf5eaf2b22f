#!/usr/bin/env bash
# The program's own runs agree: every scenario again, with two jobs, without FMA and AVX2, and where
# numbers have a decimal comma. Under ThreadSanitizer this is also where threads meet.
set -u
. "$WT_SRCDIR/tests/lib.sh"

status "digest matrix" 0 bash "$WT_SRCDIR/tests/digest-matrix.sh" "$WHYTOWN"
cat "$tmp/out"

# The matrix can fail: a program whose digest depends on the number of jobs.
cat >"$tmp/fickle" <<'SH'
#!/bin/sh
case "$*" in *'--jobs 2'*) echo digest 02 ;; *) echo digest 01 ;; esac
SH
chmod +x "$tmp/fickle"
status "a program that disagrees with itself" 1 bash "$WT_SRCDIR/tests/digest-matrix.sh" "$tmp/fickle"
out_has "a program that disagrees with itself" '^DIFFERS: .*, --jobs 2:'
finish
