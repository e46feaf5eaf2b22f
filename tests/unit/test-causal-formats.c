/* test-causal-formats.c - reading back what was written, mistakes with their places, networks of a
 * folder.
 *
 * WT_NETWORKS: a folder with alarm.bif and sachs.bif; without it those tests say so and pass.
 */
#include "causal/formats.h"

#include <math.h>
#include <stdio.h>

#include "causal/infer.h"
#include "tests/unit/test-util.h"

static WtScm *read_text(WtFormat format, const char *text)
{
  g_autoptr(WtDiags) diags = wt_diags_new("model");
  WtScm *scm = wt_format_read(format, text, strlen(text), diags);
  g_autofree char *said = wt_diags_format(diags);

  ck_assert_msg(scm != NULL, "%s\n%s", said, text);
  return scm;
}

static WtScm *back(WtFormat format, const WtScm *scm)
{
  g_autoptr(GString) text = g_string_new(NULL);
  g_autoptr(GError) error = NULL;

  ck_assert_msg(wt_format_write(format, scm, text, &error), "%s",
                error != NULL ? error->message : "");
  return read_text(format, text->str);
}

/* ---- models ---- */

static const char *const odd_states[] = {"a|b", "c\\d", "(0-5]", "x"};

static void define(WtScm *scm, const char *name, WtDomain domain, WtMech mech)
{
  g_autoptr(GError) error = NULL;
  WtScmId id = wt_scm_declare(scm, name, &domain, &error);

  ck_assert_msg(id != WT_SCM_NONE && wt_scm_set_mech(scm, id, &mech, &error), "%s",
                error != NULL ? error->message : "");
}

/* One variable of every domain and mechanism; odd names. */
static WtScm *of_every_kind(void)
{
  WtScm *scm = wt_scm_new();
  WtDomain states = {.kind = WT_DOMAIN_STATES, .states = odd_states, .n_states = 4},
           few = {.kind = WT_DOMAIN_INTEGER, .lo = -1, .hi = 1};
  WtDomain length = {.kind = WT_DOMAIN_REAL, .lo = 0, .hi = HUGE_VAL, .dim = WT_DIM_LENGTH};
  const double quarter[] = {0.1, 0.2, 0.3, 0.4}, rows[] = {0.25, 0.75, 1, 0, 0, 1, 0.5, 0.5};

  define(scm, "a state", states,
         (WtMech){.kind = WT_MECH_TABLE, .numbers = quarter, .n_numbers = 4});
  define(scm, "\xe9\x80\x9a", WT_DOMAIN_TRUTH,
         (WtMech){.kind = WT_MECH_TABLE,
                  .coupling = WT_COUPLING_INDEPENDENT,
                  .parents = (WtScmId[]){0},
                  .n_parents = 1,
                  .numbers = rows,
                  .n_numbers = 8});
  define(scm, "n", few,
         (WtMech){.kind = WT_MECH_CONTEXT, .numbers = (double[]){1}, .n_numbers = 1});
  define(scm, "far", length,
         (WtMech){.kind = WT_MECH_UNIFORM, .numbers = (double[]){0, 3}, .n_numbers = 2});
  define(scm, "y", WT_DOMAIN_ANY_REAL,
         (WtMech){.kind = WT_MECH_LINEAR,
                  .parents = (WtScmId[]){2, 3},
                  .n_parents = 2,
                  .numbers = (double[]){0.1, -2, 1.0 / 3, 0.5},
                  .n_numbers = 4});
  define(scm, "or", WT_DOMAIN_TRUTH,
         (WtMech){.kind = WT_MECH_NOISY_OR,
                  .parents = (WtScmId[]){1},
                  .n_parents = 1,
                  .numbers = (double[]){0.05, 0.8},
                  .n_numbers = 2});
  define(scm, "and", WT_DOMAIN_TRUTH,
         (WtMech){.kind = WT_MECH_NOISY_AND,
                  .parents = (WtScmId[]){1, 5},
                  .n_parents = 2,
                  .numbers = (double[]){0.05, 0.8, 0.1},
                  .n_numbers = 3});
  define(scm, "above", WT_DOMAIN_TRUTH,
         (WtMech){.kind = WT_MECH_THRESHOLD,
                  .parents = (WtScmId[]){2, 4},
                  .n_parents = 2,
                  .numbers = (double[]){1.5, 1, 2},
                  .n_numbers = 3});
  define(scm, "some", few,
         (WtMech){.kind = WT_MECH_UNKNOWN, .parents = (WtScmId[]){7, 0}, .n_parents = 2});
  define(scm, "text", WT_DOMAIN_TRUTH, (WtMech){.kind = WT_MECH_CONTEXT});
  ck_assert(wt_scm_set_text(scm, 9, "{or} and n == 1", NULL));
  wt_scm_set_latent(scm, 3, TRUE);
  ck_assert(wt_scm_set_contrast(scm, 4, 0.25, NULL));
  ck_assert(wt_scm_freeze(scm, NULL));
  return scm;
}

