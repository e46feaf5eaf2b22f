/* test-causal-format-mistakes.c - what is wrong with a file is said with code, line and column; no
 * damaged, deep or large text does more than be refused.
 */
#include "causal/formats.h"

#include "tests/unit/test-util.h"

#define VARIABLE(name) "variable " name " { type discrete [ 2 ] { x, y }; }\n"
#define A              VARIABLE("a") "probability ( a ) { table 1, 0; }\n"
#define OPEN                                                                                       \
  "<graphml>\n<key id=\"d\" for=\"node\" attr.name=\"domain\"/>\n<graph "                          \
  "edgedefault=\"directed\">\n"
#define CLOSE        "</graph></graphml>"
#define MODEL(rest)  "{\"causal_model\": 1,\n \"variables\": [" rest "]}"
#define MECHANISM(m) MODEL("{\"name\": \"a\",\n  \"mechanism\": {" m "}}")
#define FORMULA(f)                                                                                 \
  "{\"exos\": [\"u\"],\n \"endos\": [{\"name\": \"a\", \"formula\":\n  \"" f "\"}]}"

/* The first mistake of the text. */
static const struct {
  WtFormat format;
  const char *text;
  const char *code;
  int line, column;
} mistakes[] = {
    /* BIF: blocks */
    {WT_FORMAT_BIF, " // nothing\n", "E601", 2, 1},
    {WT_FORMAT_BIF, "netwrk x {}", "E601", 1, 1},
    {WT_FORMAT_BIF, "network x {", "E601", 1, 12},
    {WT_FORMAT_BIF, "network x {\n  color red;\n}", "E601", 2, 3},
    {WT_FORMAT_BIF, "/* never\nending", "E601", 1, 1},
    {WT_FORMAT_BIF, "variable a {\n  typo discrete [ 2 ] { x, y };\n}", "E601", 2, 3},
    {WT_FORMAT_BIF, "variable a {\n}", "E601", 2, 1},
    {WT_FORMAT_BIF, "variable a {\n  type continuous;\n}", "E601", 2, 8},
    {WT_FORMAT_BIF, "variable a {\n  type discrete [ x ] { x, y };\n}", "E606", 2, 19},
    {WT_FORMAT_BIF, "variable a {\n  type discrete [ 2 ] { x, y, z };\n}", "E604", 2, 19},
    {WT_FORMAT_BIF, "variable a {\n  type discrete [ 0 ] { };\n}", "E604", 2, 19},
    {WT_FORMAT_BIF,
     "variable a {\n  type discrete [ 2 ] { x, x };\n}\nprobability ( a ) { table 1, 0; }", "E604",
     2, 19},
    {WT_FORMAT_BIF, "variable a {\n  type discrete [ 2 ] { x, y }\n}", "E601", 3, 1},
    {WT_FORMAT_BIF, "variable a { type discrete [ 2 ] { x, y };", "E601", 1, 43},
    {WT_FORMAT_BIF, "variable \"a { type", "E601", 1, 10},
    {WT_FORMAT_BIF, VARIABLE("a") VARIABLE("a"), "E603", 2, 10},
    {WT_FORMAT_BIF, VARIABLE("a"), "E605", 1, 10},
    /* BIF: probabilities */
    {WT_FORMAT_BIF, A "probability ( b ) { table 0.5, 0.5; }", "E602", 3, 15},
    {WT_FORMAT_BIF, VARIABLE("a") "probability ( a | c ) { table 0.5, 0.5; }", "E602", 2, 19},
    {WT_FORMAT_BIF, A "probability ( a ) { table 1, 0; }", "E603", 3, 15},
    {WT_FORMAT_BIF, VARIABLE("a") "probability ( a | a ) { (x) 1, 0; (y) 1, 0; }", "E607", 2, 19},
    {WT_FORMAT_BIF, VARIABLE("a") "probability ( a ) {\n table 0.5; }", "E605", 3, 11},
    {WT_FORMAT_BIF, VARIABLE("a") "probability ( a ) {\n table 0.5, 0.2, 0.3; }", "E605", 3, 16},
    {WT_FORMAT_BIF, VARIABLE("a") "probability ( a ) {\n table 0.5, 0.2; }", "E606", 3, 2},
    {WT_FORMAT_BIF, VARIABLE("a") "probability ( a ) {\n table 1.5, -0.5; }", "E606", 3, 8},
    {WT_FORMAT_BIF, VARIABLE("a") "probability ( a ) {\n table 0.5, nan; }", "E606", 3, 13},
    {WT_FORMAT_BIF, VARIABLE("a") "probability ( a ) {\n table 1, 0;\n table 1, 0; }", "E605", 4,
     2},
    {WT_FORMAT_BIF, VARIABLE("a") "probability ( a ) {\n tables 1, 0; }", "E601", 3, 2},
    {WT_FORMAT_BIF, VARIABLE("a") "probability ( a ) {\n table 1, 0 }", "E601", 3, 13},
    {WT_FORMAT_BIF, A VARIABLE("b") "probability ( b | a ) {\n (x) 1, 0;\n}", "E605", 4, 15},
    {WT_FORMAT_BIF, A VARIABLE("b") "probability ( b | a ) {\n (x) 1, 0;\n (x) 1, 0;\n}", "E605", 6,
     2},
    {WT_FORMAT_BIF, A VARIABLE("b") "probability ( b | a ) {\n (x) 1, 0;\n (z) 1, 0;\n}", "E602", 6,
     3},
    {WT_FORMAT_BIF, A VARIABLE("b") "probability ( b | a ) {\n (x) 1, 0;\n (y) 1, 0.1;\n}", "E606",
     6, 2},
    {WT_FORMAT_BIF,
     VARIABLE("a") VARIABLE("b") "probability ( a | b ) { (x) 1, 0; (y) 0, 1; }\n"
                                 "probability ( b | a ) { (x) 1, 0; (y) 0, 1; }",
     "E607", 4, 19},
    {WT_FORMAT_BIF, VARIABLE("\xe9\x80\x9a") "probability ( \xe9\x80\x9a | c )", "E602", 2, 19},
    /* DOT */
    {WT_FORMAT_DOT, "", "E601", 1, 1},
    {WT_FORMAT_DOT, "graph { a -- b }", "E601", 1, 1},
    {WT_FORMAT_DOT, "digraphs { a }", "E601", 1, 1},
    {WT_FORMAT_DOT, "digraph { a -- b }", "E601", 1, 13},
    {WT_FORMAT_DOT, "digraph { a - b }", "E601", 1, 13},
    {WT_FORMAT_DOT, "digraph { a -> b [dir=both] }", "E601", 1, 23},
    {WT_FORMAT_DOT, "digraph { edge [dir = back]; a -> b }", "E601", 1, 23},
    {WT_FORMAT_DOT, "digraph { a -> b", "E601", 1, 17},
    {WT_FORMAT_DOT, "digraph { a -> }", "E601", 1, 16},
    {WT_FORMAT_DOT, "digraph { a } b", "E601", 1, 15},
    {WT_FORMAT_DOT, "digraph { \"a }", "E601", 1, 11},
    {WT_FORMAT_DOT, "digraph { \"\" }", "E601", 1, 11},
    {WT_FORMAT_DOT, "digraph { \"a\" + b }", "E601", 1, 17},
    {WT_FORMAT_DOT, "digraph { a; /* b }", "E601", 1, 14},
    {WT_FORMAT_DOT, "digraph { <b>a</b> -> c }", "E601", 1, 11},
    {WT_FORMAT_DOT, "digraph { a [label=<b] }", "E601", 1, 20},
    {WT_FORMAT_DOT, "digraph { a [label] }", "E601", 1, 19},
    {WT_FORMAT_DOT, "digraph { node shape }", "E601", 1, 16},
    {WT_FORMAT_DOT, "digraph { a [latent=perhaps] }", "E606", 1, 21},
    {WT_FORMAT_DOT, "digraph { a [domain=\"integer x..3\"] }", "E604", 1, 21},
    {WT_FORMAT_DOT, "digraph { a [domain=\"integer 3..1\"] }", "E604", 1, 21},
    {WT_FORMAT_DOT, "digraph { a -> a }", "E607", 1, 16},
    {WT_FORMAT_DOT, "digraph {\n a -> b;\n b -> a }", "E607", 3, 7},
    {WT_FORMAT_DOT, "digraph {\n x -> a -> b -> c;\n {c; x} -> {d a} }", "E607", 3, 15},
    {WT_FORMAT_DOT, "digraph { subgraph s -> a }", "E601", 1, 22},
    /* dagitty */
    {WT_FORMAT_DAGITTY, "pdag { a -> b }", "E601", 1, 1},
    {WT_FORMAT_DAGITTY, "dagger { a -> b }", "E601", 1, 1},
    {WT_FORMAT_DAGITTY, "dag { a -- b }", "E601", 1, 9},
    {WT_FORMAT_DAGITTY, "dag { a @-> b }", "E601", 1, 9},
    {WT_FORMAT_DAGITTY, "dag { a -> b\n", "E601", 2, 1},
    {WT_FORMAT_DAGITTY, "dag { a ->\n -> b }", "E601", 2, 2},
    {WT_FORMAT_DAGITTY, "dag { a -> b\nb -> a }", "E607", 2, 6},
    {WT_FORMAT_DAGITTY, "dag { a -> b\na <- b }", "E607", 2, 6},
    {WT_FORMAT_DAGITTY, "dag { a <-> a }", "E607", 1, 13},
    {WT_FORMAT_DAGITTY, "dag { a -> {b a} }", "E607", 1, 15},
    {WT_FORMAT_DAGITTY, "dag { a [pos=\"x }", "E601", 1, 14},
    {WT_FORMAT_DAGITTY, "dag { a [latent }", "E601", 1, 17},
    {WT_FORMAT_DAGITTY, "dag { a -> {} }", "E601", 1, 13},
    {WT_FORMAT_DAGITTY, "dag { bb= }", "E601", 1, 11},
    {WT_FORMAT_DAGITTY, "dag { a } dag", "E601", 1, 11},
    /* GraphML */
    {WT_FORMAT_GRAPHML, "", "E601", 1, 1},
    {WT_FORMAT_GRAPHML, "<graphml/>", "E601", 1, 1},
    {WT_FORMAT_GRAPHML, "<graphml>\n  <graph edgedefault=\"undirected\"/></graphml>", "E601", 2, 3},
    {WT_FORMAT_GRAPHML, "<graphml>\n  <graph/></graphml>", "E601", 2, 3},
    {WT_FORMAT_GRAPHML, OPEN CLOSE "<graph/>", "E601", 4, 19},
    {WT_FORMAT_GRAPHML, OPEN "<node/>" CLOSE, "E601", 4, 1},
    {WT_FORMAT_GRAPHML, OPEN "<node id=\"\"/>" CLOSE, "E601", 4, 1},
    {WT_FORMAT_GRAPHML, OPEN "<node id=\"a\"/> <node id=\"a\"/>" CLOSE, "E603", 4, 16},
    {WT_FORMAT_GRAPHML, OPEN "<node id=\"a\"/> <edge source=\"a\"/>" CLOSE, "E601", 4, 16},
    {WT_FORMAT_GRAPHML, OPEN "<node id=\"a\"/>\n <edge source=\"a\" target=\"b\"/>" CLOSE, "E602",
     5, 2},
    {WT_FORMAT_GRAPHML, OPEN "<node id=\"a\"/>\n <edge source=\"a\" target=\"a\"/>" CLOSE, "E607",
     5, 2},
    {WT_FORMAT_GRAPHML,
     OPEN
     "<node id=\"a\"/><node id=\"b\"/>\n<edge source=\"a\" target=\"b\" directed=\"false\"/>" CLOSE,
     "E601", 5, 1},
    {WT_FORMAT_GRAPHML,
     OPEN "<edge source=\"a\" target=\"b\"/>\n<edge source=\"b\" target=\"a\"/>"
          "<node id=\"a\"/><node id=\"b\"/>" CLOSE,
     "E607", 5, 1},
    {WT_FORMAT_GRAPHML, OPEN "<hyperedge/>" CLOSE, "E601", 4, 1},
    {WT_FORMAT_GRAPHML, OPEN "<node id=\"a\">\n  <data key=\"d\">real 1</data></node>" CLOSE,
     "E604", 5, 3},
    {WT_FORMAT_GRAPHML, OPEN "<node id=\"a\">\n  <data key=\"d\">integer 2..1</data></node>" CLOSE,
     "E604", 5, 3},
    {WT_FORMAT_GRAPHML, OPEN "<node id=\"a\">\n\xe9\x80\x9a</nod>" CLOSE, "E601", 5, 2},
    {WT_FORMAT_GRAPHML, OPEN "<node id=\"a\">\n  &what; </node>" CLOSE, "E601", 5, 3},
    {WT_FORMAT_GRAPHML, OPEN "<node id=\"a\"", "E601", 4, 13},
    /* JSON: syntax */
    {WT_FORMAT_JSON, "", "E601", 1, 1},
    {WT_FORMAT_JSON, "[]", "E601", 1, 1},
    {WT_FORMAT_JSON, "{\"causal_model\": 1,\n \"variables\": [}", "E601", 2, 16},
    {WT_FORMAT_JSON, "{\"causal_model\": 1,\n}", "E601", 2, 1},
    {WT_FORMAT_JSON, "{\"causal_model\" 1}", "E601", 1, 17},
    {WT_FORMAT_JSON, "{\"causal_model\": 01}", "E601", 1, 19},
    {WT_FORMAT_JSON, "{\"causal_model\": 1.}", "E601", 1, 20},
    {WT_FORMAT_JSON, "{\"causal_model\": +1}", "E601", 1, 18},
    {WT_FORMAT_JSON, "{\"a\\x\": 1}", "E601", 1, 5},
    {WT_FORMAT_JSON, "{\"a\n\": 1}", "E601", 1, 4},
    {WT_FORMAT_JSON, "{\"causal_model\": 1, \"variables\": []} 1", "E601", 1, 38},
    {WT_FORMAT_JSON, "{\"causal_model\": 1, \"variables\": [", "E601", 1, 35},
    {WT_FORMAT_JSON, "{\"\xff\": 1}", "E601", 1, 3},
    /* JSON: members */
    {WT_FORMAT_JSON, "{\"causal_model\": 2, \"variables\": []}", "E601", 1, 18},
    {WT_FORMAT_JSON, "{}", "E601", 1, 1},
    {WT_FORMAT_JSON, "\n{\"causal_model\": 1}", "E601", 2, 1},
    {WT_FORMAT_JSON, "{\"causal_model\": 1, \"variables\": 1}", "E601", 1, 34},
    {WT_FORMAT_JSON, "{\"causal_model\": 1, \"variables\": [], \"variable\": []}", "E601", 1, 50},
    {WT_FORMAT_JSON, MODEL("1"), "E601", 2, 16},
    {WT_FORMAT_JSON, MODEL("{\"latent\": true}"), "E601", 2, 16},
    {WT_FORMAT_JSON, MODEL("{\"name\": 1}"), "E601", 2, 25},
    {WT_FORMAT_JSON, MODEL("{\"name\": \"\"}"), "E601", 2, 16},
    {WT_FORMAT_JSON, MODEL("{\"name\": \"a\", \"latent\": 1}"), "E601", 2, 40},
    {WT_FORMAT_JSON, MODEL("{\"name\": \"a\", \"contrast\": \"1\"}"), "E606", 2, 42},
    {WT_FORMAT_JSON, MODEL("{\"name\": \"a\", \"domain\": \"boolean\", \"contrast\": 2}"), "E606",
     2, 63},
    {WT_FORMAT_JSON, MODEL("{\"name\": \"a\", \"domane\": \"real\"}"), "E601", 2, 40},
    {WT_FORMAT_JSON, MODEL("{\"name\": \"a\"},\n {\"name\": \"a\"}"), "E603", 3, 2},
    {WT_FORMAT_JSON, MODEL("{\"name\": \"a\", \"domain\": \"integer\"}"), "E604", 2, 40},
    {WT_FORMAT_JSON, MODEL("{\"name\": \"a\", \"domain\": \"integer 3..1\"}"), "E604", 2, 40},
    {WT_FORMAT_JSON, MODEL("{\"name\": \"a\", \"mechanism\": 1}"), "E601", 2, 43},
    /* JSON: mechanisms */
    {WT_FORMAT_JSON, MECHANISM(""), "E601", 3, 16},
    {WT_FORMAT_JSON, MECHANISM("\"kind\": \"magic\""), "E608", 3, 25},
    {WT_FORMAT_JSON, MECHANISM("\"kind\": \"linear\", \"numbers\": [true]"), "E606", 3, 47},
    {WT_FORMAT_JSON, MECHANISM("\"kind\": \"linear\", \"numbers\": 1"), "E601", 3, 46},
    {WT_FORMAT_JSON, MECHANISM("\"kind\": \"linear\", \"parents\": [1]"), "E601", 3, 47},
    {WT_FORMAT_JSON, MECHANISM("\"kind\": \"unknown\", \"parents\": [\"b\"]"), "E602", 3, 48},
    {WT_FORMAT_JSON, MECHANISM("\"kind\": \"unknown\", \"parents\": [\"a\"]"), "E607", 3, 48},
    {WT_FORMAT_JSON, MECHANISM("\"kind\": \"linear\", \"numbers\": [1]"), "E608", 3, 16},
    {WT_FORMAT_JSON, MECHANISM("\"kind\": \"context\", \"numbers\": []"), "E608", 3, 16},
    {WT_FORMAT_JSON, MECHANISM("\"kind\": \"table\", \"coupling\": \"loose\""), "E608", 3, 46},
    {WT_FORMAT_JSON, MECHANISM("\"kind\": \"table\", \"text\": \"1\""), "E601", 3, 42},
    {WT_FORMAT_JSON, MECHANISM("\"kind\": \"expression\""), "E601", 3, 16},
    {WT_FORMAT_JSON, MECHANISM("\"kind\": \"expression\", \"text\": \"b + 1\""), "E608", 3, 48},
    {WT_FORMAT_JSON, MECHANISM("\"kind\": \"expression\", \"text\": \"1\\u0020+ b\""), "E608", 3,
     57},
    {WT_FORMAT_JSON, MECHANISM("\"kind\": \"expression\", \"text\": \"a + 1\""), "E607", 3, 16},
    {WT_FORMAT_JSON, MECHANISM("\"kind\": \"expression\", \"text\": \"true\""), "E608", 3, 16},
    /* .causalmodel */
    {WT_FORMAT_CAUSALMODEL, "{\"exos\": []", "E601", 1, 12},
    {WT_FORMAT_CAUSALMODEL, "{\"exos\": []}", "E601", 1, 1},
    {WT_FORMAT_CAUSALMODEL, "{\"exos\": 1, \"endos\": []}", "E601", 1, 10},
    {WT_FORMAT_CAUSALMODEL, "{\"exos\": [1], \"endos\": []}", "E601", 1, 11},
    {WT_FORMAT_CAUSALMODEL, "{\"exos\": [\"u\",\n \"u\"], \"endos\": []}", "E603", 2, 2},
    {WT_FORMAT_CAUSALMODEL, "{\"exos\": [], \"endos\": [1]}", "E601", 1, 24},
    {WT_FORMAT_CAUSALMODEL, "{\"exos\": [], \"endos\": [{\"name\": \"a\"}]}", "E601", 1, 24},
    {WT_FORMAT_CAUSALMODEL, FORMULA("u & "), "E601", 3, 8},
    {WT_FORMAT_CAUSALMODEL, FORMULA("(u"), "E601", 3, 6},
    {WT_FORMAT_CAUSALMODEL, FORMULA("u u"), "E601", 3, 6},
    {WT_FORMAT_CAUSALMODEL, FORMULA("u & (u ^ u)"), "E601", 3, 11},
    {WT_FORMAT_CAUSALMODEL, FORMULA("u | ~ & u"), "E601", 3, 10},
    {WT_FORMAT_CAUSALMODEL, FORMULA("u =>"), "E601", 3, 8},
    {WT_FORMAT_CAUSALMODEL, FORMULA("\\\"u\\\""), "E601", 3, 4},
    {WT_FORMAT_CAUSALMODEL, FORMULA("\xe9\x80\x9a\\u0020| b"), "E602", 3, 4},
    {WT_FORMAT_CAUSALMODEL, FORMULA("u\\u0020| b"), "E602", 3, 13},
    {WT_FORMAT_CAUSALMODEL, FORMULA("u &\\n ~b"), "E602", 3, 11},
    {WT_FORMAT_CAUSALMODEL, FORMULA("u | a"), "E607", 3, 8},
    {WT_FORMAT_CAUSALMODEL,
     "{\"exos\": [\"u\"], \"endos\": [{\"name\": \"a\", \"formula\": \"b\"},\n"
     "{\"name\": \"b\", \"formula\": \"u|a\"}]}",
     "E607", 2, 29},
    {WT_FORMAT_CAUSALMODEL,
     "{\"exos\": [\"u\"], \"endos\": [{\"name\": \"u\", \"formula\": \"u\"}]}", "E603", 1, 27},
};

