#!/usr/bin/env bash
# whytown model: every question, in words and as JSON, by name and by file; mistakes and exit statuses.
set -u
. "$WT_SRCDIR/tests/lib.sh"
cd "$tmp" || exit 99
model() { "$WHYTOWN" model "$@"; }

# ---- the front
status "model --help" 0 model --help
out_has "model --help" '^  query '
parts=$(sed -nE 's/^  ([a-z]+) +[a-z].*/\1/p' out)
for part in $parts; do
  status "model $part --help" 0 model "$part" --help
  out_has "model $part --help" "^usage: whytown model $part"
  for option in $(sed -nE -e 's/^  (-[a-z], )?(--[a-z-]+) .*/\2/p' -e 's/^  --[a-z-]+ [A-Z]+ (--[a-z-]+) .*/\1/p' out | sort -u); do
    model "$part" x "$option" 2>err >/dev/null
    check "model $part knows no $option of its own help" test "$(grep -c 'Unknown option' err)" = 0
  done
  status "model $part without a model" 2 model "$part"
  status "model $part with an unknown option" 2 model "$part" x --no-such-option
done
status "model, which" 2 model
status "model, no such part" 2 model querry
err_has "model, no such part" "no command 'model querry'; did you mean 'query'\?"

# ---- models that ship
for file in "$WT_SRCDIR"/scenarios/models/*.yaml; do
  name=$(basename "$file")
  check "$name has no expect:" grep -q '^expect:' "$file"
  check "$name is not listed in scenarios/local.mk" grep -q "scenarios/models/$name" "$WT_SRCDIR/scenarios/local.mk"
  status "check $name" 0 "$WHYTOWN" check "$file"
done
status "check by name" 0 "$WHYTOWN" check rock-throwing which-chair
sed 's/is: 0.4}/is: 0.3}/' "$WT_SRCDIR/scenarios/models/sprinkler.yaml" >wrong.yaml
status "an expectation that fails" 1 "$WHYTOWN" check wrong.yaml
err_has "an expectation that fails" '^wrong.yaml:12:5: expected otherwise: rain=true: it is 0.4, not 0.3$'
sed 's/\[\[ST=true\], \[SH=true\]\]/[[BT=true], [SH=true]]/' "$WT_SRCDIR/scenarios/models/rock-throwing.yaml" >wrong.yaml
status "causes that are others" 1 "$WHYTOWN" check wrong.yaml
err_has "causes that are others" '\{BT=true\} is no minimal cause$'
err_has "causes that are others" '\{ST=true\} is a minimal cause too$'
status "check a format of others" 0 "$WHYTOWN" check "$WT_SRCDIR/scenarios/models/burglar.yaml"

# ---- query
cat >weather.yaml <<'YAML'
causal-model: 1
variables:
  weather: {states: [sunny, cloudy, rainy], table: [0.5, 0.3, 0.2]}
  sprinkler: {given: [weather], chance: {sunny: 0.6, cloudy: 0.3, rainy: 0.05}}
  wet: {given: [weather, sprinkler], chance: {rainy true: 0.99, rainy false: 0.95, "* true": 0.9, else: 0.02}}
  slippery: {noisy-or: {wet: 0.7}, leak: 0.01}
YAML
cat >tea.yaml <<'YAML'
causal-model: 1
variables:
  room: {real: any, unit: C, normal: [20, 2]}
  tea: {real: any, unit: C, linear: {room: -0.5}, intercept: 75, sigma: 3, contrast: 20}
  warmth: {linear: {room: 0.1, tea: 0.02}, intercept: -2, sigma: 0.1}
YAML
status "query" 0 model query weather.yaml --p weather --given sprinkler=true
same "query in words" "P(weather | sprinkler=true):
  sunny   0.75
  cloudy  0.225
  rainy   0.025" "$(cat out)"
status "query a state" 0 model query weather.yaml --p weather=rainy --do sprinkler=true
same "one number" "P(weather=rainy | do(sprinkler=true)) = 0.2" "$(cat out)"
status "query as JSON" 0 model query burglar --p burglary --given 'john_calls=true, mary_calls=1' --do alarm=true --format json
same "query as JSON" '{"query":"burglary","given":{"john_calls":true,"mary_calls":true},"do":{"alarm":true},"distribution":{"false":0.999,"true":0.001},"method":"elimination"}' \
  "$(tr -d ' \n' <out)"
status "query a real" 0 model query tea.yaml --p warmth --do 'tea=20 C'
same "query a real" "P(warmth | do(tea=20 C)): mean 0.4, standard deviation 0.223607" "$(cat out)"
status "query a real as JSON" 0 model query tea.yaml --p tea --given 'room=18 C' --format json
out_has "query a real as JSON" '"mean": 66'
out_has "query a real as JSON" '"method": "normal"'
cat >mixed.yaml <<'YAML'
causal-model: 1
variables: {x: {normal: [0, 1]}, big: x > 0, y: {linear: {x: 2}, sigma: 1}}
YAML
status "query by samples" 0 model query mixed.yaml --p big --given 'y=3' --samples 5000
out_has "query by samples" '^\(estimated from 5000 weighted samples, as good as [0-9]+ plain ones\)$'
cp out one
status "query by samples again" 0 model query mixed.yaml --p big --given 'y=3' --samples 5000
check "samples are the same again" cmp -s out one
status "query by samples as JSON" 0 model query mixed.yaml --p big=true --given 'y=3' --format json
out_has "query by samples as JSON" '"ess": [0-9]'
out_has "query by samples as JSON" '"probability": 0.9'
status "soft" 0 model query weather.yaml --p wet=true --do 'sprinkler ~ 0.5'
status "formula" 0 model query weather.yaml --p wet=true --do 'sprinkler := weather == rainy'
same "formula" "P(wet=true | do(sprinkler := weather == rainy)) = 0.214" "$(cat out)"
status "one way only" 0 model query weather.yaml --p slippery=true --do 'sprinkler->wet=false'

status "query of what" 2 model query weather.yaml
status "query, no such variable" 2 model query weather.yaml --p wett
err_has "query, no such variable" "--p: there is no variable 'wett'; did you mean 'wet'\?"
status "query, no such state" 2 model query weather.yaml --p wet --given weather=rain
err_has "query, no such state" "weather: 'rain' is not one of sunny, cloudy, rainy; did you mean 'rainy'\?"
status "query, no value" 2 model query weather.yaml --p wet --given weather
status "query, no parent" 2 model query weather.yaml --p wet --do 'weather->slippery=rainy'
err_has "query, no parent" 'weather is no parent of slippery'
status "query, a real's value" 3 model query tea.yaml --p 'tea=20 C'
status "query, impossible" 3 model query rock-throwing --p BS --given SH=0,ST=1
status "query, format" 2 model query tea.yaml --p tea --format xml
status "query, samples" 2 model query tea.yaml --p tea --samples 0
status "query, two models" 2 model query tea.yaml burglar --p tea
status "no such model" 4 model query nowhere --p x
err_has "no such model" 'nowhere: no such file, and no causal model of that name'
echo 'causal-model: 1
variables: {a: b}' >bad.yaml
status "a bad model" 3 model query bad.yaml --p a
err_has "a bad model" '^bad.yaml:2:16: E202 variables.a: '
echo 'causal-model: 1
variables: {a: true, b: {given: [a]}}' >graph.yaml
status "an unknown mechanism" 3 model query graph.yaml --p b

status "set twice" 2 model query weather.yaml --p wet --do sprinkler=true,sprinkler=false
err_has "set twice" '^whytown: --do: sprinkler is set twice$'
status "set twice, apart" 2 model query weather.yaml --p wet --do sprinkler=true --do 'sprinkler ~ 0.5'
status "a way twice" 2 model query weather.yaml --p wet --do 'sprinkler->wet=true,sprinkler->wet=false'
err_has "a way twice" '^whytown: --do: sprinkler->wet is set twice$'
status "a way and all" 0 model query weather.yaml --p wet --do 'sprinkler->wet=true,sprinkler=false'
status "set one way, seen another" 3 model query weather.yaml --p slippery --do wet=true --given wet=false
err_has "set one way, seen another" 'probability 0: wet is set to another value$'
status "a number set and seen" 3 model query tea.yaml --p warmth --do 'tea=20 C' --given 'tea=30 C'
status "set and seen alike" 0 model query weather.yaml --p slippery=true --do wet=true --given wet=true
same "set and seen alike" "P(slippery=true | do(wet=true), wet=true) = 0.703" "$(cat out)"
status "what was is not what is set" 0 model counterfactual weather.yaml --p wet=true --observed wet=false --do wet=true

status "a number without its unit" 2 model query tea.yaml --p warmth --do tea=80
err_has "a number without its unit" "tea: '80' is not a temperature with its unit, such as 1 C$"
status "drawn without units" 2 model query tea.yaml --p warmth --do 'tea ~ uniform(20, 80)'
err_has "drawn without units" 'or uniform\(LO, HI\), numbers with their units, or a list'
status "drawn with units" 0 model query tea.yaml --p tea --do 'tea ~ normal(20 C, 1 C)'
status "no chance" 2 model query weather.yaml --p wet --do 'sprinkler ~ 1.5'
err_has "no chance" "sprinkler: '1.5' is no chance from 0 to 1"
cat >huge.yaml <<'YAML'
causal-model: 1
variables:
  b: 1e308
  a: {linear: {b: 1e308}, intercept: 1e308}
  n: {real: any, normal: [0, 1e200]}
  m: {linear: {n: 1e200}, sigma: 1}
  u: {real: any, uniform: [-1e308, 1e308]}
YAML
for name in a n u; do
  status "numbers beyond a double, $name" 3 model query huge.yaml --p $name
  err_has "numbers beyond a double, $name" "^whytown: $name: numbers too large to compute with$"
done
status "evidence beyond a double" 3 model query huge.yaml --p n --given m=5
err_has "evidence beyond a double" '^whytown: m: numbers too large'
status "shares beyond a double" 3 model attribute huge.yaml --target a --from b=1 --to b=2

# ---- names in double quotes, wherever a name may stand
cat >quoted.yaml <<'YAML'
causal-model: 1
variables:
  "a,b": {chance: 0.3}
  "x=y": {given: ["a,b"], chance: [0.1, 0.6]}
  "p;q": {given: ["x=y", "s->t"], chance: {'true "u,v"': 0.9, 'true, w=z': 0.8, else: 0.2}}
  "s->t": {given: ["x=y"], states: ["u,v", "w=z"], table: [[0.2, 0.8], [0.75, 0.25]]}
expect:
  - {p: '"x=y"', is: 0.25}
  - {p: '"s->t"="u,v"', do: '"x=y" ~ 0.5', is: 0.475}
  - {p: '"s->t"="w=z"', do: '"x=y"->"s->t"=true, "a,b"=true', is: 0.25}
YAML
status "quoted, check" 0 "$WHYTOWN" check quoted.yaml
status "quoted, a name" 0 model query quoted.yaml --p '"x=y"' --do '"a,b"=true' --given '"s->t"="u,v"'
out_has "quoted, a name" '^  true   0.849057$'
status "quoted, a formula" 0 model query quoted.yaml --p '"x=y"=true' --do '"x=y" := {a,b}'
out_has "quoted, a formula" ' = 0.3$'
status "quoted, a graph" 0 model graph quoted.yaml --from '"x=y"' --to '"p;q"'
out_has "quoted, a graph" '^  \{\}$'
status "quoted, separated" 0 model graph quoted.yaml --separated '"p;q";"a,b"' --given '"x=y"'
out_has "quoted, separated" 'are d-separated given'
for sides in ';' 'x;' ';burglary'; do
  status "separated, '$sides'" 2 model graph burglar --separated "$sides"
done
printf 'x->y,"a,b"\n1,0\n0,1\n1,1\n0,0\n' >quoted.csv
status "quoted, learn" 0 model learn quoted.csv --required '"a,b"->"x->y"' --tiers '"a,b";x->y'
out_has "quoted, learn" '^a,b -> x->y$'

# ---- counterfactual
status "counterfactual" 0 model counterfactual weather.yaml --observed 'wet=true, sprinkler=true, weather=sunny' \
  --do sprinkler=false --p wet=true
same "counterfactual" "P(wet=true, had been sprinkler=false | wet=true, sprinkler=true, weather=sunny) = 0.0222222" "$(cat out)"
status "counterfactual in words" 0 model counterfactual rock-throwing --observed BS=1 --do ST=0,BT=0 --p BS
out_has "counterfactual in words" '^P\(BS, had been ST=0,BT=0 \| BS=1\):$'
status "counterfactual as JSON" 0 model counterfactual tea.yaml --observed 'room=18 C, tea=70 C, warmth=1' --do 'tea=80 C' --p warmth --format json
out_has "counterfactual as JSON" '"observed": \{'
out_has "counterfactual as JSON" '"mean": 1.2'
status "counterfactual of what" 2 model counterfactual tea.yaml --p warmth

# ---- causes
status "causes" 0 model causes rock-throwing --effect BS=1
same "causes in words" "Why BS=true? 2 minimal causes:
  ST = true (not false)
    with BH = false held as it is; responsibility 0.5
  SH = true (not false)
    with BH = false held as it is; responsibility 0.5" "$(cat out)"
status "causes as JSON" 0 model causes rock-throwing --effect BS=1 --format json
same "causes as JSON" '{"causes":[{"set":[{"variable":"ST","actual":true,"contrast":false}],"witness":[{"variable":"BH","value":false}],"responsibility":0.5},{"set":[{"variable":"SH","actual":true,"contrast":false}],"witness":[{"variable":"BH","value":false}],"responsibility":0.5}],"complete":true,"method":"search"}' \
  "$(tr -d ' \n' <out)"
status "causes, all the time there is" 0 model causes rock-throwing --effect BS=1 --seconds 1e300
out_has "causes, all the time there is" '^Why BS=true\? 2 minimal causes:$'
for method in search sat auto; do
  status "causes by $method" 0 model causes forest-fire --effect fire=1 --method $method
  out_has "causes by $method" '^  lightning = true \(not false\) and match = true \(not false\)$'
done
status "another context" 0 model causes rock-throwing --effect BS=1 --context 'suzy=0'
out_has "another context" '^  BT = true'
status "the context too" 0 model causes rock-throwing --effect BS=1 --with-context
out_has "the context too" '^  suzy = true'
status "smallest" 0 model causes voting --effect passed=1 --smallest
status "a limit" 0 model causes voting --effect passed=1 --context v7=1,v8=1 --max-size 1 --format json
out_has "a limit" '"complete"'
status "states" 0 model causes trumping --effect advance=1 --format json
out_has "numbers stay numbers" '"actual": 1,'
status "rather than" 0 model causes pollution --effect dead=1 --contrast dead=0
out_has "rather than" '^Why dead=true rather than dead=false\? 2 minimal causes:$'

status "is it a cause" 0 model causes rock-throwing --effect BS=1 --cause ST=1
out_has "is it a cause" '^ST=true is a cause of BS=true\.$'
status "it is none" 0 model causes rock-throwing --effect BS=1 --cause BT=1
out_has "it is none" '^BT=true is no cause of BS=true\.$'
out_has "it is none" '^  AC2 fails: '
status "too much" 0 model causes rock-throwing --effect BS=1 --cause ST=1,BT=1 --format json
out_has "too much" '"ac3": false'
out_has "too much" '"smaller": \{'
status "a check as JSON" 0 model causes rock-throwing --effect BS=1 --cause ST=1 --format json
for key in '"ac1": true' '"ac2": true' '"ac3": true' '"responsibility": 0.5' '"complete": true' '"method": "'; do
  out_has "a check as JSON" "$key"
done
status "a cause in the context" 0 model causes rock-throwing --effect BS=1 --cause suzy=1
out_has "a cause in the context" 'is a cause of'

printf 'suzy,billy,p\ntrue,true,3\nfalse,true,1\n' >situations.csv
status "blame" 0 model causes rock-throwing --effect BS=1 --cause ST=1 --blame situations.csv
out_has "blame" '^The blame of ST=true for BS=true is 0.375, over 2 situations\.$'
printf 'suzy\nperhaps\n' >situations.csv
status "blame, a bad table" 3 model causes rock-throwing --effect BS=1 --cause ST=1 --blame situations.csv
printf 'suzi\ntrue\n' >situations.csv
status "blame, no such variable" 3 model causes rock-throwing --effect BS=1 --cause ST=1 --blame situations.csv
err_has "blame, no such variable" "did you mean 'suzy'"
for p in 'nan,1' '-1,1' '0,0' '1e308,1e308'; do
  printf 'suzy,p\n1,%s\n0,%s\n' "${p%,*}" "${p#*,}" >situations.csv
  status "blame, p $p" 3 model causes rock-throwing --effect BS=1 --cause ST=1 --blame situations.csv
done
err_has "blame, p too large" 'column p: its sum is too large'
status "blame, no table" 4 model causes rock-throwing --effect BS=1 --cause ST=1 --blame none.csv
status "blame of what" 2 model causes rock-throwing --effect BS=1 --blame situations.csv

status "causes of what" 2 model causes rock-throwing
status "what did not happen" 3 model causes rock-throwing --effect BS=0
status "causes, no such variable" 2 model causes rock-throwing --effect BX=1
status "causes, method" 2 model causes rock-throwing --effect BS=1 --method magic
status "causes, size" 2 model causes rock-throwing --effect BS=1 --max-size 0
status "causes, seconds" 2 model causes rock-throwing --effect BS=1 --seconds -1
status "causes, chance" 3 model causes burglar --effect alarm=1

# ---- HP2SAT's exchange format
cat >rock.causalmodel <<'JSON'
{"name": "rock", "exos": ["st", "bt"], "endos": [
  {"name": "BS", "formula": "SH | BH"}, {"name": "SH", "formula": "ST"}, {"name": "BH", "formula": "BT & ~SH"},
  {"name": "ST", "formula": "st"}, {"name": "BT", "formula": "bt"}]}
JSON
status "a .causalmodel" 0 model causes rock.causalmodel --context st=1,bt=1 --effect BS=1 --format json
same "its causes" "SH ST" "$(sed -nE 's/.*"variable": "(S[TH])".*/\1/p' out | sort -u | tr '\n' ' ' | sed 's/ $//')"
status "a malformed one" 3 model causes "$WT_SRCDIR/tests/model.sh" --effect BS=1
echo '{"name"' >bad.causalmodel
status "a malformed .causalmodel" 3 model causes bad.causalmodel --effect BS=1
err_has "a malformed .causalmodel" '^bad.causalmodel:[0-9:]* E60'

