# lib-window.sh - a display of the test's own, a window on it, real keys and a real mouse; source it
# after lib.sh. Skips the test where that cannot be.

grep -q '^#define HAVE_SDL 1' "$WT_BUILDDIR/config.h" || skip "built without SDL"
command -v Xvfb >/dev/null || skip "Xvfb is not installed"
command -v xdotool >/dev/null || skip "xdotool is not installed"

xvfb='' view=''
trap 'kill $view $xvfb 2>/dev/null; rm -rf -- "$tmp"' EXIT
unset WAYLAND_DISPLAY DISPLAY
export SDL_VIDEODRIVER=x11 XDG_RUNTIME_DIR=$tmp

# soon COMMAND...: the command succeeds within half a minute.
soon() {
  local end=$((SECONDS + 30))
  until "$@" 2>/dev/null; do
    [ $SECONDS -lt $end ] || return 1
    sleep 0.02
  done
}

# -noreset: a server that starts anew when its last client goes drops whoever comes at that moment.
start_display() {
  : >"$tmp/number"
  Xvfb -displayfd 3 -noreset -screen 0 1400x900x24 -nolisten tcp 3>"$tmp/number" >/dev/null 2>&1 &
  xvfb=$!
  soon test -s "$tmp/number" || skip "Xvfb does not start"
  DISPLAY=:$(cat "$tmp/number")
  export DISPLAY
}

find_window() { id=$(xdotool search --onlyvisible --pid "$view" | head -n 1) && [ -n "$id" ]; }
titled() { [[ $(xdotool getwindowname "$id") == $1 ]]; }
untitled() { ! titled "$1"; }
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
  [ "$got" = "$want" ] || sed 's/^/    /' "$tmp/err"
  check "$name: no trouble" sh -c "! grep -E 'ERROR:|runtime error|CRITICAL|WARNING' '$tmp/err'"
}