START_TEST(mistakes_have_places)
{
  g_autoptr(WtDiags) diags = wt_diags_new("model");
  const char *text = mistakes[_i].text;
  const WtDiag *first;

  ck_assert_ptr_null(wt_format_read(mistakes[_i].format, text, strlen(text), diags));
  ck_assert_uint_gt(wt_diags_n_errors(diags), 0);
  first = wt_diags_get(diags, 0);
  ck_assert_msg(
      strcmp(first->code, mistakes[_i].code) == 0 && first->pos.line == mistakes[_i].line &&
          first->pos.column == mistakes[_i].column,
      "%s\n%d:%d: %s %s", text, first->pos.line, first->pos.column, first->code, first->message);
}
END_TEST

/* ---- several at once ---- */

static void says(WtFormat format, const char *text, const char *expected)
{
  g_autoptr(WtDiags) diags = wt_diags_new("m");
  g_autofree char *said = NULL;

  ck_assert_ptr_null(wt_format_read(format, text, strlen(text), diags));
  said = wt_diags_format(diags);
  ck_assert_str_eq(said, expected);
}

START_TEST(every_block_is_looked_at)
{
  says(WT_FORMAT_BIF,
       "variable a {\n  type discrete [ 3 ] { x, y };\n}\nvariable b {\n  type discrete [ 2 ] { x, "
       "y };\n}\nprobability ( a ) {\n  table 1, 0;\n}\nprobability ( b | a ) {\n  (x) 1, 0;\n}\n"
       "probability ( c ) {\n  table 1;\n}\nprobability ( b ) {\n  table 0.5, 0.4;\n}\n",
       "m:2:19: E604: a has 2 states, not the number given here\n"
       "m:13:15: E602: there is no variable 'c' above\n"
       "m:16:15: E603: the probabilities of b stand here for the second time\n");
  says(WT_FORMAT_BIF,
       "variable a {\n  type discrete [ 2 ] { x, y };\n}\nvariable b {\n  type discrete [ 2 ] { x, "
       "y };\n}\nprobability ( a ) {\n  table 1, 0;\n}\nprobability ( b | a ) {\n  (x) 1, 0;\n}\n",
       "m:10:15: E605: row 2 of b is missing (a = y)\n");
}
END_TEST

