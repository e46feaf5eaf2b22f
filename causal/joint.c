/* joint.c - P(v, v' | parents, parents') from what a mechanism's noise keeps (mech.h).
 *
 * Sums of products of probabilities only, no differences: what is rare keeps all its digits.
 */
#include "causal/joint.h"

#include <string.h>

/* The state of the row q in whose interval u lies. */
static guint state_at(const double *q, guint size, double u)
{
  double sum = 0;
  guint last = 0;

  for (guint k = 0; k < size; k++) {
    sum += q[k];
    if (q[k] > 0 && u < sum)
      return k;
    if (q[k] > 0)
      last = k;
  }
  return last; /* the sum is 1 but for rounding */
}

/* Where one u falls in both rows' cumulative distributions. Every row sums to p[i] exactly enough
 * for a rare state to be observed: differences of cumulative sums alone lose one below 1e-16. */
static void join_monotone(const double *p, const double *q, guint size, double *joint)
{
  double from = 0;

  for (guint i = 0; i < size; from += p[i++]) {
    double other = 0, sum = 0, *row = joint + (gsize)i * size;

    for (guint k = 0; k < size; other += q[k++]) {
      double lo = MAX(from, other), hi = MIN(from + p[i], other + q[k]);
      row[k] = hi > lo ? hi - lo : 0;
      sum += row[k];
    }
    if (p[i] > 0 && !(sum > 0)) {
      row[state_at(q, size, from)] = p[i];
      continue;
    }
    for (guint k = 0; k < size && sum > 0; k++)
      row[k] *= p[i] / sum;
  }
}

static void join_independent(const double *p, const double *q, guint size, gboolean same_row,
                             double *joint)
{
  for (guint i = 0; i < size; i++)
    for (guint k = 0; k < size; k++)
      joint[i * size + k] = !same_row ? p[i] * q[k] : i == k ? p[i] : 0;
}

/** wt_joint_is_active: TRUE where a parent of noisy-or is true, of noisy-and false. */
gboolean wt_joint_is_active(const WtMech *mech, double value)
{
  return (value != 0) != (mech->kind == WT_MECH_NOISY_AND);
}

/* hit[a + 2 b]: the probability that a cause so far came through in the first (a) and in the second
 * world (b). The leak is one and the same in both, and so is each parent's inhibitor (Pearl 1988).
 */
static void join_noisy(const WtMech *mech, const double *x, const double *y, double *joint)
{
  guint flip = mech->kind == WT_MECH_NOISY_AND ? 1 : 0;
  double hit[4] = {1 - mech->numbers[0], 0, 0, mech->numbers[0]};

  for (guint i = 0; i < mech->n_parents; i++) {
    guint reach =
        (wt_joint_is_active(mech, x[i]) ? 1u : 0u) | (wt_joint_is_active(mech, y[i]) ? 2u : 0u);
    double through = mech->numbers[i + 1], next[4] = {0};

    for (guint s = 0; s < 4 && reach != 0; s++) {
      next[s] += hit[s] * (1 - through);
      next[s | reach] += hit[s] * through;
    }
    if (reach != 0)
      memcpy(hit, next, sizeof hit);
  }
  for (guint s = 0; s < 4; s++)
    joint[((s & 1) ^ flip) * 2 + ((s >> 1) ^ flip)] = hit[s];
}

/**
 * wt_joint: what a variable would be in both worlds, its noise being the same.
 * @parents: (n_parents) values in the first world; @others: in the second.
 * @joint: (size x size) out; all zeros in a row or column whose mechanism leaves the domain.
 *
 * TABLE with MONOTONE coupling: the overlap of both states' intervals of u; with INDEPENDENT
 * coupling one state where the rows are the same, the product otherwise. NOISY_OR and NOISY_AND: by
 * inhibitors they share. Deterministic mechanisms: one cell. O(size^2 + n_parents).
 */
void wt_joint(const WtScm *scm, WtScmId id, const double *parents, const double *others,
              double *joint)
{
  WtMech mech = wt_scm_mech(scm, id);
  WtDomain domain = wt_scm_domain(scm, id);
  guint size = wt_domain_size(&domain);
  double few[32];
  g_autofree double *many = size > 16 ? g_new(double, 2 * size) : NULL;
  double *p = many != NULL ? many : few, *q = p + size;

  if (mech.kind == WT_MECH_NOISY_OR || mech.kind == WT_MECH_NOISY_AND) {
    join_noisy(&mech, parents, others, joint);
    return;
  }
  wt_scm_probabilities(scm, id, parents, p);
  wt_scm_probabilities(scm, id, others, q);
  if (mech.kind == WT_MECH_TABLE && mech.coupling == WT_COUPLING_MONOTONE)
    join_monotone(p, q, size, joint);
  else
    join_independent(p, q, size,
                     mech.n_parents == 0 ||
                         memcmp(parents, others, mech.n_parents * sizeof *parents) == 0,
                     joint);
}
