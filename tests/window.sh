#!/usr/bin/env bash
# The window with real keys and a real mouse, on a display of its own: what is pressed arrives once
# and whole, and whatever happens to window, display or run file ends in a word, not in a crash.
set -u
. "$WT_SRCDIR/tests/lib.sh"
. "$WT_SRCDIR/tests/lib-window.sh"

chair=$WHYTOWN_SCENARIOS/which-chair.yaml
mkdir "$tmp/saved" && cd "$tmp/saved" || exit 99

# ---- no display, no font
status "no display" 4 env DISPLAY=:9999 "$WHYTOWN" view "$chair"
err_has "no display" 'no display'
status "no display, no driver named" 4 timeout 20 env -u SDL_VIDEODRIVER DISPLAY=:9999 "$WHYTOWN" view "$chair"
err_has "no display, no driver named" 'no display'
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

# titled_png [-N]: the picture of the tick in the window's title.
titled_png() { local title; title=$(xdotool getwindowname "$id"); echo "which-chair-${title##* }${1-}.png"; }

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

xdotool mousemove --window "$id" 500 630 click 1 mousemove --window "$id" 700 630 mousedown 2 \
  mousemove --window "$id" 900 640 mouseup 2 mousemove --window "$id" 700 400 click 3
check "no other button drags the timeline" soon titled '* tick [12]?'
xdotool mousemove --window "$id" 200 150 key i i s
check "closer" soon is_png "$(titled_png)"
before=$(cksum <"$(titled_png)")
xdotool mousedown 2 mousemove --window "$id" 140 120 mousemove --window "$id" 120 100 mouseup 2 key s
check "moved" soon is_png "$(titled_png -2)"
check "the middle button moves the town" test "$before" != "$(cksum <"$(titled_png -2)")"
xdotool key 0

# ---- other sizes
xdotool key Home windowsize --sync "$id" 320 240 key period key s
check "as small as can be" soon is_png which-chair-0-4.png
same "as small as can be: size" 320x240 "$(size_of which-chair-0-4.png)"
xdotool windowsize --sync "$id" 1390 890 key space
check "playing" soon titled '* tick [1-9]*'
close_with "q" 0 xdotool key q

# ---- a run of minutes: there is a window at once, and what is not there yet comes behind it
sed 's/ticks: 60/ticks: 3000000/' "$chair" >"$tmp/long.yaml"
check "a long run opens soon" open "$tmp/long.yaml"
check "long: it begins where it should" tick 0
xdotool key End
check "long: End is as far as it has come" tick '[1-9]*'
far=$(xdotool getwindowname "$id")
check "long: not at its end" test "${far##* }" -lt 2999999
further() { xdotool key End && sleep 0.1 && untitled "$far"; }
check "long: then it has come further" soon further
xdotool key u
xdotool type 'margin > 1000000'
xdotool key Return
close_with "long: while it grows and is looked through" 0 xdotool key q
check "a long run opens soon at a tick" open "$tmp/long.yaml" --at 500
check "long: at that tick" tick 500
close_with "long: at once" 0 xdotool key q

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

status "another run" 0 "$WHYTOWN" run "$chair" --seed 9 -o "$tmp/other.run" --quiet
status "a run" 0 "$WHYTOWN" run "$chair" -o "$tmp/c.run" --quiet
before=$(cksum <"$tmp/other.run")
check "a window on a third run" open "$tmp/c.run"
mv "$tmp/other.run" "$tmp/c.run"
xdotool key End a Home Right Right s
check "another run takes its name: what is shown stays" soon is_png which-chair-1.png
same "another run takes its name: it gets no bookmark" "$before" "$(cksum <"$tmp/c.run")"
close_with "replaced" 0 xdotool key q

# ---- the window goes, the display goes
check "a window to be destroyed" open "$chair"
close_with "the window is destroyed" 4 xdotool windowclose "$id"
err_has "the window is destroyed" 'window is gone'
check "a window to be killed" open "$chair"
close_with "the window is killed" 4 xdotool windowkill "$id"
err_has "the window is killed" 'display is gone'
check "a last window" open "$chair"
close_with "the display is lost" 4 kill "$xvfb"
err_has "the display is lost" 'display is gone'
xvfb=''
finish