START_TEST(json_says_where_in_the_tree)
{
  says(WT_FORMAT_JSON,
       "{\"causal_model\": 1, \"variables\": [\n {\"name\": \"rain\", \"domain\": \"bool\"},\n"
       " {\"name\": \"wet\", \"latnet\": true,\n  \"mechanism\": {\"kind\": \"linear\",\n   "
       "\"numbers\": [0, \"1\"]}}]}",
       "m:2:29: E604 variables[0].domain: 'bool' is no domain\n"
       "m:3:28: E601 variables[1].latnet: 'latnet' is not known here (did you mean 'latent'?)\n"
       "m:5:19: E606 variables[1].mechanism.numbers[1]: a number should stand here\n");
  says(WT_FORMAT_JSON,
       MODEL("{\"name\": \"rain\"}, {\"name\": \"wet\",\n \"mechanism\": {\"kind\": \"unknown\", "
             "\"parents\": [\"rian\"]}}"),
       "m:3:47: E602 variables[1].mechanism.parents[0]: there is no variable 'rian'; did you mean "
       "'rain'?\n");
}
END_TEST

START_TEST(many_mistakes_are_counted)
{
  g_autoptr(GString) text = g_string_new("<graphml><graph edgedefault=\"directed\">");
  g_autoptr(WtDiags) diags = wt_diags_new("m");

  for (guint i = 0; i < 1000; i++)
    g_string_append(text, "<node/>\n");
  g_string_append(text, "</graph></graphml>");
  ck_assert_ptr_null(wt_format_read(WT_FORMAT_GRAPHML, text->str, text->len, diags));
  ck_assert_uint_eq(wt_diags_n(diags), WT_DIAGS_MAX);
  ck_assert_int_eq(wt_diags_get(diags, 199)->pos.line, 200);
}
END_TEST