# ---- attribute
status "attribute" 0 model attribute rock-throwing --target BS --from ST=0,BT=0 --to BT=1,ST=1
out_has "attribute" '^  ST +0.5$'
status "attribute as JSON" 0 model attribute pollution --target dead --from A=0,B=0 --to A=100,B=60 --format json
out_has "attribute as JSON" '"exact": true'
out_has "attribute as JSON" '"A": 0.5'
status "attribute, unlike" 2 model attribute rock-throwing --target BS --from ST=0 --to BT=1
err_has "attribute, unlike" '--to: ST is missing'
status "attribute, to what" 2 model attribute rock-throwing --target BS --from ST=0
status "attribute, chance" 3 model attribute burglar --target alarm --from burglary=0 --to burglary=1

# ---- graph
status "graph" 0 model graph smoking --from smokes --to cancer
out_has "graph" '^Back-door sets \(minimal\): none of observed variables$'
out_has "graph" '^Front-door set: \{tar\}$'
status "graph as JSON" 0 model graph weather.yaml --from sprinkler --to slippery --format json
out_has "graph as JSON" '"front_door"'
same "graph as JSON" '["weather"]' "$(tr -d ' \n' <out | sed -E 's/.*"back_door":\[(\[[^]]*\]).*/\1/')"
status "separated" 0 model graph burglar --separated 'john_calls;burglary' --given alarm --format json
out_has "separated" '"separated": true'
status "not separated" 0 model graph burglar --separated 'earthquake;burglary' --given john_calls
out_has "not separated" '^earthquake and burglary are d-connected given \{john_calls\}\.$'
status "graph, of what" 2 model graph burglar
status "graph, same" 2 model graph burglar --from alarm --to alarm
status "graph, three" 2 model graph burglar --separated 'alarm;burglary;earthquake;alarm'

