#!/usr/bin/env bash
# The story of docs/view.md as a person would live it: a window, a mouse, a keyboard. TongTong chooses
# a chair; why not that one; time is dragged back; the door is shut; two futures side by side.
# What the window shows at each step is saved by it and told by the caption in the picture.
# WT_REGENERATE=1 makes the pictures of docs/view anew.
set -u
. "$WT_SRCDIR/tests/lib.sh"
. "$WT_SRCDIR/tests/lib-window.sh"

chair=$WHYTOWN_SCENARIOS/which-chair.yaml
size=1280x800
pictures=$WT_SRCDIR/docs/view
mkdir "$tmp/saved" && cd "$tmp/saved" || exit 99

# place NAME: where the map has that name, by the display list.
place() {
  "$WHYTOWN" view "$chair" --scene --size $size |
    sed -nE "s/^text [a-z]+ ([0-9.]+) ([0-9.]+) [0-9.]+ small centre \"$1\"\$/\\1 \\2/p" | head -n 1
}

# door: the middle of the first door that stands open.
door() {
  "$WHYTOWN" view "$chair" --scene --size $size |
    awk '$1 == "line" && $2 == "door" { print ($3 + $5) / 2, ($4 + $6) / 2; exit }'
}

click() { xdotool mousemove --window "$id" "$1" "$2" click 1; }

# saved PATTERN: the next picture that the window saves has this in its caption or its words.
saved() {
  local before after
  before=$(find . -name '*.png' | wc -l)
  xdotool key s
  for _ in $(seq 500); do
    after=$(find . -name '*.png' | wc -l)
    [ "$after" -gt "$before" ] && break
    sleep 0.02
  done
  newest=$(find . -name '*.png' -printf '%T@ %p\n' | sort -n | tail -n 1 | cut -d' ' -f2)
  soon is_png "$newest" && grep -aq -e "$1" "$newest"
}

# moment NAME PATTERN: what is seen now; kept for the documentation if that is wanted.
moment() {
  check "$1" saved "$2"
  if [ -n "${WT_REGENERATE-}" ]; then
    mkdir -p "$pictures" && cp "$newest" "$pictures/$1.png"
  fi
}

# edit TEXT: types over whatever the prompt has.
edit() {
  xdotool key --repeat 40 BackSpace
  xdotool type --delay 12 "$1"
}

start_display
check "a window opens" open "$chair" --size $size
soon tick 0
moment 1-opened 'tick 0'

xdotool key --repeat 4 bracketleft # what she imagined
moment 2-steps 'tick 0, imagine'

xdotool key --repeat 4 bracketright
xdotool key t
read -r x y < <(place 'wicker chair')
click "$x" "$y"
xdotool key shift+t
moment 3-why-not 'Rather than sit on the wicker chair'

xdotool key m m
moment 4-part 'Rather than sit on the wicker chair'

xdotool key End
check "the end" tick 59
xdotool mousemove --window "$id" 1200 731 mousedown 1 mousemove --window "$id" 800 731 \
  mousemove --window "$id" 300 731 mousemove --window "$id" 205 731 mouseup 1
check "dragged back" tick 0

read -r x y < <(door)
click "$x" "$y"
xdotool key e
edit 'front_door.open = false'
if [ -n "${WT_REGENERATE-}" ]; then
  sleep 0.5
  import -window "$id" "$pictures/5-edit.png" # what is typed cannot be saved by a key
fi
xdotool key Return shift+t
moment 6-beside 'do front_door.open=false@0'

xdotool key e
edit 'absent(Lele)'
xdotool key Return
moment 7-alone 'do front_door.open=false@0.*, absent(Lele)@0'
close_with "the end" 0 xdotool key q
finish
