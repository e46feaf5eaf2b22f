#!/usr/bin/env bash
# The display lists of the main panes on three scenarios, against those kept in tests/golden.
# Why kept: what a pane draws is decided here and nowhere else; a change must be seen and wanted.
# WT_REGENERATE=1 makes them anew; look at the pictures before keeping them.
set -u
. "$WT_SRCDIR/tests/lib.sh"

golden=$WT_SRCDIR/tests/golden
unset DISPLAY WAYLAND_DISPLAY

# pane SCENARIO NAME KEYS: one pane large, after the keys.
pane() {
  local name=$1-$2 keys=$3
  if ! "$WHYTOWN" view "$WHYTOWN_SCENARIOS/$1.yaml" --scene --size 960x640 --keys "$keys" >"$tmp/$name"; then
    bad "$name: no display list"
    return
  fi
  if [ -n "${WT_REGENERATE-}" ]; then
    cp "$tmp/$name" "$golden/$name.txt"
  fi
  if cmp -s "$golden/$name.txt" "$tmp/$name"; then
    ok
  else
    bad "$name is not as it was; first lines that differ:"
    diff "$golden/$name.txt" "$tmp/$name" | head -n 12
  fi
}

for scenario in which-chair open-door reserved-table; do
  pane "$scenario" all ''
  pane "$scenario" town 'z f p'
  pane "$scenario" bars 'z z Down'
  pane "$scenario" part 'z z m'
  pane "$scenario" cone 'z z z'
  pane "$scenario" mind 't z z z'
  pane "$scenario" steps 't t z z z bracketleft bracketleft'
  pane "$scenario" words 'z z z z'
  pane "$scenario" things 'T z z z z'
  pane "$scenario" fork 'Right e Return'
done
finish
