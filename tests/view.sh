#!/usr/bin/env bash
# The view without a display: pictures of the asked size, scenes as text, and no trace in the run.
set -u
. "$WT_SRCDIR/tests/lib.sh"

chair=$WHYTOWN_SCENARIOS/which-chair.yaml
unset DISPLAY WAYLAND_DISPLAY

# png_size FILE: width and height from the header of a PNG file; nothing if it is none.
png_size() {
  [ "$(head -c 8 "$1" | od -An -tx1 | tr -d ' \n')" = 89504e470d0a1a0a ] || return
  od -An -j16 -N8 -tu1 "$1" | awk '{ print ($1*16777216+$2*65536+$3*256+$4) "x" ($5*16777216+$6*65536+$7*256+$8) }'
}

# ---- scenes
status "--scene" 0 "$WHYTOWN" view "$chair" --scene
out_has "--scene" '^scene 1280 720$'
out_has "the town" 'text .* "bench"$'
out_has "the decision" 'text good .* "0.13"$'
out_has "the cone" 'text cause .* "is there"$'
out_has "the words" 'chose to sit on the bench'
cp "$tmp/out" "$tmp/first"
status "--scene again" 0 "$WHYTOWN" view "$chair" --scene
check "the same scene twice" cmp -s "$tmp/first" "$tmp/out"
status "forth and back" 0 "$WHYTOWN" view "$chair" --scene --keys 'Right Right Left Left Down Up Tab Shift+Tab z z z z z ? ?'
check "forth and back is the same scene" cmp -s "$tmp/first" "$tmp/out"
status "another option" 0 "$WHYTOWN" view "$chair" --scene --keys 'Down Down'
check "another option is another scene" test "$(cmp -s "$tmp/first" "$tmp/out"; echo $?)" = 1
status "another size" 0 "$WHYTOWN" view "$chair" --scene --size 640x480
out_has "another size" '^scene 640 480$'

# ---- run files: the same picture, and no trace in them
status "run" 0 "$WHYTOWN" run "$chair" -o "$tmp/chair.run" --quiet
before=$(cksum <"$tmp/chair.run")
status "view of a run" 0 "$WHYTOWN" view "$tmp/chair.run" --scene
check "a run looks like its scenario" cmp -s "$tmp/first" "$tmp/out"
status "keys on a run" 0 "$WHYTOWN" view "$tmp/chair.run" --scene --at 09:05 --keys 'Space Right End Home f d q'
same "viewing changes nothing in a run" "$before" "$(cksum <"$tmp/chair.run")"

# ---- whatever a scenario holds, and if nobody lives there
for file in "$WT_SRCDIR"/tests/corpus/y_*.yaml; do
  for keys in 't Tab Down m' 't t bracketright' 'T p f Right' 'e Return B'; do
    status "$(basename "$file"), $keys" 0 "$WHYTOWN" view "$file" --scene --keys "$keys"
  done
  rm -f "$tmp/y.run"
  "$WHYTOWN" run "$file" -o "$tmp/y.run" --quiet >/dev/null 2>&1 # what it expects is not asked here
  status "$(basename "$file"), its run" 0 "$WHYTOWN" view "$tmp/y.run" --scene --keys 'Home End Left'
done

# ---- mistakes
status "no scenario" 2 "$WHYTOWN" view
status "size" 2 "$WHYTOWN" view "$chair" --scene --size 100x100
status "size in words" 2 "$WHYTOWN" view "$chair" --scene --size large
status "key" 2 "$WHYTOWN" view "$chair" --scene --keys 'Right Sideways'
err_has "key" "Sideways"
status "tick" 2 "$WHYTOWN" view "$chair" --scene --at 999999
status "pane" 2 "$WHYTOWN" view "$chair" --scene --pane kitchen
err_has "pane" kitchen
status "picture of another kind" 2 "$WHYTOWN" view "$chair" --shot "$tmp/a.gif"
status "--record without a span" 2 "$WHYTOWN" view "$chair" --record "$tmp/frames"
status "--from without --record" 2 "$WHYTOWN" view "$chair" --scene --from 3
status "a span backwards" 2 "$WHYTOWN" view "$chair" --record "$tmp/frames" --from 5 --to 3

