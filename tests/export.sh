#!/usr/bin/env bash
# Exports are read back by other people's programs: Python's json, csv and xml modules, Graphviz, xmllint. Parts
# whose program is not there are left out and said so.
set -u
. "$WT_SRCDIR/tests/lib.sh"
cd "$tmp" || exit 99

have() {
  if command -v "$1" >/dev/null 2>&1; then return 0; fi
  printf 'SKIP: no %s here: %s\n' "$1" "$2"
  return 1
}
export_to() { "$WHYTOWN" export "$1.run" --format "$2" -o "$1.$2" "${@:3}"; }

for name in which-chair tea-or-cake open-door; do
  status "run $name" 0 "$WHYTOWN" run "$name" --quiet -o "$name.run"
  for format in jsonl csv graphml dot; do
    status "export $name as $format" 0 export_to "$name" "$format"
    status "export $name as $format to standard output" 0 "$WHYTOWN" export "$name.run" --format $format -o -
    check "$name: $format is the same on standard output" cmp -s "$tmp/out" "$name.$format"
    status "$name as $format with a decimal comma" 0 env LC_ALL=de_DE.UTF-8 "$WHYTOWN" export "$name.run" --format $format -o -
    check "$name: $format is the same in every locale" cmp -s "$tmp/out" "$name.$format"
  done
done
status "writes" 0 "$WHYTOWN" export tea-or-cake.run --format jsonl --writes -o writes.jsonl
status "states" 0 "$WHYTOWN" export tea-or-cake.run --format csv --what states --var TongTong.at --var TongTong.hunger -o states.csv
status "run bitter-tea" 0 "$WHYTOWN" run bitter-tea --quiet -o bitter-tea.run
status "learned" 0 "$WHYTOWN" export bitter-tea.run --format csv --what learned -o learned.csv
check "changes follow each other" awk -F, 'NR > 1 {
  if ($4 in to && to[$4] != $5 || $5 == $6 || $7 == "" || $8 == "") exit 1; to[$4] = $6; n++ } END { if (n < 10) exit 1 }' learned.csv
status "the liking at the end" 0 "$WHYTOWN" export bitter-tea.run --format csv --what states --var TongTong.genes.taste.bitter -o -
check "the last change is what it is at the end" test "$(grep bitter, learned.csv | tail -n 1 | cut -d , -f 6)" = "$(tail -n 1 "$tmp/out" | cut -d , -f 4)"
check "nothing is left beside" test -z "$(find . -name '.*.??????')"

# ---- read back
if python3 -c 'import json, csv, xml.etree.ElementTree' 2>/dev/null; then
  cat >read.py <<'PYTHON'
import csv, json, sys, xml.etree.ElementTree as ET
name = sys.argv[1]
lines = [json.loads(line) for line in open(name + '.jsonl', encoding='utf-8')]
head, decisions = lines[0], lines[1:]
assert head['type'] == 'run' and head['decisions'] == len(decisions) > 0
assert all(d['type'] == 'decision' for d in decisions)
order = [(d['tick'], d['decision']) for d in decisions]
assert order == sorted(order)
wanted = {}
for d in decisions:
    assert d['n_options'] == len(d['options'])
    for o in d['options']:
        total = 0.0
        for m in o['motives'].values():
            total += m['contribution']
        assert total - o['cost'] == o['utility'], (d['tick'], o['option'])
        for motive, m in o['motives'].items():
            wanted[d['decision'], o['option'], motive] = (o['utility'], m['weight'], m['contribution'])
    scores = {o['option']: o['utility'] + o['draw'] for o in d['options'] if o['status'] == 'permitted'}
    mine = scores.pop(d['chosen'])
    if d['foil'] is not None:
        assert scores[d['foil']] == max(scores.values()) and d['margin'] == mine - scores[d['foil']], d['tick']
with open(name + '.csv', encoding='utf-8', newline='') as file:
    rows = list(csv.DictReader(file, strict=True))
found = {(int(r['decision']), r['option'], r['motive']): (float(r['utility']), float(r['weight']), float(r['contribution']))
         for r in rows}
