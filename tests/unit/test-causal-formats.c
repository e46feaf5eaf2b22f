/* test-causal-formats.c - reading back what was written, files as others write them, networks of a
 * folder.
 *
 * WT_NETWORKS: a folder with alarm.bif, asia.bif and sachs.bif; without it those tests say so and
 * pass.
 */
#include "causal/formats.h"

#include <math.h>
#include <stdio.h>

#include "causal/infer.h"
#include "tests/unit/random-model.h"

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

/* ---- random models ---- */

static char *write_text(WtFormat format, const WtScm *scm)
{
  GString *text = g_string_new(NULL);
  g_autoptr(GError) error = NULL;

  ck_assert_msg(wt_format_write(format, scm, text, &error), "%s",
                error != NULL ? error->message : "");
  return g_string_free(text, FALSE);
}

START_TEST(json_of_random_models)
{
  TestRandom random = {1};

  for (guint round = 0; round < test_scale(500, 8000); round++) {
    g_autoptr(WtScm) scm = random_model(&random, (RandomModelKind){.control = TRUE});
    g_autofree char *text = write_text(WT_FORMAT_JSON, scm), *twice = NULL;
    g_autoptr(WtScm) again = read_text(WT_FORMAT_JSON, text);

    same_structure(scm, again, TRUE);
    same_mechanisms(scm, again);
    twice = write_text(WT_FORMAT_JSON, again);
    ck_assert_str_eq(text, twice);
  }
}
END_TEST

START_TEST(graphs_of_random_models)
{
  static const WtFormat formats[] = {WT_FORMAT_DOT, WT_FORMAT_GRAPHML, WT_FORMAT_DAGITTY};
  TestRandom random = {2};

  for (guint round = 0; round < test_scale(500, 8000); round++) {
    g_autoptr(WtScm) scm = random_model(&random, (RandomModelKind){0});

    for (guint f = 0; f < G_N_ELEMENTS(formats); f++) {
      g_autofree char *text = write_text(formats[f], scm), *twice = NULL;
      g_autoptr(WtScm) again = read_text(formats[f], text);

      same_structure(scm, again, formats[f] != WT_FORMAT_DAGITTY);
      twice = write_text(formats[f], again);
      ck_assert_str_eq(text, twice);
    }
  }
}
END_TEST

/* P(x | parents) to the last bit, whatever the mechanism was. */
static void same_probabilities(const WtScm *a, const WtScm *b, WtScmId id)
{
  guint n, rows = 1;
  const guint *parents = wt_scm_parents(a, id, &n);
  WtDomain own = wt_scm_domain(a, id);
  guint size = wt_domain_size(&own);

  for (guint i = 0; i < n; i++) {
    WtDomain domain = wt_scm_domain(a, parents[i]);
    rows *= wt_domain_size(&domain);
  }
  for (guint row = 0; row < rows; row++) {
    double values[3], p[5], q[5];
    for (guint i = 0, rest = row; i < n; i++) {
      WtDomain domain = wt_scm_domain(a, parents[i]);
      values[i] = wt_domain_value(&domain, rest % wt_domain_size(&domain));
      rest /= wt_domain_size(&domain);
    }
    wt_scm_probabilities(a, id, values, p);
    wt_scm_probabilities(b, id, values, q);
    for (guint k = 0; k < size; k++)
      ck_assert_double_eq(p[k], q[k]);
  }
}

START_TEST(bif_of_random_models)
{
  TestRandom random = {3};

  for (guint round = 0; round < test_scale(500, 8000); round++) {
    g_autoptr(WtScm) scm = random_model(&random, (RandomModelKind){.finite_only = TRUE});
    g_autofree char *text = write_text(WT_FORMAT_BIF, scm), *twice = NULL;
    g_autoptr(WtScm) again = read_text(WT_FORMAT_BIF, text);

    same_structure(scm, again, TRUE);
    for (WtScmId id = 0; id < wt_scm_n(scm); id++) {
      WtMech before = wt_scm_mech(scm, id), after = wt_scm_mech(again, id);
      same_probabilities(scm, again, id);
      ck_assert(before.kind != WT_MECH_TABLE || before.coupling == after.coupling);
    }
    twice = write_text(WT_FORMAT_BIF, again);
    ck_assert_str_eq(text, twice);
  }
}
END_TEST