/* ---- limits ---- */

static char *repeated(const char *before, const char *part, guint n, const char *after)
{
  GString *text = g_string_new(before);

  for (guint i = 0; i < n; i++)
    g_string_append(text, part);
  g_string_append(text, after);
  return g_string_free(text, FALSE);
}

static void refused(WtFormat format, char *text, const char *code)
{
  g_autoptr(WtDiags) diags = wt_diags_new("m");
  g_autofree char *said = NULL;
  WtScm *scm = wt_format_read(format, text, strlen(text), diags);

  said = wt_diags_format(diags);
  ck_assert_ptr_null(scm);
  ck_assert_msg(strcmp(wt_diags_get(diags, 0)->code, code) == 0, "%s", said);
  ck_assert_int_ge(wt_diags_get(diags, 0)->pos.line, 1);
  g_free(text);
}

START_TEST(deep_texts)
{
  refused(WT_FORMAT_DOT, repeated("digraph ", "{", 100000, ""), "E609");
  refused(WT_FORMAT_JSON, repeated("", "[", 100000, ""), "E609");
  refused(WT_FORMAT_JSON, repeated("", "{\"a\":", 100000, ""), "E609");
  refused(WT_FORMAT_GRAPHML, repeated("", "<a>", 100000, ""), "E609");
  refused(WT_FORMAT_CAUSALMODEL,
          repeated("{\"endos\": [{\"name\": \"a\", \"formula\": \"", "(", 10000, "\"}]}"), "E609");
  refused(WT_FORMAT_CAUSALMODEL,
          repeated("{\"endos\": [{\"name\": \"a\", \"formula\": \"", "~", 10000, "\"}]}"), "E609");
  refused(WT_FORMAT_CAUSALMODEL,
          repeated("{\"endos\": [{\"name\": \"a\", \"formula\": \"", "a=>", 3000, "a\"}]}"),
          "E609");
}
END_TEST

