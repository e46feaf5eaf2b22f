/* belief-posterior.c - from evidence to probabilities, and what they say; see belief.h.
 *
 * Sums over hypotheses run in WT_BELIEF_LANES columns that are added up at the end: a fixed order,
 * the same on every processor.
 */
#include <math.h>
#include <string.h>

#include "base/lanes.h"
#include "base/wmath.h"
#include "causal/belief-private.h"

/* e^-50 times the number of hypotheses is below the rounding of 1. */
#define NEGLIGIBLE 50.0

/* ---- classes ---- */

static gboolean is_equal_up_to_scale(const WtExperience *all, guint n, guint i, guint k)
{
  guint at = 0;

  for (guint e = 1; e < n; e++)
    if (all[e].x[k] > all[at].x[k])
      at = e;
  if (n == 0 || !(all[at].x[k] > 0) || !(all[at].x[i] > 0))
    return FALSE;
  for (guint e = 0; e < n; e++)
    if (fabs(all[e].x[i] / all[at].x[i] - all[e].x[k] / all[at].x[k]) > WT_BELIEF_CLASS_TOLERANCE)
      return FALSE;
  return TRUE;
}

/**
 * wt_belief_classes: which features could not be told apart.
 * @all: (n) experiences, whatever their credence.
 * @class_of: (n_features) (out): the lowest feature equal to it up to a positive scale.
 *
 * Complexity: O(n n_features^2).
 */
void wt_belief_classes(const WtBeliefSpace *space, const WtExperience *all, guint n,
                       guint8 *class_of)
{
  for (guint i = 0; i < space->n_features; i++) {
    class_of[i] = (guint8)i;
    for (guint k = 0; k < i && class_of[i] == i; k++)
      if (class_of[k] == k && is_equal_up_to_scale(all, n, i, k))
        class_of[i] = (guint8)k;
  }
}

/* ---- prior ---- */

/* Odds of a set of parents; 0 if two are of one class. A class's odds are shared out among its
 * members. */
static double set_odds(const WtBeliefSpace *space, const WtBeliefSet *set, const guint8 *class_of)
{
  double odds = 1.0;

  for (guint k = 0; k < set->n_parents; k++) {
    guint parent = set->parents[k], size = 0;

    for (guint j = 0; j < k; j++)
      if (class_of != NULL && class_of[set->parents[j]] == class_of[parent])
        return 0;
    for (guint i = 0; i < space->n_features; i++)
      size += class_of != NULL ? class_of[i] == class_of[parent] : i == parent;
    odds *= space->odds[parent] / size;
  }
  return odds;
}

/* What learned forms make of a shape's prior. Reliable and chancy are weighed against each other
 * only, so that forms which are neither do not gain or lose. */
static double form_factor(const WtBeliefShape *shape, const double *forms, const double *innate)
{
  double factor = forms[shape->form] / innate[shape->form];
  double kinds = forms[WT_FORM_RELIABLE] + forms[WT_FORM_CHANCY];

  if (shape->kind == 0)
    return factor;
  return factor * (forms[shape->kind] / kinds) /
         (innate[shape->kind] / (innate[WT_FORM_RELIABLE] + innate[WT_FORM_CHANCY]));
}

/**
 * wt_belief_prior: log prior of one hypothesis of each block.
 *
 *   P(h) = unknown                                                                  UNKNOWN
 *   P(h) = (1 - unknown) / Z * prod odds_i / (forms with so many parents) / (grid)  others
 *
 * where Z makes them sum to 1 over what `class_of` allows; then times forms[f] / innate[f], normed.
 *
 * Returns: (transfer full): (n_blocks).
 */
double *wt_belief_prior(const WtBeliefSpace *space, const guint8 *class_of, const double *forms)
{
  double *prior = g_new(double, space->n_blocks), innate[WT_N_FORMS], z = 0, total = 0;
  guint last = space->n_blocks - 1;

  wt_belief_forms_init(space, innate);
  for (guint s = 0; s < space->n_sets; s++) {
    const WtBeliefSet *set = &space->sets[s];
    double odds = set_odds(space, set, class_of);

    z += odds;
    for (guint b = 0; b < set->n_blocks; b++)
      prior[set->first_block + b] = odds;
  }
  for (guint b = 0; b < space->n_blocks; b++) {
    const WtBeliefShape *shape = &space->shapes[space->blocks[b].shape];

    prior[b] = b == last ? space->unknown : prior[b] * shape->share * (1.0 - space->unknown) / z;
    if (forms != NULL)
      prior[b] *= form_factor(shape, forms, innate);
    total += prior[b] * shape->n;
  }
  for (guint b = 0; b < space->n_blocks; b++)
    prior[b] /= total;
  wt_log_lanes(prior, space->n_blocks, prior);
  return prior;
}

/* ---- posterior ---- */

