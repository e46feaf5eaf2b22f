/* turning.c - the change of one factor, weight or level at which a pair flips.
 *
 * The only place where the ends of a domain count: the domain is scanned outwards from the actual
 * value and the first crossing refined, so that nothing is assumed of the mechanisms between steps
 * but what lies within one step. A contribution is proportional to its weight, so there the turning
 * point has a closed form.
 */
#include <math.h>
#include <string.h>

#include "agent/explain-private.h"

#define STEPS 64

void wt_turning_free(gpointer data)
{
  WtTurning *turning = data;
  if (!turning)
    return;
  g_free(turning->name);
  g_free(turning);
}

/* How far a change goes, as a share of what is moved. */
static double relative(const WtTurning *turning)
{
  double size = fmax(fabs(turning->actual), fabs(turning->flips_at));
  return size > 0 ? fabs(turning->flips_at - turning->actual) / size : 0;
}

gint wt_turning_compare(gconstpointer a, gconstpointer b)
{
  const WtTurning *x = *(const WtTurning *const *)a, *y = *(const WtTurning *const *)b;
  double d = relative(x) - relative(y);
  if (d == 0) /* as all that begins at 0 */
    d = fabs(x->flips_at - x->actual) - fabs(y->flips_at - y->actual);
  if (d != 0)
    return d < 0 ? -1 : 1;
  return x->cut != y->cut ? (gint)x->cut - (gint)y->cut : strcmp(x->name, y->name);
}

static void add(GPtrArray *out, WtCut cut, char *name, double actual, double flips_at)
{
  WtTurning *turning = g_new(WtTurning, 1);
  *turning = (WtTurning){cut, name, actual, flips_at};
  g_ptr_array_add(out, turning);
}

static double tolerance_of(const WtPair *pair)
{
  return pair->engine->table->tolerance;
}

static void add_features(GPtrArray *out, const WtPair *pair, WtVary *vary, guint owner, guint steps)
{
  const WtEngine *e = pair->engine;
  for (WtFeature f = 0; f < e->n_features; f++) {
    const WtEngineFeature *mine = wt_engine_feature(e, owner, f);
    double lo, hi, at;
    if (mine->id == WT_SCM_NONE || !mine->own || !wt_feature_domain(&e->view, mine->leaf, &lo, &hi))
      continue;
    wt_vary_choose(vary, mine->id);
    if (wt_vary_flip(vary, e->values[mine->id], lo, hi, steps, tolerance_of(pair), &at))
      add(out, WT_CUT_FACTOR, wt_feature_name(&e->view, f), e->values[mine->id], at);
  }
}

/* lead(w) = lead + (w - actual) * slope */
static gboolean weight_flip(WtVary *vary, double actual, double lo, double hi, double tolerance,
                            double *at)
{
  double lead = wt_vary_lead(vary, actual), slope = (lead - wt_vary_lead(vary, actual + 1));
  double flips = actual + (lead - tolerance) / slope;
  if (slope == 0 || !isfinite(flips))
    return FALSE;
  flips += (flips - actual) * 1e-12; /* beyond what rounding may leave of the lead */
  if (flips < lo && flips > lo - 1e-9 * (1 + fabs(lo)))
    flips = lo;
  if (flips < lo || flips > hi || wt_vary_lead(vary, flips) > tolerance)
    return FALSE;
  *at = flips;
  return TRUE;
}

static void add_weight(GPtrArray *out, const WtPair *pair, WtVary *vary, guint motive)
{
  const WtEngine *e = pair->engine;
  const WtMinds *minds = e->view.minds;
  const WtColumn *column = wt_layout_column(minds->layout, minds->values[motive].weight);
  double actual = e->values[e->weight[motive]], at;
  wt_vary_choose(vary, e->weight[motive]);
  if (weight_flip(vary, actual, column->lo, column->hi, tolerance_of(pair), &at))
    add(out, WT_CUT_MOTIVE, g_strdup(wt_minds_motive_name(minds, motive)), actual, at);
}

static void add_level(GPtrArray *out, const WtPair *pair, WtVary *vary, guint drive)
{
  const WtEngine *e = pair->engine;
  const WtKnownLevel *level = &e->view.minds->known->levels[drive];
  double actual = e->values[e->level[drive]], at;
  wt_vary_choose(vary, e->level[drive]);
  if (wt_vary_flip(vary, actual, level->lo, level->hi, STEPS, tolerance_of(pair), &at))
    add(out, WT_CUT_MOTIVE,
        g_strdup(wt_minds_motive_name(e->view.minds, e->view.minds->n_values + drive)), actual, at);
}

GPtrArray *wt_flips_new(const WtPair *pair, guint owner, guint steps)
{
  GPtrArray *out = g_ptr_array_new_with_free_func(wt_turning_free);
  g_autoptr(WtVary) vary = wt_vary_new(pair->engine, pair->p, pair->q);
  add_features(out, pair, vary, owner, steps);
  for (guint v = 0; v < pair->engine->view.minds->n_values; v++)
    add_weight(out, pair, vary, v);
  return out;
}

/* Of P's own features, the weights and the levels; none if P has no lead. */
GPtrArray *wt_turnings_new(const WtPair *pair)
{
  const WtEngine *e = pair->engine;
  if (!(e->values[e->rows[pair->p].score] - e->values[e->rows[pair->q].score] > tolerance_of(pair)))
    return g_ptr_array_new_with_free_func(wt_turning_free);
  GPtrArray *out = wt_flips_new(pair, pair->p, STEPS);
  g_autoptr(WtVary) vary = wt_vary_new(e, pair->p, pair->q);
  for (guint d = 0; d < e->view.minds->n_drives; d++)
    add_level(out, pair, vary, d);
  return out;
}