# ---- one pane
status "--pane" 0 "$WHYTOWN" view "$chair" --scene --pane why
out_has "--pane" '"sit bench"'
check "only that pane" sh -c "! grep -q 'chose to sit' '$tmp/out'"

# ---- SVG and DOT are made without a font
status "--shot OUT.svg" 0 "$WHYTOWN" view "$chair" --shot "$tmp/a.svg" --size 800x600
check "SVG: size" grep -q '<svg [^>]*width="800" height="600"' "$tmp/a.svg"
check "SVG: what it shows" grep -q '<metadata>whytown .* seed 7 .* digest .*</metadata>' "$tmp/a.svg"
status "--shot OUT.svg again" 0 "$WHYTOWN" view "$chair" --shot "$tmp/b.svg" --size 800x600
check "the same SVG twice" cmp -s "$tmp/a.svg" "$tmp/b.svg"
if command -v xmllint >/dev/null; then check "SVG: well formed" xmllint --noout "$tmp/a.svg"; fi
status "--cone" 0 "$WHYTOWN" view "$chair" --cone "$tmp/a.dot"
check "DOT" grep -q 'digraph' "$tmp/a.dot"
check "DOT: what it shows" grep -q 'whytown .* seed 7' "$tmp/a.dot"
status "no cone" 4 "$WHYTOWN" view "$chair" --keys Home --cone "$tmp/b.dot"

# ---- pictures
if ! grep -q '^#define HAVE_SDL 1' "$WT_BUILDDIR/config.h"; then
  status "--shot without SDL" 4 "$WHYTOWN" view "$chair" --shot "$tmp/a.png"
  err_has "--shot without SDL" 'built without SDL'
  finish
fi
status "--shot" 0 env -u SDL_VIDEODRIVER "$WHYTOWN" view "$chair" --shot "$tmp/a.png"
same "--shot: size" 1280x720 "$(png_size "$tmp/a.png")"
status "--shot again" 0 "$WHYTOWN" view "$chair" --shot "$tmp/b.png"
check "the same picture twice" cmp -s "$tmp/a.png" "$tmp/b.png"
for size in 320x240 800x600 1920x1080 2560x1440; do
  status "--shot --size $size" 0 "$WHYTOWN" view "$chair" --shot "$tmp/c.png" --size $size --keys 'd f'
  same "--shot --size $size" $size "$(png_size "$tmp/c.png")"
done
check "PNG: what it shows" env LC_ALL=C grep -aq 'Comment.*seed 7' "$tmp/a.png"

# ---- keys that save, and films
mkdir "$tmp/saved"
(cd "$tmp/saved" && "$WHYTOWN" view "$chair" --scene --keys 's s S g Right s r Right Right r Right' >/dev/null)
same "saved" "which-chair-0-2.png which-chair-0.dot which-chair-0.png which-chair-0.svg which-chair-1.png which-chair-frames" \
  "$(cd "$tmp/saved" && LC_ALL=C ls | tr '\n' ' ' | sed 's/ $//')"
check "saved twice, the same" cmp -s "$tmp/saved/which-chair-0.png" "$tmp/saved/which-chair-0-2.png"
same "recorded" 3 "$(ls "$tmp/saved/which-chair-frames" | wc -l)"
status "--record" 0 "$WHYTOWN" view "$chair" --record "$tmp/film" --from 2 --to 09:00:40 --size 640x480
same "--record: pictures" "which-chair-00001.png which-chair-00002.png which-chair-00003.png" \
  "$(cd "$tmp/film" && echo *)"
same "--record: size" 640x480 "$(png_size "$tmp/film/which-chair-00003.png")"
status "--record into a file" 4 "$WHYTOWN" view "$chair" --record "$tmp/a.svg" --from 2 --to 3
status "--shot into no folder" 4 "$WHYTOWN" view "$chair" --shot "$tmp/none/a.png"
same "nothing half written" "" "$(find "$tmp" -name '*.part-*')"
finish