START_TEST(long_texts)
{
  refused(WT_FORMAT_DOT, repeated("digraph { ", "a", 2000, " }"), "E609");
  refused(WT_FORMAT_GRAPHML,
          repeated("<graphml><graph edgedefault=\"directed\"><node id=\"", "a", 2000,
                   "\"/></graph></graphml>"),
          "E609");
  refused(WT_FORMAT_CAUSALMODEL,
          repeated("{\"endos\": [{\"name\": \"a\", \"formula\": \"u", " & u", 10000, "\"}]}"),
          "E609");
}
END_TEST

/* Thousands of nodes on both sides of one arrow. */
START_TEST(products_of_groups)
{
  GString *text = g_string_new("digraph {{");

  for (guint i = 0; i < 6000; i++)
    g_string_append_printf(text, "%sn%u ", i == 3000 ? "} -> {" : "", i);
  g_string_append(text, "}}");
  refused(WT_FORMAT_DOT, g_string_free(text, FALSE), "E609");
}
END_TEST

/* Tables by `default` are large in few bytes. */
START_TEST(large_tables)
{
  GString *text = g_string_new(NULL);

  for (guint i = 0; i < 24; i++)
    g_string_append_printf(text, "variable v%u { type discrete [ 2 ] { x, y }; }\n", i);
  g_string_append(text, "probability ( v23 | v0");
  for (guint i = 1; i < 23; i++)
    g_string_append_printf(text, ", v%u", i);
  g_string_append(text, " ) { default 1, 0; }");
  refused(WT_FORMAT_BIF, g_string_free(text, FALSE), "E609");
}
END_TEST

