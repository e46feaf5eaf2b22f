/* batch-linear.c - linear models: y' = y + sum over dos of T (x' - x), T the total effect past
 * other dos.
 *
 * The noise of every variable is what the row says it is, so the counterfactual differs from the
 * row by what the interventions add along all ways (Pearl 2000, 5.4). Blocks of rows stay in the
 * cache.
 */
#include "causal/batch-private.h"

#include <string.h>

#include "base/lanes.h"

#define BLOCK 1024

/* One do that reaches the target. */
typedef struct {
  WtScmId variable;
  guint which; /* of the dos */
  double effect;
} Term;

typedef struct {
  WtScmId target;
  gint target_do; /* the do that sets the target; -1: none */
  Term *terms;    /* (n_terms) */
  guint n_terms;
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
  const double *as_it_is = l->target_do >= 0 ? set[l->target_do] : observed[l->target];

  if (l->n_terms == 0) {
    memmove(out[0], as_it_is, n_rows * sizeof *as_it_is);
    return;
  }
  for (gsize from = 0; from < n_rows; from += BLOCK) {
    guint n = (guint)MIN(BLOCK, n_rows - from);
    double *to = out[0] + from;

    for (guint k = 0; k < l->n_terms; k++) {
      const Term *t = &l->terms[k];
      const double *x = set[t->which] + from, *y = observed[t->variable] + from;
      if (k == 0)
        first_effect(t->effect, x, y, as_it_is + from, n, to);
      else
        add_effect(t->effect, x, y, n, to);
    }
  }
}

static void linear_free(gpointer impl)
{
  Linear *l = impl;

  g_free(l->terms);
  g_free(l);
}

/* A target that is set is what it is set to: no difference is added to what was seen, so not even
 * rounding comes between. Dos that do not reach the target have no term. */
static Linear *linear_new(const WtScm *scm, const WtScmId *dos, guint n_dos, WtScmId target,
                          const guint8 *on_way)
{
  Linear *l = g_new(Linear, 1);

  *l = (Linear){target, -1, g_new(Term, n_dos + 1), 0};
  for (guint i = 0; i < n_dos; i++)
    if (dos[i] == target)
      l->target_do = (gint)i;
  for (guint i = 0; i < n_dos && l->target_do < 0; i++) {
    double effect = total_effect(scm, dos[i], target, on_way);
    if (effect != 0)
      l->terms[l->n_terms++] = (Term){dos[i], i, effect};
  }
  return l;
}

/* FALSE: something between dos and target is not linear, or the target is not a real. */
gboolean wt_batch_linear_init(WtBatchWay *way, const WtScm *scm, const WtScmId *dos, guint n_dos,
                              WtScmId target)
{
  g_autofree guint8 *on_way = g_new0(guint8, wt_scm_n(scm) + 1);

  wt_batch_ways(scm, dos, n_dos, target, on_way);
  if (wt_scm_domain(scm, target).kind != WT_DOMAIN_REAL)
    return FALSE;
  for (WtScmId id = 0; id < wt_scm_n(scm); id++)
    if (on_way[id] && wt_scm_mech(scm, id).kind != WT_MECH_LINEAR)
      return FALSE;
  *way = (WtBatchWay){run, linear_free, linear_new(scm, dos, n_dos, target, on_way), 1};
  return TRUE;
}
