/* belief-evidence.c - adding an experience to the evidence, and taking it away; see belief.h.
 *
 * One pass over all hypotheses: per block the log likelihoods come from a table (yes/no, parents 0
 * or 1, lived through) or are computed lane by lane, are rounded to WT_EVIDENCE_STEP and added.
 * Rounding is symmetrical, so taking away is adding with the other sign.
 */
#include <string.h>

#include "base/lanes.h"
#include "base/wmath.h"
#include "causal/belief-private.h"

/* v + ROUNDER has WT_EVIDENCE_STEP as its last bit, for |v| < 2^31: to the nearest, ties to even.
 */
#define ROUNDER (0x1.8p52 * WT_EVIDENCE_STEP)

/* sign: 1, or -1 to take away. */
static inline __attribute__((always_inline)) void
add_logs(double *restrict evidence, const double *restrict log, guint n, double sign)
{
  for (guint i = 0; i < n; i++)
    evidence[i] += (log[i] * sign + ROUNDER) - ROUNDER;
}

/* p -> log(c p + (1 - c) broad), in place. */
static inline __attribute__((always_inline)) void doubt(double *restrict p, guint n,
                                                        double credence, double broad)
{
  if (credence < 1.0)
    for (guint k = 0; k < n; k++)
      p[k] = credence * p[k] + (1.0 - credence) * broad;
  wt_log_lanes(p, n, p);
}

/* Yes/no, parents between 0 and 1 or credence below 1: logarithms of a whole set at a time. */
static inline __attribute__((always_inline)) void
add_graded(const WtBeliefSpace *space, const WtBeliefSet *set, double *restrict evidence,
           const WtExperience *e, double sign, double *restrict scratch)
{
  for (guint b = set->first_block; b < set->first_block + set->n_blocks; b++) {
    const WtBeliefBlock *block = &space->blocks[b];
    double *restrict own = scratch + block->first - set->first;
    const double *mean = wt_belief_block_mean(space, block, e->x, own);

    if (mean != own)
      memcpy(own, mean, space->shapes[block->shape].n * sizeof *own);
  }
  if (e->y <= 0.5)
    for (guint k = 0; k < set->n; k++)
      scratch[k] = 1.0 - scratch[k];
  doubt(scratch, set->n, e->credence, 0.5);
  add_logs(evidence + set->first, scratch, set->n, sign);
}

static inline __attribute__((always_inline)) void add_yes_no(const WtBeliefSpace *space,
                                                             double *restrict evidence,
                                                             const WtExperience *e, double sign,
                                                             double *restrict scratch)
{
  for (guint s = 0; s < space->n_sets; s++) {
    const WtBeliefSet *set = &space->sets[s];
    int pattern = wt_belief_pattern(set, e->x);

    if (pattern < 0 || e->credence < 1.0) {
      add_graded(space, set, evidence, e, sign, scratch);
      continue;
    }
    for (guint b = set->first_block; b < set->first_block + set->n_blocks; b++) {
      const WtBeliefBlock *block = &space->blocks[b];
      const WtBeliefShape *shape = &space->shapes[block->shape];

      add_logs(evidence + block->first, shape->log[pattern][e->y > 0.5], shape->n, sign);
    }
  }
  add_logs(evidence + space->n_hypotheses - 1, space->shapes[space->n_shapes - 1].log[0][0], 1,
           sign);
}

/* Real, lived through: log N(y; f, sigma). */
static inline __attribute__((always_inline)) void
add_lived(double *restrict own, const double *restrict mean, guint n, double y, double curve,
          double top, double sign)
{
  for (guint k = 0; k < n; k++) {
    double d = y - mean[k];

    own[k] += ((d * d * curve + top) * sign + ROUNDER) - ROUNDER;
  }
}

/* Real, credence below 1: log(c N(y; f, sigma) + 1 - c). mean: changed. */
static inline __attribute__((always_inline)) void
add_doubtful(double *restrict own, double *restrict mean, guint n, const WtExperience *e,
             double curve, double top, double sign)
{
  for (guint k = 0; k < n; k++) {
    double d = e->y - mean[k];

    mean[k] = wt_exp(d * d * curve + top);
  }
  doubt(mean, n, e->credence, 1.0);
  add_logs(own, mean, n, sign);
}

static inline __attribute__((always_inline)) void add_real(const WtBeliefSpace *space,
                                                           double *restrict evidence,
                                                           const WtExperience *e, double sign,
                                                           double *restrict scratch)
{
  double curve = -1.0 / (2.0 * space->sigma * space->sigma), top = space->log_scale;

  for (guint i = 0; i + 1 < space->n_blocks; i++) { /* UNKNOWN: density 1, log 0 */
    const WtBeliefBlock *block = &space->blocks[i];
    guint n = space->shapes[block->shape].n;

    wt_belief_block_mean(space, block, e->x, scratch);
    if (e->credence < 1.0)
      add_doubtful(evidence + block->first, scratch, n, e, curve, top, sign);
    else
      add_lived(evidence + block->first, scratch, n, e->y, curve, top, sign);
  }
}

static WT_LANE_CLONES void add_signed(const WtBeliefSpace *space, double *evidence,
                                      const WtExperience *e, double sign)
{
  double scratch[WT_BELIEF_GRID_MAX];

  if (space->yes_no)
    add_yes_no(space, evidence, e, sign, scratch);
  else
    add_real(space, evidence, e, sign, scratch);
}

/**
 * wt_belief_add: experience @e counts.
 * @evidence: (n_hypotheses) changed.
 *
 *   evidence[h] += round(log(c P(y | x, h) + (1 - c) broad))     to WT_EVIDENCE_STEP
 *
 * Complexity: O(n_hypotheses), a few microseconds; of real effects with credence below 1 some tens.
 */
void wt_belief_add(const WtBeliefSpace *space, double *evidence, const WtExperience *e)
{
  add_signed(space, evidence, e, 1.0);
}

/** wt_belief_remove: @e, which was added, no longer counts; what remains is exact. */
void wt_belief_remove(const WtBeliefSpace *space, double *evidence, const WtExperience *e)
{
  add_signed(space, evidence, e, -1.0);
}
