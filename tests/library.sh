#!/usr/bin/env bash
# The installed library: what it exports is what its headers declare and docs/causal-engine.md names; its
# headers compile alone; the program of the documentation builds against an installed copy and says what
# the documentation shows.
set -u
. "$WT_SRCDIR/tests/lib.sh"
docs=$WT_SRCDIR/docs/causal-engine.md

unset MAKEFLAGS MFLAGS MAKELEVEL
check "it installs" make -s -C "$WT_BUILDDIR" DESTDIR="$tmp/root" \
  install-libLTLIBRARIES install-wtcausalHEADERS install-wtbaseHEADERS install-pkgconfigDATA >"$tmp/log" 2>&1
pc=$(find "$tmp/root" -name whytown-causal.pc)
check "there is a pkg-config file" test -n "$pc"
[ -n "$pc" ] || { cat "$tmp/log"; finish; }
prefix=${pc%/lib*/pkgconfig/whytown-causal.pc}
include=$prefix/include/whytown

# ---- names
so=$(find "$prefix" -name 'libwhytown-causal.so.*' -type f | head -n 1)
# The sanitizers' own names are not ours.
nm -D --defined-only "$so" | awk '{print $3}' | sed 's/@.*//' | grep -vE '^(__asan|__odr_asan|__ubsan|__tsan|__sanitizer|_)' | sort -u >"$tmp/exported"
declared() { # names of functions in the headers, comments left out
  cat "$include"/*/*.h | awk '{ t = t $0 "\n" } END { while ((i = index(t, "/*")) > 0) {
    j = index(substr(t, i), "*/"); t = substr(t, 1, i - 1) substr(t, i + j + 1) } printf "%s", t }' |
    grep -oE 'wt_[a-z0-9_]+ ?\(' | tr -d ' (' | sort -u
}
declared >"$tmp/declared"
sed -n '/^## Functions of the library/,$p' "$docs" | grep -oE '^\| `wt_[a-z0-9_]+`' | tr -d '|` ' | sort -u >"$tmp/documented"
same "exported and not declared, or declared and not exported" '' "$(comm -3 "$tmp/exported" "$tmp/declared" | tr -d '\t')"
same "exported and not documented, or documented and not exported" '' "$(comm -3 "$tmp/exported" "$tmp/documented" | tr -d '\t')"

# ---- headers and the program of the documentation
sed "s,^prefix=.*,prefix=$prefix," "$pc" >"$tmp/whytown-causal.pc"
export PKG_CONFIG_PATH=$tmp${PKG_CONFIG_PATH:+:$PKG_CONFIG_PATH}
read -ra cc <<<"${CC:-cc}"
read -ra flags <<<"$(pkg-config --cflags whytown-causal)"
read -ra libs <<<"$(pkg-config --libs whytown-causal)"
for header in "$include"/*/*.h; do
  echo "#include \"$header\"" >"$tmp/one.c"
  check "$(basename "$header") compiles alone" "${cc[@]}" -std=gnu17 -Wall -Wextra -Werror -Wno-unused-function "${flags[@]}" -fsyntax-only "$tmp/one.c"
done
if nm -D "$so" | grep -qE ' U __(asan|tsan)_'; then
  echo "skipped: a program without a sanitizer cannot use a library with one"
  finish
fi
check "the program builds" "${cc[@]}" -std=gnu17 -Wall -Wextra -Werror -o "$tmp/example" "$WT_SRCDIR/docs/example-causes.c" "${flags[@]}" "${libs[@]}" -Wl,-rpath,"$(dirname "$so")"
status "the program runs" 0 "$tmp/example"
awk '/^<!-- the output of example-causes.c -->$/ { on = 1 } /^```$/ && on { on++; next } on == 2; on == 3 { exit }' "$docs" >"$tmp/shown"
same "what the program says is what the documentation shows" "$(cat "$tmp/shown")" "$(cat "$tmp/out")"
finish