static void same_structure(const WtScm *a, const WtScm *b, gboolean domains)
{
  ck_assert_uint_eq(wt_scm_n(a), wt_scm_n(b));
  for (WtScmId id = 0; id < wt_scm_n(a); id++) {
    WtScmId other = wt_scm_find(b, wt_scm_name(a, id));
    guint n, m;
    const guint *parents = wt_scm_parents(a, id, &n);

    ck_assert_uint_ne(other, WT_SCM_NONE);
    const guint *others = wt_scm_parents(b, other, &m);
    ck_assert_uint_eq(n, m);
    for (guint i = 0; i < n; i++) {
      guint k = 0;
      while (k < m && strcmp(wt_scm_name(a, parents[i]), wt_scm_name(b, others[k])) != 0)
        k++;
      ck_assert_uint_lt(k, m);
    }
    ck_assert_int_eq(wt_scm_is_latent(a, id), wt_scm_is_latent(b, other));
    WtDomain x = wt_scm_domain(a, id), y = wt_scm_domain(b, other);
    if (domains)
      ck_assert_msg(wt_domain_equal(&x, &y), "%s", wt_scm_name(a, id));
  }
}

static void same_mechanisms(const WtScm *a, const WtScm *b)
{
  for (WtScmId id = 0; id < wt_scm_n(a); id++) {
    WtMech x = wt_scm_mech(a, id), y = wt_scm_mech(b, id);
    double p = 0, q = 0;

    ck_assert_int_eq(x.kind, y.kind);
    ck_assert_int_eq(x.coupling, y.coupling);
    ck_assert_uint_eq(x.n_numbers, y.n_numbers);
    for (guint i = 0; i < x.n_numbers; i++)
      ck_assert_double_eq(x.numbers[i], y.numbers[i]);
    for (guint i = 0; i < x.n_parents; i++)
      ck_assert_uint_eq(x.parents[i], y.parents[i]);
    if (x.kind == WT_MECH_EXPRESSION)
      ck_assert_str_eq(wt_expr_source(x.expr), wt_expr_source(y.expr));
    ck_assert_int_eq(wt_scm_contrast(a, id, &p), wt_scm_contrast(b, id, &q));
    ck_assert_double_eq(p, q);
  }
}

START_TEST(json_keeps_everything)
{
  g_autoptr(WtScm) scm = of_every_kind(), again = back(WT_FORMAT_JSON, scm);

  same_structure(scm, again, TRUE);
  same_mechanisms(scm, again);
}
END_TEST

START_TEST(graphs_keep_structure)
{
  static const WtFormat formats[] = {WT_FORMAT_DOT, WT_FORMAT_GRAPHML, WT_FORMAT_DAGITTY};
  g_autoptr(WtScm) scm = of_every_kind();

  for (guint i = 0; i < G_N_ELEMENTS(formats); i++) {
    g_autoptr(WtScm) again = back(formats[i], scm), twice = back(formats[i], again);
    same_structure(scm, again, formats[i] != WT_FORMAT_DAGITTY);
    same_structure(again, twice, TRUE);
  }
}
END_TEST

/* ---- BIF: the same distributions ---- */

static WtScm *random_network(TestRandom *random, guint n)
{
  WtScm *scm = wt_scm_new();

  for (guint i = 0; i < n; i++) {
    g_autofree char *name = g_strdup_printf("v%u", i);
    guint size = 2 + test_random_below(random, 3), n_parents = 0, rows = 1;
    WtScmId parents[2];
    double numbers[4 * 16];
    for (guint k = 0; k < 2 && i > 0; k++) {
      WtScmId p = test_random_below(random, i);
      WtDomain domain = wt_scm_domain(scm, p);
      if (n_parents == 1 && parents[0] == p)
        continue;
      parents[n_parents++] = p;
      rows *= wt_domain_size(&domain);
    }
    for (guint row = 0; row < rows; row++) {
      double sum = 0;
      for (guint k = 0; k < size; k++)
        sum += numbers[row * size + k] = test_random_uniform(random, 0, 1);
      for (guint k = 0; k < size; k++)
        numbers[row * size + k] /= sum;
    }
    define(scm, name, (WtDomain){.kind = WT_DOMAIN_STATES, .states = odd_states, .n_states = size},
           (WtMech){.kind = WT_MECH_TABLE,
                    .parents = parents,
                    .n_parents = n_parents,
                    .numbers = numbers,
                    .n_numbers = rows * size});
  }
  ck_assert(wt_scm_freeze(scm, NULL));
  return scm;
}

