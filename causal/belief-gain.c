/* belief-gain.c - what an experience would say about links; see belief.h.
 *
 *   gain = H(y | x) - sum over sets of parents P(set) H(y | x, set)
 *
 * The information between the outcome and the set of parents (Lindley 1956). Noise within a set,
 * and what would only tell its strengths or forms apart, is not counted.
 */
#include <math.h>
#include <string.h>

#include "base/lanes.h"
#include "base/wmath.h"
#include "causal/belief-private.h"

#define MAX_SETS 128 /* of 8 features and 3 parents: 93 */

/* ---- yes/no ---- */

static WT_LANE_CLONES void set_sums(const WtBeliefSpace *space, const double *probability,
                                    const double *x, double *mass, double *yes)
{
  double scratch[WT_BELIEF_GRID_MAX];

  for (guint s = 0; s < space->n_sets; s++) {
    const WtBeliefSet *set = &space->sets[s];
    double p[WT_BELIEF_LANES] = {0}, pf[WT_BELIEF_LANES] = {0};

    for (guint i = 0; i < set->n_blocks; i++) {
      const WtBeliefBlock *block = &space->blocks[set->first_block + i];
      const double *mean = wt_belief_block_mean(space, block, x, scratch);
      const double *own = probability + block->first;

      for (guint j = 0; j < space->shapes[block->shape].n; j += WT_BELIEF_LANES)
        for (guint k = 0; k < WT_BELIEF_LANES; k++) {
          p[k] += own[j + k];
          pf[k] += own[j + k] * mean[j + k];
        }
    }
    mass[s] = yes[s] = 0;
    for (guint k = 0; k < WT_BELIEF_LANES; k++) {
      mass[s] += p[k];
      yes[s] += pf[k];
    }
  }
  mass[0] += probability[space->n_hypotheses - 1];
  yes[0] += 0.5 * probability[space->n_hypotheses - 1];
}

/* What is asked: of which group the set of parents is. */
typedef struct {
  guint n;
  guint8 of[MAX_SETS]; /* (n_sets) */
} Groups;

static double gain_yes_no(const WtBeliefSpace *space, const double *probability, const double *x, const Groups *groups)
{
  double set_mass[MAX_SETS], set_yes[MAX_SETS], mass[MAX_SETS] = {0}, yes[MAX_SETS] = {0}, ratio[2 * MAX_SETS] = {0};
  double total = 0, all_yes = 0, gain = 0;
  guint n = groups->n;

  set_sums(space, probability, x, set_mass, set_yes);
  for (guint s = 0; s < space->n_sets; s++) {
    mass[groups->of[s]] += set_mass[s];
    yes[groups->of[s]] += set_yes[s];
  }
  for (guint s = 0; s < n; s++) {
    total += mass[s];
    all_yes += yes[s];
  }
  /* sum P(set, y) log (P(y | set) / P(y)) */
  for (guint s = 0; s < n; s++) {
    gboolean some = mass[s] > 0;

    ratio[s] = some ? yes[s] / mass[s] * (total / all_yes) : 1.0;
    ratio[n + s] = some ? (mass[s] - yes[s]) / mass[s] * (total / (total - all_yes)) : 1.0;
  }
  wt_log_lanes(ratio, 2 * n, ratio);
  for (guint s = 0; s < n; s++)
    gain += yes[s] * ratio[s] + (mass[s] - yes[s]) * ratio[n + s];
  return gain;
}

/* ---- real ---- */

#define NODES_PER_SD 4
#define REACH        5 /* sd */
#define NEGLIGIBLE   1e-9 /* hypotheses of a form with its parents that are less probable than this together are left out */

/* Means are put on the nodes of a lattice, each shared out between its two neighbours, and every
 * node's mass is spread by the density of the noise. Sharing out spreads too, by a variance of
 * step^2 / 6 on average, which the noise is made smaller by. */
typedef struct {
  guint per_unit, margin, n; /* nodes for means: at (k - 1/2) / per_unit, 0 .. per_unit + 1; n with
                                margins on both sides */
  double *noise;             /* (2 margin + 1) sums to 1 */
} Lattice;

static void lattice_init(Lattice *lattice, double sigma)
{
  double step, variance, sum = 0;

  lattice->per_unit = (guint)ceil(NODES_PER_SD / sigma);
  lattice->margin = (guint)ceil(REACH * sigma * lattice->per_unit);
  lattice->n = lattice->per_unit + 2 + 2 * lattice->margin;
  lattice->noise = g_new(double, 2 * lattice->margin + 1);
  step = 1.0 / lattice->per_unit;
  variance = sigma * sigma - step * step / 6.0;
  for (guint i = 0; i <= 2 * lattice->margin; i++) {
    double d = ((double)i - lattice->margin) * step;

    lattice->noise[i] = wt_exp(-0.5 * d * d / variance);
    sum += lattice->noise[i];
  }
  for (guint i = 0; i <= 2 * lattice->margin; i++)
    lattice->noise[i] /= sum;
}

static WT_LANE_CLONES double mass_of(const double *probability, guint n)
{
  double lane[WT_BELIEF_LANES] = {0}, sum = 0;

  for (guint j = 0; j < n; j += WT_BELIEF_LANES)
    for (guint k = 0; k < WT_BELIEF_LANES; k++)
      lane[k] += probability[j + k];
  for (guint k = 0; k < WT_BELIEF_LANES; k++)
    sum += lane[k];
  return sum;
}

