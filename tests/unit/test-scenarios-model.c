/* test-scenarios-model.c - causal models from YAML and back, answers by the method that fits, and
 * the format's document.
 *
 * What the loader says about bad files, code by code and place by place, is in tests/corpus-model.
 */
#include <math.h>

#include "base/num.h"
#include "scenarios/causal-answer.h"
#include "scenarios/causal-file.h"
#include "scenarios/model-keys.h"
#include "tests/unit/test-util.h"

static char *read_source(const char *name, gsize *length)
{
  const char *dir = g_getenv("WT_SRCDIR");
  g_autofree char *path = g_build_filename(dir ? dir : ".", name, NULL);
  char *text = NULL;

  ck_assert_msg(g_file_get_contents(path, &text, length, NULL), "%s cannot be read", path);
  return text;
}

static WtCausal *parse(const char *text)
{
  g_autoptr(WtDiags) diags = wt_diags_new("model");
  WtCausal *causal = wt_causal_parse(text, strlen(text), diags);
  g_autofree char *said = wt_diags_format(diags);

  ck_assert_msg(causal != NULL, "%s\n%s", said, text);
  return causal;
}

static WtScmId find(const WtCausal *causal, const char *name)
{
  WtScmId id = wt_scm_find(causal->scm, name);

  ck_assert_msg(id != WT_SCM_NONE, "there is no %s", name);
  return id;
}

/* ---- what is written is what is there ---- */

START_TEST(all_domains)
{
  gsize length;
  g_autofree char *text = read_source("tests/corpus-model/y_all.yaml", &length);
  g_autoptr(WtCausal) causal = parse(text);
  WtDomain warm = wt_scm_domain(causal->scm, find(causal, "warm"));
  WtDomain w = wt_scm_domain(causal->scm, find(causal, "w"));
  WtDomain half = wt_scm_domain(causal->scm, find(causal, "half"));
  double contrast;

  ck_assert_int_eq(wt_scm_domain(causal->scm, find(causal, "later")).kind, WT_DOMAIN_BOOLEAN);
  ck_assert_int_eq(wt_scm_domain(causal->scm, find(causal, "length")).dim.length, 1);
  ck_assert_double_eq(warm.lo, -10);
  ck_assert(wt_dim_equal(warm.dim, WT_DIM_TEMPERATURE));
  ck_assert_uint_eq(w.n_states, 3);
  ck_assert_str_eq(w.states[1], "very rainy");
  ck_assert(half.lo == 0 && isinf(half.hi));
  ck_assert(wt_scm_is_latent(causal->scm, find(causal, "hidden")));
  ck_assert(wt_scm_contrast(causal->scm, find(causal, "neg"), &contrast));
  ck_assert_double_eq(contrast, -3);
}
END_TEST

/* Numbers are in the variables' own units: two hours per minute are 120 s per s. */
START_TEST(own_units)
{
  gsize length;
  g_autofree char *text = read_source("tests/corpus-model/y_all.yaml", &length);
  g_autoptr(WtCausal) causal = parse(text);
  WtMech span = wt_scm_mech(causal->scm, find(causal, "span"));
  WtMech minutes = wt_scm_mech(causal->scm, find(causal, "minutes"));
  WtMech norm = wt_scm_mech(causal->scm, find(causal, "norm"));

  ck_assert_double_eq(span.numbers[0], 300);
  ck_assert_double_eq(span.numbers[1], 600);
  ck_assert_double_eq(minutes.numbers[1], 120);
  ck_assert_double_eq(norm.numbers[0], 20);
}
END_TEST

/* The first row that fits counts. */
START_TEST(first_row_that_fits)
{
  static const double chances[] = {0.1, 0.3, 0.3, 0.3, 0.2, 0.2};
  g_autoptr(WtCausal) causal =
      parse("causal-model: 1\nvariables:\n"
            "  w: {states: [sunny, cloudy, rainy], value: sunny}\n  t: true\n"
            "  r: {given: [w, t], chance: {sunny false: 0.1, 'rainy *': 0.2, else: 0.3}}\n");
  WtMech mech = wt_scm_mech(causal->scm, find(causal, "r"));

  ck_assert_uint_eq(mech.n_numbers, 12);
  for (guint row = 0; row < 6; row++) {
    ck_assert_double_eq(mech.numbers[2 * row + 1], chances[row]);
    ck_assert_double_eq_tol(mech.numbers[2 * row] + mech.numbers[2 * row + 1], 1, 1e-15);
  }
}
END_TEST