START_TEST(bif_keeps_distributions)
{
  TestRandom random = {42};

  for (guint round = 0; round < test_scale(50, 500); round++) {
    g_autoptr(WtScm) scm = random_network(&random, 1 + test_random_below(&random, 7)),
                     again = back(WT_FORMAT_BIF, scm);

    same_structure(scm, again, TRUE);
    for (WtScmId id = 0; id < wt_scm_n(scm); id++) {
      WtMech x = wt_scm_mech(scm, id), y = wt_scm_mech(again, id);
      ck_assert_uint_eq(x.n_numbers, y.n_numbers);
      for (guint i = 0; i < x.n_numbers; i++)
        ck_assert_double_eq_tol(x.numbers[i], y.numbers[i], 1e-14);
    }
  }
}
END_TEST

START_TEST(what_a_format_cannot_hold)
{
  g_autoptr(WtScm) scm = of_every_kind();
  g_autoptr(GString) out = g_string_new("before");
  g_autoptr(GError) error = NULL;

  ck_assert(!wt_format_write(WT_FORMAT_BIF, scm, out, &error));
  ck_assert(g_error_matches(error, WT_SCM_ERROR, WT_SCM_ERROR_QUESTION));
  ck_assert_str_eq(error->message,
                   "BIF holds finite variables with probabilities; far is continuous");
  ck_assert_str_eq(out->str, "before");
  g_clear_error(&error);
  ck_assert(!wt_format_write(WT_FORMAT_CAUSALMODEL, scm, out, &error));
}
END_TEST

/* ---- as others write them ---- */

START_TEST(dagitty_as_the_site_writes_it)
{
  g_autoptr(WtScm) scm = read_text(
      WT_FORMAT_DAGITTY,
      "dag {\nbb=\"-2,-2,2,2\"\nX [exposure,pos=\"-1,0.5\"]\nY [outcome,pos=\"1,0\"]\nU [latent]\n"
      "X -> M -> {Y Z}\nY <- U\nX <-> Y\n}\n");
  g_autoptr(WtScm) again = back(WT_FORMAT_DAGITTY, scm);
  WtScmId y = wt_scm_find(scm, "Y");
  guint n;

  ck_assert_uint_eq(wt_scm_n(scm), 6);
  wt_scm_parents(scm, y, &n);
  ck_assert_uint_eq(n, 3);
  ck_assert(wt_scm_is_latent(scm, wt_scm_find(scm, "X <-> Y")) &&
            wt_scm_is_latent(scm, wt_scm_find(scm, "U")));
  same_structure(scm, again, TRUE);
}
END_TEST

START_TEST(dot_as_people_write_it)
{
  g_autoptr(WtScm) scm =
      read_text(WT_FORMAT_DOT,
                "// a graph\nstrict digraph G {\n  rankdir=LR; node [shape=box, "
                "color=\"#ff0000\"]\n  a -> b -> \"c d\" [label=\"x\"];\n"
                "  subgraph cluster_0 { e; f } -> b  # both\n  g [latent=true]\n a -> {g h}\n}\n");
  guint n;

  ck_assert_uint_eq(wt_scm_n(scm), 7);
  wt_scm_parents(scm, wt_scm_find(scm, "b"), &n);
  ck_assert_uint_eq(n, 3);
  ck_assert(wt_scm_is_latent(scm, wt_scm_find(scm, "g")));
}
END_TEST

