/* batch-linear.c - linear models: y' = y + sum over dos of T (x' - x), T the total effect past
 * other dos.
 *
 * The noise of every variable is what the row says it is, so the counterfactual differs from the
 * row by what the interventions add along all ways (Pearl 2000, 5.4). Blocks of rows stay in the
 * cache.
 */
#include "causal/batch-private.h"

#include "base/lanes.h"

#define BLOCK 1024

typedef struct {
  WtScmId target, *dos;
  double *effect; /* (n_dos) */
  guint n_dos;
} Linear;

static double total_effect(const WtScm *scm, WtScmId from, WtScmId target, const guint8 *on_way)
{
  const WtScmId *order = wt_scm_order(scm);
  g_autofree double *effect = g_new0(double, wt_scm_n(scm) + 1);

  effect[from] = 1;
  for (guint i = 0; i < wt_scm_n(scm); i++) {
    WtScmId id = order[i];
    WtMech mech = wt_scm_mech(scm, id);

    for (guint k = 0; k < mech.n_parents && on_way[id]; k++)
      effect[id] += mech.numbers[k + 1] * effect[mech.parents[k]];
  }
  return effect[target];
}

WT_LANE_CLONES static void add_effect(double effect, const double *x, const double *y, guint n,
                                      double *out)
{
  WT_NO_DEPENDENCE
  for (guint i = 0; i < n; i++)
    out[i] += effect * (x[i] - y[i]);
}

WT_LANE_CLONES static void first_effect(double effect, const double *x, const double *y,
                                        const double *base, guint n, double *out)
{
  WT_NO_DEPENDENCE
  for (guint i = 0; i < n; i++)
    out[i] = base[i] + effect * (x[i] - y[i]);
}

static void run(gconstpointer impl, const double *const *observed, const double *const *set,
                gsize n_rows, double *const *out)
{
  const Linear *l = impl;

  for (gsize from = 0; from < n_rows; from += BLOCK) {
    guint n = (guint)MIN(BLOCK, n_rows - from);
    double *to = out[0] + from;

    for (guint i = 0; i < n && l->n_dos == 0; i++)
      to[i] = observed[l->target][from + i];
    for (guint k = 0; k < l->n_dos; k++) {
      const double *x = set[k] + from, *y = observed[l->dos[k]] + from;
      if (k == 0)
        first_effect(l->effect[k], x, y, observed[l->target] + from, n, to);
      else
        add_effect(l->effect[k], x, y, n, to);
    }
  }
}

static void linear_free(gpointer impl)
{
  Linear *l = impl;

  g_free(l->dos);
  g_free(l->effect);
  g_free(l);
}

/* FALSE: something between dos and target is not linear, or the target is not a real. */
gboolean wt_batch_linear_init(WtBatchWay *way, const WtScm *scm, const WtScmId *dos, guint n_dos,
                              WtScmId target)
{
  g_autofree guint8 *on_way = g_new0(guint8, wt_scm_n(scm) + 1);
  Linear *l;

  wt_batch_ways(scm, dos, n_dos, target, on_way);
  if (wt_scm_domain(scm, target).kind != WT_DOMAIN_REAL)
    return FALSE;
  for (WtScmId id = 0; id < wt_scm_n(scm); id++)
    if (on_way[id] && wt_scm_mech(scm, id).kind != WT_MECH_LINEAR)
      return FALSE;
  l = g_new(Linear, 1);
  *l = (Linear){target, g_memdup2(dos, n_dos * sizeof *dos), g_new(double, n_dos + 1), n_dos};
  for (guint i = 0; i < n_dos; i++) /* the target itself may be set: then it is what it is set to */
    l->effect[i] = total_effect(scm, dos[i], target, on_way);
  *way = (WtBatchWay){run, linear_free, l, 1};
  return TRUE;
}