/* ---- damage ---- */

static const char *const sound[] = {
    [WT_FORMAT_BIF] = "network n {\n}\nvariable a {\n  type discrete [ 2 ] { <5,10>, (0-5] };\n}\n"
                      "variable b { type discrete [ 2 ] { x, y }; property \"latent = true\"; }\n"
                      "probability ( a ) {\n  table 0.25, 0.75;\n}\nprobability ( b | a ) {\n"
                      "  default 1, 0;\n  (<5,10>) 0.5, 0.5; // c\n}\n",
    [WT_FORMAT_DOT] =
        "strict digraph \"m\" {\n  node [shape=box]; a -> {b; c} -> \"d\" [w=1];\n"
        "  subgraph s { e [latent=true, domain=\"states x|y\"] } /* c */ x:p -> e # c\n}",
    [WT_FORMAT_GRAPHML] =
        "<?xml version=\"1.0\"?>\n<graphml><key id=\"d\" for=\"node\" attr.name=\"domain\"/>\n"
        "<graph edgedefault=\"directed\"><node id=\"a\"><data key=\"d\">integer "
        "0..3</data></node>\n"
        "<node id=\"b&amp;\"/><edge source=\"a\" target=\"b&amp;\"/></graph></graphml>\n",
    [WT_FORMAT_DAGITTY] = "dag {\nbb=\"0,0,1,1\"\nx [exposure,pos=\"0,1\"]\n\"u 1\" [latent]\n"
                          "x -> m -> {y z}\ny <- \"u 1\"\nx <-> y [beta=0.3];\n}\n",
    [WT_FORMAT_JSON] =
        "{\"causal_model\": 1, \"variables\": [{\"name\": \"a\", \"domain\": \"states x|y|z\",\n"
        " \"latent\": true, \"contrast\": 1, \"mechanism\": {\"kind\": \"table\", \"coupling\":\n"
        " \"independent\", \"parents\": [\"b\"], \"numbers\": [1, 0, 0, 0.5, 0.25, 2.5e-1]}},\n"
        " {\"name\": \"b\", \"domain\": \"boolean\", \"mechanism\": {\"kind\": \"expression\",\n"
        " \"text\": \"{c\\u0064} > 1\"}}, {\"name\": \"cd\", \"domain\": \"real 0..2\",\n"
        " \"mechanism\": {\"kind\": \"context\", \"numbers\": [1]}}]}",
    [WT_FORMAT_CAUSALMODEL] =
        "{\"name\": \"m\", \"exos\": [\"u\", \"v\"],\n \"endos\": [{\"name\": \"a\",\n "
        "\"formula\": "
        "\"u => b <=> (~v | $true) & !u\"}, {\"name\": \"b\", \"formula\": \"v\"}]}"};