/* ---- what cannot be written ---- */

static void cannot(WtFormat format, const WtScm *scm, const char *message)
{
  g_autoptr(GString) out = g_string_new("before");
  g_autoptr(GError) error = NULL;

  ck_assert(!wt_format_write(format, scm, out, &error));
  ck_assert(g_error_matches(error, WT_SCM_ERROR, WT_SCM_ERROR_QUESTION));
  ck_assert_str_eq(error->message, message);
  ck_assert_str_eq(out->str, "before");
}

START_TEST(what_a_format_cannot_hold)
{
  g_autoptr(WtScm) scm = of_every_kind(), bare = wt_scm_new(), short_range = wt_scm_new();
  WtDomain two = {.kind = WT_DOMAIN_INTEGER, .lo = 0, .hi = 1};

  cannot(WT_FORMAT_BIF, scm, "BIF holds finite variables with probabilities; far is continuous");
  cannot(WT_FORMAT_CAUSALMODEL, scm, ".causalmodel files are only read, not written");
  wt_scm_add_exogenous(bare, NULL, 1);
  ck_assert(wt_scm_freeze(bare, NULL));
  cannot(WT_FORMAT_JSON, bare, "variable 0 has no name");
  /* a value outside the domain is no row of a table */
  wt_scm_declare(short_range, "n", &two, NULL);
  wt_scm_declare(short_range, "m", &two, NULL);
  ck_assert(wt_scm_set_text(short_range, 1, "n + 1", NULL));
  ck_assert(wt_scm_freeze(short_range, NULL));
  cannot(WT_FORMAT_BIF, short_range,
         "m has no value of its domain for row 2 of its parents' values");
}
END_TEST

START_TEST(names_that_cannot_be_written)
{
  static const char *const names[] = {"a\nb", "\xff", "\x01"};
  static const WtFormat formats[] = {WT_FORMAT_BIF, WT_FORMAT_DOT, WT_FORMAT_GRAPHML,
                                     WT_FORMAT_DAGITTY, WT_FORMAT_JSON};
  g_autofree char *lengthy = g_strnfill(1001, 'a');

  for (guint i = 0; i <= G_N_ELEMENTS(names); i++)
    for (guint f = 0; f < G_N_ELEMENTS(formats); f++) {
      const char *name = i < G_N_ELEMENTS(names) ? names[i] : lengthy;
      gboolean fine = formats[f] == WT_FORMAT_JSON && i != 1 && name != lengthy;
      g_autoptr(WtScm) scm = wt_scm_new();
      g_autoptr(GString) out = g_string_new(NULL);

      wt_scm_declare(scm, name, &WT_DOMAIN_TRUTH, NULL);
      ck_assert(wt_scm_freeze(scm, NULL));
      ck_assert_int_eq(wt_format_write(formats[f], scm, out, NULL), fine);
    }
}
END_TEST

/* An expression bound to other parents than its text names is no text. */
START_TEST(json_refuses_foreign_expressions)
{
  g_autoptr(WtScm) scm = wt_scm_new(), changed = NULL;
  WtScmIntervention way = {.variable = 0, .child = 1, .value = 1};

  wt_scm_declare(scm, "a", &WT_DOMAIN_TRUTH, NULL);
  wt_scm_declare(scm, "b", &WT_DOMAIN_TRUTH, NULL);
  ck_assert(wt_scm_set_text(scm, 1, "not a", NULL));
  ck_assert(wt_scm_freeze(scm, NULL));
  changed = wt_scm_intervene(scm, &way, 1, NULL);
  ck_assert_ptr_nonnull(changed);
  cannot(WT_FORMAT_JSON, changed,
         "b: the text of its expression does not say what it is in this model");
}
END_TEST