/* A chain of formulas without domains, the last one first: settled without recursion. */
START_TEST(long_chain)
{
  guint n = test_scale(4000, 20000);
  g_autoptr(GString) text = g_string_new("causal-model: 1\nvariables:\n");

  for (guint i = n; i > 1; i--)
    g_string_append_printf(text, "  v%u: not v%u\n", i, i - 1);
  g_string_append(text, "  v1: true\n");
  g_autoptr(WtCausal) causal = parse(text->str);
  g_autofree double *values = g_new(double, n);

  wt_scm_eval(causal->scm, NULL, 0, values);
  for (guint i = 1; i <= n; i++)
    ck_assert_double_eq(values[n - i], i % 2);
}
END_TEST

/* ---- there and back ---- */

static gboolean same_number(double a, double b)
{
  return a == b || fabs(a - b) <= 1e-15;
}

static void same_mechanism(const WtScm *a, const WtScm *b, WtScmId id)
{
  WtMech x = wt_scm_mech(a, id), y = wt_scm_mech(b, id);

  ck_assert_int_eq(x.kind, y.kind);
  ck_assert_int_eq(x.coupling, y.coupling);
  ck_assert_uint_eq(x.n_parents, y.n_parents);
  ck_assert_uint_eq(x.n_numbers, y.n_numbers);
  for (guint i = 0; i < x.n_parents; i++)
    ck_assert_uint_eq(x.parents[i], y.parents[i]);
  for (guint i = 0; i < x.n_numbers; i++)
    ck_assert_msg(same_number(x.numbers[i], y.numbers[i]), "%s: %.17g %.17g", wt_scm_name(a, id),
                  x.numbers[i], y.numbers[i]);
  if (x.kind == WT_MECH_EXPRESSION)
    ck_assert_str_eq(wt_expr_source(x.expr), wt_expr_source(y.expr));
}

static void same_model(const WtScm *a, const WtScm *b)
{
  ck_assert_uint_eq(wt_scm_n(a), wt_scm_n(b));
  for (WtScmId id = 0; id < wt_scm_n(a); id++) {
    WtDomain x = wt_scm_domain(a, id), y = wt_scm_domain(b, id);
    double c = 0, d = 0;

    ck_assert_str_eq(wt_scm_name(a, id), wt_scm_name(b, id));
    ck_assert_msg(wt_domain_equal(&x, &y), "the domain of %s", wt_scm_name(a, id));
    ck_assert_int_eq(wt_scm_is_latent(a, id), wt_scm_is_latent(b, id));
    ck_assert_int_eq(wt_scm_contrast(a, id, &c), wt_scm_contrast(b, id, &d));
    ck_assert_double_eq(c, d);
    same_mechanism(a, b, id);
  }
}

static void there_and_back(const WtCausal *causal)
{
  g_autoptr(GString) text = g_string_new(NULL);
  g_autoptr(WtCausal) again = NULL;

  wt_causal_write(causal, text);
  again = parse(text->str);
  same_model(causal->scm, again->scm);
}

START_TEST(written_and_read)
{
  gsize length;
  g_autofree char *text = read_source("tests/corpus-model/y_all.yaml", &length);
  g_autoptr(WtCausal) causal = parse(text);

  there_and_back(causal);
}
END_TEST

static const char *const words[] = {"a",    "very odd", "if",   "x=y", "3",  "\"",
                                    "true", "-",        "b\\c", "#",   ": ", "天"};

/* A name that the loader takes: odd, but without braces and double quotes, and unlike any other. */
static char *random_name(TestRandom *random, guint i)
{
  const char *word = words[test_random_below(random, G_N_ELEMENTS(words))];

  return *word == '"' ? g_strdup_printf("v%u", i) : g_strdup_printf("%s%u", word, i);
}

static WtScmId declare(TestRandom *random, WtScm *scm, guint i)
{
  g_autofree char *name = random_name(random, i);
  const char *states[3] = {words[test_random_below(random, 3)],
                           words[3 + test_random_below(random, 4)],
                           words[7 + test_random_below(random, 4)]};
  WtDomain domain = {.kind = (WtDomainKind)test_random_below(random, 4), .lo = -2, .hi = 1};

  if (domain.kind == WT_DOMAIN_STATES) {
    domain.states = states;
    domain.n_states = 2 + test_random_below(random, 2);
  } else if (domain.kind == WT_DOMAIN_REAL && test_random_below(random, 2)) {
    domain.hi = HUGE_VAL;
    domain.dim = (WtDim){(int8_t)((int)test_random_below(random, 5) - 2),
                         (int8_t)((int)test_random_below(random, 3) - 1), 0};
  }
  return wt_scm_declare(scm, name, &domain, NULL);
}