/* Every text with a character changed, left out or doubled, and every beginning of it, is read or
 * refused with a place, no more. */
START_TEST(damaged_texts)
{
  const char *text = sound[_i];
  g_autoptr(WtDiags) none = wt_diags_new("m");
  TestRandom random = {77 + (guint64)_i};
  WtScm *whole = wt_format_read((WtFormat)_i, text, strlen(text), none);

  ck_assert_ptr_nonnull(whole);
  wt_scm_free(whole);
  for (guint i = 0; i < strlen(text) + test_scale(400, 20000); i++) {
    g_autoptr(WtDiags) diags = wt_diags_new("m");
    g_autoptr(GString) copy = g_string_new(text);
    guint at = i < copy->len ? i : test_random_below(&random, (guint)copy->len);
    WtScm *scm;

    if (i < strlen(text))
      g_string_truncate(copy, i);
    else if (i % 3 == 0)
      g_string_erase(copy, at, 1);
    else if (i % 3 == 1)
      g_string_insert_c(copy, at, copy->str[at]);
    else
      copy->str[at] = "{}[]()<>\"-=,;:\\x0 \n|&\xc3~"[test_random_below(&random, 24)];
    scm = wt_format_read((WtFormat)_i, copy->str, copy->len, diags);
    ck_assert_int_eq(scm == NULL, wt_diags_n_errors(diags) > 0);
    for (guint k = 0; k < wt_diags_n(diags); k++)
      ck_assert_msg(wt_diags_get(diags, k)->pos.line > 0 && wt_diags_get(diags, k)->pos.column > 0,
                    "%s", wt_diags_get(diags, k)->message);
    wt_scm_free(scm);
  }
}
END_TEST

