/* fuzz-expr.c - any bytes as an expression: no crash, no hang, and tree = bytecode.
 *
 * A libFuzzer target. With -DWT_FUZZ_REPLAY a program of its own, which does the same with each
 * file of the files and folders given as arguments, or of the corpus beside this file.
 */
#include "tests/unit/causal-scope.h"

#define LANES 4

int LLVMFuzzerTestOneInput(const guint8 *data, gsize size);

static void compare(const WtExpr *expr)
{
  guint n_parents;
  const guint *leaves = wt_expr_parents(expr, &n_parents);
  g_autofree double *lanes = g_new(double, n_parents *LANES + 1);
  g_autofree double *parents = g_new(double, n_parents + 1);
  g_autofree const double **columns = g_new(const double *, n_parents + 1);
  g_autofree double *scratch = g_new(double, wt_expr_scratch(expr) * LANES);
  TestRandom random = {7};
  double out[LANES];

  for (guint j = 0; j < n_parents; j++) {
    columns[j] = lanes + j * LANES;
    for (guint i = 0; i < LANES; i++)
      lanes[j * LANES + i] = test_leaf_value(&random, leaves[j]);
  }
  wt_expr_run(expr, columns, LANES, out, scratch);
  for (guint i = 0; i < LANES; i++) {
    double value;

    for (guint j = 0; j < n_parents; j++)
      parents[j] = columns[j][i];
    value = wt_expr_eval(expr, parents);
    g_assert(memcmp(&value, &out[i], sizeof value) == 0);
    g_free(isnan(value) ? wt_expr_fault(expr, parents, NULL) : NULL);
  }
}

int LLVMFuzzerTestOneInput(const guint8 *data, gsize size)
{
  g_autofree char *text = g_strndup((const char *)data, size);
  g_autoptr(WtDiags) diags = wt_diags_new("fuzz");
  g_autoptr(WtExprText) parsed = wt_expr_parse(text, (WtPos){1, 1}, NULL, diags);
  g_autoptr(WtExpr) expr = parsed != NULL ? wt_expr_bind(parsed, &test_scope, NULL, diags) : NULL;

  g_assert((expr == NULL) == (wt_diags_n_errors(diags) > 0));
  if (expr != NULL)
    compare(expr);
  return 0;
}

#ifdef WT_FUZZ_REPLAY
#include "tests/fuzz/replay.h"

static gboolean takes(const guint8 *data, gsize size)
{
  return LLVMFuzzerTestOneInput(data, size) == 0;
}

int main(int argc, char **argv)
{
  static const char *const corpora[] = {"tests/fuzz/corpus-expr", NULL};

  return replay_main(argc, argv, corpora, takes, FALSE);
}
#endif