/* ---- as others write them ---- */

static const double *row_of(const WtScm *scm, const char *name, guint row)
{
  WtScmId id = wt_scm_find(scm, name);
  WtDomain domain;

  ck_assert_msg(id != WT_SCM_NONE, "%s", name);
  domain = wt_scm_domain(scm, id);
  ck_assert_uint_lt(row * wt_domain_size(&domain), wt_scm_mech(scm, id).n_numbers);
  return wt_scm_mech(scm, id).numbers + row * wt_domain_size(&domain);
}

static guint count_parents(const WtScm *scm, const char *name)
{
  WtScmId id = wt_scm_find(scm, name);
  guint n;

  ck_assert_msg(id != WT_SCM_NONE, "%s", name);
  wt_scm_parents(scm, id, &n);
  return n;
}

/* Without commas and bars, with properties, as the format was first written. */
START_TEST(bif_of_the_nineties)
{
  g_autoptr(WtScm) scm = read_text(
      WT_FORMAT_BIF,
      "network \"Dog\" { //2 variables\n property \"version = 0.15; of {1996}\" ;\n}\n"
      "variable  \"light-on\" { //2 values\n\ttype discrete[2] {  \"true\"  \"false\" };\n"
      "\tproperty \"position = (218, 195)\" ;\n}\n"
      "variable fo{\ttype discrete[2] { true false };}\n"
      "probability (  \"light-on\"  \"fo\" ) {\n\ttable 0.6 0.05 0.4 0.95 ;\n}\n"
      "probability ( \"fo\" ) {\n table 0.15 0.85 ;\n}\n");

  ck_assert_double_eq(row_of(scm, "light-on", 0)[0], 0.6);
  ck_assert_double_eq(row_of(scm, "light-on", 1)[0], 0.05);
  ck_assert_double_eq(row_of(scm, "fo", 0)[1], 0.85);
}
END_TEST

/* States with signs, brackets and commas, in a row that brackets enclose. */
START_TEST(bif_of_odd_states)
{
  g_autoptr(WtScm) scm =
      read_text(WT_FORMAT_BIF,
                "variable x.1 {\n  type discrete [ 5 ] { <5, <5,10>, (0-5], >=7.5, 12+ };\n}\n"
                "variable y {\n  type discrete [ 3 ] { (0,5], (5,10], [a] };\n}\n"
                "variable z {\n  type discrete [ 2 ] { no, yes };\n}\n"
                "probability ( x.1 ) {\n  table 0.2, 0.2, 0.2, 0.2, 0.2;\n}\n"
                "probability ( y ) {\n  table 0.5, 0.25, 0.25;\n}\n"
                "probability ( z | x.1, y ) {\n  default 0.5, 0.5;\n  ((0-5], (0,5]) 0.1, 0.9;\n"
                "  (<5, [a]) 0.2, 0.8;\n  (<5,10>, (5,10]) 0.3, 0.7;\n  (<5,(0,5]) 0.4, 0.6;\n"
                "  ( 12+ , [a] ) 0, 1;\n}\n");

  ck_assert_double_eq(row_of(scm, "z", 2 * 3 + 0)[0], 0.1);
  ck_assert_double_eq(row_of(scm, "z", 0 * 3 + 2)[0], 0.2);
  ck_assert_double_eq(row_of(scm, "z", 1 * 3 + 1)[0], 0.3);
  ck_assert_double_eq(row_of(scm, "z", 0 * 3 + 0)[0], 0.4);
  ck_assert_double_eq(row_of(scm, "z", 4 * 3 + 2)[0], 0);
  ck_assert_double_eq(row_of(scm, "z", 3 * 3 + 0)[0], 0.5);
}
END_TEST

