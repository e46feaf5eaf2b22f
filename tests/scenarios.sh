#!/usr/bin/env bash
# Every shipped scenario: loads without a word, meets its expectations, and every cause claimed in it
# survives replay. No two seeds give the same day.
set -u
. "$WT_SRCDIR/tests/lib.sh"
cd "$tmp" || exit 99

for file in "$WT_SRCDIR"/scenarios/*.yaml; do
  name=$(basename "$file" .yaml)
  status "$name: check" 0 "$WHYTOWN" check "$file"
  same "$name: check is quiet" "" "$(cat "$tmp/err")"
  status "$name: run" 0 "$WHYTOWN" run "$file" -o "$name.run"
  out_has "$name: expectations" '^expectations: [1-9][0-9]* ok, 0 failed$'
  out_has "$name: digest" '^digest [0-9a-f]{32}$'
  # A whole day, or a week of several people, has hundreds of decisions: the first hours stand for it here.
  case $name in
  a-day) ticks=240 full=2160 ;;
  a-week) ticks=240 full=2160 ;;
  neighbours) ticks=60 full=288 ;;
  *) ticks= ;;
  esac
  if [ -n "$ticks" ]; then
    [ "${WT_TEST_SCALE:-quick}" = full ] && ticks=$full
    "$WHYTOWN" run "$file" -o "$name.run" --ticks $ticks --quiet >/dev/null 2>&1
  fi
  status "$name: verify" 0 "$WHYTOWN" verify "$name.run"
  out_has "$name: verify" ', 0 refuted'
done

digest() { "$WHYTOWN" run "$WT_SRCDIR/scenarios/a-day.yaml" --seed "$1" --ticks 720 -o seed.run --quiet | sed -n 's/^digest //p'; }
seen=$(for seed in 1 2 3 4 5 6; do digest $seed; done | sort -u | wc -l)
same "six seeds, six days" 6 "$seen"
finish