START_TEST(causalmodel_formulas)
{
  g_autoptr(WtScm) scm =
      read_text(WT_FORMAT_CAUSALMODEL, "{\"name\": \"x\", \"exos\": [\"u1\", \"u2\"], \"endos\": "
                                       "[{\"name\": \"c\", \"formula\": \"a => b | ~u1 & u2\"},"
                                       "{\"name\": \"a\", \"formula\": \"u1\"}, {\"name\": \"b\", "
                                       "\"formula\": \"(u1 <=> u2) & $true\"}]}");
  WtScmId u1 = wt_scm_find(scm, "u1"), u2 = wt_scm_find(scm, "u2"), c = wt_scm_find(scm, "c");

  for (guint i = 0; i < 4; i++) {
    gboolean x = i & 1, y = i >> 1;
    WtDo context[] = {{u1, x}, {u2, y}};
    double values[5];
    wt_scm_eval(scm, context, 2, values);
    ck_assert_double_eq(values[c], !x || (x == y) || (!x && y));
  }
}
END_TEST

/* ---- mistakes ---- */

static const struct {
  WtFormat format;
  const char *text;
  const char *code;
  int line, column;
} mistakes[] = {
    {WT_FORMAT_BIF, "netwrk x {}", "E601", 1, 1},
    {WT_FORMAT_BIF, "variable a {\n  type discrete [ 2 ] { x, y, z };\n}", "E604", 2, 19},
    {WT_FORMAT_BIF, "variable a {\n  type discrete [ x ] { x, y };\n}", "E606", 2, 19},
    {WT_FORMAT_BIF, "variable a {\n  type continuous;\n}", "E601", 2, 8},
    {WT_FORMAT_BIF,
     "variable a { type discrete [ 2 ] { x, y }; }\nvariable a { type discrete [ 2 ] { x, y }; }",
     "E603", 2, 10},
    {WT_FORMAT_BIF,
     "variable a { type discrete [ 2 ] { x, y }; }\nprobability ( b ) { table 0.5, 0.5; }", "E602",
     2, 15},
    {WT_FORMAT_BIF,
     "variable a { type discrete [ 2 ] { x, y }; }\nprobability ( a | c ) { table 0.5, 0.5; }",
     "E602", 2, 19},
    {WT_FORMAT_BIF,
     "variable a { type discrete [ 2 ] { x, y }; }\nprobability ( a ) {\n table 0.5; }", "E605", 3,
     11},
    {WT_FORMAT_BIF,
     "variable a { type discrete [ 2 ] { x, y }; }\nprobability ( a ) {\n table 0.5, 0.2, 0.3; }",
     "E605", 3, 16},
    {WT_FORMAT_BIF,
     "variable a { type discrete [ 2 ] { x, y }; }\nprobability ( a ) {\n table 0.5, 0.2; }",
     "E608", 2, 15},
    {WT_FORMAT_BIF,
     "variable a { type discrete [ 2 ] { x, y }; }\nprobability ( a ) {\n table 0.5, nan; }",
     "E606", 3, 13},
    {WT_FORMAT_BIF, "variable a { type discrete [ 2 ] { x, y }; }", "E605", 1, 10},
    {WT_FORMAT_BIF, "variable a { type discrete [ 2 ] { x, y };", "E601", 1, 43},
    {WT_FORMAT_BIF,
     "variable a { type discrete [ 2 ] { x, y }; }\nvariable b { type discrete [ 2 ] { x, y }; }\n"
     "probability ( a ) { table 1, 0; }\nprobability ( b | a ) {\n (x) 1, 0;\n}",
     "E605", 4, 15},
    {WT_FORMAT_BIF,
     "variable a { type discrete [ 2 ] { x, y }; }\nvariable b { type discrete [ 2 ] { x, y }; }\n"
     "probability ( a ) { table 1, 0; }\nprobability ( b | a ) {\n (x) 1, 0;\n (x) 1, 0;\n}",
     "E605", 6, 2},
    {WT_FORMAT_BIF,
     "variable a { type discrete [ 2 ] { x, y }; }\nvariable b { type discrete [ 2 ] { x, y }; }\n"
     "probability ( a | b ) { (x) 1, 0; (y) 0, 1; }\nprobability ( b | a ) { (x) 1, 0; (y) 0, 1; }",
     "E607", 3, 15},
    {WT_FORMAT_DOT, "graph { a -- b }", "E601", 1, 1},
    {WT_FORMAT_DOT, "digraph { a -- b }", "E601", 1, 13},
    {WT_FORMAT_DOT, "digraph { a -> b", "E601", 1, 17},
    {WT_FORMAT_DOT, "digraph {\n a -> b;\n b -> a }", "E607", 2, 2},
    {WT_FORMAT_DOT, "digraph { a:n -> b }", "E601", 1, 12},
    {WT_FORMAT_DOT, "digraph { a [domain=\"integer x..3\"] }", "E604", 1, 21},
    {WT_FORMAT_DOT, "digraph { a [domain=\"integer 3..1\"] }", "E604", 1, 11},
    {WT_FORMAT_DOT, "digraph { \"a }", "E601", 1, 11},
    {WT_FORMAT_DOT, "digraph { a -> }", "E601", 1, 16},
    {WT_FORMAT_DOT, "digraph { a } b", "E601", 1, 15},
    {WT_FORMAT_DOT, "digraph { a -> a }", "E608", 1, 11},
    {WT_FORMAT_DAGITTY, "pdag { a -> b }", "E601", 1, 1},
    {WT_FORMAT_DAGITTY, "dag { a -- b }", "E601", 1, 9},
    {WT_FORMAT_DAGITTY, "dag { a -> b\n", "E601", 2, 1},
    {WT_FORMAT_DAGITTY, "dag { a -> b\nb -> a }", "E607", 1, 7},
    {WT_FORMAT_DAGITTY, "dag { a <-> b\na <-> b }", "E603", 2, 7},
    {WT_FORMAT_DAGITTY, "dag { a [pos=\"x }", "E601", 1, 14},
    {WT_FORMAT_DAGITTY, "dag { a } dag", "E601", 1, 11},
    {WT_FORMAT_GRAPHML, "<graphml>\n<graph edgedefault=\"undirected\"/></graphml>", "E601", 2, 0},
    {WT_FORMAT_GRAPHML,
     "<graphml>\n<graph edgedefault=\"directed\">\n<edge source=\"a\"/></graph></graphml>", "E601",
     3, 0},
    {WT_FORMAT_GRAPHML, "<graphml>\n</graph>", "E601", 2, 0},
    {WT_FORMAT_GRAPHML, "<graphml/>", "E601", 1, 1},
    {WT_FORMAT_JSON, "{\"causal_model\": 1,\n \"variables\": [}", "E601", 2, 0},
    {WT_FORMAT_JSON, "[]", "E601", 1, 1},
    {WT_FORMAT_JSON, "{\"causal_model\": 2}", "E601", 0, 0},
    {WT_FORMAT_JSON, "{\"causal_model\": 1, \"variables\": [{\"name\": \"a\"}, {\"name\": \"a\"}]}",
     "E603", 0, 0},
    {WT_FORMAT_JSON,
     "{\"causal_model\": 1, \"variables\": [{\"name\": \"a\", \"domain\": \"integer\"}]}", "E604",
     0, 0},
    {WT_FORMAT_JSON,
     "{\"causal_model\": 1, \"variables\": [{\"name\": \"a\", \"mechanism\": {\"kind\": "
     "\"magic\"}}]}",
     "E608", 0, 0},
    {WT_FORMAT_JSON,
     "{\"causal_model\": 1, \"variables\": [{\"name\": \"a\", \"mechanism\": {\"kind\": "
     "\"linear\", \"numbers\": [true]}}]}",
     "E606", 0, 0},
    {WT_FORMAT_JSON,
     "{\"causal_model\": 1, \"variables\": [{\"name\": \"a\", \"mechanism\": {\"kind\": "
     "\"expression\", \"text\": \"b + 1\"}}]}",
     "E608", 0, 0},
    {WT_FORMAT_CAUSALMODEL, "{\"exos\": []}", "E601", 0, 0},
    {WT_FORMAT_CAUSALMODEL,
     "{\"exos\": [\"u\"], \"endos\": [{\"name\": \"a\", \"formula\": \"u & \"}]}", "E601", 0, 0},
    {WT_FORMAT_CAUSALMODEL,
     "{\"exos\": [\"u\"], \"endos\": [{\"name\": \"a\", \"formula\": \"(u\"}]}", "E601", 0, 0},
    {WT_FORMAT_CAUSALMODEL,
     "{\"exos\": [\"u\"], \"endos\": [{\"name\": \"a\", \"formula\": \"b\"}]}", "E608", 0, 0},
    {WT_FORMAT_CAUSALMODEL,
     "{\"exos\": [\"u\"], \"endos\": [{\"name\": \"u\", \"formula\": \"u\"}]}", "E603", 0, 0},
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
          (first->pos.column == mistakes[_i].column ||
           (mistakes[_i].column == 0 && mistakes[_i].line > 0)),
      "%s\n%d:%d: %s %s", text, first->pos.line, first->pos.column, first->code, first->message);
}
END_TEST