/* Some mechanism that fits the domain; `parents`: earlier finite ones. */
static void define(TestRandom *random, WtScm *scm, WtScmId id)
{
  WtDomain domain = wt_scm_domain(scm, id);
  guint size = wt_domain_size(&domain), n_rows = 1, n_parents = 0;
  WtScmId parents[3];
  double numbers[512];

  for (WtScmId p = 0; p < id && n_parents < 3; p++) {
    WtDomain of = wt_scm_domain(scm, p);
    guint of_size = wt_domain_size(&of);
    if (of_size > 0 && test_random_below(random, 2)) {
      parents[n_parents++] = p;
      n_rows *= of_size;
    }
  }
  if (size == 0) {
    double pair[2] = {test_random_uniform(random, -5, 5), test_random_uniform(random, 5, 6)};
    ck_assert(wt_scm_set_mech(
        scm, id,
        &(WtMech){.kind = test_random_below(random, 2) ? WT_MECH_LINEAR : WT_MECH_UNIFORM,
                  .numbers = pair,
                  .n_numbers = 2},
        NULL));
    return;
  }
  for (guint row = 0; row < n_rows; row++) {
    double sum = 0;
    for (guint k = 0; k < size; k++)
      sum += numbers[row * size + k] = test_random_uniform(random, 0, 1);
    for (guint k = 0; k < size; k++)
      numbers[row * size + k] /= sum;
  }
  ck_assert(wt_scm_set_mech(scm, id,
                            &(WtMech){.kind = WT_MECH_TABLE,
                                      .coupling = (WtCoupling)test_random_below(random, 2),
                                      .parents = parents,
                                      .n_parents = n_parents,
                                      .numbers = numbers,
                                      .n_numbers = n_rows * size},
                            NULL));
}

START_TEST(random_models_there_and_back)
{
  for (guint i = 0; i < test_scale(500, 20000); i++) {
    TestRandom random = {i};
    WtCausal causal = {.scm = wt_scm_new(),
                       .name = (char *)words[test_random_below(&random, G_N_ELEMENTS(words))]};
    guint n = 1 + test_random_below(&random, 6);

    for (guint v = 0; v < n; v++)
      define(&random, causal.scm, declare(&random, causal.scm, v));
    ck_assert(wt_scm_freeze(causal.scm, NULL));
    there_and_back(&causal);
    wt_scm_free(causal.scm);
  }
}
END_TEST

/* ---- answers ---- */

static WtCausalAnswer ask(const WtCausal *causal, const char *target, const char *given,
                          const char *dos, gboolean counterfactual)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GArray) values = g_array_new(FALSE, FALSE, sizeof(WtDo));
  g_autoptr(WtCausalDos) interventions = wt_causal_dos_new();
  WtCausalAnswer answer;

  ck_assert(!given || wt_scm_parse_values(causal->scm, given, values, NULL));
  ck_assert_msg(!dos || wt_causal_dos_parse(interventions, causal->scm, dos, &error), "%s",
                error ? error->message : "");
  g_autoptr(WtScm) changed = wt_causal_dos_done(interventions, causal->scm, &error);
  ck_assert_msg(changed && wt_causal_ask(causal->scm, changed, counterfactual, find(causal, target),
                                         (const WtDo *)(gconstpointer)values->data, values->len,
                                         20000, 1, &answer, &error),
                "%s", error ? error->message : "");
  return answer;
}

START_TEST(methods)
{
  g_autoptr(WtCausal) causal =
      parse("causal-model: 1\nvariables:\n"
            "  a: {chance: 0.25}\n  b: {given: [a], chance: {true: 0.8, false: 0.4}}\n"
            "  x: {normal: [1, 2]}\n  y: {linear: {x: 3}, intercept: 1, sigma: 1}\n"
            "  big: x > 1\n");
  g_auto(WtCausalAnswer) finite = ask(causal, "b", NULL, NULL, FALSE),
                         normal = ask(causal, "y", NULL, NULL, FALSE),
                         mixed = ask(causal, "big", NULL, NULL, FALSE),
                         seen = ask(causal, "a", "b=1", NULL, FALSE);

  ck_assert_str_eq(finite.method, "elimination");
  ck_assert_double_eq_tol(finite.distribution[1], 0.5, 1e-12);
  ck_assert_double_eq_tol(seen.distribution[1], 0.4, 1e-12);
  ck_assert_str_eq(normal.method, "normal");
  ck_assert_double_eq_tol(normal.mean, 4, 1e-12);
  ck_assert_double_eq_tol(normal.variance, 37, 1e-9);
  ck_assert_str_eq(mixed.method, "weighted");
  ck_assert_double_eq_tol(mixed.distribution[1], 0.5, 0.02);
  ck_assert_double_gt(mixed.ess, 19999);
}
END_TEST

