#!/usr/bin/env bash
# why, what-if and verify as typed: forms of questions, formats, exit statuses.
set -u
. "$WT_SRCDIR/tests/lib.sh"
cd "$tmp" || exit 99

status "a run" 0 "$WHYTOWN" run which-chair -o r.run --quiet
status "another run" 0 "$WHYTOWN" run open-door -o o.run --quiet

# ---- why
status "why" 0 "$WHYTOWN" why r.run
out_has "why" 'chose to sit on the bench'
cp out first
status "why WHO" 0 "$WHYTOWN" why r.run TongTong
check "WHO's latest change is the first decision" cmp -s out first
status "why WHO@TIME" 0 "$WHYTOWN" why r.run TongTong@09:01
check "WHO at a time is the latest before" cmp -s out first
status "why #N" 0 "$WHYTOWN" why r.run '#1'
check "#1 is the first" cmp -s out first
status "why --rather-than" 0 "$WHYTOWN" why r.run --rather-than 'sit wicker_chair'
out_has "why --rather-than" 'Rather than sit on the wicker chair: because near\(Lele\)'
status "why --cut" 0 "$WHYTOWN" why r.run --cut motive --format json
out_has "why --cut" '"cut": "motive"'
if grep -q '"cut": "world", *$' out; then bad "why --cut: other cuts too"; else ok; fi
status "a run with toss-ups" 0 "$WHYTOWN" run music-box -o m.run
out_has "a toss-up: its margin is none" 'push blue  rather than push white  \(a toss-up\)$'
status "why, a toss-up" 0 "$WHYTOWN" why m.run TongTong@09:01:10
same "why, a toss-up" 'Rather than push the white, the best other of its kind: they were as good, and only a draw told them apart.' \
  "$(tr '\n' ' ' <out | grep -oE 'Rather than push the white[^.]*\.' | tr -s ' ')"
if grep -q 'Why not push the white' out; then bad "why, a toss-up: said twice"; else ok; fi
if grep -qE '[0-9]e-[0-9]' out; then bad "why, a toss-up: what rounding leaves"; else ok; fi
status "why as DOT" 0 "$WHYTOWN" why r.run --format dot
out_has "why as DOT" '^digraph'
if "$WHYTOWN" why r.run --format svg >out 2>err; then out_has "why as SVG" '<svg'; else err_has "why as SVG" 'Graphviz'; fi
status "why VARIABLE" 0 "$WHYTOWN" why o.run TongTong.chill@10:20
out_has "why VARIABLE" 'chose to open the front door at 10:03'
status "why VARIABLE as JSON" 0 "$WHYTOWN" why o.run TongTong.chill@10:20 --format json --depth 1
out_has "why VARIABLE as JSON" '"variable": "TongTong.chill"'
status "why VARIABLE as DOT" 0 "$WHYTOWN" why o.run TongTong.chill@10:20 --format dot
out_has "why VARIABLE as DOT" 'Mei: open front_door'

# ---- why a level of a mind is so
sed -e '/^expect:/,$d' -e 's/^name: .*/name: learns/' -e 's/takes: 20 min/takes: 1 min/' \
  -e 's/^mind: {/mind: {learning: {sensitise: 0.3, threshold: 0.05, affection: 3 per hour}, /' \
  "$WHYTOWN_SCENARIOS/which-chair.yaml" >learns.yaml