assert len(rows) == len(found) and found == wanted
ns = '{http://graphml.graphdrawing.org/xmlns}'
graph = ET.parse(name + '.graphml').getroot().find(ns + 'graph')
nodes = {n.get('id'): {d.get('key'): d.text for d in n.findall(ns + 'data')} for n in graph.findall(ns + 'node')}
keys = {k.get('id') for k in ET.parse(name + '.graphml').getroot().findall(ns + 'key')}
edges = [(e.get('source'), e.get('target')) for e in graph.findall(ns + 'edge')]
assert nodes and edges and all(a in nodes and b in nodes and a != b for a, b in edges)
assert len(edges) == len(set(edges)) and all(set(n) <= keys for n in nodes.values())
by_number = {d['decision']: d for d in decisions}
for n in nodes.values():
    if n['kind'] == 'decision':
        d = by_number[int(n['number'])]
        assert (d['chosen'], d['agent'], str(d['tick'])) == (n['value'], n['agent'], n['tick'])
    assert n['cause'] == 'false' or n['verified_mind'] == 'true'
PYTHON
  for name in which-chair tea-or-cake open-door; do
    status "$name read back with Python" 0 python3 read.py "$name"
  done
  cat >read2.py <<'PYTHON'
import csv, json
ticks = json.loads(next(open('writes.jsonl')))['ticks']
now = {}
at_end = {}
for line in open('writes.jsonl', encoding='utf-8'):
    d = json.loads(line)
    if d['type'] == 'change':
        assert now.get(d['variable'], d['from']) == d['from'], d
        now[d['variable']] = d['to']
        at_end[d['variable'], d['tick']] = d['to']
rows = list(csv.DictReader(open('states.csv', newline='', encoding='utf-8'), strict=True))
assert len(rows) == 2 * ticks
seen = 0
for r in rows:
    written = at_end.get((r['variable'], int(r['tick'])))
    if written is not None:
        seen += 1
        assert (float(r['value']) if r['variable'].endswith('hunger') else r['value']) == written, r
assert seen > 10
PYTHON
  status "changes and states agree" 0 python3 read2.py
else
  printf 'SKIP: no python3 here: reading back JSON lines, CSV and GraphML\n'
fi
for name in which-chair tea-or-cake open-door; do
  if have dot "drawing $name.dot"; then
    status "$name.dot drawn by Graphviz" 0 dot -Tsvg "$name.dot" -o "$name.svg"
    check "$name.svg" grep -q '</svg>' "$name.svg"
    check "$name.dot: Graphviz says nothing" test ! -s "$tmp/err"
  fi
  if have xmllint "checking $name.graphml"; then
    status "$name.graphml is XML" 0 xmllint --noout "$name.graphml"
  fi
done
# Documented: tables of a run file.
if have sqlite3 "the tables of a run file"; then
  same "tables" "bookmark intervention keyframe run span" \
    "$(sqlite3 -readonly which-chair.run 'SELECT name FROM sqlite_master WHERE type = "table" ORDER BY name' | tr '\n' ' ' | sed 's/ $//')"
fi

# ---- what cannot be done
status "no format" 2 "$WHYTOWN" export which-chair.run -o x
for format in prov sqlite nonsense; do
  status "--format $format" 2 "$WHYTOWN" export which-chair.run --format $format -o x
  err_has "--format $format" "known are jsonl, csv, graphml, dot"
done
status "no place" 2 "$WHYTOWN" export which-chair.run --format csv
status "--var of nothing" 2 "$WHYTOWN" export which-chair.run --format csv --what states --var Nobody.at -o x
status "--var without states" 2 "$WHYTOWN" export which-chair.run --format csv --var Lele.at -o x
status "states without --var" 2 "$WHYTOWN" export which-chair.run --format csv --what states -o x
status "--what learned as jsonl" 2 "$WHYTOWN" export which-chair.run --format jsonl --what learned -o x
status "--var with learned" 2 "$WHYTOWN" export which-chair.run --format csv --what learned --var Lele.at -o x
status "--what something else" 2 "$WHYTOWN" export which-chair.run --format csv --what dreams -o x
status "--writes for csv" 2 "$WHYTOWN" export which-chair.run --format csv --writes -o x
status "no run file" 4 "$WHYTOWN" export nowhere.run --format csv -o x
echo hello >text
status "not a run file" 3 "$WHYTOWN" export text --format csv -o x
status "over a run file" 4 "$WHYTOWN" export which-chair.run --format csv -o which-chair.run
status "into a folder that is not there" 4 "$WHYTOWN" export which-chair.run --format csv -o nowhere/x
[ ! -e /dev/full ] || status "onto a full disk" 4 "$WHYTOWN" export which-chair.run --format csv -o /dev/full
check "no file came of it" test ! -e x
status "the run is still whole" 0 export_to which-chair csv
finish
