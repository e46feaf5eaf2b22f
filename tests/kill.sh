#!/usr/bin/env bash
# A run killed at any moment opens up to its last commit and is continued to the same digest.
set -u
. "$WT_SRCDIR/tests/lib.sh"

kills=10
[ "${WT_TEST_SCALE:-quick}" = full ] && kills=30
scenario=$WT_SRCDIR/scenarios/a-day.yaml
cd "$tmp" || exit 99

digest() { sed -n 's/^digest //p' "$tmp/out"; }

# As many ticks as take a second or two on this machine, at least one day of the scenario.
start=$(date +%s%N)
status "a run to measure" 0 "$WHYTOWN" run "$scenario" -q --ticks 2000 -o measure.run
took=$((($(date +%s%N) - start) / 1000000))
ticks=$((2000 * 1500 / (took + 1)))
[ "$ticks" -gt 2000 ] || ticks=2000

start=$(date +%s%N)
status "a whole run" 0 "$WHYTOWN" run "$scenario" -q --ticks "$ticks" -o whole.run
took=$((($(date +%s%N) - start) / 1000000))
want=$(digest)
check "a digest" test -n "$want"

opened=0
for i in $(seq "$kills"); do
  rm -f killed.run killed.run-wal killed.run-shm
  "$WHYTOWN" run "$scenario" -q --ticks "$ticks" -o killed.run >/dev/null 2>&1 &
  pid=$!
  # Moments spread over the run, its very beginning included; some kills hit twice.
  at=$(((took * i / kills) + RANDOM % (took / kills + 1) - took / kills))
  sleep "$(printf '%d.%03d' $((at / 1000)) $((at % 1000 < 0 ? 0 : at % 1000)))"
  kill -KILL "$pid" 2>/dev/null
  wait "$pid" 2>/dev/null
  [ -e killed.run ] || continue # killed before there was a file: nothing is left half-written
  opened=$((opened + 1))
  if [ $((i % 3)) -eq 0 ]; then # killed again while it goes on
    "$WHYTOWN" run killed.run -q >/dev/null 2>&1 &
    pid=$!
    sleep 0.1$((RANDOM % 9))
    kill -KILL "$pid" 2>/dev/null
    wait "$pid" 2>/dev/null
  fi
  status "continued after kill $i (at $at ms of $took)" 0 "$WHYTOWN" run killed.run -q
  same "digest after kill $i" "$want" "$(digest)"
  check "one file again after kill $i" test ! -e killed.run-wal
done 2>/dev/null
check "most kills left a run" test "$opened" -ge $((kills / 2))

# Interrupted politely: said so, status 130, one file, continued to the same digest.
"$WHYTOWN" run "$scenario" -q --ticks "$ticks" -o stopped.run >/dev/null 2>"$tmp/err" &
pid=$!
for _ in $(seq 200); do [ -e stopped.run ] && break; sleep 0.02; done
sleep 0.2
kill -TERM "$pid"
wait "$pid"
got=$?
same "status when interrupted" 143 "$got"
err_has "how to go on" 'interrupted after .*whytown run stopped.run'
check "one file when interrupted" test ! -e stopped.run-wal
status "continued after an interruption" 0 "$WHYTOWN" run stopped.run -q
same "digest after an interruption" "$want" "$(digest)"
finish
