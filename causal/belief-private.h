/* belief-private.h - how a space of hypotheses is laid out; for causal/belief*.c only.
 *
 * A *shape* is a form with a number of parents: its grid of parameters as columns; where causes can
 * be reliable or chancy there is a shape for each. A *block* is a shape with parents: hypotheses
 * [first, first + shape's n), in the order of the grid. A *set* is all blocks with the same
 * parents, one after the other, so what holds of parents is summed over neighbours. Set 0 has no
 * parents: NONE. UNKNOWN is the last hypothesis, alone in the last block, and belongs to set 0 too:
 * it has no parents either.
 *
 * All shapes but UNKNOWN have a multiple of WT_BELIEF_LANES hypotheses.
 */
#pragma once

#include "causal/belief.h"

#define WT_BELIEF_LANES    8
#define WT_BELIEF_GRID_MAX 384 /* hypotheses of one shape at most */
#define WT_BELIEF_PATTERNS (1 << WT_BELIEF_PARENTS)

typedef struct {
  guint8 form, n_parents;
  guint8 kind;  /* WT_FORM_RELIABLE, WT_FORM_CHANCY; 0: neither */
  double share; /* of one hypothesis in the prior of its parents */
  guint n;      /* hypotheses */
  double *background, *strength[WT_BELIEF_PARENTS]; /* (n) each */
  /* Yes/no: by which parents are 1, the others 0 (bit k: parent k). NULL: real. */
  double *mean[WT_BELIEF_PATTERNS];   /* (n) P(y = 1) */
  double *log[WT_BELIEF_PATTERNS][2]; /* (n) log P(y) */
} WtBeliefShape;

typedef struct {
  guint16 shape, set;
  guint first;
} WtBeliefBlock;

typedef struct {
  guint8 n_parents, parents[WT_BELIEF_PARENTS];
  guint first_block, n_blocks;
  guint first, n; /* hypotheses */
} WtBeliefSet;

struct WtBeliefSpace {
  guint n_features, n_shapes, n_blocks, n_sets, n_hypotheses;
  gboolean yes_no;
  double sigma, log_scale; /* real: log density = log_scale - (y - f)^2 / 2 sigma^2 */
  double lowest, highest;  /* of f */
  double unknown;
  double odds[WT_BELIEF_FEATURES];
  WtBeliefShape *shapes;
  WtBeliefBlock *blocks;
  WtBeliefSet *sets;
  guint16 *block_of; /* (n_hypotheses) */
};

double wt_belief_shape_mean(const WtBeliefSpace *space, const WtBeliefShape *shape, guint i,
                            const double *x);
double *wt_belief_prior(const WtBeliefSpace *space, const guint8 *class_of, const double *forms);
double wt_belief_log_total(const WtBeliefSpace *space, const double *evidence,
                           const double *log_prior);

/* f_h(x) of a block: of yes/no with parents that are 0 or 1 it stands in a table, else it is put
 * into `scratch` (WT_BELIEF_GRID_MAX). x: (n_features) */
static inline int wt_belief_pattern(const WtBeliefSet *set, const double *x)
{
  int pattern = 0;

  for (guint k = 0; k < set->n_parents; k++) {
    double value = x[set->parents[k]];

    if (value != 0.0 && value != 1.0)
      return -1;
    pattern |= (value == 1.0) << k;
  }
  return pattern;
}

/* The means of all hypotheses of a shape at the values of its parents, lane by lane in the same
 * order of operations as wt_belief_shape_mean(). Inlined, so that it is compiled for the
 * instruction set of its caller. */
static inline __attribute__((always_inline)) void wt_belief_lanes_mean(const WtBeliefSpace *space,
                                                                       const WtBeliefShape *shape,
                                                                       const double *values,
                                                                       double *restrict out)
{
  const double *restrict b = shape->background, *restrict s = shape->strength[0];
  const double *restrict s1 = shape->strength[1];
  double lowest = space->lowest, highest = space->highest, x0 = values[0], x1 = values[1];
  double product = values[0] * values[1] * (shape->n_parents > 2 ? values[2] : 1.0);
  guint n = shape->n;

  switch ((WtForm)shape->form) {
  case WT_FORM_NONE:
    for (guint i = 0; i < n; i++)
      out[i] = b[i];
    break;
  case WT_FORM_LINEAR:
    if (shape->n_parents == 1)
      for (guint i = 0; i < n; i++)
        out[i] = b[i] + s[i] * x0;
    else
      for (guint i = 0; i < n; i++)
        out[i] = b[i] + s[i] * x0 + s1[i] * x1;
    break;
  case WT_FORM_RECTIFIED:
    for (guint i = 0; i < n; i++)
      out[i] = s[i] * x0 - b[i];
    break;
  case WT_FORM_OR:
    for (guint i = 0; i < n; i++)
      out[i] = (1.0 - b[i]) * (1.0 - s[i] * x0);
    for (guint k = 1; k < shape->n_parents; k++) {
      double x = values[k];

      for (guint i = 0; i < n; i++)
        out[i] = out[i] * (1.0 - s[i] * x);
    }
    for (guint i = 0; i < n; i++)
      out[i] = 1.0 - out[i];
    break;
  case WT_FORM_AND:
    for (guint i = 0; i < n; i++)
      out[i] = b[i] + (1.0 - b[i]) * s[i] * product;
    break;
  case WT_FORM_THRESHOLD:
    for (guint i = 0; i < n; i++)
      out[i] = x0 > s1[i] ? s[i] : b[i];
    break;
  case WT_FORM_ANY_TWO:
    s = values[0] + values[1] + values[2] >= 2.0 ? s : b;
    for (guint i = 0; i < n; i++)
      out[i] = s[i];
    break;
  case WT_FORM_UNKNOWN:
  case WT_FORM_RELIABLE:
  case WT_FORM_CHANCY:
  case WT_N_FORMS:
    out[0] = 0.5;
    return;
  }
  for (guint i = 0; i < n; i++) {
    double f = out[i] < lowest ? lowest : out[i];

    out[i] = f > highest ? highest : f;
  }
}

/* The same by features, from the table where there is one. */
static inline __attribute__((always_inline)) const double *
wt_belief_block_mean(const WtBeliefSpace *space, const WtBeliefBlock *block, const double *x,
                     double *scratch)
{
  const WtBeliefSet *set = &space->sets[block->set];
  const WtBeliefShape *shape = &space->shapes[block->shape];
  int pattern = space->yes_no ? wt_belief_pattern(set, x) : -1;
  double values[WT_BELIEF_PARENTS] = {0};

  if (pattern >= 0)
    return shape->mean[pattern];
  for (guint k = 0; k < set->n_parents; k++)
    values[k] = x[set->parents[k]];
  wt_belief_lanes_mean(space, shape, values, scratch);
  return scratch;
}
