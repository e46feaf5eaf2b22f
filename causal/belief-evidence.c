/* belief-evidence.c - adding an experience to the evidence, and taking it away; see belief.h.
 *
 * One pass over all hypotheses: per block the log likelihoods come from a table (yes/no, parents 0
 * or 1) or are computed lane by lane, are weighted, rounded to WT_EVIDENCE_STEP and added. Rounding
 * is symmetrical, so taking away is adding with the weight's sign changed.
 */
#include "base/lanes.h"
#include "base/wmath.h"
#include "causal/belief-private.h"

/* v + ROUNDER has WT_EVIDENCE_STEP as its last bit, for |v| < 2^31: to the nearest, ties to even.
 */
#define ROUNDER (0x1.8p52 * WT_EVIDENCE_STEP)

static inline __attribute__((always_inline)) void
add_logs(double *restrict evidence, const double *restrict log, guint n, double weight)
{
  for (guint i = 0; i < n; i++)
    evidence[i] += (log[i] * weight + ROUNDER) - ROUNDER;
}

/* Yes/no, parents between 0 and 1: logarithms of a whole set at a time. */
static inline __attribute__((always_inline)) void
add_graded(const WtBeliefSpace *space, const WtBeliefSet *set, double *restrict evidence,
           const WtExperience *e, double weight, double *restrict scratch)
{
  for (guint b = set->first_block; b < set->first_block + set->n_blocks; b++) {
    const WtBeliefBlock *block = &space->blocks[b];

    wt_belief_block_mean(space, block, e->x, scratch + block->first - set->first);
  }
  if (e->y <= 0.5)
    for (guint k = 0; k < set->n; k++)
      scratch[k] = 1.0 - scratch[k];
  wt_log_lanes(scratch, set->n, scratch);
  add_logs(evidence + set->first, scratch, set->n, weight);
}

static inline __attribute__((always_inline)) void add_yes_no(const WtBeliefSpace *space,
                                                             double *restrict evidence,
                                                             const WtExperience *e, double weight,
                                                             double *restrict scratch)
{
  for (guint s = 0; s < space->n_sets; s++) {
    const WtBeliefSet *set = &space->sets[s];
    int pattern = wt_belief_pattern(set, e->x);

    if (pattern < 0) {
      add_graded(space, set, evidence, e, weight, scratch);
      continue;
    }
    for (guint b = set->first_block; b < set->first_block + set->n_blocks; b++) {
      const WtBeliefBlock *block = &space->blocks[b];
      const WtBeliefShape *shape = &space->shapes[block->shape];

      add_logs(evidence + block->first, shape->log[pattern][e->y > 0.5], shape->n, weight);
    }
  }
  add_logs(evidence + space->n_hypotheses - 1, space->shapes[space->n_shapes - 1].log[0][0], 1,
           weight);
}

/* Real: log N(y; f, sigma). */
static inline __attribute__((always_inline)) void add_real(const WtBeliefSpace *space,
                                                           double *restrict evidence,
                                                           const WtExperience *e, double weight,
                                                           double *restrict scratch)
{
  double curve = -weight / (2.0 * space->sigma * space->sigma);
  double top = weight * space->log_scale, y = e->y;

  for (guint i = 0; i + 1 < space->n_blocks; i++) { /* UNKNOWN: density 1, log 0 */
    const WtBeliefBlock *block = &space->blocks[i];
    guint n = space->shapes[block->shape].n;
    double *restrict own = evidence + block->first;

    wt_belief_block_mean(space, block, e->x, scratch);
    for (guint k = 0; k < n; k++) {
      double d = y - scratch[k];

      own[k] += ((d * d * curve + top) + ROUNDER) - ROUNDER;
    }
  }
}

static WT_LANE_CLONES void add_weighted(const WtBeliefSpace *space, double *evidence,
                                        const WtExperience *e, double weight)
{
  double scratch[WT_BELIEF_GRID_MAX];

  if (space->yes_no)
    add_yes_no(space, evidence, e, weight, scratch);
  else
    add_real(space, evidence, e, weight, scratch);
}

/**
 * wt_belief_add: experience @e counts.
 * @evidence: (n_hypotheses) changed.
 *
 *   evidence[h] += round(weight * log P(y | x, h))     to WT_EVIDENCE_STEP
 *
 * Complexity: O(n_hypotheses), a few microseconds.
 */
void wt_belief_add(const WtBeliefSpace *space, double *evidence, const WtExperience *e)
{
  add_weighted(space, evidence, e, e->weight);
}

/** wt_belief_remove: @e, which was added, no longer counts; what remains is exact. */
void wt_belief_remove(const WtBeliefSpace *space, double *evidence, const WtExperience *e)
{
  add_weighted(space, evidence, e, -e->weight);
}