# ---- learn: b listens to a, c to b; every fourth row sets a, another b
awk 'BEGIN { s = 7; print "a,b,c,set"
  for (i = 0; i < 400; i++) {
    for (k = 0; k < 3; k++) { s = (s * 16807) % 2147483647; u[k] = s / 2147483647 }
    set = i % 4 == 1 ? "b" : i % 4 == 2 ? "a" : "-"
    a = u[0] < 0.5; b = set == "b" ? u[1] < 0.5 : u[1] < (a ? 0.9 : 0.2); c = u[2] < (b ? 0.8 : 0.1)
    print (a ? "yes" : "no") "," (b ? "yes" : "no") "," (c ? "yes" : "no") "," set } }' >rows.csv
status "learn" 0 model learn rows.csv --targets set
out_has "learn" '^a -> b$'
out_has "learn" '^b -> c$'
check "no other edge" test "$(grep -c -- '->' out)" = 2
for method in exact hill pc; do
  status "learn by $method" 0 model learn rows.csv --targets set --method $method --format json
  out_has "learn by $method" '"edges": \['
done
status "learn and write" 0 model learn rows.csv --targets set --gain --format json -o learned.yaml
out_has "learn and write" '"information_gain": \{'
status "what was learned" 0 model query learned.yaml --p c=yes --do a=yes
status "as BIF" 0 model learn rows.csv --targets set -o learned.bif
status "the same in BIF" 0 model query learned.bif --p c=yes --do a=yes
status "knowledge" 0 model learn rows.csv --targets set --forbidden 'a->b,b->a' --required 'a->c' --tiers 'a;b,c'
out_has "knowledge" '^a -> c$'
check "what is forbidden is not there" test "$(grep -c 'a -> b' out)" = 0
status "learn, no such column" 2 model learn rows.csv --targets set --required 'a->d'
status "learn, no edge" 2 model learn rows.csv --required 'a,b'
status "learn, tiers" 2 model learn rows.csv --targets set --tiers 'a;b'
status "learn, an edge to itself" 2 model learn rows.csv --targets set --forbidden 'b->a,a->a'
err_has "learn, an edge to itself" "^whytown: --forbidden: 'a->a' has one column at both ends$"
status "learn, in two tiers" 2 model learn rows.csv --targets set --tiers 'a,b;b,c'
err_has "learn, in two tiers" "^whytown: --tiers: column 'b' stands there twice$"
status "learn, no parents" 2 model learn rows.csv --targets set --max-parents 0
printf 'a,b\n1,1\n1,1\n' >constant.csv
status "learn from constants" 0 model learn constant.csv
out_has "no edge without a reason" '^0 edges from 2 rows'
status "learn, targets" 3 model learn rows.csv --targets nothing
status "learn, method" 2 model learn rows.csv --method magic
status "learn, no table" 4 model learn none.csv
status "learn, format" 2 model learn rows.csv --targets set -o learned.xyz
printf 'a,b\n1\n' >short.csv
status "learn, a short row" 3 model learn short.csv
err_has "learn, a short row" '^short.csv:2'
printf 'a,b\n1,\n0,1\n1,0\n' >gap.csv
status "learn, a missing cell" 3 model learn gap.csv