/* a acts on c by way of b and by itself; every kind of intervention. */
START_TEST(interventions)
{
  g_autoptr(WtCausal) causal =
      parse("causal-model: 1\nvariables:\n  a: {chance: 0.5}\n  b: a\n  c: a and b\n");
  static const struct {
    const char *dos;
    double c;
  } rows[] = {{NULL, 0.5},       {"a=1", 1},
              {"a->c=1", 0.5},   {"a -> b = 0", 0},
              {"a ~ 0.9", 0.9},  {"a ~ [0.7, 0.3]", 0.3},
              {"b := not a", 0}, {"b := true, a ~ 0.2", 0.2},
              {"a=1, b=0", 0}};

  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_auto(WtCausalAnswer) answer = ask(causal, "c", NULL, rows[i].dos, FALSE);
    ck_assert_msg(fabs(answer.distribution[1] - rows[i].c) < 1e-12, "%s: %g", rows[i].dos,
                  answer.distribution[1]);
  }
  g_auto(WtCausalAnswer) would = ask(causal, "c", "c=1", "a->b=0", TRUE);
  ck_assert_double_eq_tol(would.distribution[1], 0, 1e-12);
}
END_TEST

/* ---- the document ---- */

START_TEST(the_document_is_printed_from_the_tables)
{
  gsize length;
  g_autofree char *page = read_source("docs/model-format.md", &length);
  g_autofree char *printed = wt_model_format_markdown();
  const char *mark = "## Keys\n";
  char *from = strstr(page, mark);

  ck_assert_ptr_nonnull(from);
  if (g_getenv("WT_REGENERATE")) {
    g_autofree char *path =
        g_build_filename(g_getenv("WT_SRCDIR"), "docs", "model-format.md", NULL);
    g_autofree char *text = NULL;

    *from = '\0';
    text = g_strconcat(page, printed, NULL);
    ck_assert(g_file_set_contents(path, text, -1, NULL));
    return;
  }
  ck_assert_msg(strcmp(from, printed) == 0,
                "docs/model-format.md is not what the tables say; WT_REGENERATE=1 prints it anew");
}
END_TEST

/* Every ```yaml block that begins with a version is a whole model. */
START_TEST(the_documents_models_load)
{
  gsize length;
  guint n = 0;
  g_autofree char *page = read_source("docs/model-format.md", &length);

  for (char *block = strstr(page, "```yaml\ncausal-model: 1\n"); block;
       block = strstr(block, "```yaml\ncausal-model: 1\n")) {
    char *end = strstr(block + 8, "```");
    g_autofree char *text = g_strndup(block + 8, (gsize)(end - block - 8));
    g_autoptr(WtCausal) causal = parse(text);
    g_autoptr(GString) report = g_string_new(NULL);

    ck_assert_msg(wt_causal_check(causal, "model-format.md", report) == 0, "%s", report->str);
    n++;
    block = end;
  }
  ck_assert_uint_gt(n, 0);
}
END_TEST

START_TEST(codes_are_the_loaders_own)
{
  guint n;
  const WtLoadCode *codes = wt_model_codes(&n);

  for (guint i = 0; i < n; i++) {
    g_autofree char *code = g_strdup_printf("E%u", 650 + i);
    ck_assert_str_eq(codes[i].code, code);
  }
}
END_TEST

int main(void)
{
  Suite *suite = suite_create("scenarios-model");
  TCase *all = tcase_create("all");

  tcase_add_test(all, all_domains);
  tcase_add_test(all, own_units);
  tcase_add_test(all, first_row_that_fits);
  tcase_add_test(all, long_chain);
  tcase_add_test(all, written_and_read);
  tcase_add_test(all, random_models_there_and_back);
  tcase_add_test(all, methods);
  tcase_add_test(all, interventions);
  tcase_add_test(all, the_document_is_printed_from_the_tables);
  tcase_add_test(all, the_documents_models_load);
  tcase_add_test(all, codes_are_the_loaders_own);
  suite_add_tcase(suite, all);
  return test_main(suite);
}
