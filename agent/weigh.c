/* weigh.c - what predicted outcomes are worth: contributions by motive, utility.
 *
 * The order of summation is fixed (values, then drives, in the order of the scenario), so that the
 * contributions sum to the utility exactly.
 */
#include <math.h>
#include <string.h>

#include "agent/decide-private.h"
#include "base/lanes.h"
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

/* A parent of an appraisal in all lanes: an outcome's own column of `outcomes` ([slot * n_lanes + lane]) where all
 * minds read the same one. */
static const double *gather_appraisal(WtDecider *d, guint leaf_number, const double *outcomes, double *to)
{
  const WtLeaf *leaf = wt_vocab_leaf(d->minds->known->vocab, leaf_number);
  gboolean is_outcome = leaf->kind == WT_LEAF_OUTCOME;
  if (is_outcome && (leaf->b.root == WT_ROOT_OTHER || !wt_vocab_outcome(d->minds->known->vocab, leaf->attribute)->per_other))
    return outcomes + (gsize)outcome_slot(d->minds, leaf, 0) * d->n_lanes;
  for (guint q = 0; q < d->n_requests; q++) {
    const WtMindView *view = &d->view[q];
    guint slot = is_outcome ? outcome_slot(d->minds, leaf, view->person) : G_MAXUINT;
    WtRoles roles = {view->person, WT_HERE_NOTHING, -1};
    double value = is_outcome ? 0 : wt_mind_fetch((gpointer)view, leaf_number, roles, NULL);
    for (guint lane = d->first[q]; lane < d->first[q + 1]; lane++)
      to[lane] = slot == G_MAXUINT ? value : outcomes[(gsize)slot * d->n_lanes + lane];
  }
  return to;
}

static gboolean any(const double *values, guint n)
{
  for (guint i = 0; i < n; i++)
    if (values[i] != 0)
      return TRUE;
  return FALSE;
}

/* worth += (worth at mean + sd + worth at mean - sd) / 2 - worth at the mean, of the j-th parent. */
static void bend(WtDecider *d, const WtExpr *expr, const double **columns, guint j, const double *sd, double *worth)
{
  const double *mean = columns[j];
  double *shifted = d->result;
  for (guint sign = 0; sign < 2; sign++) {
    for (guint i = 0; i < d->n_lanes; i++)
      shifted[i] = sign ? mean[i] - sd[i] : mean[i] + sd[i];
    columns[j] = shifted;
    wt_expr_run(expr, columns, d->n_lanes, sign ? d->minus : d->plus, d->run);
  }
  columns[j] = mean;
  for (guint i = 0; i < d->n_lanes; i++)
    worth[i] += 0.5 * (d->plus[i] + d->minus[i]) - d->mid[i];
}

static void appraise(WtDecider *d, guint value)
{
  const WtExpr *expr = d->minds->values[value].appraisal;
  guint n_parents = 0;
  const guint *leaves = wt_expr_parents(expr, &n_parents);
  const double **columns = g_newa(const double *, n_parents + 1);
  double *worth = d->worth + (gsize)value * d->n_lanes;
  for (guint j = 0; j < n_parents; j++)
    columns[j] = gather_appraisal(d, leaves[j], d->outcome, d->gathered + (gsize)j * d->capacity);
  wt_expr_run(expr, columns, d->n_lanes, worth, d->run);
  if (!d->spread || !d->minds->values[value].bent)
    return;
  memcpy(d->mid, worth, d->n_lanes * sizeof *worth);
  for (guint j = 0; j < n_parents; j++) {
    if (wt_vocab_leaf(d->minds->known->vocab, leaves[j])->kind != WT_LEAF_OUTCOME)
      continue;
    const double *sd = gather_appraisal(d, leaves[j], d->spread, d->bases);
    if (any(sd, d->n_lanes))
      bend(d, expr, columns, j, sd, worth);
  }
}

/* base[lane]: the value in the row that the lane's option is had from, before and after. */
static void take_bases(const WtDecider *d, const double *values, double *base)
{
  for (guint q = 0; q < d->n_requests; q++)
    for (guint lane = d->first[q]; lane < d->first[q + 1]; lane++)
      base[lane] = values[d->first[q] + d->base[lane]];
}

/* A stretch of lanes: one mind's. */
typedef struct {
  const double *travel, *act, *after;       /* seconds within the horizon, which they fill */
  const double *w_travel, *w_act, *w_after; /* shares of it */
  const double *felt, *base;                /* worth, or change per second: at it, before and after */
  double *out;
  guint n;
} Stretch;

static Stretch stretch_of(const WtDecider *d, guint q, const double *felt, guint motive)
{
  guint f = d->first[q];
  return (Stretch){d->within_travel + f, d->within_act + f, d->within_after + f, d->w_travel + f, d->w_act + f, d->w_after + f,
                   felt + f, d->bases + f, d->contribution + (gsize)motive * d->n_lanes + f, d->first[q + 1] - f};
}

WT_LANE_CLONES static void weigh_worth(const Stretch *s, double weight)
{
  const double *w_travel = s->w_travel, *w_act = s->w_act, *w_after = s->w_after, *felt = s->felt, *base = s->base;
  double *out = s->out;
  WT_NO_DEPENDENCE
  for (guint i = 0; i < s->n; i++)
    out[i] = weight * (w_act[i] * felt[i] + (w_travel[i] + w_after[i]) * base[i]);
}

