/* fact.c - names of sources, and evaluating an expression over fetched leaves; see fact.h. */
#include "causal/fact.h"

#define ON_STACK 64 /* parents that need no memory of their own */

/* (static): "seen", "remembered"; "nowhere" for WT_SOURCE_NONE. */
const char *wt_source_name(WtSource source)
{
  static const char *const names[] = {
      [WT_SOURCE_NONE] = "nowhere",      [WT_SOURCE_SEEN] = "seen",
      [WT_SOURCE_HEARD] = "heard",       [WT_SOURCE_SMELT] = "smelt",
      [WT_SOURCE_FELT] = "felt",         [WT_SOURCE_REMEMBERED] = "remembered",
      [WT_SOURCE_INFERRED] = "inferred", [WT_SOURCE_ASSUMED] = "assumed",
      [WT_SOURCE_TOLD] = "told",         [WT_SOURCE_REAL] = "real",
  };

  g_return_val_if_fail((guint)source < G_N_ELEMENTS(names), "nowhere");
  return names[source];
}

/* The value of `expr` with each parent fetched once, in order, for `roles`. NaN after a fault. */
double wt_expr_eval_leaves(const WtExpr *expr, WtLeafFn fetch, gpointer user, WtRoles roles)
{
  double few[ON_STACK];
  g_autofree double *many = NULL;
  double *values = few;
  guint n;
  const guint *leaves;

  g_return_val_if_fail(expr != NULL && fetch != NULL, 0.0);
  leaves = wt_expr_parents(expr, &n);
  if (n > ON_STACK)
    values = many = g_new(double, n);
  for (guint i = 0; i < n; i++)
    values[i] = fetch(user, leaves[i], roles, NULL);
  return wt_expr_eval(expr, values);
}
