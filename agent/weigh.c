/* weigh.c - what predicted outcomes are worth: contributions by motive, utility.
 *
 * The order of summation is fixed (values, then drives, in the order of the scenario), so that the
 * contributions sum to the utility exactly.
 */
#include <math.h>

#include "agent/decide-private.h"
#include "base/wmath.h"

double wt_drive_cost(const WtDrive *drive, double level, double set)
{
  double away = fabs(level - set);
  return drive->convexity == 2.0 ? away * away : wt_pow(away, drive->convexity);
}

static guint outcome_slot(const WtMinds *minds, const WtLeaf *leaf, gint32 person)
{
  const WtOutcome *outcome = wt_vocab_outcome(minds->known->vocab, leaf->attribute);
  if (!outcome->per_other)
    return outcome->first;
  if (leaf->b.root == WT_ROOT_OTHER)
    return outcome->first + (guint)leaf->b.id;
  const gint32 *others = minds->known->others(minds->known->user, person);
  for (guint k = 0; k < minds->n_others; k++)
    if (others[k] == leaf->b.id)
      return outcome->first + k;
  return G_MAXUINT; /* oneself: nobody's company */
}

guint wt_outcome_slot(const WtMinds *minds, guint leaf, gint32 person)
{
  return outcome_slot(minds, wt_vocab_leaf(minds->known->vocab, leaf), person);
}

static void gather_appraisal(WtDecider *d, guint leaf_number, double *to)
{
  const WtLeaf *leaf = wt_vocab_leaf(d->minds->known->vocab, leaf_number);
  for (guint q = 0; q < d->n_requests; q++) {
    const WtMindView *view = &d->view[q];
    guint from = d->first[q], end = d->first[q + 1];
    if (leaf->kind == WT_LEAF_OUTCOME) {
      guint slot = outcome_slot(d->minds, leaf, view->person);
      for (guint lane = from; lane < end; lane++)
        to[lane] = slot == G_MAXUINT ? 0 : d->outcome[(gsize)slot * d->n_lanes + lane];
      continue;
    }
    WtRoles roles = {view->person, WT_HERE_NOTHING, -1};
    double value = wt_mind_fetch((gpointer)view, leaf_number, roles, NULL);
    for (guint lane = from; lane < end; lane++)
      to[lane] = value;
  }
}

static void appraise(WtDecider *d, guint value)
{
  const WtExpr *expr = d->minds->values[value].appraisal;
  guint n_parents = 0;
  const guint *leaves = wt_expr_parents(expr, &n_parents);
  const double **columns = g_newa(const double *, n_parents + 1);
  for (guint j = 0; j < n_parents; j++) {
    double *to = d->gathered + (gsize)j * d->capacity;
    gather_appraisal(d, leaves[j], to);
    columns[j] = to;
  }
  wt_expr_run(expr, columns, d->n_lanes, d->worth + (gsize)value * d->n_lanes, d->run);
}

static void weigh_value(WtDecider *d, guint value)
{
  const double *worth = d->worth + (gsize)value * d->n_lanes;
  double *out = d->contribution + (gsize)value * d->n_lanes;
  for (guint q = 0; q < d->n_requests; q++) {
    double weight = wt_mind_weight(&d->view[q], value);
    guint first = d->first[q];
    for (guint lane = first; lane < d->first[q + 1]; lane++) {
      double base = worth[first + d->base[lane]];
      out[lane] = weight * (d->w_act[lane] * worth[lane] + (d->w_travel[lane] + d->w_after[lane]) * base);
    }
  }
}

static double clamp(double v, double lo, double hi)
{
  return v < lo ? lo : v > hi ? hi : v;
}

/* Mean over the horizon of D along the predicted course of the level: a trapezium per stretch. */
static double predicted_cost(const WtDecider *d, guint lane, guint base, const WtDrive *drive,
                             const WtKnownLevel *level, double now, double drift, double set)
{
  guint slot = wt_vocab_outcome(d->minds->known->vocab, level->outcome)->first;
  const double *rate = d->outcome + (gsize)slot * d->n_lanes;
  double h = d->minds->horizon;
  double travel = fmin(d->travel[lane], h), act = fmin(d->takes[lane], h - travel), after = h - travel - act;
  double l1 = clamp(now + (drift + rate[base]) * travel, level->lo, level->hi);
  double l2 = clamp(l1 + (drift + rate[lane]) * act, level->lo, level->hi);
  double l3 = clamp(l2 + (drift + rate[base]) * after, level->lo, level->hi);
  double d0 = wt_drive_cost(drive, now, set), d1 = wt_drive_cost(drive, l1, set);
  double d2 = wt_drive_cost(drive, l2, set), d3 = wt_drive_cost(drive, l3, set);
  return (d->w_travel[lane] * (d0 + d1) + d->w_act[lane] * (d1 + d2) + d->w_after[lane] * (d2 + d3)) * 0.5;
}

static void weigh_drive(WtDecider *d, guint index)
{
  const WtDrive *drive = &d->minds->drives[index];
  const WtKnownLevel *level = &d->minds->known->levels[index];
  guint motive = d->minds->n_values + index;
  double *out = d->contribution + (gsize)motive * d->n_lanes;
  for (guint q = 0; q < d->n_requests; q++) {
    const WtMindView *view = &d->view[q];
    WtRoles roles = {view->person, WT_HERE_NOTHING, -1};
    double weight = wt_mind_weight(view, motive), now = wt_mind_level(view, index);
    double set = wt_block_f64(view->block, drive->set)[view->person];
    double drift = wt_expr_eval_leaves(level->drift, wt_mind_fetch, (gpointer)view, roles);
    double here = wt_drive_cost(drive, now, set);
    for (guint lane = d->first[q]; lane < d->first[q + 1]; lane++)
      out[lane] = weight * (here - predicted_cost(d, lane, d->first[q] + d->base[lane], drive, level, now, drift, set));
  }
}

void wt_decide_weigh(WtDecider *d)
{
  const WtMinds *minds = d->minds;
  for (guint v = 0; v < minds->n_values; v++) {
    appraise(d, v);
    weigh_value(d, v);
  }
  for (guint i = 0; i < minds->n_drives; i++)
    weigh_drive(d, i);
  for (guint lane = 0; lane < d->n_lanes; lane++) {
    double sum = 0;
    for (guint m = 0; m < wt_minds_n_motives(minds); m++)
      sum += d->contribution[(gsize)m * d->n_lanes + lane];
    d->utility[lane] = sum - d->cost[lane];
  }
}