/* Of what stays when the act is over. */
WT_LANE_CLONES static void weigh_lasting(const Stretch *s, double weight)
{
  const double *w_travel = s->w_travel, *w_act = s->w_act, *w_after = s->w_after, *felt = s->felt, *base = s->base;
  double *out = s->out;
  WT_NO_DEPENDENCE
  for (guint i = 0; i < s->n; i++)
    out[i] = weight * ((w_act[i] + w_after[i]) * felt[i] + w_travel[i] * base[i]);
}

static void weigh_value(WtDecider *d, guint value)
{
  const double *worth = d->worth + (gsize)value * d->n_lanes;
  take_bases(d, worth, d->bases);
  for (guint q = 0; q < d->n_requests; q++) {
    Stretch s = stretch_of(d, q, worth, value);
    double weight = wt_mind_weight(&d->view[q], value);
    if (d->minds->values[value].lasts)
      weigh_lasting(&s, weight);
    else
      weigh_worth(&s, weight);
  }
}

/* ---- drives ---- */

static inline double clamp(double v, double lo, double hi)
{
  return v < lo ? lo : v > hi ? hi : v;
}

/* A drive of one mind: what its course depends on besides the option. */
typedef struct {
  const WtDrive *drive;
  double lo, hi; /* of the level */
  double weight, now, drift, set;
} Driven;

/* out = weight (D(now) - mean over the horizon of D along the predicted course of the level: a
 * trapezium per stretch), D(l) = |l - set|^2. */
WT_LANE_CLONES static void weigh_square(const Stretch *s, const Driven *m)
{
  const double *travel = s->travel, *act = s->act, *after = s->after, *rate = s->felt, *base = s->base;
  const double *w_travel = s->w_travel, *w_act = s->w_act, *w_after = s->w_after;
  double weight = m->weight, now = m->now, drift = m->drift, set = m->set, lo = m->lo, hi = m->hi;
  double d0 = (now - set) * (now - set), *out = s->out;
  WT_NO_DEPENDENCE
  for (guint i = 0; i < s->n; i++) {
    double l1 = clamp(now + (drift + base[i]) * travel[i], lo, hi);
    double l2 = clamp(l1 + (drift + rate[i]) * act[i], lo, hi);
    double l3 = clamp(l2 + (drift + base[i]) * after[i], lo, hi);
    double d1 = (l1 - set) * (l1 - set), d2 = (l2 - set) * (l2 - set), d3 = (l3 - set) * (l3 - set);
    out[i] = weight * (d0 - (w_travel[i] * (d0 + d1) + w_act[i] * (d1 + d2) + w_after[i] * (d2 + d3)) * 0.5);
  }
}

/* The same with any convexity. */
static void weigh_power(const Stretch *s, const Driven *m)
{
  double d0 = wt_drive_cost(m->drive, m->now, m->set);
  for (guint i = 0; i < s->n; i++) {
    double l1 = clamp(m->now + (m->drift + s->base[i]) * s->travel[i], m->lo, m->hi);
    double l2 = clamp(l1 + (m->drift + s->felt[i]) * s->act[i], m->lo, m->hi);
    double l3 = clamp(l2 + (m->drift + s->base[i]) * s->after[i], m->lo, m->hi);
    double d1 = wt_drive_cost(m->drive, l1, m->set), d2 = wt_drive_cost(m->drive, l2, m->set);
    double d3 = wt_drive_cost(m->drive, l3, m->set);
    double mean = (s->w_travel[i] * (d0 + d1) + s->w_act[i] * (d1 + d2) + s->w_after[i] * (d2 + d3)) * 0.5;
    s->out[i] = m->weight * (d0 - mean);
  }
}

static void weigh_drive(WtDecider *d, guint index)
{
  const WtDrive *drive = &d->minds->drives[index];
  const WtKnownLevel *level = &d->minds->known->levels[index];
  guint motive = d->minds->n_values + index;
  const double *rate = d->outcome + (gsize)wt_vocab_outcome(d->minds->known->vocab, level->outcome)->first * d->n_lanes;
  take_bases(d, rate, d->bases);
  for (guint q = 0; q < d->n_requests; q++) {
    const WtMindView *view = &d->view[q];
    Stretch s = stretch_of(d, q, rate, motive);
    Driven m = {drive, level->lo, level->hi, wt_mind_weight(view, motive), wt_mind_level(view, index),
                wt_mind_drift(view, index), wt_block_f64(view->block, drive->set)[view->person]};
    if (drive->convexity == 2.0)
      weigh_square(&s, &m);
    else
      weigh_power(&s, &m);
  }
}

static void clip_times(WtDecider *d)
{
  double h = d->minds->horizon;
  for (guint lane = 0; lane < d->n_lanes; lane++) {
    double travel = d->travel[lane] < h ? d->travel[lane] : h, left = h - travel;
    double act = d->takes[lane] < left ? d->takes[lane] : left;
    d->within_travel[lane] = travel;
    d->within_act[lane] = act;
    d->within_after[lane] = left - act;
  }
}

void wt_decide_weigh(WtDecider *d)
{
  const WtMinds *minds = d->minds;
  clip_times(d);
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