/* The largest of log prior + evidence. */
static WT_LANE_CLONES double highest_log(const WtBeliefSpace *space, const double *evidence,
                                         const double *log_prior)
{
  double best = -HUGE_VAL;

  for (guint b = 0; b + 1 < space->n_blocks; b++) {
    const double *own = evidence + space->blocks[b].first;
    double lane[WT_BELIEF_LANES], top;

    memcpy(lane, own, sizeof lane);
    for (guint i = WT_BELIEF_LANES; i < space->shapes[space->blocks[b].shape].n;
         i += WT_BELIEF_LANES)
      for (guint k = 0; k < WT_BELIEF_LANES; k++)
        lane[k] = own[i + k] > lane[k] ? own[i + k] : lane[k];
    top = lane[0];
    for (guint k = 1; k < WT_BELIEF_LANES; k++)
      top = MAX(top, lane[k]);
    best = MAX(best, top + log_prior[b]);
  }
  return MAX(best, evidence[space->n_hypotheses - 1] + log_prior[space->n_blocks - 1]);
}

/* exp(log prior + evidence - best) into `out` (NULL: only summed). Returns the sum. */
static double exponentials(const WtBeliefSpace *space, const double *evidence,
                           const double *log_prior, double best, double *out)
{
  double sum = 0;

  for (guint b = 0; b < space->n_blocks; b++) {
    guint first = space->blocks[b].first, n = space->shapes[space->blocks[b].shape].n;
    double shift = log_prior[b] - best;

    for (guint i = first; i < first + n; i++) {
      double log = evidence[i] + shift;
      double p = log > -NEGLIGIBLE ? wt_exp(log) : 0.0;

      sum += p;
      if (out != NULL)
        out[i] = p;
    }
  }
  return sum;
}

/* log sum P(h) exp(evidence): how well the space explains. */
double wt_belief_log_total(const WtBeliefSpace *space, const double *evidence,
                           const double *log_prior)
{
  double best = highest_log(space, evidence, log_prior);

  return best + wt_log(exponentials(space, evidence, log_prior, best, NULL));
}

/**
 * wt_belief_posterior: P(h | evidence).
 * @class_of: (n_features) (nullable) of wt_belief_classes(); NULL: each its own.
 * @forms: (WT_N_FORMS) (nullable) of wt_belief_forms_learn().
 * @probability: (n_hypotheses) (out) sums to 1; below e^-50 of the most probable one: 0.
 */
void wt_belief_posterior(const WtBeliefSpace *space, const double *evidence, const guint8 *class_of,
                         const double *forms, double *probability)
{
  g_autofree double *log_prior = wt_belief_prior(space, class_of, forms);
  double best = highest_log(space, evidence, log_prior);
  double scale = 1.0 / exponentials(space, evidence, log_prior, best, probability);

  for (guint h = 0; h < space->n_hypotheses; h++)
    probability[h] *= scale;
}

/* ---- prediction ---- */

/* Sums over hypotheses: p f and p f^2. */
static WT_LANE_CLONES void moments(const WtBeliefSpace *space, const double *probability,
                                   const double *x, double *first, double *second)
{
  double scratch[WT_BELIEF_GRID_MAX], a[WT_BELIEF_LANES] = {0}, b[WT_BELIEF_LANES] = {0};
  double p = probability[space->n_hypotheses - 1];

  for (guint i = 0; i + 1 < space->n_blocks; i++) {
    const WtBeliefBlock *block = &space->blocks[i];
    const double *mean = wt_belief_block_mean(space, block, x, scratch);
    const double *own = probability + block->first;

    for (guint j = 0; j < space->shapes[block->shape].n; j += WT_BELIEF_LANES)
      for (guint k = 0; k < WT_BELIEF_LANES; k++) {
        double pf = own[j + k] * mean[j + k];

        a[k] += pf;
        b[k] += pf * mean[j + k];
      }
  }
  *first = p * 0.5;
  *second = p * (space->yes_no ? 0.25 : 1.0 / 3.0); /* of something unknown: uniform on 0 .. 1 */
  for (guint k = 0; k < WT_BELIEF_LANES; k++) {
    *first += a[k];
    *second += b[k];
  }
}

/**
 * wt_belief_predict: the effect expected at @x, over all hypotheses; of yes/no its probability.
 * @sd: (out) (nullable): how far what is possible is apart about it: f over the hypotheses, and all of 0..1 if
 *   the cause of a real effect is unknown. The outcome's own noise comes on top: sigma^2, or f (1 - f) of yes/no.
 */
double wt_belief_predict(const WtBeliefSpace *space, const double *probability, const double *x,
                         double *sd)
{
  double mean, square, variance;

  moments(space, probability, x, &mean, &square);
  variance = square - mean * mean;
  if (sd != NULL)
    *sd = variance > 0 ? sqrt(variance) : 0;
  return mean;
}

/* ---- what is believed ---- */

