/* mech.c - one mechanism at work: its value, its distribution, a draw from it. */
#include "causal/mech.h"

#include <math.h>

#include "causal/scm-private.h"

/* "context", "table", "noisy-or": as models write it. (static) */
const char *wt_mech_kind_name(WtMechKind kind)
{
  static const char *const names[] = {"context",  "unknown",   "expression", "table",  "linear",
                                      "noisy-or", "noisy-and", "threshold",  "uniform"};

  g_return_val_if_fail(kind < G_N_ELEMENTS(names), NULL);
  return names[kind];
}

static gboolean is_certain(double p)
{
  return p == 0 || p == 1;
}

/* FALSE for tables of zeros and ones, noisy-or and -and with strengths of zero and one, sigma 0. */
gboolean wt_mech_is_random(const WtMech *mech)
{
  switch (mech->kind) {
  case WT_MECH_TABLE:
  case WT_MECH_NOISY_OR:
  case WT_MECH_NOISY_AND:
    for (guint i = 0; i < mech->n_numbers; i++)
      if (!is_certain(mech->numbers[i]))
        return TRUE;
    return FALSE;
  case WT_MECH_LINEAR:
    return mech->numbers[mech->n_parents + 1] > 0;
  case WT_MECH_UNIFORM:
    return TRUE;
  default:
    return FALSE;
  }
}

/* The row of a table for its parents' values, the last parent fastest; -1: a value that is none of
 * a parent's domain. */
static gint64 row_of(const WtScm *scm, const WtMech *mech, const double *parents)
{
  gint64 row = 0;

  for (guint i = 0; i < mech->n_parents; i++) {
    WtDomain domain = wt_scm_domain(scm, mech->parents[i]);
    int index = wt_domain_index(&domain, parents[i]);

    if (index < 0)
      return -1;
    row = row * wt_domain_size(&domain) + index;
  }
  return row;
}

/* ---- sums and products over parents ---- */

static double weighted_sum(const WtMech *mech, const double *weights, const double *parents)
{
  double sum = 0;

  for (guint i = 0; i < mech->n_parents; i++)
    sum += weights[i] * parents[i];
  return sum;
}

/* P(true) of NOISY_OR, NOISY_AND. */
static double noisy_true(const WtMech *mech, const double *parents)
{
  gboolean is_and = mech->kind == WT_MECH_NOISY_AND;
  double pass = 1 - mech->numbers[0];

  for (guint i = 0; i < mech->n_parents; i++)
    if ((parents[i] != 0) != is_and)
      pass *= 1 - mech->numbers[i + 1];
  return is_and ? pass : 1 - pass;
}

static double certain_state(const WtScm *scm, WtScmId id, const WtMech *mech, const double *parents)
{
  WtDomain domain = wt_scm_domain(scm, id);
  guint size = wt_domain_size(&domain);
  gint64 row = row_of(scm, mech, parents);

  for (guint k = 0; row >= 0 && k < size; k++)
    if (mech->numbers[row * size + k] == 1)
      return wt_domain_value(&domain, k);
  return NAN;
}

/* The value of `id` where its parents have `parents` (in its parents' order). LINEAR gives its
 * mean; a random choice, an unknown mechanism or a fault gives NaN. */
double wt_scm_compute(const WtScm *scm, WtScmId id, const double *parents)
{
  const WtExpr *expr;
  WtMech mech;
  double p;

  g_return_val_if_fail(scm != NULL && id < scm->variables->len, NAN);
  expr = wt_scm_variable(scm, id)->mechanism;
  if (expr != NULL) /* the most frequent, without a view */
    return wt_expr_eval(expr, parents);
  mech = wt_scm_mech(scm, id);
  switch (mech.kind) {
  case WT_MECH_CONTEXT:
    return mech.numbers[0];
  case WT_MECH_TABLE:
    return certain_state(scm, id, &mech, parents);
  case WT_MECH_LINEAR:
    return mech.numbers[0] + weighted_sum(&mech, mech.numbers + 1, parents);
  case WT_MECH_THRESHOLD:
    return weighted_sum(&mech, mech.numbers + 1, parents) >= mech.numbers[0];
  case WT_MECH_NOISY_OR:
  case WT_MECH_NOISY_AND:
    p = noisy_true(&mech, parents);
    return is_certain(p) ? p : NAN;
  case WT_MECH_EXPRESSION:
  case WT_MECH_UNKNOWN:
  case WT_MECH_UNIFORM:
    break;
  }
  return NAN;
}