/* Rows that were rounded to four places are made to sum to 1. */
START_TEST(bif_of_rounded_numbers)
{
  g_autoptr(WtScm) scm =
      read_text(WT_FORMAT_BIF, "variable a { type discrete [ 3 ] { x, y, z }; }\n"
                               "probability ( a ) { table 0.3333, 0.3333, 0.3333; }\n");
  const double *p = row_of(scm, "a", 0);

  ck_assert_double_eq_tol(p[0] + p[1] + p[2], 1, 1e-15);
  ck_assert_double_eq_tol(p[0], 1.0 / 3, 1e-15);
}
END_TEST

START_TEST(dagitty_as_the_site_writes_it)
{
  g_autoptr(WtScm) scm = read_text(
      WT_FORMAT_DAGITTY,
      "dag {\nbb=\"-2,-2,2,2\"\nX [exposure,pos=\"-1,0.5\"]\nY [outcome,pos=\"1,0\"]\nU [latent]\n"
      "X -> M -> {Y Z}\nY <- U\nX <-> Y [beta=-.5]\nX -> M; Y <-> X\n}\n");
  g_autoptr(WtScm) again = back(WT_FORMAT_DAGITTY, scm);
  g_autofree char *text = write_text(WT_FORMAT_DAGITTY, scm);

  ck_assert_uint_eq(wt_scm_n(scm), 6);
  ck_assert_uint_eq(count_parents(scm, "Y"), 3);
  ck_assert_uint_eq(count_parents(scm, "M"), 1);
  ck_assert(wt_scm_is_latent(scm, wt_scm_find(scm, "X <-> Y")) &&
            wt_scm_is_latent(scm, wt_scm_find(scm, "U")));
  same_structure(scm, again, TRUE);
  ck_assert_ptr_nonnull(strstr(text, "\n\"X\" <-> \"Y\"\n"));
}
END_TEST

START_TEST(dot_as_people_write_it)
{
  g_autoptr(WtScm) scm = read_text(
      WT_FORMAT_DOT,
      "// a graph\nstrict digraph \"\" {\n  rankdir=LR; node [shape=box, color=\"#ff0000\"]\n"
      "  a -> b -> \"c d\" [label=\"\", weight=-.5];\n  subgraph cluster_0 { label=<<b>x</b>>; e; "
      "f } "
      "-> b  # both\n  g [latent=true]; h [observed=\"no\"; label=\"two\" + \"\\\nlines\"]\n"
      " a:out:se -> {g h}\n a -> b\n SUBGRAPH { -1 } -> \"c\" + \" d\"\n}\n");

  ck_assert_uint_eq(wt_scm_n(scm), 8);
  ck_assert_uint_eq(count_parents(scm, "b"), 3);
  ck_assert_uint_eq(count_parents(scm, "c d"), 2);
  ck_assert_uint_eq(count_parents(scm, "g"), 1);
  ck_assert(wt_scm_is_latent(scm, wt_scm_find(scm, "g")));
  ck_assert(wt_scm_is_latent(scm, wt_scm_find(scm, "h")));
  ck_assert(!wt_scm_is_latent(scm, wt_scm_find(scm, "-1")));
}
END_TEST