static double sum_of(const double *p, guint n)
{
  double lane[WT_BELIEF_LANES] = {0}, sum = 0;

  for (guint i = 0; i + WT_BELIEF_LANES <= n; i += WT_BELIEF_LANES)
    for (guint k = 0; k < WT_BELIEF_LANES; k++)
      lane[k] += p[i + k];
  for (guint k = 0; k < WT_BELIEF_LANES; k++)
    sum += lane[k];
  return sum;
}

static gboolean has_parent(const WtBeliefSet *set, guint feature)
{
  for (guint k = 0; k < set->n_parents; k++)
    if (set->parents[k] == feature)
      return TRUE;
  return FALSE;
}

static gboolean has_parent_of_class(const WtBeliefSet *set, const guint8 *class_of, guint class)
{
  for (guint k = 0; k < set->n_parents; k++)
    if (class_of[set->parents[k]] == class)
      return TRUE;
  return FALSE;
}

/** wt_belief_link: P(@feature is a parent). */
double wt_belief_link(const WtBeliefSpace *space, const double *probability, guint feature)
{
  double sum = 0;

  g_return_val_if_fail(feature < space->n_features, 0);
  for (guint s = 0; s < space->n_sets; s++)
    if (has_parent(&space->sets[s], feature))
      sum += sum_of(probability + space->sets[s].first, space->sets[s].n);
  return MIN(sum, 1.0);
}

/** wt_belief_link_class: P(one of the class of @feature is a parent). */
double wt_belief_link_class(const WtBeliefSpace *space, const double *probability,
                            const guint8 *class_of, guint feature)
{
  double sum = 0;

  g_return_val_if_fail(feature < space->n_features, 0);
  for (guint s = 0; s < space->n_sets; s++)
    if (has_parent_of_class(&space->sets[s], class_of, class_of[feature]))
      sum += sum_of(probability + space->sets[s].first, space->sets[s].n);
  return MIN(sum, 1.0);
}

/** wt_belief_form: P(the mechanism has this form); 0 for the two weights that are no forms. */
double wt_belief_form(const WtBeliefSpace *space, const double *probability, WtForm form)
{
  double sum = 0;

  if (form == WT_FORM_UNKNOWN)
    return probability[space->n_hypotheses - 1];
  for (guint b = 0; b + 1 < space->n_blocks; b++)
    if (space->shapes[space->blocks[b].shape].form == form)
      sum += sum_of(probability + space->blocks[b].first, space->shapes[space->blocks[b].shape].n);
  return MIN(sum, 1.0);
}

/**
 * wt_belief_strength: E[f(@feature = 1, others 0) - f(all 0)], given that @feature is a parent.
 *
 * Of forms that need several parents together this is 0: alone it does nothing.
 *
 * Returns: -1 .. 1; 0 if it surely is none.
 */
double wt_belief_strength(const WtBeliefSpace *space, const double *probability, guint feature)
{
  static const double nothing[WT_BELIEF_FEATURES] = {0};
  double alone[WT_BELIEF_FEATURES] = {0}, before[WT_BELIEF_GRID_MAX], after[WT_BELIEF_GRID_MAX];
  double sum = 0, link = 0;

  g_return_val_if_fail(feature < space->n_features, 0);
  alone[feature] = 1.0;
  for (guint b = 0; b + 1 < space->n_blocks; b++) {
    const WtBeliefBlock *block = &space->blocks[b];
    const double *from, *to, *p = probability + block->first;

    if (!has_parent(&space->sets[block->set], feature))
      continue;
    from = wt_belief_block_mean(space, block, nothing, before);
    to = wt_belief_block_mean(space, block, alone, after);
    for (guint i = 0; i < space->shapes[block->shape].n; i++) {
      sum += p[i] * (to[i] - from[i]);
      link += p[i];
    }
  }
  return link > 0 ? sum / link : 0;
}

/* ---- forms ---- */

/** wt_belief_forms_init: WT_BELIEF_FORM_WEIGHT for each form the space has, 0 for others. */
void wt_belief_forms_init(const WtBeliefSpace *space, double *forms)
{
  memset(forms, 0, WT_N_FORMS * sizeof *forms);
  for (guint s = 0; s < space->n_shapes; s++)
    forms[space->shapes[s].form] = WT_BELIEF_FORM_WEIGHT;
  forms[WT_FORM_RELIABLE] = forms[WT_FORM_CHANCY] = WT_BELIEF_FORM_WEIGHT;
}

/** wt_belief_forms_learn: one thing was learned, @probability; the next of its kind may be alike.
 */
void wt_belief_forms_learn(const WtBeliefSpace *space, const double *probability, double *forms)
{
  for (guint form = 0; form <= WT_FORM_UNKNOWN; form++)
    forms[form] += wt_belief_form(space, probability, (WtForm)form);
  for (guint b = 0; b + 1 < space->n_blocks; b++) {
    const WtBeliefShape *shape = &space->shapes[space->blocks[b].shape];

    if (shape->kind != 0)
      forms[shape->kind] += sum_of(probability + space->blocks[b].first, shape->n);
  }
}
