#!/usr/bin/env bash
# Layers: base <- causal <- {world, agent} <- scenarios <- sim <- viz <- cli. No file includes
# anything to the right of its own folder; world/ and agent/ never include each other; yaml.h and
# SDL headers have one user each. LAYERS_ROOT: the tree to look at (the test of the test sets it).
set -u
. "$WT_SRCDIR/tests/lib.sh"

# wrong_includes ROOT: prints FILE:LINE for every include against the order.
wrong_includes() {
  (cd "$1" && find base causal world agent scenarios sim viz cli -name '*.[ch]' 2>/dev/null | sort |
    xargs -r grep -nHE '^[[:space:]]*#[[:space:]]*include[[:space:]]*["<]' /dev/null) |
    awk -F: '
      BEGIN {
        rank["base"] = 0; rank["causal"] = 1; rank["world"] = 2; rank["agent"] = 2
        rank["scenarios"] = 3; rank["sim"] = 4; rank["viz"] = 5; rank["cli"] = 6
        rank["tests"] = 9
      }
      {
        split($1, path, "/"); from = path[1]
        text = $3; sub(/^[^"<]*["<]/, "", text); sub(/[">].*/, "", text)
        if (text ~ /\.\./) { print $1 ":" $2 ": relative include " text; next }
        if (split(text, target, "/") < 2 || !(target[1] in rank)) next
        if (target[1] != from && rank[target[1]] >= rank[from]) print $1 ":" $2 ": includes " text
      }'
}

# second_users ROOT PATTERN ALLOWED_REGEX: files that include the header though they may not.
second_users() {
  (cd "$1" && find base causal world agent scenarios sim viz cli -name '*.[ch]' 2>/dev/null | sort |
    xargs -r grep -lE "#[[:space:]]*include[[:space:]]*[\"<]$2" /dev/null) | grep -vE "$3"
}

report() { if [ -z "$2" ]; then ok; else bad "$1"; printf '%s\n' "$2"; fi; }

report "includes against the order of layers" "$(wrong_includes "$WT_SRCDIR")"
report "yaml.h outside scenarios/yaml.c" "$(second_users "$WT_SRCDIR" 'yaml\.h[">]' '^scenarios/yaml\.c$')"
sdl=$(second_users "$WT_SRCDIR" '(SDL2/)?SDL' '^$')
report "SDL headers in more than one file, or outside viz/" \
  "$(printf '%s\n' "$sdl" | awk 'NF && (!/^viz\// || ++n > 1)')"

# The checks can fail: a tree with one mistake of each kind.
mkdir -p "$tmp/t/base" "$tmp/t/world" "$tmp/t/sim"
printf '#include "causal/scm.h"\n' >"$tmp/t/base/a.c"
printf '#include "agent/mind.h"\n' >"$tmp/t/world/b.c"
printf '#include <yaml.h>\n#include "base/num.h"\n' >"$tmp/t/sim/c.c"
same "mistakes found in a bad tree" 2 "$(wrong_includes "$tmp/t" | wc -l)"
same "second user of yaml.h found" sim/c.c "$(second_users "$tmp/t" 'yaml\.h[">]' '^scenarios/yaml\.c$')"
finish