START_TEST(zero_bytes_are_no_text)
{
  for (guint f = 0; f < G_N_ELEMENTS(sound); f++) {
    g_autofree char *copy = g_strdup(sound[f]);
    gsize length = strlen(copy);
    g_autoptr(WtDiags) diags = wt_diags_new("m");

    copy[8] = '\0';
    ck_assert_ptr_null(wt_format_read((WtFormat)f, copy, length, diags));
    ck_assert_str_eq(wt_diags_get(diags, 0)->code, "E601");
    ck_assert_int_eq(wt_diags_get(diags, 0)->pos.column, f == WT_FORMAT_DAGITTY ? 3 : 9);
  }
}
END_TEST

int main(void)
{
  Suite *suite = suite_create("causal-format-mistakes");
  TCase *tcase = tcase_create("all");

  tcase_set_timeout(tcase, 120);
  tcase_add_loop_test(tcase, mistakes_have_places, 0, G_N_ELEMENTS(mistakes));
  tcase_add_test(tcase, every_block_is_looked_at);
  tcase_add_test(tcase, json_says_where_in_the_tree);
  tcase_add_test(tcase, many_mistakes_are_counted);
  tcase_add_test(tcase, deep_texts);
  tcase_add_test(tcase, long_texts);
  tcase_add_test(tcase, products_of_groups);
  tcase_add_test(tcase, large_tables);
  tcase_add_loop_test(tcase, damaged_texts, 0, G_N_ELEMENTS(sound));
  tcase_add_test(tcase, zero_bytes_are_no_text);
  suite_add_tcase(suite, tcase);
  return test_main(suite);
}