/* Mass of the means of one set by node; (per_unit + 2). Returns their sum. */
static double set_means(const WtBeliefSpace *space, const WtBeliefSet *set,
                        const double *probability, const double *x, guint per_unit, double *node)
{
  double scratch[WT_BELIEF_GRID_MAX], sum = 0;

  for (guint i = 0; i < set->n_blocks; i++) {
    const WtBeliefBlock *block = &space->blocks[set->first_block + i];
    const double *own = probability + block->first;
    guint n = space->shapes[block->shape].n;

    if (mass_of(own, n) < NEGLIGIBLE)
      continue;
    const double *mean = wt_belief_block_mean(space, block, x, scratch);
    for (guint k = 0; k < n; k++) {
      double place = mean[k] * per_unit + 0.5;
      guint at = (guint)place;
      double right = own[k] * (place - at);

      node[at] += own[k] - right;
      node[at + 1] += right;
      sum += own[k];
    }
  }
  return sum;
}

static WT_LANE_CLONES void spread(const Lattice *lattice, const double *node, double *restrict out)
{
  guint width = 2 * lattice->margin + 1;

  for (guint i = 0; i < lattice->per_unit + 2; i++) {
    double mass = node[i];

    if (mass > 0)
      for (guint k = 0; k < width; k++)
        out[i + k] += mass * lattice->noise[k];
  }
}

static double gain_real(const WtBeliefSpace *space, const double *probability, const double *x, const Groups *groups)
{
  double mass[MAX_SETS] = {0}, total = 0, gain = 0, unknown = probability[space->n_hypotheses - 1];
  g_autofree double *noise = NULL, *node = NULL, *of_group = NULL, *all = NULL, *ratio = NULL;
  Lattice lattice;
  guint n, per_unit;

  lattice_init(&lattice, space->sigma);
  n = lattice.n;
  per_unit = lattice.per_unit;
  noise = lattice.noise;
  node = g_new(double, per_unit + 2);
  of_group = g_new0(double, (gsize)n * groups->n);
  all = g_new0(double, n);
  ratio = g_new(double, n);
  for (guint s = 0; s < space->n_sets; s++) {
    double *own = of_group + (gsize)groups->of[s] * n;

    memset(node, 0, (per_unit + 2) * sizeof *node);
    mass[groups->of[s]] += set_means(space, &space->sets[s], probability, x, per_unit, node) + (s == 0 ? unknown : 0);
    spread(&lattice, node, own);
    for (guint i = 1; s == 0 && i <= per_unit; i++) /* uniform on 0 .. 1 */
      own[lattice.margin + i] += unknown / per_unit;
  }
  for (guint g = 0; g < groups->n; g++) {
    total += mass[g];
    for (guint i = 0; i < n; i++)
      all[i] += of_group[(gsize)g * n + i];
  }
  for (guint s = 0; s < groups->n; s++) {
    const double *own = of_group + (gsize)s * n;

    if (!(mass[s] > 0))
      continue;
    for (guint i = 0; i < n; i++)
      ratio[i] = own[i] > 0 ? own[i] / all[i] * (total / mass[s]) : 1.0;
    wt_log_lanes(ratio, n, ratio);
    for (guint i = 0; i < n; i++)
      gain += own[i] * ratio[i];
  }
  return gain;
}

static double gain_of(const WtBeliefSpace *space, const double *probability, const double *x, const Groups *groups)
{
  double gain;

  g_assert(space->n_sets <= MAX_SETS);
  gain = space->yes_no ? gain_yes_no(space, probability, x, groups) : gain_real(space, probability, x, groups);
  return MAX(gain, 0.0);
}

/**
 * wt_belief_gain: information about which features are the parents, from one more experience at @x.
 *
 * Of real effects by a lattice of outcomes, 4 to the standard deviation. 0 if all hypotheses have
 * the same parents, or if those with different parents expect the same.
 *
 * Complexity: O(n_hypotheses).
 *
 * Returns: nats, >= 0; of yes/no at most log 2.
 */
double wt_belief_gain(const WtBeliefSpace *space, const double *probability, const double *x)
{
  Groups groups = {.n = space->n_sets};

  for (guint s = 0; s < space->n_sets; s++)
    groups.of[s] = (guint8)s;
  return gain_of(space, probability, x, &groups);
}

double wt_belief_gain_of(const WtBeliefSpace *space, const double *probability, const double *x, guint feature)
{
  Groups groups = {.n = 2};

  for (guint s = 0; s < space->n_sets; s++)
    for (guint i = 0; i < space->sets[s].n_parents; i++)
      groups.of[s] |= space->sets[s].parents[i] == feature;
  return gain_of(space, probability, x, &groups);
}

static double set_mass(const WtBeliefSpace *space, const WtBeliefSet *set, const double *probability)
{
  double sum = 0;

  for (guint i = 0; i < set->n_blocks; i++) {
    const WtBeliefBlock *block = &space->blocks[set->first_block + i];

    for (guint k = 0; k < space->shapes[block->shape].n; k++)
      sum += probability[block->first + k];
  }
  return sum;
}

double wt_belief_told(const WtBeliefSpace *space, const double *before, const double *after)
{
  guint unknown = space->n_hypotheses - 1;
  double told = 0;

  for (guint s = 0; s < space->n_sets; s++) {
    double was = set_mass(space, &space->sets[s], before) + (s == 0 ? before[unknown] : 0);
    double is = set_mass(space, &space->sets[s], after) + (s == 0 ? after[unknown] : 0);

    if (is > 0 && was > 0)
      told += is * wt_log(is / was);
  }
  return MAX(told, 0.0);
}