START_TEST(graphml_as_others_write_it)
{
  g_autoptr(WtScm) scm = read_text(
      WT_FORMAT_GRAPHML,
      "\xef\xbb\xbf<?xml version='1.0' encoding='utf-8'?>\r\n<graphml "
      "xmlns=\"http://graphml.graphdrawing.org/xmlns\">\r\n<key id=\"d0\" for=\"node\" "
      "attr.name=\"domain\" attr.type=\"string\" /><key id=\"w\" for=\"edge\" "
      "attr.name=\"weight\"/>"
      "<!-- <node id=\"none\"/> -->\r\n<graph edgedefault=\"directed\"><edge source=\"a\" "
      "target=\"b &amp; c\"><data key=\"w\">1</data></edge><edge source=\"a\" target=\"b &amp; "
      "c\"/><node id=\"a\"><data key=\"d0\"><![CDATA[states x|y]]></data><port name=\"p\"/></node>"
      "<node id=\"b &amp; c\"/></graph></graphml>\r\n");
  WtDomain domain = wt_scm_domain(scm, wt_scm_find(scm, "a"));

  ck_assert_uint_eq(wt_scm_n(scm), 2);
  ck_assert_uint_eq(count_parents(scm, "b & c"), 1);
  ck_assert_uint_eq(domain.n_states, 2);
}
END_TEST

/* ---- formulas: text = the truth it stands for ---- */

/* A random formula over u0 .. u3 as text, and its truth for `context` (bits). Levels: 0 <=>, 1 =>,
 * 2 |, 3 &, 4 ~ and what is in brackets; a part of a lower level stands in brackets. */
static gboolean random_formula(TestRandom *random, guint depth, guint level, guint context,
                               GString *out)
{
  guint own = depth == 0 ? 5 : test_random_below(random, 6);
  gboolean value, has_brackets = own < level || test_random_below(random, 5) == 0;

  g_string_append(out, has_brackets ? "(" : test_random_below(random, 4) == 0 ? " " : "");
  if (own == 5) {
    guint which = test_random_below(random, 4);
    value = context >> which & 1;
    g_string_append_printf(out, "u%u", which);
  } else if (own == 4) {
    g_string_append_c(out, '~');
    value = !random_formula(random, depth - 1, 4, context, out);
  } else {
    static const char *const marks[] = {"<=>", "=>", "|", "&"};
    gboolean from_right = own < 2, left, right;

    left = random_formula(random, depth - 1, own + (from_right ? 1 : 0), context, out);
    g_string_append(out, marks[own]);
    right = random_formula(random, depth - 1, own + (from_right ? 0 : 1), context, out);
    value = own == 0   ? left == right
            : own == 1 ? !left || right
            : own == 2 ? left || right
                       : left && right;
  }
  g_string_append(out, has_brackets ? ")" : "");
  return value;
}

START_TEST(causalmodel_formulas)
{
  for (guint round = 0; round < test_scale(500, 8000); round++) {
    g_autoptr(GString) text = g_string_new(NULL);
    gboolean expected[16];
    g_autoptr(WtScm) scm = NULL;

    for (guint context = 0; context < 16; context++) {
      TestRandom same = {round};
      g_string_assign(text, "{\"name\": \"x\", \"endos\": [{\"name\": \"a\", \"formula\": \"b\"}, "
                            "{\"name\": \"b\", \"formula\": \"");
      expected[context] = random_formula(&same, 4, 0, context, text);
    }
    g_string_append(text, "\"}], \"exos\": [\"u0\", \"u1\", \"u2\", \"u3\"]}");
    scm = read_text(WT_FORMAT_CAUSALMODEL, text->str);
    for (guint context = 0; context < 16; context++) {
      WtDo dos[4];
      double values[6];
      for (guint i = 0; i < 4; i++)
        dos[i] = (WtDo){wt_scm_find(scm, (char[]){'u', (char)('0' + i), '\0'}), context >> i & 1};
      wt_scm_eval(scm, dos, 4, values);
      ck_assert_msg(values[wt_scm_find(scm, "a")] == expected[context], "%s", text->str);
    }
  }
}
END_TEST