/* out: (size of the domain of `id`, which is finite): P(k-th value | parents). All zero where the
 * mechanism gives no value of the domain. */
void wt_scm_probabilities(const WtScm *scm, WtScmId id, const double *parents, double *out)
{
  WtMech mech = wt_scm_mech(scm, id);
  WtDomain domain = wt_scm_domain(scm, id);
  guint size = wt_domain_size(&domain);
  gint64 row;
  int index;

  g_return_if_fail(size > 0);
  for (guint k = 0; k < size; k++)
    out[k] = 0;
  if (mech.kind == WT_MECH_TABLE) {
    row = row_of(scm, &mech, parents);
    for (guint k = 0; row >= 0 && k < size; k++)
      out[k] = mech.numbers[row * size + k];
  } else if (mech.kind == WT_MECH_NOISY_OR || mech.kind == WT_MECH_NOISY_AND) {
    out[1] = noisy_true(&mech, parents);
    out[0] = 1 - out[1];
  } else {
    index = wt_domain_index(&domain, wt_scm_compute(scm, id, parents));
    if (index >= 0)
      out[index] = 1;
  }
}

/* ---- draws: slot 0 is the mechanism's own, slot 1 + i that of parent or row i ---- */

static double uniform_at(WtNoiseAddress at, guint slot)
{
  at.agent = (gint32)slot;
  return wt_noise_uniform(at);
}

static double draw_table(const WtScm *scm, WtScmId id, const WtMech *mech, const double *parents,
                         WtNoiseAddress at)
{
  WtDomain domain = wt_scm_domain(scm, id);
  guint size = wt_domain_size(&domain), k = 0, last = 0;
  gint64 row = row_of(scm, mech, parents);
  double u, sum;

  if (row < 0)
    return NAN;
  u = uniform_at(at, mech->coupling == WT_COUPLING_MONOTONE ? 0 : 1 + (guint)row);
  sum = 0;
  for (; k < size; k++) {
    double p = mech->numbers[row * size + k];

    sum += p;
    if (p > 0)
      last = k;
    if (p > 0 && u < sum)
      break;
  }
  return wt_domain_value(&domain, last);
}

/* An inhibitor that is off lets a present cause through (an absent condition stop it). */
static double draw_noisy(const WtMech *mech, const double *parents, WtNoiseAddress at)
{
  gboolean is_and = mech->kind == WT_MECH_NOISY_AND;
  gboolean hit = uniform_at(at, 0) < mech->numbers[0];

  for (guint i = 0; i < mech->n_parents && !hit; i++)
    hit = (parents[i] != 0) != is_and && uniform_at(at, 1 + i) < mech->numbers[i + 1];
  return hit != is_and;
}

/* at: seed, purpose and epoch count; agent and key are set here, so that every variable has noise
 * of its own. CONTEXT and what is deterministic come out as wt_scm_compute() gives them. */
double wt_scm_draw(const WtScm *scm, WtScmId id, const double *parents, WtNoiseAddress at)
{
  WtMech mech = wt_scm_mech(scm, id);

  at.key = id;
  at.agent = 0;
  switch (mech.kind) {
  case WT_MECH_TABLE:
    return draw_table(scm, id, &mech, parents, at);
  case WT_MECH_NOISY_OR:
  case WT_MECH_NOISY_AND:
    return draw_noisy(&mech, parents, at);
  case WT_MECH_LINEAR:
    return mech.numbers[0] + weighted_sum(&mech, mech.numbers + 1, parents) +
           mech.numbers[mech.n_parents + 1] * wt_noise_normal(at);
  case WT_MECH_UNIFORM:
    return mech.numbers[0] + (mech.numbers[1] - mech.numbers[0]) * wt_noise_uniform(at);
  default:
    return wt_scm_compute(scm, id, parents);
  }
}