status "a run that learns" 0 "$WHYTOWN" run learns.yaml -o l.run --quiet --do 'TongTong.values.comfort=0.2@30..40'
status "why VALUE" 0 "$WHYTOWN" why l.run TongTong.values.warmth
out_has "why VALUE: from where to where" 'TongTong.values.warmth is 0\.[0-9]+; it began as 0\.7'
out_has "why VALUE: where it began" 'learns\.yaml:[0-9]+'
out_has "why VALUE: what was felt" 'chill 0\.[0-9]+ felt \(sit on the bench\)'
out_has "why VALUE: without it" '^  \+0\.0[0-9]+: .* at 09:00:10\. Without that'
status "why AFFECTION" 0 "$WHYTOWN" why l.run 'TongTong.affection[Lele]@09:05'
out_has "why AFFECTION: in an act" ' near \(sit on the bench\), [0-9]+ times from 09:00:10'
out_has "why AFFECTION: in none" 'being with .*, [0-9]+ times from 09:01 to 09:05'
status "why VALUE, put" 0 "$WHYTOWN" why l.run TongTong.values.comfort
out_has "why VALUE, put" 'the intervention TongTong.values.comfort=0\.2@30\.\.40, at 09:05'
status "why VALUE, never changed" 0 "$WHYTOWN" why l.run Lele.values.warmth
out_has "why VALUE, never changed" 'Nothing has changed it'
status "why GENE, never changed" 0 "$WHYTOWN" why l.run TongTong.genes.shape.round
out_has "why GENE, never changed" 'is 0\.4, as it began \(innate,'
status "why VALUE as JSON" 0 "$WHYTOWN" why l.run TongTong.values.warmth --format json
out_has "why VALUE as JSON: outcome" '"outcome": "chill"'
out_has "why VALUE as JSON: proof" '"verified": true'
status "why VALUE as DOT" 0 "$WHYTOWN" why l.run TongTong.values.warmth --format dot
out_has "why VALUE as DOT" 'chill 0\.[0-9]+ felt'
status "a day of tea" 0 "$WHYTOWN" run bitter-tea -o tea.run --quiet
status "why TASTE" 0 "$WHYTOWN" why tea.run TongTong.genes.taste.bitter
out_has "why TASTE: company" '^  \+0\.[0-9]+: .* near \(drink the tea\), [0-9]+ times'
out_has "why TASTE: what it does" 'wakefulness 0\.6 felt \(drink the tea\)'
status "why TASTE rather than" 0 "$WHYTOWN" why tea.run TongTong.genes.taste.bitter --rather-than -0.5
out_has "why TASTE rather than: together" '-0\.5 because of these together: .* near \(drink the'
status "why TASTE rather than, JSON" 0 "$WHYTOWN" why tea.run TongTong.genes.taste.bitter --rather-than -0.5 --format json
out_has "why TASTE rather than, JSON: bound" '"rather_than": -0.5'
out_has "why TASTE rather than, JSON: instead" '"more": 0\.2'
status "why TASTE rather than nothing" 2 "$WHYTOWN" why tea.run TongTong.genes.taste.bitter --rather-than sour
status "why TASTE rather than what cannot be" 2 "$WHYTOWN" why tea.run TongTong.genes.taste.bitter --rather-than 7
status "why VARIABLE rather than" 2 "$WHYTOWN" why o.run TongTong.chill@10:20 --rather-than 0
status "verify what was learned" 0 "$WHYTOWN" verify l.run
out_has "verify what was learned" '^verified ([1-9][0-9]*) of \1 learned changes'

status "why, no run" 2 "$WHYTOWN" why
status "why, no such run" 4 "$WHYTOWN" why none.run
status "why, nobody" 2 "$WHYTOWN" why r.run TongTon
err_has "why, nobody" "did you mean 'TongTong'"
status "why, no such decision" 2 "$WHYTOWN" why r.run '#4000'
status "why, no such time" 2 "$WHYTOWN" why r.run TongTong@25:99
status "why, no such option" 2 "$WHYTOWN" why r.run --rather-than 'sit sofa'
status "why, no such cut" 2 "$WHYTOWN" why r.run --cut feelings
status "why, no such format" 2 "$WHYTOWN" why r.run --format pdf
status "why, no such variable" 2 "$WHYTOWN" why r.run front_door.colour@3
echo nonsense >bad.run
status "why, no run file" 3 "$WHYTOWN" why bad.run

# ---- what-if
status "what-if" 0 "$WHYTOWN" what-if r.run --do 'absent(Lele)'
out_has "what-if" 'sit on the armchair instead of to sit on the bench'
status "what-if it were as it is" 0 "$WHYTOWN" what-if r.run --do 'front_door.open=true@0..'
out_has "what-if it were as it is" '^Nothing changes'
status "what-if as JSON" 0 "$WHYTOWN" what-if r.run --do 'front_door.open=false@0..' --do 'absent(Lele)' --format json
out_has "what-if as JSON" '"variable": "front_door.open"'
status "what-if, what" 2 "$WHYTOWN" what-if r.run
status "what-if, nonsense" 2 "$WHYTOWN" what-if r.run --do 'nonsense'
status "what-if, too late" 2 "$WHYTOWN" what-if r.run --do 'front_door.open=false@99999'

# ---- verify
status "verify" 0 "$WHYTOWN" verify r.run
out_has "verify" '^verified [0-9]+ causes in [0-9]+ decisions: mind [0-9]+ of [0-9]+, town [1-9][0-9]* same, .* 0 refuted$'
cp out one
status "verify --jobs" 0 "$WHYTOWN" verify r.run --jobs 2
check "threads change nothing" cmp -s out one
status "verify, jobs" 2 "$WHYTOWN" verify r.run --jobs 0
finish