START_TEST(causalmodel_words)
{
  g_autoptr(WtScm) scm = read_text(WT_FORMAT_CAUSALMODEL,
                                   "{\"exos\": [\"not\", \"u#1\"], \"endos\": [{\"name\": \"or\", "
                                   "\"formula\": \"!not & ($true => u#1) | $false\"}]}");
  WtScmId id = wt_scm_find(scm, "or");
  WtDo context[] = {{wt_scm_find(scm, "not"), 0}, {wt_scm_find(scm, "u#1"), 1}};
  double values[3];

  wt_scm_eval(scm, context, 2, values);
  ck_assert_double_eq(values[id], 1);
  context[0].value = 1;
  wt_scm_eval(scm, context, 2, values);
  ck_assert_double_eq(values[id], 0);
}
END_TEST

/* ---- many variables ---- */

START_TEST(large_models)
{
  static const WtFormat formats[] = {WT_FORMAT_BIF, WT_FORMAT_DOT, WT_FORMAT_GRAPHML,
                                     WT_FORMAT_DAGITTY, WT_FORMAT_JSON};
  guint n = test_scale(2000, 40000);
  g_autoptr(WtScm) scm = wt_scm_new();
  TestRandom random = {9};

  for (guint i = 0; i < n; i++) {
    g_autofree char *name = g_strdup_printf("v%u", n - i);
    WtScmId parents[2] = {test_random_below(&random, i + 1), i / 2};
    const double rows[] = {0.5, 0.5, 1, 0, 0, 1, 0.25, 0.75};
    guint n_parents = i == 0 ? 0 : parents[0] == parents[1] || parents[0] == i ? 1 : 2;
    define(scm, name, WT_DOMAIN_TRUTH,
           (WtMech){.kind = WT_MECH_TABLE,
                    .parents = n_parents == 1 ? parents + 1 : parents,
                    .n_parents = n_parents,
                    .numbers = rows,
                    .n_numbers = 2u << n_parents});
  }
  ck_assert(wt_scm_freeze(scm, NULL));
  for (guint f = 0; f < G_N_ELEMENTS(formats); f++) {
    g_autoptr(WtScm) again = back(formats[f], scm);
    same_structure(scm, again, formats[f] != WT_FORMAT_DAGITTY);
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

/* Through every format that holds it whole. */
START_TEST(networks_come_back)
{
  static const char *const names[] = {"alarm.bif", "asia.bif", "sachs.bif"};
  static const guint sizes[] = {37, 8, 11};

  for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
    g_autoptr(WtScm) scm = network(names[i]), json = NULL, bif = NULL;

    if (scm == NULL)
      return;
    ck_assert_uint_eq(wt_scm_n(scm), sizes[i]);
    json = back(WT_FORMAT_JSON, scm);
    bif = back(WT_FORMAT_BIF, json);
    same_structure(scm, bif, TRUE);
    same_mechanisms(scm, bif);
  }
}
END_TEST

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

  tcase_set_timeout(tcase, 300);

  tcase_add_test(tcase, json_keeps_everything);
  tcase_add_test(tcase, graphs_keep_structure);
  tcase_add_test(tcase, json_of_random_models);
  tcase_add_test(tcase, graphs_of_random_models);
  tcase_add_test(tcase, bif_of_random_models);
  tcase_add_test(tcase, what_a_format_cannot_hold);
  tcase_add_test(tcase, names_that_cannot_be_written);
  tcase_add_test(tcase, json_refuses_foreign_expressions);
  tcase_add_test(tcase, bif_of_the_nineties);
  tcase_add_test(tcase, bif_of_odd_states);
  tcase_add_test(tcase, bif_of_rounded_numbers);
  tcase_add_test(tcase, dagitty_as_the_site_writes_it);
  tcase_add_test(tcase, dot_as_people_write_it);
  tcase_add_test(tcase, graphml_as_others_write_it);
  tcase_add_test(tcase, causalmodel_formulas);
  tcase_add_test(tcase, causalmodel_words);
  tcase_add_test(tcase, large_models);
  tcase_add_test(tcase, networks_come_back);
  tcase_add_test(tcase, known_networks);
  suite_add_tcase(suite, tcase);
  return test_main(suite);
}