# ---- convert
for ending in yaml json bif; do
  status "convert to $ending" 0 model convert burglar b.$ending
  status "the same in $ending" 0 model query b.$ending --p burglary=true --given john_calls=true,mary_calls=true
  out_has "the same in $ending" ' = 0.284172$'
done
for ending in dot graphml dagitty; do
  status "convert to $ending" 0 model convert burglar b.$ending
  status "the graph in $ending" 0 model graph b.$ending --separated 'john_calls;mary_calls' --given alarm --format json
  out_has "the graph in $ending" '"separated": true'
done
status "to standard output" 0 model convert rock-throwing - --to yaml
out_has "to standard output" '^  BH: BT and not SH$'
status "to standard output, as what" 2 model convert rock-throwing -
status "no such format" 2 model convert rock-throwing x.doc
status "what the format cannot hold" 3 model convert tea.yaml tea.bif
echo 'digraph { "a{b}" -> c; "if" -> c }' >names.dot
status "a name that YAML cannot have" 3 model convert names.dot names.yaml
err_has "a name that YAML cannot have" "^whytown: yaml cannot hold the model: variables.a\{b\}: 'a\{b\}' is no name"
check "nothing is written then" test ! -e names.yaml
status "a name that JSON can have" 0 model convert names.dot names.json
{
  echo '{"causal_model": 1, "variables": ['
  for i in $(seq 20000); do
    echo "{\"name\": \"variable_$i\", \"domain\": \"boolean\", \"mechanism\": {\"kind\": \"table\", \"coupling\": \"independent\", \"parents\": [], \"numbers\": [0.125, 0.875]}},"
  done
  echo '{"name": "last", "domain": "boolean", "mechanism": {"kind": "context", "parents": [], "numbers": [1]}}]}'
} >large.json
status "more than YAML holds" 3 model convert large.json large.yaml
err_has "more than YAML holds" 'yaml cannot hold the model: '
status "more than YAML holds, in BIF" 0 model convert large.json large.bif

status "into no folder" 4 model convert burglar none/b.json
status "where to" 2 model convert burglar
if [ -e /dev/full ]; then
  status "a full disk" 4 model convert burglar /dev/full --to yaml
fi
finish
