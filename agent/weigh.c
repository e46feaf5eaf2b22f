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

/* A parent of an appraisal in all lanes: an outcome's own column where all minds read the same one. */
static const double *gather_appraisal(WtDecider *d, guint leaf_number, double *to)
{
  const WtLeaf *leaf = wt_vocab_leaf(d->minds->known->vocab, leaf_number);
  gboolean is_outcome = leaf->kind == WT_LEAF_OUTCOME;
  if (is_outcome && (leaf->b.root == WT_ROOT_OTHER || !wt_vocab_outcome(d->minds->known->vocab, leaf->attribute)->per_other))
    return d->outcome + (gsize)outcome_slot(d->minds, leaf, 0) * d->n_lanes;
  for (guint q = 0; q < d->n_requests; q++) {
    const WtMindView *view = &d->view[q];
    guint slot = is_outcome ? outcome_slot(d->minds, leaf, view->person) : G_MAXUINT;
    WtRoles roles = {view->person, WT_HERE_NOTHING, -1};
    double value = is_outcome ? 0 : wt_mind_fetch((gpointer)view, leaf_number, roles, NULL);
    for (guint lane = d->first[q]; lane < d->first[q + 1]; lane++)
      to[lane] = slot == G_MAXUINT ? value : d->outcome[(gsize)slot * d->n_lanes + lane];
  }
  return to;
}

static void appraise(WtDecider *d, guint value)
{
  const WtExpr *expr = d->minds->values[value].appraisal;
  guint n_parents = 0;
  const guint *leaves = wt_expr_parents(expr, &n_parents);
  const double **columns = g_newa(const double *, n_parents + 1);
  for (guint j = 0; j < n_parents; j++)
    columns[j] = gather_appraisal(d, leaves[j], d->gathered + (gsize)j * d->capacity);
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

/* A drive of one mind: what its course depends on besides the option. */
typedef struct {
  const WtDrive *drive;
  const WtKnownLevel *level;
  const double *rate; /* (n_lanes) predicted change per second */
  double weight, now, drift, set;
} Driven;

static inline double cost_at(const Driven *m, double level)
{
  double away = level - m->set;
  return m->drive->convexity == 2.0 ? away * away : wt_drive_cost(m->drive, level, m->set);
}

/* Mean over the horizon of D along the predicted course of the level: a trapezium per stretch. */
static inline double predicted_cost(const WtDecider *d, guint lane, guint base, const Driven *m, double d0)
{
  double h = d->minds->horizon, lo = m->level->lo, hi = m->level->hi;
  double travel = d->travel[lane] < h ? d->travel[lane] : h;
  double act = d->takes[lane] < h - travel ? d->takes[lane] : h - travel, after = h - travel - act;
  double l1 = clamp(m->now + (m->drift + m->rate[base]) * travel, lo, hi);
  double l2 = clamp(l1 + (m->drift + m->rate[lane]) * act, lo, hi);
  double l3 = clamp(l2 + (m->drift + m->rate[base]) * after, lo, hi);
  double d1 = cost_at(m, l1), d2 = cost_at(m, l2), d3 = cost_at(m, l3);
  return (d->w_travel[lane] * (d0 + d1) + d->w_act[lane] * (d1 + d2) + d->w_after[lane] * (d2 + d3)) * 0.5;
}

static double drift_of(const WtMindView *view, const WtKnownLevel *level)
{
  double drift;
  WtRoles roles = {view->person, WT_HERE_NOTHING, -1};
  return wt_expr_is_constant(level->drift, &drift)
             ? drift
             : wt_expr_eval_leaves(level->drift, wt_mind_fetch, (gpointer)view, roles);
}

static void weigh_drive(WtDecider *d, guint index)
{
  const WtDrive *drive = &d->minds->drives[index];
  const WtKnownLevel *level = &d->minds->known->levels[index];
  guint motive = d->minds->n_values + index;
  guint slot = wt_vocab_outcome(d->minds->known->vocab, level->outcome)->first;
  double *out = d->contribution + (gsize)motive * d->n_lanes;
  for (guint q = 0; q < d->n_requests; q++) {
    const WtMindView *view = &d->view[q];
    Driven m = {drive, level, d->outcome + (gsize)slot * d->n_lanes,
                wt_mind_weight(view, motive), wt_mind_level(view, index), drift_of(view, level),
                wt_block_f64(view->block, drive->set)[view->person]};
    double here = cost_at(&m, m.now);
    for (guint lane = d->first[q]; lane < d->first[q + 1]; lane++)
      out[lane] = m.weight * (here - predicted_cost(d, lane, d->first[q] + d->base[lane], &m, here));
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
  for (guint lane = 0; lane < d->n_lanes; lane++)
    d->utility[lane] = 0;
  for (guint m = 0; m < wt_minds_n_motives(minds); m++) {
    const double *contribution = d->contribution + (gsize)m * d->n_lanes;
    for (guint lane = 0; lane < d->n_lanes; lane++)
      d->utility[lane] += contribution[lane];
  }
  for (guint lane = 0; lane < d->n_lanes; lane++)
    d->utility[lane] -= d->cost[lane];
}
