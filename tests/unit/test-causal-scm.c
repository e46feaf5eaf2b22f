/* test-causal-scm.c - models: order, do, update = evaluation from scratch, cycles. */
#include "causal/scm.h"
#include "tests/unit/test-util.h"

#include <math.h>

#define N_MAX 24

static WtScmId add_text(WtScm *scm, const char *name, const char *text)
{
  g_autoptr(GError) error = NULL;
  WtScmId id = wt_scm_add_text(scm, name, text, &error);

  ck_assert_msg(error == NULL, "%s", error != NULL ? error->message : "");
  ck_assert_uint_ne(id, WT_SCM_NONE);
  return id;
}

static void freeze(WtScm *scm)
{
  g_autoptr(GError) error = NULL;

  ck_assert_msg(wt_scm_freeze(scm, &error), "%s", error != NULL ? error->message : "");
}

START_TEST(small_model)
{
  g_autoptr(WtScm) scm = wt_scm_new();
  WtScmId u = wt_scm_add_exogenous(scm, "u", 2);
  WtScmId wet = wt_scm_add_exogenous_typed(scm, "town.wet", 1, WT_VALUE_BOOL, WT_DIM_NONE);
  WtScmId x = add_text(scm, "x[1]", "u * 3");
  WtScmId y = add_text(scm, "y", "{x[1]} + u if {town.wet} else 0");
  WtScmId z = add_text(scm, "z", "x[1] - 1 if town.wet and y > 7 else -1");
  WtDo dos[] = {{x, 1}, {wet, 0}};
  double values[5];
  gboolean ancestors[5];

  freeze(scm);
  wt_scm_eval(scm, NULL, 0, values);
  ck_assert_double_eq(values[y], 8);
  ck_assert_double_eq(values[z], 5);
  wt_scm_update(scm, dos, 1, values);
  ck_assert_double_eq(values[u], 2);
  ck_assert_double_eq(values[y], 3);
  ck_assert_double_eq(values[z], -1);
  wt_scm_eval(scm, dos, 2, values);
  ck_assert_double_eq(values[y], 0);
  wt_scm_ancestors(scm, y, ancestors);
  ck_assert(ancestors[u] && ancestors[wet] && ancestors[x] && ancestors[y] && !ancestors[z]);
  ck_assert_uint_eq(wt_scm_find(scm, "x[1]"), x);
  ck_assert_uint_eq(wt_scm_find(scm, "x"), WT_SCM_NONE);
  ck_assert_str_eq(wt_scm_name(scm, z), "z");
  ck_assert_ptr_null(wt_scm_mechanism(scm, u));
}
END_TEST

START_TEST(mistakes_in_text)
{
  g_autoptr(WtScm) scm = wt_scm_new();
  static const char *const texts[] = {"1 +", "warmt * 2", "warmth and true", "1 / 0"};

  wt_scm_add_exogenous(scm, "warmth", 1);
  for (guint i = 0; i < G_N_ELEMENTS(texts); i++) {
    g_autoptr(GError) error = NULL;

    ck_assert_uint_eq(wt_scm_add_text(scm, "y", texts[i], &error), WT_SCM_NONE);
    ck_assert(g_error_matches(error, WT_SCM_ERROR, WT_SCM_ERROR_EXPRESSION));
    if (i == 1)
      ck_assert_ptr_nonnull(strstr(error->message, "did you mean 'warmth'"));
  }
  ck_assert_uint_eq(wt_scm_n(scm), 1);
  ck_assert_uint_eq(wt_scm_add_exogenous(scm, "warmth", 3), WT_SCM_NONE);
  ck_assert_uint_eq(wt_scm_n(scm), 1);
}
END_TEST

/* ---- mechanisms over any ids: leaves are written v0, v1, ... ---- */

static gboolean resolve_id(gpointer user, const WtTerm *term, WtBinding *out, char **message,
                           char **hint)
{
  (void)user, (void)message, (void)hint;
  if (term->kind != WT_TERM_NAME || term->text[0] != 'v')
    return FALSE;
  out->leaf = (guint)g_ascii_strtoull(term->text + 1, NULL, 10);
  return TRUE;
}

static void add_by_ids(WtScm *scm, const char *name, const char *text)
{
  WtExprScope scope = {.resolve = resolve_id};
  g_autoptr(WtDiags) diags = wt_diags_new("f");
  g_autoptr(WtExprText) parsed = wt_expr_parse(text, (WtPos){1, 1}, NULL, diags);
  g_autoptr(WtExpr) expr = wt_expr_bind(parsed, &scope, NULL, diags);

  ck_assert_ptr_nonnull(expr);
  ck_assert_uint_ne(wt_scm_add(scm, name, expr), WT_SCM_NONE);
}

START_TEST(cycle_is_named)
{
  g_autoptr(WtScm) scm = wt_scm_new();
  g_autoptr(GError) error = NULL;

  add_by_ids(scm, "out", "v1");
  add_by_ids(scm, "a", "v2 + v4");
  add_by_ids(scm, "b", "v3 * 2");
  add_by_ids(scm, "c", "v4 - v1");
  wt_scm_add_exogenous(scm, "u", 1);
  ck_assert(!wt_scm_freeze(scm, &error));
  ck_assert(g_error_matches(error, WT_SCM_ERROR, WT_SCM_ERROR_CYCLE));
  ck_assert_ptr_nonnull(strstr(error->message, "a needs b needs c needs a"));
  ck_assert_ptr_null(strstr(error->message, "out"));
}
END_TEST

