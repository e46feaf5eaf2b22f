/* test-causal-batch.c - batches: the edges of what is asked; whole questions are in
 * test-causal-gauss.c. */
#include "causal/batch.h"

#include <math.h>

#include "causal/infer.h"
#include "tests/unit/scm-make.h"
#include "tests/unit/test-util.h"

#define ROWS 1500 /* more than a block */

/* x; y = 2 x; z ~ N(0, 1) alone; w = exp(y) */
static WtScm *four(void)
{
  WtScm *scm = wt_scm_new();
  WtScmId x = declare(scm, "x", WT_DOMAIN_ANY_REAL), y = declare(scm, "y", WT_DOMAIN_ANY_REAL),
          z = declare(scm, "z", WT_DOMAIN_ANY_REAL), w = declare(scm, "w", WT_DOMAIN_ANY_REAL);

  set_numbers(scm, x, WT_MECH_LINEAR, NULL, 0, (double[]){0, 1}, 2);
  set_numbers(scm, y, WT_MECH_LINEAR, &x, 1, (double[]){0, 2, 1}, 3);
  set_numbers(scm, z, WT_MECH_LINEAR, NULL, 0, (double[]){0, 1}, 2);
  ck_assert(wt_scm_set_text(scm, w, "exp(y)", NULL) && wt_scm_freeze(scm, NULL));
  return scm;
}

/* What is set is what it is set to, to the last bit, whatever was seen. */
START_TEST(the_target_is_set)
{
  g_autoptr(WtScm) scm = four();
  WtScmId dos[] = {0, 1};
  g_autoptr(WtBatch) batch = wt_batch_new(scm, dos, 2, 1, NULL);
  g_autofree double *large = g_new(double, ROWS), *small = g_new(double, ROWS),
                    *out = g_new(double, ROWS);
  const double *observed[] = {large, large, NULL, NULL}, *set[] = {large, small};

  for (guint i = 0; i < ROWS; i++) {
    large[i] = 1e17 + i * 64.0;
    small[i] = 0.1 * i;
  }
  wt_batch_run(batch, observed, set, ROWS, &out);
  for (guint i = 0; i < ROWS; i++)
    ck_assert_double_eq(out[i], small[i]);
}
END_TEST

/* Columns of variables that do not matter may be missing, those of dos that do not reach the target
 * among them. */
START_TEST(what_does_not_matter)
{
  g_autoptr(WtScm) scm = four();
  WtScmId dos[] = {2, 0}, only[] = {2};
  double x[] = {1, 2}, y[] = {5, 7}, to[] = {2, 0}, result[2], *out = result;
  const double *observed[] = {x, y, NULL, NULL}, *set[] = {NULL, to}, *none[] = {NULL};
  g_autoptr(WtBatch) batch = wt_batch_new(scm, dos, 2, 1, NULL);
  g_autoptr(WtBatch) alone = wt_batch_new(scm, only, 1, 1, NULL);

  wt_batch_run(batch, observed, set, 2, &out);
  ck_assert_double_eq(result[0], 7);
  ck_assert_double_eq(result[1], 3);
  wt_batch_run(alone, observed, none, 2, &out);
  ck_assert_double_eq(result[0], 5);
  ck_assert_double_eq(result[1], 7);
}
END_TEST

START_TEST(refusals)
{
  g_autoptr(WtScm) scm = four();
  WtScmId x = 0;
  g_autoptr(GError) error = NULL;

  ck_assert_ptr_null(wt_batch_new(scm, &x, 1, 3, &error)); /* exp(y) */
  ck_assert(g_error_matches(error, WT_SCM_ERROR, WT_SCM_ERROR_QUESTION));
  ck_assert_ptr_nonnull(strstr(error->message, "w"));
}
END_TEST

/* A variable of many parents: of each kind the same as the exact answer, row by row. */
START_TEST(many_parents)
{
  enum { M = 7 };
  static const WtMechKind kinds[] = {WT_MECH_NOISY_OR, WT_MECH_NOISY_AND, WT_MECH_THRESHOLD};
  TestRandom random = {91};

  for (guint round = 0; round < G_N_ELEMENTS(kinds); round++) {
    g_autoptr(WtScm) scm = wt_scm_new();
    WtScmId parents[M], dos[] = {0, 3};
    double numbers[M + 1] = {kinds[round] == WT_MECH_THRESHOLD ? 3 : 0.1}, values[M + 1],
                       columns[M + 5][40], p[2];
    const double *observed[M + 1], *set[] = {columns[M + 1], columns[M + 2]};
    double *out[] = {columns[M + 3], columns[M + 4]};
    g_autoptr(GError) error = NULL;

    for (guint i = 0; i < M; i++) {
      g_autofree char *name = g_strdup_printf("p%u", i);
      parents[i] = declare(scm, name, WT_DOMAIN_TRUTH);
      set_numbers(scm, i, WT_MECH_TABLE, NULL, 0, (double[]){0.5, 0.5}, 2);
      numbers[i + 1] = kinds[round] == WT_MECH_THRESHOLD ? 1 : 0.1 + 0.1 * i;
    }
    WtScmId child = declare(scm, "child", WT_DOMAIN_TRUTH);
    set_numbers(scm, child, kinds[round], parents, M, numbers, M + 1);
    ck_assert(wt_scm_freeze(scm, NULL));
    for (guint row = 0; row < 40; row++) {
      wt_scm_sample(scm, NULL, 0, round, row, values);
      for (guint v = 0; v <= M; v++)
        columns[v][row] = values[v];
      for (guint d = 0; d < 2; d++)
        columns[M + 1 + d][row] = test_random_below(&random, 2);
    }
    for (guint v = 0; v <= M; v++)
      observed[v] = columns[v];
    g_autoptr(WtInfer) infer = wt_infer_new(scm, NULL);
    g_autoptr(WtBatch) batch = wt_batch_new(scm, dos, 2, child, &error);
    ck_assert_msg(batch != NULL, "%s", error != NULL ? error->message : "");
    wt_batch_run(batch, observed, set, 40, out);
    for (guint row = 0; row < 40; row++) {
      WtScmIntervention hard[2];
      WtDo seen[M + 1];
      for (guint v = 0; v <= M; v++)
        seen[v] = (WtDo){v, columns[v][row]};
      for (guint d = 0; d < 2; d++)
        hard[d] = (WtScmIntervention){dos[d], WT_SCM_NONE, NULL, set[d][row]};
      g_autoptr(WtScm) changed = wt_scm_intervene(scm, hard, 2, NULL);
      ck_assert(wt_infer_counterfactual(infer, seen, M + 1, changed, child, p, NULL));
      for (guint k = 0; k < 2; k++)
        ck_assert_double_eq_tol(out[k][row], p[k], 1e-9);
    }
  }
}
END_TEST

int main(void)
{
  Suite *suite = suite_create("causal-batch");
  TCase *tcase = tcase_create("all");

  tcase_set_timeout(tcase, 120);
  tcase_add_test(tcase, the_target_is_set);
  tcase_add_test(tcase, what_does_not_matter);
  tcase_add_test(tcase, refusals);
  tcase_add_test(tcase, many_parents);
  suite_add_tcase(suite, tcase);
  return test_main(suite);
}