/* Every beginning of a good text, and every text with one character changed, is read or refused, no
 * more. */
START_TEST(damaged_texts)
{
  static const WtFormat formats[] = {WT_FORMAT_DOT, WT_FORMAT_GRAPHML, WT_FORMAT_DAGITTY,
                                     WT_FORMAT_JSON};
  g_autoptr(WtScm) scm = of_every_kind();
  TestRandom random = {77};

  for (guint f = 0; f < G_N_ELEMENTS(formats); f++) {
    g_autoptr(GString) text = g_string_new(NULL);
    ck_assert(wt_format_write(formats[f], scm, text, NULL));
    for (guint i = 0; i < 2 * test_scale(150, 1500); i++) {
      g_autoptr(WtDiags) diags = wt_diags_new("model");
      g_autofree char *copy = g_strdup(text->str);
      guint at = test_random_below(&random, (guint)text->len);
      if (i % 2 == 0)
        copy[at] = '\0';
      else
        copy[at] = "{}[]<>\"-=,;:\\x0 "[test_random_below(&random, 16)];
      WtScm *read = wt_format_read(formats[f], copy, strlen(copy), diags);
      ck_assert_int_eq(read == NULL, wt_diags_n_errors(diags) > 0);
      wt_scm_free(read);
    }
  }
}
END_TEST