START_TEST(own_parent_and_unknown_parent)
{
  g_autoptr(WtScm) own = wt_scm_new(), unknown = wt_scm_new();
  g_autoptr(GError) error1 = NULL, error2 = NULL;

  add_by_ids(own, "a", "v0 + 1");
  ck_assert(!wt_scm_freeze(own, &error1));
  ck_assert(g_error_matches(error1, WT_SCM_ERROR, WT_SCM_ERROR_CYCLE));
  add_by_ids(unknown, "a", "v7 + 1");
  ck_assert(!wt_scm_freeze(unknown, &error2));
  ck_assert(g_error_matches(error2, WT_SCM_ERROR, WT_SCM_ERROR_EXPRESSION));
}
END_TEST

/* A random model whose mechanisms are s + sum of k * vJ; the reference solves it by recursion. */
typedef struct {
  guint n;
  gboolean exogenous[N_MAX];
  double constant[N_MAX];
  double weight[N_MAX][N_MAX]; /* of parent j; 0: none */
} Linear;

static double reference(const Linear *m, guint id, const WtDo *dos, guint n_dos)
{
  double value = m->constant[id];

  for (guint i = n_dos; i > 0; i--)
    if (dos[i - 1].variable == id)
      return dos[i - 1].value;
  for (guint j = 0; j < m->n; j++)
    if (m->weight[id][j] != 0)
      value = value + m->weight[id][j] * reference(m, j, dos, n_dos);
  return value;
}

/* Edges go along a random order of the ids, so that ids are no topological order. */
static WtScm *make_linear(Linear *m, TestRandom *random)
{
  WtScm *scm = wt_scm_new();
  guint rank[N_MAX];

  memset(m, 0, sizeof *m);
  m->n = 1 + test_random_below(random, N_MAX);
  for (guint i = 0; i < m->n; i++) {
    guint at = test_random_below(random, i + 1);
    rank[i] = rank[at];
    rank[at] = i;
  }
  for (guint i = 0; i < m->n; i++) {
    g_autofree char *name = g_strdup_printf("name%u", i);
    g_autoptr(GString) text = g_string_new(NULL);

    m->constant[i] = test_random_below(random, 7);
    m->exogenous[i] = test_random_below(random, 4) == 0;
    g_string_printf(text, "%u", (guint)m->constant[i]);
    for (guint j = 0; j < m->n && !m->exogenous[i]; j++)
      if (rank[j] < rank[i] && test_random_below(random, 5) == 0) {
        m->weight[i][j] = 1 + test_random_below(random, 3);
        g_string_append_printf(text, " + %u * v%u", (guint)m->weight[i][j], j);
      }
    if (m->exogenous[i])
      wt_scm_add_exogenous(scm, name, m->constant[i]);
    else
      add_by_ids(scm, name, text->str);
  }
  return scm;
}

static gboolean reaches(const Linear *m, guint from, guint to)
{
  if (from == to)
    return TRUE;
  for (guint j = 0; j < m->n; j++)
    if (m->weight[to][j] != 0 && reaches(m, from, j))
      return TRUE;
  return FALSE;
}

START_TEST(eval_and_update_equal_recursion)
{
  TestRandom random = {21};
  g_autofree Linear *m = g_new(Linear, 1);

  for (guint round = 0; round < test_scale(1000, 10000); round++) {
    g_autoptr(WtScm) scm = make_linear(m, &random);
    double values[N_MAX], factual[N_MAX];
    gboolean ancestors[N_MAX];
    WtDo dos[3];
    guint n_dos = test_random_below(&random, 4), of = test_random_below(&random, m->n);

    freeze(scm);
    for (guint i = 0; i < n_dos; i++)
      dos[i] = (WtDo){test_random_below(&random, m->n), test_random_below(&random, 9)};
    wt_scm_eval(scm, NULL, 0, factual);
    wt_scm_eval(scm, dos, n_dos, values);
    wt_scm_ancestors(scm, of, ancestors);
    for (guint i = 0; i < m->n; i++) {
      ck_assert_double_eq(factual[i], reference(m, i, NULL, 0));
      ck_assert_double_eq(values[i], reference(m, i, dos, n_dos));
      ck_assert_int_eq(ancestors[i], reaches(m, i, of));
    }
    wt_scm_update(scm, dos, n_dos, factual);
    ck_assert_mem_eq(factual, values, m->n * sizeof *values);
  }
}
END_TEST

START_TEST(faults_spread_and_heal)
{
  g_autoptr(WtScm) scm = wt_scm_new();
  WtScmId u = wt_scm_add_exogenous(scm, "u", 0);
  WtScmId x = add_text(scm, "x", "1 / u");
  WtScmId y = add_text(scm, "y", "x + 1");
  WtDo set = {u, 2};
  double values[3];

  freeze(scm);
  wt_scm_eval(scm, NULL, 0, values);
  ck_assert(isnan(values[x]) && isnan(values[y]));
  wt_scm_update(scm, &set, 1, values);
  ck_assert_double_eq(values[y], 1.5);
}
END_TEST

int main(void)
{
  Suite *s = suite_create("causal-scm");
  TCase *t = tcase_create("scm");

  tcase_add_test(t, small_model);
  tcase_add_test(t, mistakes_in_text);
  tcase_add_test(t, cycle_is_named);
  tcase_add_test(t, own_parent_and_unknown_parent);
  tcase_add_test(t, eval_and_update_equal_recursion);
  tcase_add_test(t, faults_spread_and_heal);
  suite_add_tcase(s, t);
  return test_main(s);
}
