#!/usr/bin/env bash
# docs/traces.md names every key, column, attribute and table that the program really writes.
set -u
. "$WT_SRCDIR/tests/lib.sh"
traces=$WT_SRCDIR/docs/traces.md
cd "$tmp" || exit 99

# Keys of JSON whose values are not objects by name of the scenario's own things.
keys() { grep -ohE '"[a-z_]+":' "$@" | tr -d '":' | sort -u; }
# Names that the scenarios give: motives, outcomes, factors.
own_names() { grep -ohE '[A-Za-z_]+' "$WT_SRCDIR"/scenarios/{which-chair,reserved-table,open-door}.yaml | sort -u; }
named() { # named WHAT NAME...
  local what=$1 name
  shift
  for name in "$@"; do
    check "$what: '$name' is not in docs/traces.md" grep -qE "\`$name\`" "$traces"
  done
}

own_names >own
for name in which-chair reserved-table open-door; do
  status "run $name" 0 "$WHYTOWN" run "$name" --format jsonl -o "$name.run"
  cp "$tmp/out" "$name.run.jsonl"
  status "export $name" 0 "$WHYTOWN" export "$name.run" --format jsonl --writes -o "$name.jsonl"
  status "why $name" 0 "$WHYTOWN" why "$name.run" "#1" --format json
  cp "$tmp/out" "$name.why.json"
done
status "why a variable" 0 "$WHYTOWN" why which-chair.run TongTong.at@20 --format json
cp "$tmp/out" variable.json
status "why a level of a mind" 0 "$WHYTOWN" run which-chair --quiet -o put.run --do TongTong.values.warmth=0.2@9
status "why a level of a mind" 0 "$WHYTOWN" why put.run TongTong.values.warmth --format json
cp "$tmp/out" level.json
status "run bitter-tea" 0 "$WHYTOWN" run bitter-tea --quiet -o tea.run
status "why rather than" 0 "$WHYTOWN" why tea.run TongTong.genes.taste.bitter --rather-than -0.5 --format json
cp "$tmp/out" contrast.json

for what in run.jsonl jsonl why.json; do
  keys ./*."$what" | comm -23 - own >found
  check "$what has keys" test -s found
  named "$what" $(cat found)
done
named "why about a variable" $(keys variable.json | comm -23 - own)
named "why about a level" $(keys level.json contrast.json | comm -23 - own)
status "what if" 0 "$WHYTOWN" what-if which-chair.run --do 'absent(Lele)' --format json
cp "$tmp/out" what-if.json
named "what-if" $(keys what-if.json)
# Words that the scenarios use too, and are keys all the same.
named "keys" decision tick agent chosen margin options option permitted utility cost motives weight contribution \
  outcomes factors causes foil cut set variable actual contrast advantage responsibility verified mind town \
  differs_by why_not kind chains factor outcome motive origin text

status "csv" 0 "$WHYTOWN" export which-chair.run --format csv -o -
named "csv" $(head -n 1 "$tmp/out" | tr ',' ' ')
status "states" 0 "$WHYTOWN" export which-chair.run --format csv --what states --var Lele.at -o -
named "states" $(head -n 1 "$tmp/out" | tr ',' ' ')
status "learned" 0 "$WHYTOWN" export which-chair.run --format csv --what learned -o -
named "learned" $(head -n 1 "$tmp/out" | tr ',' ' ')
status "graphml" 0 "$WHYTOWN" export open-door.run --format graphml -o -
named "graphml" $(grep -oE 'attr.name="[a-z_]+"' "$tmp/out" | cut -d '"' -f 2 | sort -u)
named "graphml kinds" $(grep -oE 'key="kind">[a-z_]+' "$tmp/out" | cut -d '>' -f 2 | sort -u)
status "dot" 0 "$WHYTOWN" export open-door.run --format dot -o -
named "dot" $(grep -oE '[a-z_]+="' "$tmp/out" | tr -d '="' | grep -vE '^(rankdir|shape)$' | sort -u)

if command -v sqlite3 >/dev/null 2>&1; then
  named "tables" $(sqlite3 -readonly which-chair.run 'SELECT name FROM sqlite_master WHERE type = "table"')
  named "columns" $(sqlite3 -readonly which-chair.run \
    'SELECT DISTINCT c.name FROM sqlite_master t JOIN pragma_table_info(t.name) c WHERE t.type = "table"')
else
  printf 'SKIP: no sqlite3 here: the tables of a run file\n'
fi
finish