/* ---- networks of a folder ---- */

static WtScm *network(const char *name)
{
  const char *folder = g_getenv("WT_NETWORKS");
  g_autofree char *path = folder != NULL ? g_build_filename(folder, name, NULL) : NULL,
                  *text = NULL;

  if (path == NULL || !g_file_get_contents(path, &text, NULL, NULL)) {
    printf("skipped: WT_NETWORKS names no folder with %s\n", name);
    return NULL;
  }
  return read_text(WT_FORMAT_BIF, text);
}

static double probability(const WtScm *scm, const char *target, const char *given, const char *done)
{
  g_autoptr(WtInfer) infer = wt_infer_new(scm, NULL);
  g_autoptr(GArray) what = g_array_new(FALSE, FALSE, sizeof(WtDo)),
                    evidence = g_array_new(FALSE, FALSE, sizeof(WtDo));
  g_autoptr(GArray) dos = g_array_new(FALSE, FALSE, sizeof(WtDo));
  double p[10];

  ck_assert(wt_scm_parse_values(scm, target, what, NULL));
  ck_assert(given == NULL || wt_scm_parse_values(scm, given, evidence, NULL));
  ck_assert(done == NULL || wt_scm_parse_values(scm, done, dos, NULL));
  const WtDo *asked = &g_array_index(what, WtDo, 0);
  ck_assert(wt_infer_query(infer, asked->variable, (const WtDo *)(void *)evidence->data,
                           evidence->len, (const WtDo *)(void *)dos->data, dos->len, p, NULL));
  return p[(guint)asked->value];
}

START_TEST(known_networks)
{
  g_autoptr(WtScm) sachs = network("sachs.bif"), alarm = network("alarm.bif");

  if (sachs == NULL || alarm == NULL)
    return;
  ck_assert_double_eq_tol(probability(sachs, "Akt=LOW", "PKA=LOW", NULL), 0.296767, 5e-7);
  ck_assert_double_eq_tol(probability(sachs, "Akt=LOW", NULL, "PKA=LOW"), 0.418655, 5e-7);
  ck_assert_double_eq_tol(probability(alarm, "BP=LOW", "INTUBATION=NORMAL", NULL), 0.389986, 5e-7);
  ck_assert_double_eq_tol(probability(alarm, "BP=LOW", NULL, "HYPOVOLEMIA=TRUE"), 0.521295, 5e-7);
}
END_TEST

int main(void)
{
  Suite *suite = suite_create("causal-formats");
  TCase *tcase = tcase_create("all");

  tcase_add_test(tcase, json_keeps_everything);
  tcase_add_test(tcase, graphs_keep_structure);
  tcase_add_test(tcase, bif_keeps_distributions);
  tcase_add_test(tcase, what_a_format_cannot_hold);
  tcase_add_test(tcase, dagitty_as_the_site_writes_it);
  tcase_add_test(tcase, dot_as_people_write_it);
  tcase_add_test(tcase, causalmodel_formulas);
  tcase_add_loop_test(tcase, mistakes_have_places, 0, G_N_ELEMENTS(mistakes));
  tcase_add_test(tcase, damaged_texts);
  tcase_add_test(tcase, known_networks);
  suite_add_tcase(suite, tcase);
  return test_main(suite);
}
