#!/usr/bin/env bash
# The window with real keys and a real mouse, on a display of its own: what is pressed arrives once
# and whole, and whatever happens to window, display or run file ends in a word, not in a crash.
set -u
. "$WT_SRCDIR/tests/lib.sh"

grep -q '^#define HAVE_SDL 1' "$WT_BUILDDIR/config.h" || skip "built without SDL"
command -v Xvfb >/dev/null || skip "Xvfb is not installed"
command -v xdotool >/dev/null || skip "xdotool is not installed"

chair=$WHYTOWN_SCENARIOS/which-chair.yaml
xvfb='' view=''
trap 'kill $view $xvfb 2>/dev/null; rm -rf -- "$tmp"' EXIT
unset WAYLAND_DISPLAY DISPLAY
export SDL_VIDEODRIVER=x11 XDG_RUNTIME_DIR=$tmp
mkdir "$tmp/saved" && cd "$tmp/saved" || exit 99

# soon COMMAND...: the command succeeds within ten seconds.
soon() {
  local end=$((SECONDS + 10))
  until "$@" 2>/dev/null; do
    [ $SECONDS -lt $end ] || return 1
    sleep 0.02
  done
}

start_display() {
  : >"$tmp/number"
  Xvfb -displayfd 3 -screen 0 1400x900x24 -nolisten tcp 3>"$tmp/number" >/dev/null 2>&1 &
  xvfb=$!
  soon test -s "$tmp/number" || skip "Xvfb does not start"
  DISPLAY=:$(cat "$tmp/number")
  export DISPLAY
}

find_window() { id=$(xdotool search --onlyvisible --pid "$view" | head -n 1) && [ -n "$id" ]; }
titled() { [[ $(xdotool getwindowname "$id") == $1 ]]; }
# tick N: the window's title says so, soon.
tick() { soon titled "* tick $1"; }
ended() { ! kill -0 "$view"; }
is_png() { [ "$(tail -c 12 "$1" | od -An -tx1 | tr -d ' \n')" = 0000000049454e44ae426082 ]; }
size_of() { od -An -j16 -N8 -tu1 "$1" | awk '{ print ($3*256+$4) "x" ($7*256+$8) }'; }

# open ARGUMENT...: a window that has the keyboard.
open() {
  "$WHYTOWN" view "$@" >"$tmp/out" 2>"$tmp/err" </dev/null &
  view=$!
  soon find_window && soon xdotool windowfocus --sync "$id"
}

# close_with NAME STATUS COMMAND...: after it the program ends with that status.
close_with() {
  local name=$1 want=$2 got=0
  shift 2
  "$@"
  soon ended || kill -9 "$view"
  wait "$view" || got=$?
  view=''
  same "$name: exit status" "$want" "$got"
  check "$name: no trouble" sh -c "! grep -E 'ERROR:|runtime error|CRITICAL|WARNING' '$tmp/err'"
}

# ---- no display, no font
status "no display" 4 env DISPLAY=:9999 "$WHYTOWN" view "$chair"
err_has "no display" 'no display'
printf '<?xml version="1.0"?><fontconfig></fontconfig>\n' >"$tmp/fonts.conf"
status "no font" 4 env FONTCONFIG_FILE="$tmp/fonts.conf" "$WHYTOWN" view "$chair" --shot "$tmp/a.png"
err_has "no font" 'no font'

# ---- keys: each once, with its case, named or written
start_display
check "a window opens" open "$chair" --size 1000x700
check "it begins where it should" tick 0
xdotool key Right Right
check "Right twice" tick 2
xdotool key Left
check "Left" tick 1
xdotool key shift+Right
check "Shift+Right" tick 11
xdotool key End
check "End" tick 59
xdotool key Home
check "Home" soon titled '*before it begins'
xdotool key period
check "a full stop" tick 0
xdotool key s
check "s saves" soon is_png which-chair-0.png
same "as large as the window" 1000x700 "$(size_of which-chair-0.png)"
xdotool key shift+s
check "S saves another" soon grep -q '</svg>' which-chair-0.svg
xdotool key d s
check "s again" soon is_png which-chair-0-2.png
check "d is dark" test "$(cmp -s which-chair-0.png which-chair-0-2.png; echo $?)" = 1
xdotool key d s
check "d is light" soon is_png which-chair-0-3.png
check "the same picture, the same file" cmp -s which-chair-0.png which-chair-0-3.png
same "nothing saved twice" 4 "$(find . -type f | wc -l)"

# ---- the mouse: a place of the timeline, dragged; the wheel
xdotool mousemove --window "$id" 700 630 click 1
check "a click on the timeline" soon titled '* tick [2345]?'
xdotool mousemove --window "$id" 500 630 mousedown 1 mousemove --window "$id" 600 630 \
  mousemove --window "$id" 990 630 mouseup 1
check "dragged to the end" tick 59
xdotool mousemove --window "$id" 200 450 click 5 key s
check "after the wheel" soon is_png which-chair-59.png
xdotool click 4 key s
check "and back" soon is_png which-chair-59-2.png
check "the wheel moves something" test "$(cmp -s which-chair-59.png which-chair-59-2.png; echo $?)" = 1

# ---- other sizes
xdotool key Home windowsize --sync "$id" 320 240 key period key s
check "as small as can be" soon is_png which-chair-0-4.png
same "as small as can be: size" 320x240 "$(size_of which-chair-0-4.png)"
xdotool windowsize --sync "$id" 1390 890 key space
check "playing" soon titled '* tick [1-9]*'
close_with "q" 0 xdotool key q

# ---- the run file goes while it is looked at
status "a run" 0 "$WHYTOWN" run "$chair" -o "$tmp/a.run" --quiet
check "a window on a run" open "$tmp/a.run"
rm -f "$tmp/a.run"
xdotool key End Home Right Right
check "the file is deleted" tick 1
close_with "deleted" 0 xdotool key q
status "a run" 0 "$WHYTOWN" run "$chair" -o "$tmp/b.run" --quiet
check "a window on another run" open "$tmp/b.run"
: >"$tmp/b.run"
xdotool key End Home Right period
close_with "truncated" 0 xdotool key q

# ---- the display goes
check "a last window" open "$chair"
close_with "the display is lost" 4 kill "$xvfb"
err_has "the display is lost" 'display is gone'
xvfb=''
finish
